package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.failure.ConnectionLostException;
import weft.client.failure.RefusedException;
import weft.client.failure.ServerProtocolException;
import weft.client.failure.TimedOutException;
import weft.client.failure.VncClientException;
import weft.client.wire.Transport;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.message.ClientInit;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

@Timeout(30)
class HandshakeTest {

    private static final int NONE = 1;
    private static final int VNC_AUTH = 2;

    /// Offers a version, expects another one, then offers security types.
    private static void begin(ScriptedServer server, String offer, String expected, int... types)
            throws Exception {
        server.out().bytes(("RFB " + offer + "\n").getBytes(ISO_8859_1));
        server.flush();
        String answer = new String(server.in().bytes(ProtocolVersion.LENGTH), ISO_8859_1);
        assertEquals("RFB " + expected + "\n", answer);
        if (expected.equals("003.003")) {
            new SecurityDecision(types[0]).write(server.out());
        } else {
            new SecurityTypes(Arrays.stream(types).boxed().toList()).write(server.out());
        }
        server.flush();
    }

    private static void finish(ScriptedServer server, boolean shared) throws Exception {
        server.flush();
        assertEquals(new ClientInit(shared), ClientInit.read(server.in()));
        new ServerInit(8, 8, PixelFormat.XRGB8888, "a desk").write(server.out());
        server.flush();
        server.next();
        server.next();
        assertEquals(new FramebufferUpdateRequest(false, 0, 0, 8, 8), server.next());
        server.fill(0, 0, 8, 8, 0x123456);
        server.drain();
    }

