package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;
import weft.server.transport.MemoryConnection;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// How many may be logging in, and who makes room for whom.
class AdmissionTest extends ServerUnderTest {

    private void serve(Consumer<VncServerBuilder> settings) {
        display =
                display(builder -> {
                    builder.random = () -> 0.999; // turned away only if it must be
                    settings.accept(builder);
                });
    }

    private static long open(List<ScriptedPeer> peers) {
        return peers.stream().filter(peer -> !peer.isClosed()).count();
    }

    private List<ScriptedPeer> connect(int count, String address) {
        List<ScriptedPeer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(connect(address));
        }
        return peers;
    }

    @Test
    void silentConnections_ofOneSource_areAtMost8() {
        serve(_ -> {});
        List<ScriptedPeer> peers = connect(2000, "192.0.2.1");
        assertEquals(8, open(peers));
        loop.advance(30 * SECOND);
        assertEquals(0, open(peers));
    }

    @Test
    void session_thatIsEndedBeforeItEverRan_closesItsConnection() {
        var connection = new MemoryConnection(loop, "early");
        loop.locked(() -> {
            display.accepted(connection, display.access().usual(false));
            display.endAll();
        });
        loop.runReady();
        assertFalse(connection.isOpen());
    }

    @Test
    void silentConnections_ofOneNetworkOfIpv6_areAtMost8() {
        serve(_ -> {});
        List<ScriptedPeer> peers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            peers.add(connect("2001:db8:1:2::" + i));
        }
        assertEquals(8, open(peers));
        connect("2001:db8:1:3::1").expectText(ScriptedPeer.V38);
    }

    @Test
    void silentConnections_of250Sources_areAtMost32InTotal() {
        serve(_ -> {});
        List<ScriptedPeer> peers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            peers.add(connect("198.51.100." + i % 250));
        }
        assertEquals(32, open(peers));
    }

    @Test
    void newcomers_fromHalfOfTheTotalOn_areTurnedAwayAtRandom() {
        int runs = 200;
        int[] open = new int[40];
        var random = new SplittableRandom(1);
        for (int run = 0; run < runs; run++) {
            serve(builder -> builder.random = random::nextDouble);
            List<ScriptedPeer> peers = new ArrayList<>();
            for (int i = 0; i < open.length; i++) {
                peers.add(connect("198.51.100." + i));
                open[i] += (int) open(peers);
            }
            loop.locked(() -> display.endAll());
            loop.runReady();
        }
        assertEquals(17 * runs, open[16], "half of the total always comes in");
        double last = (double) open[31] / runs;
        assertTrue(last > 22 && last < 28, () -> "of 32 came in " + last);
        serve(_ -> {});
    }

    @Test
    void floodOfConnections_keepsOutNobodyBehindTheSameAddress() {
        serve(builder -> builder.password("secret"));
        for (int i = 0; i < 100; i++) {
            connect(20, "192.0.2.1");
            ScriptedPeer good = connect("192.0.2.1").expectText(ScriptedPeer.V38);
            good.sendText(ScriptedPeer.V38);
            connect(20, "192.0.2.1"); // they make room for each other, not one that talks
            good.expect("01 02").send("02");
            connect(20, "192.0.2.1");
            byte[] challenge = good.takeAll();
            good.sendBytes(VncAuth.response(VncPassword.of("secret"), challenge));
            good.expect("00000000").send("01").skipServerInit().expectOpen().disconnect();
            loop.advance(SECOND);
        }
    }

    @Test
    void floodOfGuesses_keepsOutNobodyBehindTheSameAddress() {
        serve(builder -> builder.password("secret"));
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 20; j++) {
                connect("192.0.2.1").sendText(ScriptedPeer.V38).send("02" + "00".repeat(16));
            }
            connect("192.0.2.1").expectText(ScriptedPeer.V38).disconnect();
            loop.advance(SECOND / 10);
        }
    }

    private ScriptedPeer answer(String address, String password) {
        ScriptedPeer peer =
                connect(address).expectText(ScriptedPeer.V38).sendText(ScriptedPeer.V38);
        byte[] challenge = peer.expect("01 02").send("02").takeAll();
        return peer.sendBytes(VncAuth.response(VncPassword.of(password), challenge));
    }

    @Test
    void floodOfGuesses_putsOutNobodyWhoWaitsForItsTurn() {
        serve(builder -> builder.password("secret"));
        answer("192.0.2.1", "secret").expect("00000000").disconnect(); // known from now on
        for (int i = 0; i < 5; i++) {
            answer("192.0.2.1", "wrong");
            loop.advance(SECOND);
        }
        ScriptedPeer good = answer("192.0.2.1", "secret").expectNothing();
        for (int i = 0; i < 9; i++) {
            answer("192.0.2.1", "wrong");
        }
        connect(20, "192.0.2.1");
        good.expectOpen();
        loop.advance(SECOND);
        good.expect("00000000").send("01").skipServerInit().expectOpen();
    }

    private static ScriptedPeer admitted(ScriptedPeer peer) {
        return peer.expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("01 01")
                .send("01")
                .expect("00000000")
                .send("01")
                .skipServerInit();
    }

    @Test
    void viewers_areNotCounted() {
        serve(_ -> {});
        List<ScriptedPeer> viewers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            viewers.add(admitted(connect("192.0.2.1")));
        }
        connect(2000, "192.0.2.1");
        assertEquals(40, open(viewers));
        admitted(connect("192.0.2.7"));
    }

    @Test
    void lastPlace_whenTwoLogIn_isForTheFirst() {
        serve(builder -> builder.maxClients(1));
        ScriptedPeer one = connect().expectText(ScriptedPeer.V38).sendText(ScriptedPeer.V38);
        ScriptedPeer two = connect().expectText(ScriptedPeer.V38).sendText(ScriptedPeer.V38);
        one.expect("01 01").send("01").expect("00000000").send("01").skipServerInit();
        two.expect("01 01").send("01").expect("00000000").send("01").expectClosed();
        one.expectOpen();
    }

    @Test
    void tunnels_mayBeAsManyAsViewersAndTakeNoPlaceOfOthers() {
        serve(_ -> {});
        assertEquals(64, open(connect(2000, "127.0.0.1")));
        admitted(connect("127.0.0.2"));
        admitted(connect("192.0.2.1"));
    }

    @Test
    void allow_letsInNobodyElse() {
        serve(builder -> builder.allow("192.0.2.0/24").allow("2001:db8::/32"));
        connect("192.0.2.255").expectText(ScriptedPeer.V38);
        connect("2001:db8:ffff::1").expectText(ScriptedPeer.V38);
        connect("192.0.3.1").expectNothing().expectClosed();
        connect("2001:db9::1").expectNothing().expectClosed();
        connect("127.0.0.1").expectNothing().expectClosed();
        connect().expectText(ScriptedPeer.V38); // no address at all
    }
}
