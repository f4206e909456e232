package weft.cli.x11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.cli.x11.XConnection.Answer;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// What servers can do wrong, or refuse, by a server that does just that.
@Timeout(60)
class XConnectionTest {
    private static final int FIRST_PORT = 6000;
    private static final int HELLO = 12;

    @TempDir Path folder;
    @AutoClose private final ServerSocket server = freeDisplay();

    private interface Script {
        void run(Socket client, DataInputStream in) throws IOException;
    }

    private static ServerSocket freeDisplay() {
        int taken = 0;
        for (int display = 300; display < 1000; display++) {
            try {
                return new ServerSocket(FIRST_PORT + display, 1, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                taken++;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no free display: " + taken);
    }

    private XDisplayName name() {
        return XDisplayName.parse("127.0.0.1:" + (server.getLocalPort() - FIRST_PORT));
    }

    private XConnection open() throws IOException {
        return XConnection.open(name(), folder.resolve("none"));
    }

    /// Plays a server to the one client that comes.
    private FutureTask<Boolean> play(Script script) {
        FutureTask<Boolean> task =
                new FutureTask<>(() -> {
                    try (Socket client = server.accept()) {
                        var in = new DataInputStream(client.getInputStream());
                        in.skipNBytes(HELLO);
                        script.run(client, in);
                    }
                    return true;
                });
        Thread.ofVirtual().start(task);
        return task;
    }

    private static ByteBuffer packet(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer packet) {
        var bytes = new byte[packet.capacity()];
        packet.clear().get(bytes);
        return bytes;
    }

    /// One screen of 24 bits, one visual.
    static byte[] setup() {
        ByteBuffer setup = packet(8 + 32 + 8 + 40 + 8 + 24);
        setup.put((byte) 1).put((byte) 0).putShort((short) 11).putShort((short) 0);
        setup.putShort((short) ((setup.capacity() - 8) / 4));
        setup.putInt(0).putInt(0x20_0000).putInt(0x1f_ffff).putInt(0).putShort((short) 0);
        setup.putShort((short) 0xffff).put((byte) 1).put((byte) 1).put(new byte[4]);
        setup.put((byte) 8).put((byte) 255).putInt(0);
        setup.put((byte) 24).put((byte) 32).put((byte) 32).put(new byte[5]);
        setup.putInt(77).put(new byte[16]).putShort((short) 640).putShort((short) 480);
        setup.put(new byte[8]).putInt(5).put(new byte[2]).put((byte) 24).put((byte) 1);
        setup.put((byte) 24).put((byte) 0).putShort((short) 1).putInt(0);
        setup.putInt(5).put((byte) 4).put(new byte[3]);
        setup.putInt(0xff0000).putInt(0xff00).putInt(0xff).putInt(0);
        return bytes(setup);
    }

    /// Says who it is, and that it has no BIG-REQUESTS.
    private static void greet(Socket client, DataInputStream in) throws IOException {
        client.getOutputStream().write(setup());
        in.skipNBytes(20);
        client.getOutputStream()
                .write(bytes(packet(32).put((byte) 1).put((byte) 0).putShort((short) 1)));
    }

    @Test
    void server_thatIsWell_saysItsScreen() throws Exception {
        FutureTask<Boolean> played = play(XConnectionTest::greet);
        try (XConnection connection = open()) {
            XSetup.Screen screen = connection.setup().screen();
            assertEquals(77, screen.root());
            assertEquals(640, screen.width());
            assertEquals(480, screen.height());
            assertEquals(new XSetup.PixmapFormat(32, 32), screen.format());
            assertEquals(new XSetup.Visual(4, 0xff0000, 0xff00, 0xff), screen.visual());
            assertTrue(played.get());
        }
    }

    @Test
    void server_thatLetsNobodyIn_isQuoted() throws Exception {
        FutureTask<Boolean> played =
                play((client, in) -> {
                    byte[] reason = "No protocol specified\n\0\0".getBytes(ISO_8859_1);
                    ByteBuffer refusal = packet(8 + 24);
                    refusal.put((byte) 0).put((byte) 22).putInt(11).putShort((short) 6);
                    client.getOutputStream().write(bytes(refusal.put(reason)));
                });
        var refused = assertThrows(XException.class, this::open);
        assertTrue(played.get());
        assertEquals(
                "X display %s: it lets nobody in without a cookie, and XAUTHORITY has none for it:"
                                .formatted(name())
                        + " No protocol specified",
                refused.getMessage());
    }

    @Test
    void nobody_isSaidToBeNobody() throws IOException {
        server.close();
        var refused = assertThrows(XException.class, this::open);
        assertEquals(
                "no X display %s: nobody listens on 127.0.0.1 port %d"
                        .formatted(name(), name().port()),
                refused.getMessage());
        var none =
                assertThrows(
                        XException.class,
                        () ->
                                XConnection.open(
                                        XDisplayName.parse(":59000"), folder.resolve("none")));
        assertEquals(
                "no X display :59000: there is no socket /tmp/.X11-unix/X59000", none.getMessage());
    }

    @Test
    void setup_thatIsCutOff_isRefused_whereverItIs() throws Exception {
        byte[] whole = setup();
        for (int words = 0; words < (whole.length - 8) / 4; words++) {
            byte[] part = Arrays.copyOf(whole, 8 + 4 * words);
            part[6] = (byte) words;
            FutureTask<Boolean> played = play((client, in) -> client.getOutputStream().write(part));
            String message = assertThrows(XException.class, this::open).getMessage();
            assertTrue(String.valueOf(message).startsWith("X display 127.0.0.1:"), message);
            assertTrue(played.get());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, 0, the X server answers what nobody asked",
        "1, 2, 2147483647, the X server answers with 8589934588 bytes",
        "1, 2, 262145, the X server answers with 1048580 bytes where at most 1048576 are right",
        "35, 2, 4294967295, the X server answers with 17179869180 bytes"
    })
    void packet_thatCannotBe_endsTheConnection(int type, int number, long words, String expected)
            throws Exception {
        FutureTask<Boolean> played =
                play((client, in) -> {
                    greet(client, in);
                    ByteBuffer wrong = packet(32).put((byte) type).put((byte) 0);
                    client.getOutputStream()
                            .write(bytes(wrong.putShort((short) number).putInt((int) words)));
                    in.readAllBytes();
                });
        try (XConnection connection = open()) {
            var failure =
                    assertThrows(
                            XException.class,
                            () -> {
                                Answer answer = connection.ask(new XRequest(43, 0));
                                var _ = answer.await();
                            });
            assertTrue(
                    String.valueOf(failure.getMessage()).startsWith(expected),
                    failure.getMessage());
            assertTrue(connection.problem().isPresent());
            assertThrows(XException.class, () -> connection.send(new XRequest(43, 0)));
        }
        played.get();
    }

    @Test
    void error_isForWhoHasAsked() throws IOException, InterruptedException, ExecutionException {
        FutureTask<Boolean> played =
                play((client, in) -> {
                    greet(client, in);
                    in.skipNBytes(8);
                    ByteBuffer errors = packet(96);
                    errors.put((byte) 0).put((byte) 3).putShort((short) 2).position(32);
                    errors.put((byte) 0).put((byte) 8).putShort((short) 3).putInt(0x1234);
                    errors.putShort((short) 4).put((byte) 130).position(64);
                    errors.put((byte) 34).put((byte) 1).putShort((short) 3);
                    client.getOutputStream().write(bytes(errors));
                    in.readAllBytes();
                });
        try (XConnection connection = open()) {
            connection.send(new XRequest(127, 0)); // the first error is about this, and nobody's
            Answer answer = connection.ask(new XRequest(43, 0));
            var refused = assertThrows(XErrorException.class, answer::await);
            assertEquals(
                    "the X server answers BadMatch to request 130.4, about 0x1234",
                    refused.getMessage());
            assertEquals(34, connection.next(Long.MAX_VALUE).orElseThrow().code());
        }
        played.get();
    }
}
