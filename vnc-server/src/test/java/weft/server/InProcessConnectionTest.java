package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Viewers of a server without sockets, byte by byte.
@Timeout(60)
class InProcessConnectionTest {

    private static final int VIEWERS = 40;

    private static void logIn(InProcessConnection connection) throws IOException {
        InputStream in = connection.input();
        assertEquals("RFB 003.008\n", new String(in.readNBytes(12), StandardCharsets.US_ASCII));
        connection.output().write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals("0101", hex(in.readNBytes(2)));
        connection.output().write(new byte[] {1, 1});
        assertEquals("00000000", hex(in.readNBytes(4)));
        int nameLength = ByteBuffer.wrap(in.readNBytes(24)).getInt(20);
        assertEquals(nameLength, in.readNBytes(nameLength).length);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String raw(InProcessConnection connection) throws IOException {
        connection.output().write(HexFormat.of().parseHex("03000000000000020001"));
        return hex(connection.input().readNBytes(4 + 12 + 8));
    }

    @Test
    void connect_manyAtOnce_allSeeThePicture() throws Exception {
        try (VncServer server = VncServer.builder(2, 1).start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.publish(new int[] {0x010203, 0x040506});
            Callable<String> viewer =
                    () -> {
                        InProcessConnection connection = server.connect();
                        logIn(connection);
                        String picture = raw(connection);
                        connection.output().close();
                        assertEquals(-1, connection.input().read());
                        return picture;
                    };
            List<Future<String>> viewers = new ArrayList<>();
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(threads.submit(viewer));
            }
            for (Future<String> each : viewers) {
                assertEquals(
                        "00000001" + "000000000002000100000000" + "0302010006050400", each.get());
            }
            while (!server.viewers().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void close_endsTheConnection_andAllowsNoOther() throws Exception {
        VncServer server = VncServer.builder(2, 1).start();
        InProcessConnection connection = server.connect();
        logIn(connection);
        server.close();
        assertEquals(-1, connection.input().read());
        assertThrows(IOException.class, () -> connection.output().write(1));
        assertThrows(IllegalStateException.class, server::connect);
    }
}
