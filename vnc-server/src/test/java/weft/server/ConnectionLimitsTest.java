package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// What becomes of peers that are gone or do nothing, on sockets.
@Timeout(120)
class ConnectionLimitsTest {

    private static Socket connect(VncServer server, int receiveBuffer) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(
                new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        return socket;
    }

    private static void login(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        in.readFully(new byte[12]);
        socket.getOutputStream().write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        in.readFully(new byte[2]);
        socket.getOutputStream().write(1);
        in.readFully(new byte[4]);
        socket.getOutputStream().write(1);
        in.readFully(new byte[24 + 4]);
    }

    @Test
    void viewerThatTakesNothing_isClosedAfterTheStall() throws Exception {
        var gone = new CountDownLatch(1);
        try (VncServer server =
                        VncServer.builder(2048, 2048)
                                .listen(0)
                                .writeStall(Duration.ofSeconds(1))
                                .onKey((_, down) -> {
                                    if (!down) {
                                        gone.countDown();
                                    }
                                })
                                .start();
                Socket socket = connect(server, 4096)) {
            login(socket);
            byte[] key = HexFormat.of().parseHex("0401000000000061");
            socket.getOutputStream().write(key); // released when the session ends
            byte[] request = HexFormat.of().parseHex("03000000000008000800");
            socket.getOutputStream().write(request);
            gone.await();
            assertEquals(List.of(), server.viewers());
        }
    }

    /// The whole update is in the heap already.
    @Test
    void viewerThatTakesNothing_holdsLittleOutsideOfTheHeap() throws Exception {
        try (VncServer server = VncServer.builder(4096, 2048).listen(0).start();
                Socket socket = connect(server, 4096)) {
            login(socket);
            long before = outsideOfTheHeap();
            socket.getOutputStream().write(HexFormat.of().parseHex("03000000000010000800"));
            int _ = socket.getInputStream().read(); // on its way: 32 MiB
            long held = outsideOfTheHeap() - before;
            assertTrue(held < 4 << 20, () -> held + " bytes");
        }
    }

    private static long outsideOfTheHeap() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /// What it is sent fits into the buffers of the system, so that nothing waits in the server.
    @Test
    void viewerThatTakesNothing_thoughTheSystemHasTakenAll_isClosedAfterTheStall()
            throws Exception {
        var gone = new CountDownLatch(1);
        try (VncServer server =
                        VncServer.builder(128, 128)
                                .listen(0)
                                .writeStall(Duration.ofSeconds(1))
                                .onKey((_, down) -> {
                                    if (!down) {
                                        gone.countDown();
                                    }
                                })
                                .start();
                Socket socket = connect(server, 4096)) {
            login(socket);
            byte[] key = HexFormat.of().parseHex("0401000000000061");
            socket.getOutputStream().write(key); // released when the session ends
            byte[] request = HexFormat.of().parseHex("03000000000000800080");
            socket.getOutputStream().write(request);
            gone.await();
            assertEquals(List.of(), server.viewers());
        }
    }

    /// The kernel's own view: /proc/net/tcp tells what the timer of a connection is for, and when
    /// it fires, in hundredths of a second.
    @Test
    void idleViewer_isAskedWhetherItIsThereAfter30Seconds() throws Exception {
        try (VncServer server = VncServer.builder(4, 2).listen(0).start();
                Socket socket = connect(server, 65536)) {
            login(socket);
            String ports =
                    "\\s*\\d+: [0-9A-F]+:%04X [0-9A-F]+:%04X .*"
                            .formatted(server.port(), socket.getLocalPort());
            String[] timer = timer(ports);
            while (timer[0].equals("01")) { // what was sent last is not acknowledged yet
                Thread.onSpinWait();
                timer = timer(ports);
            }
            assertEquals("02", timer[0], "keepalive");
            int hundredths = Integer.parseInt(timer[1], 16);
            assertTrue(hundredths > 0 && hundredths <= 3000, () -> "in " + hundredths);
        }
    }

    /// The timer of a connection: what it is for, and when it fires.
    private static String[] timer(String ports) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> all = Files.lines(Path.of(file))) {
                all.filter(line -> line.matches(ports)).forEach(lines::add);
            }
        }
        assertEquals(1, lines.size());
        return lines.getFirst().strip().split("\\s+", -1)[5].split(":", -1);
    }

    @Test
    void connectionsBeyondTheLimit_areDroppedAndTheNextViewerComesIn() throws Exception {
        try (VncServer server = VncServer.builder(4, 2).listen(0).maxClients(32).start()) {
            List<Socket> flood = new ArrayList<>();
            try {
                for (int i = 0; i < 2000; i++) {
                    flood.add(connect(server, 65536));
                }
                try (Socket viewer = connect(server, 65536)) {
                    login(viewer);
                    assertEquals(1, server.viewers().size());
                }
            } finally {
                for (Socket one : flood) {
                    one.close();
                }
            }
        }
    }
}
