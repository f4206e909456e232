package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.server.access.Security;
import weft.server.access.Tls;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/// What breaks the protocol ends its own session with the protocol's failure reply, and nobody else
/// notices. Each input comes whole, byte by byte, and split at every offset.
class HostileInputTest extends ServerUnderTest {

    /// Runs `attack` in every way on a fresh connection that has come as far as `prefix`.
    private void inEveryWay(
            byte[] prefix, byte[] attack, java.util.function.Consumer<ScriptedPeer> fate) {
        ScriptedPeer canary = login();
        for (int split = -1; split <= Math.min(attack.length, 256); split++) {
            ScriptedPeer peer = connect().sendBytes(prefix);
            peer.takeAll();
            if (split < 0) {
                for (byte b : attack) {
                    peer.sendBytes(new byte[] {b});
                }
            } else {
                peer.sendBytes(Arrays.copyOf(attack, split));
                peer.sendBytes(Arrays.copyOfRange(attack, split, attack.length));
            }
            fate.accept(peer);
        }
        loop.advance(SECOND);
        canary.expectOpen()
                .send(out -> ask(false, 0, 0, 4, 2).write(out))
                .expect("00 00 0001 0000 0000 0004 0002 00000000" + "00000000".repeat(8))
                .expectNothing()
                .disconnect();
        assertEquals(0, display.viewers().size());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RFB 000.000\n",
                "RFB 999.999\n",
                "\0\0\0\0\0\0\0\0\0\0\0\0",
                "RFB -01.-08\n",
                "RFB 3.8     ",
                "RFB 003.008\r",
                "GET / HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003zzzz",
                "RFB 003.008\u001b[2J"
            })
    void version_malformed_isClosedWithoutAWord(String attack) {
        // The last one is a good version without its newline.
        inEveryWay(
                new byte[0],
                ascii(attack.startsWith("RFB 003.008\u001b") ? "RFB 003.00\u001b[2J" : attack),
                peer -> peer.expectNothing().expectClosed());
    }

    @Test
    void version_thenAMegabyteOfNoise_isClosed() {
        byte[] noise = new byte[1 << 20];
        Arrays.fill(noise, (byte) 0xff);
        connect()
                .expectText(ScriptedPeer.V38)
                .sendBytes(join(ascii(ScriptedPeer.V38), noise))
                .expect("01 01 00000001")
                .expectClosed();
    }

    @ParameterizedTest
    @CsvSource({"RFB 003.008,true", "RFB 003.007,false"})
    void securityType_notOffered_failsWithTheReasonOfItsVersion(String version, boolean explained) {
        for (String choice : List.of("00", "02", "ff", "13", "10", "05")) {
            inEveryWay(
                    ascii(version + "\n"),
                    ScriptedPeer.bytes(choice + "01 0300 0000 0000 0004 0002"),
                    peer -> {
                        peer.expect("00000001");
                        if (explained) {
                            peer.expect("00000019").expectText("security type not offered");
                        }
                        peer.expectNothing().expectClosed();
                    });
        }
    }

    @Test
    void securityType_noneWhenAPasswordIsNeeded_fails() {
        display = display(builder -> builder.password("secret"));
        connect()
                .expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("01 02")
                .send("01")
                .expect("00000001 00000019")
                .expectText("security type not offered")
                .expectClosed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // SetPixelFormat: bits per pixel 0, 24, 255; depth 32 of 8
                "00000000 00180001 00ff 00ff 00ff 100800 000000",
                "00000000 18180001 00ff 00ff 00ff 100800 000000",
                "00000000 ff180001 00ff 00ff 00ff 100800 000000",
                "00000000 08200001 0007 0007 0003 000306 000000",
                // maximum 0, 254, 65535 at shift 31; shift 255, 32; overlapping masks; too many
                // bits
                "00000000 20180001 0000 0000 0000 100800 000000",
                "00000000 20180001 00fe 00ff 00ff 100800 000000",
                "00000000 20180001 ffff ffff ffff 1f1f1f 000000",
                "00000000 20180001 00ff 00ff 00ff ffffff 000000",
                "00000000 20180001 00ff 00ff 00ff 200800 000000",
                "00000000 20180001 00ff 00ff 00ff 000000 000000",
                "00000000 20100001 00ff 00ff 00ff 100800 000000",
                // a colour map of 32 bits
                "00000000 20180000 00ff 00ff 00ff 100800 000000",
                // unknown messages: 1, 7, 8, 11, 15, 249, 252, 255
                "01000000",
                "0701 0000 00000000 ffffffff",
                "08000000",
                "0b000000 7fffffff",
                "0f000000",
                "f9000000",
                "fc000000",
                "ff63",
                // cut text beyond any bound
                "06000000 00100001",
                "06000000 7fffffff",
                "06000000 80000000",
                // clipboards, of which nothing was said; more than there can be; none at all
                "06000000 fffffff8 02000001 00000000",
                "06000000 ffffffff",
            })
    void message_illegal_endsTheSession(String attack) {
        inEveryWay(
                join(ascii(ScriptedPeer.V38), ScriptedPeer.bytes("01 01")),
                ScriptedPeer.bytes(attack),
                peer -> peer.expectNothing().expectClosed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a colour map of 8 bits, and a true-colour flag that is not 1
                "00000000 20188001 00ff 00ff 00ff 100800 000000",
                "00000000 20187f80 00ff 00ff 00ff 100800 000000",
                // no encodings, quality and level out of range, the same twice, the least number
                "0200 0000",
                "0200 0004 ffffffdf ffffffea fffffeff 80000000",
                "0200 0004 ffffff20 ffffff20 ffffff11 ffffff11",
                // requests that are empty or outside
                "0300 0000 0000 0000 0000",
                "03ff ffff ffff ffff ffff",
                "0301 ffff 0000 0001 0001",
                // input
                "0401 0000 00000000",
                "0401 0000 ffffffff 0400 0000 ffffffff",
                "0400 0000 00000061",
                "0401 0000 01110000",
                "05ff ffff ffff",
                // cut text with nothing, with control characters
                "06000000 00000000",
                "06000000 00000004 00 0d 80 ff",
            })
    void message_oddButLegal_isTaken(String message) {
        inEveryWay(
                join(ascii(ScriptedPeer.V38), ScriptedPeer.bytes("01 01")),
                ScriptedPeer.bytes(message),
                peer -> {
                    peer.takeAll();
                    peer.expectOpen().disconnect();
                });
    }

    @Test
    void setEncodings_ofAllLengths_areTaken() {
        ScriptedPeer peer = login();
        for (String encoding : List.of("00000010", "7ffffff0", "80000000")) {
            peer.send("0200 ffff" + encoding.repeat(65535)).expectOpen();
        }
        peer.send(out -> ask(false, 0, 0, 1, 1).write(out));
        loop.advance(SECOND);
        peer.expect("00 00 0001 0000 0000 0001 0001 00000000" + "00000000").expectNothing();
    }

    @Test
    void requests_aMillion_areAnsweredAsFewUpdates() {
        ScriptedPeer peer = login();
        byte[] many = new byte[10 * 100_000];
        byte[] one = ScriptedPeer.bytes("0300 0000 0000 0004 0002");
        for (int i = 0; i < many.length; i++) {
            many[i] = one[i % 10];
        }
        for (int i = 0; i < 10; i++) {
            peer.sendBytes(many);
        }
        loop.advance(SECOND);
        int updates = peer.takeAll().length / (4 + 12 + 32);
        assertEquals(true, updates >= 1 && updates <= 2, () -> updates + " updates");
    }

    /// How many updates come of so many requests each hundredth of a second, for one second.
    private int updatesOf(int requests) {
        ScriptedPeer peer = login();
        for (int i = 0; i < 100; i++) {
            peer.send("0300 0000 0000 0004 0002".repeat(requests));
            loop.advance(SECOND / 100);
        }
        loop.advance(2 * SECOND);
        return peer.takeAll().length / (4 + 12 + 32);
    }

    @Test
    void requests_byTheHundred_areAnsweredOnceASecond() {
        assertEquals(2, updatesOf(300));
    }

    @Test
    void requests_byTheDozen_areAnsweredAtTheUsualPace() {
        assertEquals(61, updatesOf(12));
    }

    @Test
    void requests_aHundredThousand_letOthersHaveTheirTurn() {
        int[] unread = {-1};
        var peers = new ScriptedPeer[1];
        display = display(builder -> builder.onKey((_, _) -> unread[0] = peers[0].unread()));
        peers[0] = login();
        ScriptedPeer other = login();
        byte[] many = new byte[10 * 100_000];
        byte[] one = ScriptedPeer.bytes("0300 0000 0000 0004 0002");
        for (int i = 0; i < many.length; i++) {
            many[i] = one[i % 10];
        }
        peers[0].sendLater(many);
        other.send(out -> key(true, 'a').write(out));
        assertEquals(true, unread[0] > many.length / 2, () -> unread[0] + " bytes unread");
    }

    /// Java's TLS says nothing to such warnings, and waits for what comes after them.
    @Test
    void warningsOfTls_tenThousand_letOthersHaveTheirTurn() {
        int[] unread = {-1};
        var peers = new ScriptedPeer[1];
        display =
                display(builder ->
                        builder.tls(Tls.selfSigned())
                                .onKey((_, _) -> unread[0] = peers[0].unread()));
        ScriptedPeer other =
                connect(EnumSet.of(Security.NONE))
                        .expectText(ScriptedPeer.V38)
                        .sendText(ScriptedPeer.V38)
                        .expect("01 01")
                        .send("01 01")
                        .expect("00000000")
                        .skipServerInit();
        peers[0] =
                connect(EnumSet.of(Security.X509_NONE))
                        .expectText(ScriptedPeer.V38)
                        .sendText(ScriptedPeer.V38)
                        .expect("01 13")
                        .send("13 0002 00000104")
                        .expect("0002 00 01 00000104 01");
        byte[] warnings = ScriptedPeer.bytes("15 0303 0002 01 5a".repeat(10_000));
        peers[0].sendLater(warnings);
        other.send(out -> key(true, 'a').write(out));
        assertEquals(true, unread[0] > warnings.length / 2, () -> unread[0] + " bytes unread");
    }

    @Test
    void requests_fragmented_doNotGrowWithoutBound() {
        framebuffer.resize(1000, 1000);
        ScriptedPeer peer = login().stopReading();
        var random = new java.util.Random(7);
        for (int batch = 0; batch < 20; batch++) {
            peer.send(out -> {
                for (int i = 0; i < 1000; i++) {
                    ask(true, random.nextInt(1000), random.nextInt(1000), 1, 1).write(out);
                }
            });
        }
        peer.readAgain();
        loop.advance(SECOND);
        peer.expectOpen();
    }

    @Test
    void connection_lostAtEveryOffset_leavesNothing() {
        byte[] session =
                join(
                        ascii(ScriptedPeer.V38),
                        ScriptedPeer.bytes(
                                "01 01 00000000 20180001 00ff00ff00ff 100800 000000"
                                        + "0200 0002 00000005 ffffff21"
                                        + "0300 0000 0000 0004 0002"
                                        + "0401 0000 0000ffe1 05 01 0001 0001"
                                        + "06000000 00000003 616263"
                                        + "0301 0000 0000 0004 0002"));
        for (int offset = 0; offset <= session.length; offset++) {
            connect().sendBytes(Arrays.copyOf(session, offset)).disconnect().expectClosed();
        }
        assertEquals(0, display.viewers().size());
        assertEquals(
                input.stream().filter("+65505"::equals).count(),
                input.stream().filter("-65505"::equals).count());
    }
}
