package weft.cli.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.client.VncClient;
import weft.client.address.Destination;
import weft.client.failure.RefusedException;
import weft.client.recording.FbsInput;
import weft.client.recording.FbsReader;
import weft.client.recording.Pace;
import weft.client.recording.RecordedEvent;
import weft.client.recording.RecordedScreen;
import weft.framebuffer.Framebuffer;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.KeyEvent;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Real viewers through the proxy to real servers, in one JVM.
@Timeout(60)
class RecordingProxyTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int WIDTH = 120;
    private static final int HEIGHT = 70;

    @TempDir private Path folder;

    private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();

    private Path file() {
        return folder.resolve("session.fbs");
    }

    private static int[] pixels(int seed) {
        return new Random(seed).ints((long) WIDTH * HEIGHT, 0, 1 << 24).toArray();
    }

    private VncServerBuilder server(Framebuffer picture) {
        picture.publish(pixels(1));
        return VncServer.builder(picture)
                .listen(0)
                .name("desk")
                .onKey((keysym, down) -> keys.add((down ? "+" : "-") + (char) keysym));
    }

    /// A proxy that serves until it is closed.
    private static final class Served implements AutoCloseable {

        private final RecordingProxy proxy;
        private final Thread thread;

        Served(int port, Recordings recordings) throws IOException {
            proxy =
                    RecordingProxy.listen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            Destination.parse("127.0.0.1::" + port),
                            recordings);
            thread = Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            try {
                proxy.serve();
            } catch (ClosedChannelException e) {
                // as it should
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        String address() throws IOException {
            return "::" + ((InetSocketAddress) proxy.address()).getPort();
        }

        @Override
        public void close() throws IOException {
            proxy.close();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Served proxy(VncServer server) throws IOException {
        return new Served(server.port(), new Recordings(file(), false));
    }

    @ParameterizedTest
    @EnumSource
    void session_inEachVersion_isRecordedAndReplayedPixelByPixel(ProtocolVersion version)
            throws Exception {
        var picture = new Framebuffer(WIDTH, HEIGHT);
        try (VncServer server = server(picture).start();
                Served proxy = proxy(server)) {
            try (VncClient viewer =
                    VncClient.to(proxy.address()).highestVersion(version).connect()) {
                assertEquals("desk", viewer.name());
                for (int seed = 1; seed < 6; seed++) {
                    int[] expected = pixels(seed);
                    picture.publish(expected);
                    var _ = viewer.waitFor(shown -> same(expected, shown.pixels()), SOON);
                }
                viewer.press('k');
                assertEquals("+k", keys.poll(20, TimeUnit.SECONDS));
                assertEquals("-k", keys.poll(20, TimeUnit.SECONDS));
            }
        }
        assertArrayEquals(pixels(5), lastPicture(file()));
        List<String> script = Files.readAllLines(folder.resolve("session.vdo"));
        assertEquals("key k", script.getLast());
    }

    private static boolean same(int[] expected, int[] shown) {
        return Arrays.equals(expected, shown);
    }

    private static int[] lastPicture(Path file) throws IOException {
        var display = new Framebuffer(1, 1);
        try (var screen = RecordedScreen.open(file, display, Pace.UNPACED)) {
            int pictures = 0;
            var event = screen.next();
            while (event.isPresent()) {
                pictures += event.get() instanceof RecordedEvent.Picture ? 1 : 0;
                event = screen.next();
            }
            assertTrue(pictures > 0);
            return display.snapshot().pixels();
        }
    }

    @Test
    void viewersOwnPixelFormat_isInTheRecording() throws Exception {
        var picture = new Framebuffer(WIDTH, HEIGHT);
        int[] shown;
        try (VncServer server = server(picture).start();
                Served proxy = proxy(server);
                VncClient viewer =
                        VncClient.to(proxy.address()).pixelFormat(PixelFormat.RGB565).connect()) {
            shown = viewer.frame().pixels();
        }
        assertArrayEquals(shown, lastPicture(file()));
    }

    @Test
    void password_passesThrough_andIsNotRecorded() throws Exception {
        try (VncServer server = server(new Framebuffer(WIDTH, HEIGHT)).password("secret").start();
                Served proxy = proxy(server)) {
            var refused =
                    assertThrows(
                            RefusedException.class,
                            () -> VncClient.to(proxy.address()).password("wrong").connect());
            assertTrue(String.valueOf(refused.getMessage()).startsWith("The server refuses"));
            try (VncClient viewer = VncClient.to(proxy.address()).password("secret").connect()) {
                assertArrayEquals(pixels(1), viewer.frame().pixels());
            }
        }
        Path second = folder.resolve("session-2.input.fbs");
        try (FbsReader blocks = FbsReader.open(second)) {
            var in = new FbsInput(blocks);
            assertEquals(ProtocolVersion.V3_3, ProtocolVersion.read(in));
            assertEquals(new ClientInit(true), ClientInit.read(in));
            ClientMessage first = ClientMessages.read(in);
            assertFalse(first instanceof KeyEvent);
        }
        assertArrayEquals(pixels(1), lastPicture(folder.resolve("session-2.fbs")));
    }

    @Test
    void severalViewers_haveAFileEach() throws Exception {
        try (VncServer server = server(new Framebuffer(WIDTH, HEIGHT)).start();
                Served proxy = new Served(server.port(), new Recordings(folder, true));
                VncClient one = VncClient.to(proxy.address()).connect();
                VncClient other = VncClient.to(proxy.address()).connect()) {
            assertArrayEquals(one.frame().pixels(), other.frame().pixels());
        }
        for (int viewer = 1; viewer <= 2; viewer++) {
            assertArrayEquals(pixels(1), lastPicture(folder.resolve("viewer-" + viewer + ".fbs")));
        }
    }

    @Test
    void lastInputBeforeHangingUp_reachesTheServer() throws Exception {
        try (VncServer server = server(new Framebuffer(WIDTH, HEIGHT)).start();
                Served proxy = proxy(server)) {
            for (int round = 0; round < 20; round++) {
                try (VncClient viewer = VncClient.to(proxy.address()).connect()) {
                    viewer.press('q');
                }
                assertEquals("+q", keys.poll(20, TimeUnit.SECONDS));
                assertEquals("-q", keys.poll(20, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void server_withSecurityThatCannotPass_tellsTheViewer() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Served proxy = new Served(listener.getLocalPort(), new Recordings(file(), false))) {
            Thread server =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (Socket viewer = listener.accept()) {
                                    viewer.getOutputStream().write(ascii("RFB 003.008\n"));
                                    viewer.getInputStream().readNBytes(12);
                                    viewer.getOutputStream().write(new byte[] {2, 19, 18});
                                    viewer.getInputStream().readAllBytes();
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            var e =
                    assertThrows(
                            RefusedException.class, () -> VncClient.to(proxy.address()).connect());
            assertEquals(
                    "The server refuses: The server has no security type that can be passed on:"
                            + " expected NONE (1) or VNC_AUTH (2), got VENCRYPT (19), TLS (18)",
                    e.getMessage());
            server.join();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void bytes_afterTheLogin_passUnchanged() throws Exception {
        byte[] down = new byte[300_000];
        byte[] up = new byte[200_000];
        new Random(3).nextBytes(down);
        new Random(4).nextBytes(up);
        byte[] init = new byte[24];
        init[1] = 9;
        init[3] = 9;
        init[4] = 32;
        init[5] = 24;
        init[7] = 1;
        init[9] = (byte) 255;
        init[11] = (byte) 255;
        init[13] = (byte) 255;
        init[14] = 16;
        init[15] = 8;
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Served proxy = new Served(listener.getLocalPort(), new Recordings(file(), false))) {
            BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
            Thread server =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (Socket viewer = listener.accept()) {
                                    viewer.getOutputStream().write(ascii("RFB 003.003\n"));
                                    viewer.getInputStream().readNBytes(12);
                                    viewer.getOutputStream().write(new byte[] {0, 0, 0, 1});
                                    viewer.getInputStream().readNBytes(1);
                                    viewer.getOutputStream().write(init);
                                    viewer.getOutputStream().write(down);
                                    arrived.add(viewer.getInputStream().readAllBytes());
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            int port = Integer.parseInt(proxy.address().substring(2));
            try (var viewer = new Socket(InetAddress.getLoopbackAddress(), port)) {
                viewer.getInputStream().readNBytes(12);
                viewer.getOutputStream().write(ascii("RFB 003.003\n"));
                viewer.getInputStream().readNBytes(4);
                viewer.getOutputStream().write(1);
                assertArrayEquals(init, viewer.getInputStream().readNBytes(24));
                assertArrayEquals(down, viewer.getInputStream().readNBytes(down.length));
                viewer.getOutputStream().write(up);
                viewer.shutdownOutput();
                assertArrayEquals(up, arrived.poll(20, TimeUnit.SECONDS));
            }
            server.join();
        }
    }

    @Test
    void folderThatIsMissing_isSaidAtOnce() {
        Path none = folder.resolve("none");
        var e =
                assertThrows(
                        IOException.class,
                        () -> new Recordings(none.resolve("a.fbs"), false).check());
        assertEquals(none + ": there is no such directory", e.getMessage());
    }
}
