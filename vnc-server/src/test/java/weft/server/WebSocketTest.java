package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import weft.rfb.RfbBuffer;
import weft.rfb.message.KeyEvent;
import weft.server.access.WebPages;
import weft.server.web.WebSocketEntrance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Viewers that come through a WebSocket (RFC 6455): the handshake, frames, and what is refused.
class WebSocketTest extends ServerUnderTest {
    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int FIN = 0x80;

    /// The example of RFC 6455 §1.3.
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String HOST = "Host: localhost:5700";
    private static final String ORIGIN = "Origin: http://localhost:5700";
    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: keep-alive, Upgrade";
    private static final String SAID_KEY = "Sec-WebSocket-Key: " + KEY;
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol: base64, binary";
    private static final List<String> LINES =
            List.of(
                    "GET /websockify?token=1 HTTP/1.1",
                    HOST,
                    ORIGIN,
                    UPGRADE,
                    CONNECTION,
                    SAID_KEY,
                    VERSION,
                    PROTOCOL);
    private static final String ANSWER =
            """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Protocol: binary\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            \r
            """;
    private static final String VERSION_IN_A_FRAME = "82 0c 524642203030332e3030380a";

    private ScriptedPeer browser() {
        return browser(WebPages.OWN);
    }

    private ScriptedPeer browser(WebPages pages) {
        return ScriptedPeer.throughWebSocket(
                loop, display, new WebSocketEntrance(pages, Optional.empty(), loop::later));
    }

    private static String request(List<String> lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /// The request with one of its lines replaced; by nothing, if the text is empty.
    private static String with(String line, String replacement) {
        List<String> lines = new ArrayList<>(LINES);
        lines.set(LINES.indexOf(line), replacement);
        lines.removeIf(String::isEmpty);
        return request(lines);
    }

    private static byte[] frame(int head, byte[] payload) {
        byte[] key = {0x11, 0x22, 0x33, 0x44};
        var out = new RfbBuffer();
        out.u8(head);
        if (payload.length < 126) {
            out.u8(0x80 | payload.length);
        } else if (payload.length <= 0xffff) {
            out.u8(0x80 | 126);
            out.u16(payload.length);
        } else {
            out.u8(0x80 | 127);
            out.u32(0);
            out.u32(payload.length);
        }
        out.bytes(key, 0, key.length);
        for (int i = 0; i < payload.length; i++) {
            out.u8((payload[i] ^ key[i % 4]) & 0xff);
        }
        return out.toByteArray();
    }

    private static byte[] join(List<byte[]> parts) {
        var out = new RfbBuffer();
        parts.forEach(part -> out.bytes(part, 0, part.length));
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] keys(int count) {
        var out = new RfbBuffer();
        for (int i = 0; i < count; i++) {
            new KeyEvent(i % 2 == 0, 'a').write(out);
        }
        return out.toByteArray();
    }

    private ScriptedPeer open() {
        return browser().sendText(request(LINES)).expectText(ANSWER).expect(VERSION_IN_A_FRAME);
    }

    private ScriptedPeer loggedIn() {
        ScriptedPeer peer =
                open().sendBytes(frame(FIN | BINARY, ascii(ScriptedPeer.V38)))
                        .expect("82 02 0101")
                        .sendBytes(frame(FIN | BINARY, new byte[] {1}))
                        .expect("82 04 00000000")
                        .sendBytes(frame(FIN | BINARY, new byte[] {1}));
        peer.takeAll();
        return peer;
    }

    @Test
    void updates_comeInFrames() {
        loggedIn()
                .sendBytes(frame(FIN | BINARY, ScriptedPeer.bytes("03 00 0000 0000 0001 0001")))
                .expect("82 14 00 00 0001 0000 0000 0001 0001 00000000 00000000")
                .expectNothing();
    }

    @Test
    void message_inAThousandFrames_isOne() {
        byte[] key = keys(1);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            boolean last = i == 999;
            byte[] part = i < key.length - 1 ? new byte[] {key[i]} : new byte[0];
            int head = i == 0 ? BINARY : CONTINUATION;
            frames.add(
                    last ? frame(FIN | head, new byte[] {key[key.length - 1]}) : frame(head, part));
        }
        loggedIn().sendBytes(join(frames)).expectNothing();
        assertEquals(List.of("+97"), input);
    }

