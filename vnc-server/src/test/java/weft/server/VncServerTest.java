package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Heads;
import weft.rfb.screen.ResizeStatus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The public API over real sockets.
@Timeout(60)
class VncServerTest {

    /// A viewer on a socket, logged in with None; closes with the test.
    private static final class Viewer implements AutoCloseable {
        final Socket socket;
        final InputStream in;
        final OutputStream out;

        Viewer(InetAddress host, int port) throws IOException {
            socket = new Socket(host, port);
            socket.setSoTimeout(20_000);
            in = socket.getInputStream();
            out = socket.getOutputStream();
            assertEquals("RFB 003.008\n", new String(in.readNBytes(12), StandardCharsets.US_ASCII));
            out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[] {1, 1});
            in.readNBytes(2 + 4 + 20);
            byte[] length = in.readNBytes(4);
            in.readNBytes(ByteBuffer.wrap(length).getInt());
        }

        void ask(boolean incremental, int width, int height) throws IOException {
            out.write(
                    ByteBuffer.allocate(10)
                            .put((byte) 3)
                            .put((byte) (incremental ? 1 : 0))
                            .putShort(4, (short) 0)
                            .putShort(6, (short) width)
                            .putShort(8, (short) height)
                            .array());
        }

        /// Reads one update of Raw rectangles into `pixels`.
        void update(int[] pixels, int width) throws IOException {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(4));
            for (int i = head.getShort(2); i > 0; i--) {
                ByteBuffer rect = ByteBuffer.wrap(in.readNBytes(12));
                assertEquals(0, rect.getInt(8), "Raw");
                for (int y = 0; y < rect.getShort(6); y++) {
                    for (int x = 0; x < rect.getShort(4); x++) {
                        byte[] pixel = in.readNBytes(4);
                        pixels[(rect.getShort(2) + y) * width + rect.getShort(0) + x] =
                                (pixel[2] & 255) << 16 | (pixel[1] & 255) << 8 | (pixel[0] & 255);
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Viewer view(VncServer server) throws IOException {
        return new Viewer(InetAddress.getLoopbackAddress(), server.port());
    }

    private static Set<String> threadsOf(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    @Test
    void publish_picture_reachesAViewerPixelByPixel() throws Exception {
        int[] picture = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x123456, 0};
        try (VncServer server = VncServer.builder(3, 2).listen(0).start()) {
            server.publish(picture);
            try (Viewer viewer = view(server)) {
                viewer.ask(false, 3, 2);
                int[] seen = new int[6];
                viewer.update(seen, 3);
                assertArrayEquals(picture, seen);
                viewer.ask(true, 3, 2);
                picture[5] = 0xabcdef;
                server.publish(picture);
                viewer.update(seen, 3);
                assertArrayEquals(picture, seen);
                assertEquals(1, server.viewers().size());
            }
        }
    }

    @Test
    void keys_ofAViewer_reachTheHostOnAWorker() throws Exception {
        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        try (VncServer server =
                        VncServer.builder(1, 1)
                                .listen(0)
                                .onKey((keysym, down) -> keys.add(keysym + " " + down))
                                .start();
                Viewer viewer = view(server)) {
            viewer.out.write(new byte[] {4, 1, 0, 0, 0, 0, 0, 0x61});
            assertEquals("97 true", keys.poll(20, TimeUnit.SECONDS));
            viewer.close();
            assertEquals("97 false", keys.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void listen_onIpv4Ipv6AndUnix_servesOnAll(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("vnc.sock");
        InetAddress six =
                Inet6Address.getByAddress(
                        new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        try (VncServer server =
                VncServer.builder(1, 1)
                        .listen(0)
                        .listen(new InetSocketAddress(six, 0))
                        .listen(path)
                        .start()) {
            assertEquals(3, server.addresses().size());
            int sixPort = ((InetSocketAddress) server.addresses().get(1)).getPort();
            try (Viewer four = view(server);
                    Viewer overSix = new Viewer(six, sixPort);
                    SocketChannel unix = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                unix.connect(UnixDomainSocketAddress.of(path));
                ByteBuffer greeting = ByteBuffer.allocate(12);
                while (greeting.hasRemaining() && unix.read(greeting) >= 0) {
                    // until it is whole
                }
                assertEquals(
                        "RFB 003.008\n", new String(greeting.array(), StandardCharsets.US_ASCII));
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
                assertEquals(2, server.viewers().size());
            }
        }
        assertFalse(Files.exists(path), "the socket file is removed");
    }

    @Test
    void start_portInUse_failsWithOneLineAndLeavesNothing() throws Exception {
        try (VncServer first = VncServer.builder(1, 1).listen(0).start()) {
            Set<String> before = threadsOf("weft-");
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> VncServer.builder(1, 1).listen(0).listen(first.port()).start());
            assertEquals(
                    "cannot listen on 127.0.0.1::" + first.port() + ": the address is in use",
                    e.getMessage());
            assertEquals(before, threadsOf("weft-"));
        }
    }

    @Test
    void close_withViewersInEveryPhase_endsThemAndAllThreads() throws Exception {
        Set<String> before = threadsOf("weft-");
        VncServer server = VncServer.builder(64, 64).listen(0).start();
        List<Socket> silent = new ArrayList<>();
        List<Viewer> viewers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            Viewer viewer = view(server);
            viewer.ask(true, 64, 64);
            viewers.add(viewer);
        }
        assertTrue(threadsOf("weft-").size() > before.size());
        server.close();
        assertEquals(before, threadsOf("weft-"));
        server.close();
        for (Viewer viewer : viewers) {
            viewer.in.readAllBytes(); // comes to its end
            viewer.close();
        }
        for (Socket socket : silent) {
            socket.getInputStream().readAllBytes();
            socket.close();
        }
        assertEquals(List.of(), server.dump(false));
    }

    @Test
    void close_whileAKeyIsHeld_releasesItBeforeItReturns() throws Exception {
        for (int i = 0; i < 100; i++) {
            BlockingQueue<String> keys = new LinkedBlockingQueue<>();
            VncServer server =
                    VncServer.builder(1, 1)
                            .listen(0)
                            .onKey((keysym, down) -> keys.add((down ? "+" : "-") + keysym))
                            .start();
            try (Viewer viewer = view(server)) {
                viewer.out.write(new byte[] {4, 1, 0, 0, 0, 0, 0, 0x61});
                assertEquals("+97", keys.poll(60, TimeUnit.SECONDS));
                server.close();
                assertEquals("-97", keys.poll(), "in run " + i);
            }
        }
    }

    private static long sockets() throws IOException {
        long count = 0;
        try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path each : open) {
                count += isSocket(each) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isSocket(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket");
        } catch (NoSuchFileException e) {
            return false; // that of the directory itself, by now
        }
    }

    @Test
    void close_withViewers_keepsNoDescriptorOfTheirs() throws Exception {
        long before = 0;
        for (int i = 0; i < 20; i++) {
            VncServer server = VncServer.builder(1, 1).listen(0).start();
            try (Viewer viewer = view(server)) {
                viewer.ask(true, 1, 1);
                server.close();
            }
            if (i == 0) {
                before = sockets(); // with what Java opens once
            }
        }
        assertEquals(before, sockets());
    }

    @Test
    void close_fromACallback_doesNotDeadlock() throws Exception {
        var called = new CountDownLatch(1);
        VncServer[] server = new VncServer[1];
        server[0] =
                VncServer.builder(1, 1)
                        .listen(0)
                        .onKey((keysym, down) -> {
                            server[0].close();
                            called.countDown();
                        })
                        .start();
        try (Viewer viewer = view(server[0])) {
            viewer.out.write(new byte[] {4, 1, 0, 0, 0, 0, 0, 0x61});
            assertTrue(called.await(20, TimeUnit.SECONDS));
            viewer.in.readAllBytes();
        }
        server[0].close();
    }

    @Test
    void callback_thatThrows_harmsNobody() throws Exception {
        BlockingQueue<Long> keys = new LinkedBlockingQueue<>();
        try (VncServer server =
                        VncServer.builder(1, 1)
                                .listen(0)
                                .onKey((keysym, down) -> {
                                    keys.add(keysym);
                                    throw new StackOverflowError("on purpose");
                                })
                                .start();
                Viewer viewer = view(server)) {
            for (byte key = 1; key < 4; key++) {
                viewer.out.write(new byte[] {4, 1, 0, 0, 0, 0, 0, key});
                assertEquals(key, keys.poll(20, TimeUnit.SECONDS));
            }
            viewer.ask(false, 1, 1);
            viewer.update(new int[1], 1);
        }
    }

    @Test
    void callback_thatBlocks_delaysNoUpdate() throws Exception {
        var release = new CountDownLatch(1);
        try (VncServer server =
                        VncServer.builder(1, 1)
                                .listen(0)
                                .onKey((keysym, down) -> {
                                    try {
                                        release.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                })
                                .start();
                Viewer typist = view(server);
                Viewer viewer = view(server)) {
            for (int i = 0; i < 2000; i++) {
                typist.out.write(new byte[] {4, (byte) (i & 1), 0, 0, 0, 0, 0, 0x61});
            }
            for (int i = 1; i <= 20; i++) {
                viewer.ask(i > 1, 1, 1);
                server.publish(new int[] {i});
                int[] seen = new int[1];
                viewer.update(seen, 1);
                if (seen[0] != i) { // the full request may have been answered before the publish
                    viewer.ask(true, 1, 1);
                    viewer.update(seen, 1);
                }
                assertEquals(i, seen[0]);
            }
            release.countDown();
        }
    }

    @Test
    void resizeHandler_thatBlocks_delaysNoUpdateOfWhoAsked() throws Exception {
        var release = new CountDownLatch(1);
        try (VncServer server =
                        VncServer.builder(1, 1)
                                .listen(0)
                                .onResize(wanted -> {
                                    try {
                                        release.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                    return ResizeStatus.PROHIBITED;
                                })
                                .start();
                Viewer viewer = view(server)) {
            String screen = "01000000" + "00000000" + "00000000" + "00010001" + "00000000";
            viewer.out.write(ScriptedPeer.bytes("02 00 0001 fffffecc"));
            viewer.out.write(
                    ScriptedPeer.bytes(
                            "fb 00 0002 0002 01 00 00000000 00000000 0002 0002 00000000"));
            viewer.ask(false, 1, 1);
            assertArrayEquals(
                    ScriptedPeer.bytes("00 00 0001 0000 0000 0001 0001 fffffecc" + screen),
                    viewer.in.readNBytes(16 + 20));
            viewer.update(new int[1], 1);
            release.countDown();
            assertArrayEquals(
                    ScriptedPeer.bytes("00 00 0001 0001 0001 0001 0001 fffffecc" + screen),
                    viewer.in.readNBytes(16 + 20));
        }
    }

    @Test
    void stalledViewer_delaysNobodyAndQueuesNothing() throws Exception {
        int side = 512;
        int[] pixels = new int[side * side];
        try (VncServer server = VncServer.builder(side, side).listen(0).maxFps(1000).start();
                Viewer stalled = view(server);
                Viewer good = view(server)) {
            for (int i = 0; i < 1000; i++) {
                stalled.ask(false, side, side); // and never reads
            }
            int[] seen = new int[pixels.length];
            good.ask(false, side, side);
            good.update(seen, side);
            for (int i = 1; i <= 30; i++) {
                good.ask(true, side, side);
                pixels[i] = i;
                server.publish(pixels);
                good.update(seen, side);
                assertArrayEquals(pixels, seen);
            }
        }
    }

    @Test
    void twoServers_inOneJvm_doNotKnowOfEachOther() throws Exception {
        try (VncServer one = VncServer.builder(1, 1).name("one").listen(0).start();
                VncServer two = VncServer.builder(1, 1).name("two").listen(0).start();
                Viewer onOne = view(one)) {
            assertEquals(1, one.viewers().size());
            assertEquals(0, two.viewers().size());
            two.close();
            onOne.ask(false, 1, 1);
            onOne.update(new int[1], 1);
        }
    }

    private static long loopThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("weft-[0-9]+-loop"))
                .count();
    }

    @Test
    void serversBesideEachOther_haveTheirOwnDisplays_onTheSameThreads() throws Exception {
        long before = loopThreads();
        VncServer one = VncServer.builder(1, 1).name("one").listen(0).start();
        try (VncServer two = VncServer.builder(2, 1).name("two").listen(0).beside(one).start();
                Viewer onOne = view(one);
                Viewer onTwo = view(two)) {
            assertEquals(before + 1, loopThreads());
            one.publish(new int[] {1});
            two.publish(new int[] {2, 3});
            int[] seen = new int[2];
            onOne.ask(false, 1, 1);
            onOne.update(seen, 1);
            assertEquals(1, seen[0]);
            onTwo.ask(false, 2, 1);
            onTwo.update(seen, 2);
            assertArrayEquals(new int[] {2, 3}, seen);
            assertEquals(1, one.viewers().size());

            one.close(); // the other goes on
            assertEquals(before + 1, loopThreads());
            two.publish(new int[] {4, 5});
            onTwo.ask(true, 2, 1);
            onTwo.update(seen, 2);
            assertArrayEquals(new int[] {4, 5}, seen);
        }
        assertEquals(before, loopThreads());
        assertThrows(
                IllegalStateException.class, () -> VncServer.builder(1, 1).beside(one).start());
    }

    @Test
    void heads_areTheScreensOfOnePicture() throws Exception {
        var left = new Framebuffer(1, 1);
        var right = new Framebuffer(2, 1);
        try (var heads = new Heads(List.of(left, right));
                VncServer server = VncServer.builder(heads).listen(0).start();
                Viewer viewer = view(server)) {
            left.publish(new int[] {1});
            right.publish(new int[] {2, 3});
            int[] seen = new int[3];
            viewer.ask(false, 3, 1);
            viewer.update(seen, 3);
            assertArrayEquals(new int[] {1, 2, 3}, seen);
        }
    }

    @Test
    void serverBesideAnother_whosePortIsTaken_leavesTheOtherAlone() throws Exception {
        try (VncServer one = VncServer.builder(1, 1).listen(0).start();
                Viewer onOne = view(one)) {
            assertThrows(
                    IOException.class,
                    () -> VncServer.builder(1, 1).beside(one).listen(one.port()).start());
            onOne.ask(false, 1, 1);
            onOne.update(new int[1], 1);
        }
    }

    @Test
    void connectionsBrokenOff_hundredsOfTimes_leaveNothing() throws Exception {
        try (VncServer server = VncServer.builder(1, 1).listen(0).start();
                Viewer canary = view(server)) {
            for (int i = 0; i < 300; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    if (i % 2 == 0) {
                        socket.setSoLinger(true, 0);
                    }
                    socket.getOutputStream()
                            .write(
                                    "RFB 003.008\n"
                                            .substring(0, i % 13)
                                            .getBytes(StandardCharsets.US_ASCII));
                }
            }
            canary.ask(false, 1, 1);
            canary.update(new int[1], 1);
            // Two coroutines for the canary: all others end as soon as their socket is noticed.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (server.dump(false).size() > 2 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertEquals(2, server.dump(false).size(), () -> server.dump(false).toString());
        }
    }

    @Test
    void password_thatVncAuthCannotUse_isRefusedWithTheReason() {
        for (String password : List.of("", "ninechars", "p\u0105ss")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> VncServer.builder(1, 1).password(password),
                    password);
        }
    }
}
