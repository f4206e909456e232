package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.failure.CannotConnectException;
import weft.client.failure.RefusedException;
import weft.client.recording.Recorder;
import weft.rfb.codec.NativeMemory;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.ServerInit;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

@Timeout(60)
class ConnectionTest {

    private static ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static String address(ServerSocketChannel listener) throws IOException {
        return "::" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private static final ScriptedServer.Script SHOW =
            peer -> {
                peer.show(8, 8, 7);
                peer.drain();
            };

    @Test
    void connect_toATcpPort_shows() throws Exception {
        try (ServerSocketChannel listener = listen();
                var _ = ScriptedServer.accept(listener, SHOW);
                VncClient client = VncClient.to(address(listener)).connect()) {
            assertEquals(7, client.frame().pixel(0, 0));
        }
    }

    @Test
    void connect_toAUnixSocket_shows(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("vnc");
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                                .bind(UnixDomainSocketAddress.of(path));
                var _ = ScriptedServer.accept(listener, SHOW);
                VncClient client = VncClient.to("unix:" + path).connect()) {
            assertEquals(7, client.frame().pixel(0, 0));
        }
    }

    /// What a client asks for that connects over loopback.
    private static List<Integer> encodingsAskedOverLoopback(UnaryOperator<VncClientBuilder> options)
            throws Exception {
        List<Integer> asked = new CopyOnWriteArrayList<>();
        try (ServerSocketChannel listener = listen();
                var _ =
                        ScriptedServer.accept(
                                listener,
                                peer -> {
                                    peer.logIn(1, 1);
                                    assertInstanceOf(SetPixelFormat.class, peer.next());
                                    asked.addAll(
                                            assertInstanceOf(SetEncodings.class, peer.next())
                                                    .encodings());
                                    peer.fill(0, 0, 1, 1, 7);
                                    peer.drain();
                                });
                VncClient client = options.apply(VncClient.to(address(listener))).connect()) {
            assertEquals(7, client.frame().pixel(0, 0));
        }
        return asked.stream()
                .filter(number -> !Encoding.byNumber(number).isPseudo())
                .filter(number -> Encoding.byNumber(number) != Encoding.UNKNOWN)
                .toList();
    }

    @Test
    void serverOnThisMachine_isAskedForNoCompression() throws Exception {
        List<Integer> plain = List.of(Encoding.COPY_RECT.number(), Encoding.RAW.number());
        assertEquals(plain, encodingsAskedOverLoopback(client -> client.clock(ticking(1))));
    }

    @Test
    void serverBehindATunnel_isAskedForCompression() throws Exception {
        List<Integer> asked =
                encodingsAskedOverLoopback(
                        client -> client.clock(ticking(TimeUnit.MILLISECONDS.toNanos(10))));
        assertTrue(asked.contains(Encoding.TIGHT.number()), asked::toString);
    }

    /// The time of this machine for who waits, with so much more at each look at it.
    private static WaitClock ticking(long nanos) {
        var now = new AtomicLong();
        return new WaitClock() {
            @Override
            public long nanoTime() {
                return now.addAndGet(nanos);
            }

            @Override
            @SuppressWarnings("WaitNotInLoop") // the caller's loop
            public void await(Object monitor, long until) throws InterruptedException {
                monitor.wait(10);
            }
        };
    }

    @Test
    void serverOnThisMachine_recordedOrWithAQuality_isAskedForCompression() throws Exception {
        List<Integer> compressed =
                Stream.of(
                                Encoding.COPY_RECT,
                                Encoding.TIGHT,
                                Encoding.ZRLE,
                                Encoding.HEXTILE,
                                Encoding.RAW)
                        .map(Encoding::number)
                        .toList();
        var recorder = new Counting();
        assertEquals(compressed, encodingsAskedOverLoopback(client -> client.record(recorder)));
        assertTrue(recorder.received > 0, "nothing was recorded");
        assertEquals(compressed, encodingsAskedOverLoopback(client -> client.jpegQuality(9)));
        assertEquals(compressed, encodingsAskedOverLoopback(client -> client.compressionLevel(1)));
        assertEquals(
                List.of(Encoding.ZRLE.number()),
                encodingsAskedOverLoopback(client -> client.encodings(List.of(Encoding.ZRLE))));
    }