    @Test
    void messages_aThousandInOneFrame_areAThousand() {
        loggedIn().sendBytes(frame(FIN | BINARY, keys(1000))).expectNothing();
        assertEquals(1000, input.size());
    }

    @Test
    void everything_byteByByte_isTheSame() {
        ScriptedPeer peer = browser();
        for (byte each : ascii(request(LINES))) {
            peer.sendBytes(new byte[] {each});
        }
        peer.expectText(ANSWER).expect(VERSION_IN_A_FRAME);
        for (byte each : frame(FIN | BINARY, ascii(ScriptedPeer.V38))) {
            peer.sendBytes(new byte[] {each});
        }
        peer.expect("82 02 0101").expectNothing();
    }

    @Test
    void frames_behindTheRequest_areRead() {
        browser()
                .sendBytes(
                        join(
                                List.of(
                                        ascii(request(LINES)),
                                        frame(FIN | BINARY, ascii(ScriptedPeer.V38)))))
                .expectText(ANSWER)
                .expect(VERSION_IN_A_FRAME)
                .expect("82 02 0101");
    }

    @Test
    void ping_isAnsweredWithItsPayload_alsoInTheMidstOfAMessage() {
        byte[] version = ascii(ScriptedPeer.V38);
        open().sendBytes(
                        join(
                                List.of(
                                        frame(BINARY, Arrays.copyOf(version, 5)),
                                        frame(FIN | PING, ascii("who")),
                                        frame(
                                                FIN | CONTINUATION,
                                                Arrays.copyOfRange(version, 5, 12)))))
                .expect("8a 03 77686f")
                .expect("82 02 0101");
    }

