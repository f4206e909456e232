package weft.client.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.EndOfStreamException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

class WebSocketTransportTest {

    /// The key and what is to be answered, from RFC 6455 §1.3.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ANSWER =
            """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            Sec-WebSocket-Protocol: binary\r
            \r
            """;

    private static final HexFormat HEX = HexFormat.of();

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static WebSocketTransport over(FedTransport server) {
        return new WebSocketTransport(
                server, new WebSocketUpgrade("host:80", "/path?token=1", false, KEY));
    }

    private static byte[] readAll(Transport transport) throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] some = new byte[7];
        for (int n = transport.read(some, 0, 7); n >= 0; n = transport.read(some, 0, 7)) {
            assertTrue(n > 0);
            out.write(some, 0, n);
        }
        return out.toByteArray();
    }

    /// What comes out of frames, however their bytes come.
    private static byte[] received(byte[] frames) throws IOException {
        byte[] all = join(ANSWER.getBytes(US_ASCII), frames);
        byte[] whole = readOpened(new FedTransport(all, all.length));
        for (int piece : List.of(1, 2, 3, 5, 17)) {
            assertArrayEquals(
                    whole, readOpened(new FedTransport(all, piece)), "pieces of " + piece);
        }
        return whole;
    }

    private static byte[] readOpened(FedTransport server) throws IOException {
        WebSocketTransport transport = over(server);
        transport.open();
        return readAll(transport);
    }

    private static String complaint(String frames) {
        IOException e = assertThrows(IOException.class, () -> received(bytes(frames)));
        return String.valueOf(e.getMessage());
    }

    @Test
    void open_asksAsTheRfcHasIt() throws IOException {
        var server = new FedTransport(ANSWER.getBytes(US_ASCII), 1000);
        over(server).open();
        assertEquals(
                """
                GET /path?token=1 HTTP/1.1\r
                Host: host:80\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: binary\r
                Origin: http://host:80\r
                \r
                """,
                new String(server.heard(), US_ASCII));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HTTP/1.1 101 | HTTP/1.1 404 | got 'HTTP/1.1 404 Switching Protocols'
                    HTTP/1.1 101 | RFB 003.008  | got 'RFB 003.008 Switching Protocols'
                    Upgrade: web | Upgrade: h2c | expected the header upgrade: websocket, got
                    Connection:  | X-Other:     | expected the header connection: upgrade, got ''
                    s3pPLMBi     | S3pPLMBi     | expected Sec-WebSocket-Accept
                    l: binary    | l: base64    | got 'base64' with ''
                    -Protocol: b | -Extensions: permessage-deflate; b | with 'permessage-deflate;
                    """)
    void open_anotherAnswer_isRefusedWithWhatItWas(String from, String to, String expected) {
        byte[] answer = ANSWER.replace(from, to).getBytes(US_ASCII);
        String message =
                String.valueOf(
                        assertThrows(
                                        IOException.class,
                                        () -> over(new FedTransport(answer, 1000)).open())
                                .getMessage());
        assertTrue(message.contains(expected), message);
    }

    @Test
    void open_answerCutOffAnywhere_isRefused() {
        for (int length = 0; length < ANSWER.length(); length++) {
            var server = new FedTransport(ANSWER.substring(0, length).getBytes(US_ASCII), 100);
            String message =
                    String.valueOf(
                            assertThrows(IOException.class, () -> over(server).open())
                                    .getMessage());
            assertEquals("the web server has hung up within its answer", message);
        }
    }

    @Test
    void open_answerWithoutEnd_isRefused() {
        var server = new FedTransport(new byte[1 << 20], 1000);
        String message =
                String.valueOf(
                        assertThrows(IOException.class, () -> over(server).open()).getMessage());
        assertEquals("an answer of the web server > limit 16384", message);
    }

    /// The frames of RFC 6455 §5.7, binary where it has text.
    @Test
    void read_framesOfTheRfc_areItsBytes() throws IOException {
        byte[] hello = "Hello".getBytes(US_ASCII);
        assertArrayEquals(hello, received(bytes("82 05 48 65 6c 6c 6f")));
        assertArrayEquals(hello, received(bytes("02 03 48 65 6c 80 02 6c 6f")));
        byte[] more = new byte[256];
        assertArrayEquals(more, received(join(bytes("82 7e 0100"), more)));
        byte[] most = new byte[65536];
        assertArrayEquals(most, received(join(bytes("82 7f 0000000000010000"), most)));
    }

    @Test
    void read_controlFramesBetweenFragments_areAnsweredAndLeftOut() throws IOException {
        byte[] frames = bytes("02 01 41 89 05 48 65 6c 6c 6f 8a 00 00 00 80 01 42 88 02 03e8 82");
        assertArrayEquals(new byte[] {'A', 'B'}, received(frames));
        byte[] all = join(ANSWER.getBytes(US_ASCII), frames);
        var server = new FedTransport(all, 3);
        WebSocketTransport transport = over(server);
        transport.open();
        int asked = server.heard().length;
        assertArrayEquals(new byte[] {'A', 'B'}, readAll(transport));
        byte[] pong = Arrays.copyOfRange(server.heard(), asked, server.heard().length);
        assertEquals(0x8a, pong[0] & 0xff);
        assertEquals(0x85, pong[1] & 0xff);
        for (int i = 0; i < 5; i++) {
            assertEquals("Hello".charAt(i), pong[6 + i] ^ pong[2 + i % 4]);
        }
        assertEquals(11, pong.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    c2 00                  | expected a frame without extensions and mask, got c2 00
                    82 85 00000000         | expected a frame without extensions and mask, got 82 85
                    81 01 41               | expected a frame of type 2, got 1
                    83 00                  | expected a frame of type 2, got 3
                    80 00                  | expected a frame of type 2, got 0
                    02 00 82 00            | expected a frame of type 0, got 2
                    8b 00                  | expected a frame of type 0 to 2 or 8 to 10, got 11
                    09 00                  | expected a control frame of at most 125 bytes, and whole
                    89 7e 007e             | expected a control frame of at most 125 bytes, and whole
                    82 7f ffffffffffffffff | expected a frame of less than 2^63 bytes, got 0xff
                    82 7f 7fffffffffffffff 41 | the connection has ended within a frame
                    88 04 03f3 6e6f        | the WebSocket was closed with 1011 'no'
                    """)
    void read_illegalFrames_areRefusedWithWhatTheyAre(String frames, String expected) {
        String message = complaint(frames);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void read_framesCutOffAnywhere_endWithinAFrameOrBetweenThem() throws IOException {
        byte[] frames = bytes("02 03 48656c 89 02 0102 80 7e 0003 6c6f21");
        List<Integer> between = List.of(0, 5, 9);
        for (int length = 0; length < frames.length; length++) {
            byte[] cut = Arrays.copyOf(frames, length);
            if (between.contains(length)) {
                assertTrue(received(cut).length <= 3);
            } else {
                Exception e = assertThrows(Exception.class, () -> received(cut));
                assertTrue(e instanceof IOException || e instanceof EndOfStreamException);
            }
        }
        assertArrayEquals("Hello!".getBytes(US_ASCII), received(frames));
    }

    /// RFC 6455 §5.7: a masked "Hello".
    @Test
    void masked_hello_hasTheBytesOfTheRfc() {
        byte[] text = "xHello".getBytes(US_ASCII);
        assertEquals(
                "818537fa213d7f9f4d5158",
                HEX.formatHex(WebSocketTransport.masked(1, text, 1, 5, 0x37fa213d)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65535, 65536, 200_000})
    void write_anyLength_isReadAgain(int length) throws IOException {
        byte[] sent = new byte[length];
        for (int i = 0; i < length; i++) {
            sent[i] = (byte) (i * 31 + i / 256);
        }
        var server = new FedTransport(ANSWER.getBytes(US_ASCII), 100);
        WebSocketTransport transport = over(server);
        transport.open();
        int asked = server.heard().length;
        transport.write(sent, 0, length);
        byte[] frames = Arrays.copyOfRange(server.heard(), asked, server.heard().length);
        assertArrayEquals(sent, unmasked(frames));
    }

    private static byte[] unmasked(byte[] frames) {
        var out = new ByteArrayOutputStream();
        int at = 0;
        while (at < frames.length) {
            assertEquals(0x82, frames[at] & 0xff);
            int length = frames[at + 1] & 0x7f;
            at += 2;
            if (length >= 126) {
                int size = length == 126 ? 2 : 8;
                length = 0;
                for (int i = 0; i < size; i++) {
                    length = length << 8 | (frames[at + i] & 0xff);
                }
                at += size;
            }
            for (int i = 0; i < length; i++) {
                out.write(frames[at + 4 + i] ^ frames[at + i % 4]);
            }
            at += 4 + length;
        }
        return out.toByteArray();
    }
}