    private static final class Counting implements Recorder {
        private volatile int received;

        @Override
        public void began(ServerInit init) {}

        @Override
        public void received(byte[] src, int off, int len) {
            received = len;
        }

        @Override
        public void sent(byte[] src, int off, int len) {}
    }

    @Test
    void threads_areThoseOfTheFactory() throws Exception {
        Queue<Thread> made = new ConcurrentLinkedQueue<>();
        ThreadFactory factory =
                task -> {
                    Thread thread = Thread.ofPlatform().daemon().unstarted(task);
                    made.add(thread);
                    return thread;
                };
        try (ServerSocketChannel listener = listen();
                var _ = ScriptedServer.accept(listener, SHOW);
                VncClient client = VncClient.to(address(listener)).threads(factory).connect()) {
            assertEquals(7, client.frame().pixel(0, 0));
        }
        assertEquals(
                List.of("weft-client reader", "weft-client writer"),
                made.stream().map(Thread::getName).toList());
        assertTrue(made.stream().noneMatch(Thread::isAlive), "threads are left");
    }

    @Test
    void connect_nobodyThere_saysWhere() throws Exception {
        String address;
        try (ServerSocketChannel listener = listen()) {
            address = address(listener);
        }
        var e = assertThrows(CannotConnectException.class, () -> VncClient.to(address).connect());
        assertEquals("Cannot connect to " + address + ": Connection refused", e.getMessage());
    }

    @Test
    void connect_noSuchHost_saysSo() {
        var e =
                assertThrows(
                        CannotConnectException.class,
                        () -> VncClient.to("no-such-host.invalid:1").connect());
        assertEquals(
                "Cannot connect to no-such-host.invalid::5901: there is no such host",
                e.getMessage());
    }

    @Test
    void connect_noSuchSocketFile_saysWhere(@TempDir Path folder) {
        Path path = folder.resolve("none");
        var e =
                assertThrows(
                        CannotConnectException.class,
                        () -> VncClient.to(path.toString()).connect());
        assertTrue(String.valueOf(e.getMessage()).contains("unix:" + path), e.getMessage());
    }

    @Test
    void close_leavesNoThreadNoSocketAndNoNativeMemory() throws Exception {
        int before = 0;
        for (int round = 0; round < 30; round++) {
            try (ServerSocketChannel listener = listen()) {
                VncClient client;
                try (var _ = ScriptedServer.accept(listener, SHOW)) {
                    client = VncClient.to(address(listener)).connect();
                    client.pointer().click(1);
                    client.close();
                }
                assertTrue(client.isOver(), "threads are left");
            }
            if (round == 4) {
                // what the JDK opens once and for all is open now
                before = openFiles();
            }
        }
        assertEquals(before, openFiles(), "open files");
        assertEquals(0, NativeMemory.inUse());
    }

    @Test
    void connect_refused_leavesNoSocket() throws Exception {
        int before = 0;
        for (int round = 0; round < 20; round++) {
            try (ServerSocketChannel listener = listen();
                    var _ =
                            ScriptedServer.accept(
                                    listener,
                                    peer -> {
                                        peer.out().bytes("RFB 003.003\n".getBytes(US_ASCII));
                                        peer.flush();
                                        peer.in().skip(12);
                                        SecurityDecision.writeRefusal(peer.out(), "no");
                                        peer.flush();
                                        // ends when the client has hung up
                                        peer.drainBytes();
                                    })) {
                assertThrows(
                        RefusedException.class, () -> VncClient.to(address(listener)).connect());
            }
            if (round == 4) {
                before = openFiles();
            }
        }
        assertEquals(before, openFiles(), "open files");
    }

    @Test
    void close_serverThatNeverReadsNorHangsUp_doesNotWaitForIt() throws Exception {
        var closed = new CountDownLatch(1);
        try (var server =
                ScriptedServer.deaf(
                        128,
                        peer -> {
                            peer.show(8, 8, 7);
                            closed.await();
                        })) {
            VncClient client = server.client().connect();
            for (int i = 0; i < 1000; i++) {
                client.press('a');
            }
            client.close();
            closed.countDown();
            assertTrue(client.isOver());
        }
    }

    private static int openFiles() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }
}
