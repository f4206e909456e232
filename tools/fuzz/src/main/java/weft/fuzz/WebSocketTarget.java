package weft.fuzz;

import weft.client.wire.FixedWebSocket;
import weft.client.wire.Transport;
import weft.rfb.RfbBuffer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a web server answers a client that wants a WebSocket, and the frames behind it.
final class WebSocketTarget implements Target {

    private static final int ANSWERED = 1;
    private static final int MOST_READS = 1 << 20;

    @Override
    public String name() {
        return "websocket";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        String answer = FixedWebSocket.ANSWER;
        for (String each :
                List.of(
                        answer,
                        answer.replace("Upgrade: websocket", "Upgrade : h2c, WebSocket"),
                        answer.replace("binary", "base64"),
                        "HTTP/1.1 403 No\r\n\r\n",
                        "\r\n\r\n")) {
            seeds.add(input(0, each.getBytes(StandardCharsets.ISO_8859_1)));
        }
        for (int[] frame :
                new int[][] {
                    {0x82, 3, 1, 2, 3, 0x02, 1, 9, 0x00, 0, 0x80, 2, 7, 8},
                    {0x89, 2, 1, 1, 0x8a, 0, 0x82, 126, 0, 2, 1, 2},
                    {0x82, 127, 0, 0, 0, 0, 0, 0, 0, 1, 5, 0x88, 2, 3, 0xe8},
                    {0x88, 4, 3, 0xea, 'n', 'o'}
                }) {
            var out = new RfbBuffer();
            for (int each : frame) {
                out.u8(each);
            }
            seeds.add(input(ANSWERED, out.toByteArray()));
        }
        return seeds;
    }

    private static byte[] input(int mode, byte[] rest) {
        var out = new RfbBuffer();
        out.u8(mode);
        out.u8(6);
        out.bytes(rest);
        return out.toByteArray();
    }

    @Override
    public Set<Class<? extends Exception>> refusals() {
        return Set.of(IOException.class);
    }

    @Override
    public void run(byte[] input) throws IOException {
        var take = new Take(input);
        boolean answered = (take.u8() & ANSWERED) != 0;
        int piece = 1 + take.u8();
        var all = new RfbBuffer();
        if (answered) {
            all.bytes(FixedWebSocket.ANSWER.getBytes(StandardCharsets.ISO_8859_1));
        }
        all.bytes(take.rest());
        try (Transport socket = FixedWebSocket.over(new ArrayTransport(all.toByteArray(), piece))) {
            socket.open();
            byte[] some = new byte[50];
            int received = 0;
            for (int i = 0; i < MOST_READS; i++) {
                int got = socket.read(some, 0, some.length);
                if (got < 0) {
                    return;
                }
                if (got == 0 || got > some.length) {
                    throw new Finding("a read of %d bytes".formatted(got));
                }
                received += got;
                if (received > input.length) {
                    throw new Finding("more came out than came in");
                }
            }
            throw new Finding("reading does not come to an end");
        }
    }

    @Override
    public long mostAllocated(int length) {
        return (2L << 20) + 2000L * length;
    }
}
