package weft.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static weft.rfb.clipboard.ClipboardFormat.HTML;
import static weft.rfb.clipboard.ClipboardFormat.TEXT;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.client.failure.ServerProtocolException;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.clipboard.ClipboardMessage.Caps;
import weft.rfb.clipboard.ClipboardMessage.Notify;
import weft.rfb.clipboard.ClipboardMessage.Provide;
import weft.rfb.clipboard.ClipboardMessage.Request;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.ServerClipboard;
import weft.rfb.message.ServerCutText;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;

/// Clipboards, with a server that knows the Extended Clipboard and with one that does not.
@Timeout(30)
class ClipboardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A server that has told its capabilities before its picture, in the bytes of rfbproto.
    private static void showExtended(ScriptedServer peer) throws IOException {
        peer.show(8, 8, 1);
        raw(peer, "03 000000 fffffff8 1f000001 00000000");
        assertEquals(new ClientClipboard(Caps.ALL_WHEN_ASKED), peer.next());
    }

    private static void raw(ScriptedServer peer, String hex) throws IOException {
        peer.out().bytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        peer.flush();
    }

    private static void say(ScriptedServer peer, ClipboardMessage message) throws IOException {
        peer.send(new ServerClipboard(message));
    }

    private static ClipboardMessage next(ScriptedServer peer) {
        return assertInstanceOf(ClientClipboard.class, peer.next()).message();
    }

    @Test
    void cutText_thatIsTooLongInUtf8_isNone_andTheNextOneIs() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            peer.send(new ServerCutText("\u00e9".repeat(600_000)));
                            peer.send(new ServerCutText("short"));
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            assertEquals("short", client.clipboard().takeText(PATIENCE));
        }
    }

    private static void awaitExtended(VncClient client) {
        Frame before = client.frame();
        client.key('k', true);
        Frame _ = client.waitChange(before, PATIENCE);
        assertTrue(client.clipboard().isExtended());
    }

    private static void showExtendedWhenAsked(ScriptedServer peer) throws IOException {
        peer.show(8, 8, 1);
        assertEquals(new KeyEvent(true, 'k'), peer.next());
        say(peer, new Caps(Map.of(TEXT, 0L, HTML, 0L), Caps.DEFAULT.actions()));
        assertEquals(new ClientClipboard(Caps.ALL_WHEN_ASKED), peer.next());
        peer.fill(0, 0, 8, 8, 2);
        assertEquals(new FramebufferUpdateRequest(true, 0, 0, 8, 8), peer.next());
    }

    @Test
    void text_ofTheServer_isAskedForWhenItIsTaken() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            showExtendedWhenAsked(peer);
                            raw(peer, "03 000000 fffffffc 08000001");
                            assertEquals(new Request(Set.of(TEXT)), next(peer));
                            raw(
                                    peer,
                                    "03 000000 ffffffe9 10000001 7801 01 0c00 f3ff 00000008"
                                            + "c3a9 0d0a e282ac 00");
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitExtended(client);
            assertEquals("é\n€", client.clipboard().takeText(PATIENCE));
            assertThrows(TimedOutException.class, () -> client.clipboard().takeText(Duration.ZERO));
        }
    }

    @Test
    void text_givenToTheServer_isProvidedWhenItAsks() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            showExtendedWhenAsked(peer);
                            assertEquals(new Notify(Set.of(TEXT)), next(peer));
                            for (int i = 0; i < 2; i++) {
                                say(peer, new Request(Set.of(TEXT, HTML)));
                                var provided = assertInstanceOf(Provide.class, next(peer));
                                assertEquals(Set.of(TEXT), provided.formats());
                                assertArrayEquals(
                                        "ключ\n".getBytes(UTF_8),
                                        ClipboardData.decompress(provided).get(TEXT));
                            }
                            say(peer, new ClipboardMessage.Peek());
                            assertEquals(new Notify(Set.of(TEXT)), next(peer));
                            say(peer, new Request(Set.of(HTML)));
                            assertEquals(
                                    Set.of(),
                                    assertInstanceOf(Provide.class, next(peer)).formats());
                            peer.send(new ServerCutText("done"));
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitExtended(client);
            client.clipboard().text("ключ\r\n");
            assertEquals("done", client.clipboard().takeText(PATIENCE));
        }
    }

    @Test
    void offers_ofTheServer_areToldAndHandedOver() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        var events =
                new ServerEvents() {
                    @Override
                    public void clipboard(ClipboardContents contents) {
                        heard.add("offer " + contents.formats());
                        contents.request(
                                HTML, bytes -> heard.add(new String(bytes.orElseThrow(), UTF_8)));
                    }
                };
        try (var server =
                        ScriptedServer.start(peer -> {
                            showExtended(peer);
                            say(peer, new Notify(Set.of(HTML)));
                            assertEquals(new Request(Set.of(HTML)), next(peer));
                            say(peer, ClipboardData.compress(Map.of(HTML, "<i>".getBytes(UTF_8))));
                            peer.drain();
                        });
                VncClient _ = server.client().events(events).connect()) {
            assertEquals("offer [HTML]", heard.take());
            assertEquals("<i>", heard.take());
        }
    }

    @Test
    void text_thatTheServerWithdraws_isWaitedForAgain() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            showExtendedWhenAsked(peer);
                            say(peer, new Notify(Set.of(TEXT)));
                            assertEquals(new Request(Set.of(TEXT)), next(peer));
                            say(peer, new Notify(Set.of(TEXT)));
                            assertEquals(new Request(Set.of(TEXT)), next(peer));
                            say(peer, ClipboardData.compress(Map.of(TEXT, "new".getBytes(UTF_8))));
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            awaitExtended(client);
            assertEquals("new", client.clipboard().takeText(PATIENCE));
        }
    }

    @Test
    void serverWithoutTheExtension_getsLatin1() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            assertEquals(new ClientCutText("grüß\n"), peer.next());
                            assertEquals(new ClientCutText("5 ?"), peer.next());
                            peer.send(new ServerCutText("a\r\nb"));
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            assertFalse(client.clipboard().isExtended());
            client.clipboard().text("grüß\r\n");
            var e =
                    assertThrows(
                            IllegalArgumentException.class, () -> client.clipboard().text("5 €"));
            assertEquals(
                    "Character 3 of the text, U+20AC, is not in Latin-1, and the server knows no"
                            + " other text",
                    e.getMessage());
            client.clipboard().offer(ClipboardContents.ofText("5 €"));
            assertEquals("a\nb", client.clipboard().takeText(PATIENCE));
        }
    }

    @Test
    void damagedContents_endTheConnection() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            showExtended(peer);
                            raw(peer, "03 000000 fffffff8 10000001 00010203");
                            peer.drainBytes();
                        });
                VncClient client = server.client().connect()) {
            assertThrows(ServerProtocolException.class, () -> client.clipboard().take(PATIENCE));
        }
    }
}