    @ParameterizedTest
    @CsvSource({
        "003.003, 003.003",
        "003.005, 003.003",
        "003.007, 003.007",
        "003.008, 003.008",
        "003.889, 003.008",
        "004.001, 003.008",
        "005.000, 003.008",
    })
    void connect_withoutPassword_worksInEveryVersion(String offer, String expected)
            throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, offer, expected, NONE);
                            if (!expected.equals("003.003")) {
                                assertEquals(NONE, SecurityTypes.readChoice(peer.in()));
                            }
                            if (expected.equals("003.008")) {
                                SecurityResult.OK.write(peer.out(), ProtocolVersion.V3_8);
                            }
                            finish(peer, false);
                        });
                VncClient client = server.client().shared(false).connect()) {
            assertEquals("a desk", client.name());
            assertEquals(0x123456, client.frame().pixel(7, 7));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"003.003", "003.007", "003.008"})
    void connect_withPassword_answersTheChallenge(String version) throws Exception {
        byte[] challenge = VncAuth.challenge();
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, version, version, VNC_AUTH, NONE);
                            if (!version.equals("003.003")) {
                                assertEquals(VNC_AUTH, SecurityTypes.readChoice(peer.in()));
                            }
                            VncAuth.write(peer.out(), challenge);
                            peer.flush();
                            assertTrue(
                                    VncAuth.verify(
                                            VncPassword.of("secret"),
                                            challenge,
                                            VncAuth.read(peer.in())));
                            SecurityResult.OK.write(peer.out(), ProtocolVersion.V3_8);
                            finish(peer, true);
                        });
                VncClient client = server.client().password("secret").connect()) {
            assertEquals(8, client.frame().width());
        }
    }

    @Test
    void connect_withoutPasswordWhereNoneIsOfferedToo_takesThat() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, "003.008", "003.008", 30, VNC_AUTH, NONE);
                            assertEquals(NONE, SecurityTypes.readChoice(peer.in()));
                            SecurityResult.OK.write(peer.out(), ProtocolVersion.V3_8);
                            finish(peer, true);
                        });
                VncClient client = server.client().connect()) {
            assertEquals(8, client.frame().width());
        }
    }

    @Test
    void connect_withAnOlderHighestVersion_speaksThat() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            begin(peer, "003.008", "003.003", NONE);
                            finish(peer, true);
                        });
                VncClient client = server.client().highestVersion(ProtocolVersion.V3_3).connect()) {
            assertEquals(8, client.frame().width());
        }
    }

    private static <T extends VncClientException> T failure(
            Class<T> kind, ScriptedServer.Script script) throws Exception {
        try (var server = ScriptedServer.start(script)) {
            return assertThrows(kind, () -> server.client().connect());
        }
    }

    @Test
    void connect_hungUpWhenTheDisplayIsAskedFor_namesTheLikelyReason() throws Exception {
        var e =
                failure(
                        ConnectionLostException.class,
                        peer -> {
                            begin(peer, "003.003", "003.003", NONE);
                            assertEquals(new ClientInit(true), ClientInit.read(peer.in()));
                        });
        assertEquals(
                "The server has ended the connection when it was asked for its display, shared"
                        + " with others: likely another viewer has it alone, or the server lets"
                        + " nobody share it",
                e.getMessage());
    }

    /// A server that takes its time to be connected to, and says nothing.
    private record Slow(
            ManualClock clock, Duration connecting, CountDownLatch asked, CountDownLatch end)
            implements Transport {
        @Override
        public void open() {
            clock.advance(connecting);
        }

        @Override
        public int read(byte[] dst, int off, int len) throws IOException {
            asked.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            return -1;
        }

        @Override
        public void write(byte[] src, int off, int len) {}

        @Override
        public void endOutput() {}

        @Override
        public void close() {
            end.countDown();
        }
    }

    @Test
    void timeout_isForConnectingAndTheHandshakeTogether() throws Exception {
        var clock = new ManualClock();
        var server =
                new Slow(
                        clock, Duration.ofSeconds(3), new CountDownLatch(1), new CountDownLatch(1));
        var connecting =
                new FutureTask<>(() ->
                        new VncClientBuilder(_ -> server)
                                .clock(clock)
                                .timeout(Duration.ofSeconds(5))
                                .connect());
        long start = clock.nanoTime();
        Thread.ofVirtual().start(connecting);
        server.asked().await();
        clock.awaitWaitOf(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(2));
        var e = assertThrows(ExecutionException.class, connecting::get);
        var late = assertInstanceOf(TimedOutException.class, e.getCause());
        String message = String.valueOf(late.getMessage());
        assertTrue(message.startsWith("Waited ") && message.contains(" whole picture "), message);
        long waited = Long.parseLong(message.replaceAll("\\D*(\\d+) ms .*", "$1"));
        assertTrue(waited <= 2000, message);
        assertEquals(Duration.ofSeconds(5).toNanos(), clock.nanoTime() - start);
    }

    @Test
    void connect_wrongPassword_isRefusedWithTheServersReason() throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    begin(peer, "003.008", "003.008", VNC_AUTH);
                    assertEquals(VNC_AUTH, SecurityTypes.readChoice(peer.in()));
                    VncAuth.write(peer.out(), new byte[VncAuth.LENGTH]);
                    peer.flush();
                    VncAuth.read(peer.in());
                    SecurityResult.failed("No, no\u001b[2J")
                            .write(peer.out(), ProtocolVersion.V3_8);
                    peer.flush();
                })) {
            var e =
                    assertThrows(
                            RefusedException.class,
                            () -> server.client().password("wrong").connect());
            assertEquals("The server refuses: No, no?[2J", e.getMessage());
        }
    }

    @Test
    void connect_noPasswordForOneThatNeedsIt_saysWhatIsNeeded() throws Exception {
        var e =
                failure(
                        RefusedException.class,
                        peer -> begin(peer, "003.008", "003.008", VNC_AUTH, 21, 222));
        assertEquals(
                "No security type of the server can be used: VNC_AUTH (2) needs a password,"
                        + " MD5 (21) needs a client that knows it,"
                        + " UNKNOWN (222) needs a client that knows it",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"003.003", "003.008"})
    void connect_refusedAtOnce_hasTheServersReason(String version) throws Exception {
        var e =
                failure(
                        RefusedException.class,
                        peer -> {
                            peer.out().bytes(("RFB " + version + "\n").getBytes(ISO_8859_1));
                            peer.flush();
                            peer.in().skip(ProtocolVersion.LENGTH);
                            if (version.equals("003.003")) {
                                SecurityDecision.writeRefusal(peer.out(), "Too many");
                            } else {
                                SecurityTypes.writeRefusal(peer.out(), "Too many");
                            }
                            peer.flush();
                        });
        assertEquals("The server refuses: Too many", e.getMessage());
    }

    @Test
    void connect_failureIn37_hasNoReason() throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    begin(peer, "003.007", "003.007", VNC_AUTH);
                    SecurityTypes.readChoice(peer.in());
                    VncAuth.write(peer.out(), new byte[VncAuth.LENGTH]);
                    peer.flush();
                    VncAuth.read(peer.in());
                    peer.out().u32(1);
                    peer.flush();
                })) {
            var e =
                    assertThrows(
                            RefusedException.class,
                            () -> server.client().password("wrong").connect());
            assertEquals("The server refuses, and gives no reason", e.getMessage());
        }
    }

    @Test
    void connect_toSomethingElse_saysWhatCame() throws Exception {
        var e =
                failure(
                        ServerProtocolException.class,
                        peer -> {
                            peer.out().bytes("SSH-2.0-OpenSSH_9".getBytes(ISO_8859_1));
                            peer.flush();
                            peer.drain();
                        });
        assertTrue(String.valueOf(e.getMessage()).contains("SSH-2.0-Open"), e.getMessage());
    }

    @Test
    void connect_serverHangsUp_isLost() throws Exception {
        var e = failure(ConnectionLostException.class, _ -> {});
        assertTrue(String.valueOf(e.getMessage()).contains("12 bytes, got 0"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "8, 0", "16385, 1", "16384, 16384", "65535, 65535"})
    void connect_toAScreenOfImpossibleSize_isRefusedBeforeItIsMade(int width, int height)
            throws Exception {
        var e =
                failure(
                        ServerProtocolException.class,
                        peer -> {
                            peer.logIn(width, height);
                            peer.drain();
                        });
        assertTrue(String.valueOf(e.getMessage()).contains(width + "x" + height), e.getMessage());
    }

    @Test
    void connect_longName_isRefusedBeforeItIsRead() throws Exception {
        var e =
                failure(
                        ServerProtocolException.class,
                        peer -> {
                            begin(peer, "003.008", "003.008", NONE);
                            SecurityTypes.readChoice(peer.in());
                            SecurityResult.OK.write(peer.out(), ProtocolVersion.V3_8);
                            peer.flush();
                            peer.out().u16(8);
                            peer.out().u16(8);
                            PixelFormat.XRGB8888.write(peer.out());
                            peer.out().u32(0xffff_ffffL);
                            peer.flush();
                            peer.in().skip(1);
                            peer.drain();
                        });
        assertTrue(String.valueOf(e.getMessage()).contains("4294967295"), e.getMessage());
    }

    @Test
    void connect_silentServer_timesOutByTheClock() throws Exception {
        var clock = new ManualClock();
        try (var server = ScriptedServer.start(ScriptedServer::drainBytes)) {
            var connecting =
                    new FutureTask<>(() ->
                            server.client()
                                    .clock(clock)
                                    .handshakeTimeout(Duration.ofSeconds(7))
                                    .connect());
            Thread thread = Thread.ofVirtual().start(connecting);
            clock.awaitWaitOf(Duration.ofSeconds(7));
            clock.advance(Duration.ofSeconds(7));
            thread.join();
            Throwable cause = connecting.exceptionNow();
            var e = assertInstanceOf(TimedOutException.class, cause);
            assertTrue(e.lastFrame().isEmpty());
            assertTrue(String.valueOf(e.getMessage()).startsWith("Waited 7000 ms for the whole"));
        }
    }

    @Test
    void connect_pictureNotWhole_isWaitedFor() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.logIn(8, 8);
                            peer.fill(0, 0, 8, 4, 1);
                            peer.fill(0, 4, 4, 4, 2);
                            peer.fill(4, 4, 4, 4, 3);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            assertEquals(
                    List.of(1, 2, 3),
                    List.of(
                            client.frame().pixel(0, 3),
                            client.frame().pixel(0, 4),
                            client.frame().pixel(7, 7)));
        }
    }
}
