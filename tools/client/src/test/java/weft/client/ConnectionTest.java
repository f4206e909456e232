package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.failure.CannotConnectException;
import weft.client.failure.RefusedException;
import weft.rfb.codec.NativeMemory;
import weft.rfb.message.SecurityDecision;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

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