    @Test
    void pings_ofOneThatDoesNotRead_areNotRead() {
        ScriptedPeer peer = loggedIn().stopReading();
        byte[] ping = frame(FIN | PING, new byte[125]);
        List<byte[]> pings = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            pings.add(ping);
        }
        peer.sendBytes(join(pings));
        assertTrue(peer.unread() > 9_900 * ping.length, "it was listened to");
        peer.readAgain();
        assertEquals(0, peer.unread());
        assertEquals(10_000 * 127, peer.takeAll().length);
    }

    @Test
    void emptyFrames_aHundredThousand_areTakenInTurns() {
        ScriptedPeer peer = loggedIn();
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            frames.add(frame(i == 0 ? BINARY : CONTINUATION, new byte[0]));
        }
        frames.add(frame(FIN | CONTINUATION, keys(1)));
        peer.sendBytes(join(frames)).expectNothing();
        assertEquals(List.of("+97"), input);
    }

    @Test
    void closeFrame_isAnsweredAndTheSessionEnds() {
        loggedIn()
                .sendBytes(frame(FIN | CLOSE, ScriptedPeer.bytes("03e9 6279 65")))
                .expect("88 02 03e9")
                .expectClosed();
        loggedIn().sendBytes(frame(FIN | CLOSE, new byte[0])).expect("88 02 03e8").expectClosed();
    }

    @Test
    void endOfTheServer_isSaid() {
        ScriptedPeer peer = loggedIn();
        loop.locked(() -> display.endAll());
        loop.runReady();
        peer.expect("88 02 03e8").expectClosed();
    }

    static Stream<String> refusedFrames() {
        String key = "11223344";
        return Stream.of(
                "without mask; 82 01 00; 03ea",
                "an extension; c2 81 " + key + " 00; 03ea",
                "another extension; 92 81 " + key + " 00; 03ea",
                "type 3; 83 80 " + key + "; 03ea",
                "type 7; 87 80 " + key + "; 03ea",
                "type 11; 8b 80 " + key + "; 03ea",
                "type 15; 8f 80 " + key + "; 03ea",
                "text; 81 80 " + key + "; 03eb",
                "a continuation of nothing; 80 80 " + key + "; 03ea",
                "a message within a message; 02 80 " + key + " 82 80 " + key + "; 03ea",
                "a control frame in parts; 09 80 " + key + "; 03ea",
                "a ping of 126 bytes; 89 fe 007e " + key + "; 03ea",
                "a close frame of one byte; 88 81 " + key + " 12; 03ea",
                "a close frame with code 1005; 88 82 11223344 12cf; 03ea",
                "2^63-1 bytes; 82 ff 7fffffffffffffff " + key + "; 03f1",
                "2^64-1 bytes; 82 ff ffffffffffffffff " + key + "; 03f1",
                "2^31 bytes; 82 ff 0000000080000000 " + key + "; 03f1",
                "65537 bytes; 82 ff 0000000000010001 " + key + "; 03f1",
                "125 bytes in 16 bits; 82 fe 007d " + key + "; 03ea",
                "65535 bytes in 64 bits; 82 ff 000000000000ffff " + key + "; 03ea");
    }

    @ParameterizedTest
    @MethodSource("refusedFrames")
    void frame_thatIsNone_isRefusedWithItsCode(String text) {
        String[] parts = text.split("; ", -1);
        loggedIn()
                .sendBytes(ScriptedPeer.bytes(parts[1]))
                .expect("88 02 " + parts[2])
                .expectNothing()
                .expectClosed();
    }

    @Test
    void frame_of64KiB_isTaken() {
        loggedIn().sendBytes(frame(FIN | BINARY, keys(8192))).expectNothing();
        assertEquals(8192, input.size());
    }

    private void refused(WebPages pages, String request, String status) {
        ScriptedPeer peer = browser(pages).sendText(request);
        String answer = new String(peer.takeAll(), StandardCharsets.US_ASCII);
        assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        assertTrue(answer.endsWith("Content-Length: 0\r\nConnection: close\r\n\r\n"), answer);
        peer.expectClosed();
    }

    static Stream<String[]> refusedRequests() {
        String long8k = "X: " + "x".repeat(2000);
        List<String> many = new ArrayList<>(LINES);
        for (int i = LINES.size(); i < 66; i++) {
            many.add("X-" + i + ": 1");
        }
        List<String> large = new ArrayList<>(LINES);
        for (int i = 0; i < 4; i++) {
            large.add(long8k);
        }
        String first = LINES.getFirst();
        return Stream.of(
                new String[] {"a head of more than 8 KiB", request(large), "431"},
                new String[] {"65 fields", request(many), "431"},
                new String[] {
                    "a long line", with(first, "GET /" + "x".repeat(65_536) + " HTTP/1.1"), "414"
                },
                new String[] {"no key", with(SAID_KEY, ""), "400"},
                new String[] {"a short key", with(SAID_KEY, "Sec-WebSocket-Key: AAAA"), "400"},
                new String[] {"two keys", with(SAID_KEY, SAID_KEY + "\r\n" + SAID_KEY), "400"},
                new String[] {"version 8", with(VERSION, "Sec-WebSocket-Version: 8"), "426"},
                new String[] {"POST", with(first, "POST / HTTP/1.1"), "405"},
                new String[] {"another path", with(first, "GET /../../etc/passwd HTTP/1.1"), "404"},
                new String[] {"two slashes", with(first, "GET //evil/%2f.. HTTP/1.1"), "404"},
                new String[] {"a whole URI", with(first, "GET http://evil/ HTTP/1.1"), "400"},
                new String[] {"HTTP/1.0", with(first, "GET / HTTP/1.0"), "505"},
                new String[] {"no HTTP", with(first, "RFB 003.008"), "400"},
                new String[] {
                    "a foreign page", with(ORIGIN, "Origin: https://evil.example"), "403"
                },
                new String[] {"a page of nowhere", with(ORIGIN, "Origin: null"), "403"},
                new String[] {"no page", with(ORIGIN, ""), "403"},
                new String[] {"another port", with(ORIGIN, "Origin: http://localhost:5701"), "403"},
                new String[] {
                    "a name that was made to point here",
                    request(
                            List.of(
                                    first,
                                    "Host: rebind.evil.example:5700",
                                    "Origin: http://rebind.evil.example:5700",
                                    UPGRADE,
                                    CONNECTION,
                                    SAID_KEY,
                                    VERSION)),
                    "403"
                },
                new String[] {"no host", with(HOST, ""), "400"},
                new String[] {"two hosts", with(HOST, HOST + "\r\n" + HOST), "400"},
                new String[] {"two origins", with(ORIGIN, ORIGIN + "\r\n" + ORIGIN), "400"},
                new String[] {"a folded line", with(HOST, HOST + "\r\n more"), "400"},
                new String[] {"a bare LF", with(HOST, HOST + "\nX: 1"), "400"},
                new String[] {"a bare CR", with(HOST, HOST + "\rX: 1"), "400"},
                new String[] {"a NUL", with(HOST, HOST + "\0"), "400"},
                new String[] {"a blank before the colon", with(HOST, "Host : localhost"), "400"},
                new String[] {"a body", with(HOST, HOST + "\r\nContent-Length: 5"), "400"},
                new String[] {
                    "two bodies",
                    with(HOST, HOST + "\r\nContent-Length: 0\r\nTransfer-Encoding: chunked"),
                    "400"
                },
                new String[] {"no upgrade", with(UPGRADE, ""), "426"},
                new String[] {
                    "another subprotocol", with(PROTOCOL, "Sec-WebSocket-Protocol: chat"), "400"
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedRequests")
    void request_thatIsNone_isRefusedWithItsStatus(String name, String request, String status) {
        refused(WebPages.OWN, request, status);
    }

    @Test
    void extensions_areOfferedInVain() {
        browser()
                .sendText(with(HOST, HOST + "\r\nSec-WebSocket-Extensions: permessage-deflate"))
                .expectText(ANSWER);
    }

    @Test
    void subprotocol_notNamed_isNotAnswered() {
        browser()
                .sendText(with(PROTOCOL, ""))
                .expectText(ANSWER.replace("Sec-WebSocket-Protocol: binary\r\n", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5700, http://127.0.0.1:5700",
        "[::1]:5700, http://[::1]:5700",
        "192.0.2.7, http://192.0.2.7",
        "LOCALHOST:443, https://localhost",
        "weft.example, https://weft.example",
        "localhost:5700, https://other.example:8443",
    })
    void pages_thatMayConnect_do(String host, String origin) {
        var pages =
                new WebPages(Set.of("Weft.example"), Set.of("https://Other.example:8443"), false);
        browser(pages)
                .sendText(
                        request(
                                List.of(
                                        "GET / HTTP/1.1",
                                        "Host: " + host,
                                        "Origin: " + origin,
                                        UPGRADE,
                                        CONNECTION,
                                        SAID_KEY,
                                        VERSION,
                                        PROTOCOL)))
                .expectText(ANSWER);
    }

    @Test
    void withoutOrigin_mayBeAllowed() {
        browser(new WebPages(Set.of(), Set.of(), true))
                .sendText(with(ORIGIN, ""))
                .expectText(ANSWER);
    }

    @Test
    void handshake_thatIsNotFinished_endsAfterTenSeconds() {
        ScriptedPeer peer = browser().sendText("GET / HTTP/1.1\r\nX: ");
        for (int i = 0; i < 9; i++) {
            loop.advance(SECOND);
            peer.sendText("x");
        }
        assertTrue(!peer.isClosed());
        loop.advance(SECOND);
        peer.expectNothing().expectClosed();
    }

    @Test
    void handshake_brokenOff_leavesNothing() {
        String request = request(LINES);
        for (int i = 0; i < 10_000; i++) {
            browser().sendText(request.substring(0, i % request.length())).disconnect();
        }
        assertEquals(0, display.viewers().size());
    }
}
