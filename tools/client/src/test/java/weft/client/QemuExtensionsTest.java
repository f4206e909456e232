package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.framebuffer.Frame;
import weft.rfb.keyboard.KeyboardLayout;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.PointerEvent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Keys by their codes, lamps, more buttons and movements of the pointer, byte by byte.
@Timeout(30)
class QemuExtensionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static void raw(ScriptedServer peer, String hex) throws IOException {
        peer.out().bytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        peer.flush();
    }

    /// A server that announces something after its first picture, and then shows another.
    private static void announce(ScriptedServer peer, String hex) throws IOException {
        peer.show(8, 8, 1);
        raw(peer, hex);
        assertEquals(new FramebufferUpdateRequest(true, 0, 0, 8, 8), peer.next());
        peer.fill(0, 0, 8, 8, 2);
        assertEquals(new FramebufferUpdateRequest(true, 0, 0, 8, 8), peer.next());
    }

    /// The bytes that a client sends once it knows what the server has announced.
    private static String sent(String announcement, Consumer<VncClient> input) throws Exception {
        List<Byte> bytes = Collections.synchronizedList(new ArrayList<>());
        try (var server =
                ScriptedServer.start(peer -> {
                    announce(peer, announcement);
                    while (!peer.in().atEnd()) {
                        bytes.add((byte) peer.in().u8());
                    }
                })) {
            try (VncClient client = server.client().connect()) {
                Frame _ = client.waitFor(frame -> frame.pixel(0, 0) == 2, PATIENCE);
                input.accept(client);
            }
        }
        var text = new StringBuilder();
        bytes.forEach(b -> text.append("%02x".formatted(b)));
        return text.toString();
    }

    private static String hex(String... messages) {
        return String.join("", messages).replace(" ", "");
    }

    @Test
    void keys_byALayout_haveTheirCodesWhereTheServerTakesThem() throws Exception {
        assertEquals(
                hex(
                        "ff00 0001 0000fe03 000000b8 ff00 0001 00000040 00000010",
                        "ff00 0000 00000040 00000010 ff00 0000 0000fe03 000000b8",
                        "04 01 0000 0000007a 04 00 0000 0000007a"),
                sent(
                        "00 00 0001 0000 0000 0000 0000 fffffefe",
                        client -> {
                            assertTrue(client.hasKeyCodes());
                            client.keyboard().by(KeyboardLayout.of("de")).type("@");
                            client.press('z');
                        }));
    }

    @Test
    void keysHeldByTheirCodes_areReleasedAtTheEnd() throws Exception {
        assertEquals(
                hex(
                        "ff00 0001 00000061 0000001e ff00 0001 0000ff53 000000cd",
                        "ff00 0000 0000ff53 000000cd ff00 0000 00000061 0000001e"),
                sent(
                        "00 00 0001 0000 0000 0000 0000 fffffefe",
                        client -> {
                            client.key('a', 0x1e, true);
                            client.key(0xff53, 0xcd, true);
                        }));
    }

    @Test
    void keyCodes_toAServerThatDoesNotTakeThem_areKeysyms() throws Exception {
        assertEquals(
                hex("04 01 0000 00000061 04 00 0000 00000061"),
                sent(
                        "00 00 0000",
                        client -> {
                            assertFalse(client.hasKeyCodes());
                            client.key('a', 0x1e, true);
                        }));
    }

    @Test
    void buttons_fromTheEighthOn_haveAByteOfTheirOwnWhereTheServerKnowsIt() throws Exception {
        assertEquals(
                hex(
                        "05 00 0003 0004 05 80 0003 0004 02 05 00 0003 0004",
                        "05 40 0003 0004 05 00 0003 0004 05 81 0003 0004 01 05 00 0003 0004"),
                sent(
                        "00 00 0001 0000 0000 0000 0000 fffffec4",
                        client -> {
                            client.pointer().click(9, 3, 4);
                            client.pointer().scroll(Pointer.Wheel.RIGHT, 1);
                            client.pointer().event(0x81, 3, 4);
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> client.pointer().press(16));
                        }));
    }

    @Test
    void movements_areSentWhereTheServerTakesThem() throws Exception {
        assertEquals(
                hex(
                        "05 00 8009 7ffa 05 01 7fff 7fff 05 01 7ffe 7fff",
                        "05 01 8001 8004 05 01 fffe 7fff 05 01 9c40 7fff 05 00 7fff 7fff"),
                sent(
                        "00 00 0001 0000 0000 0000 0000 fffffeff",
                        client -> {
                            assertTrue(client.pointer().isRelative());
                            client.pointer().moveBy(10, -5);
                            client.pointer().press(1);
                            client.pointer().moveBy(-1, 0);
                            client.pointer().move(11, 0);
                            client.pointer().moveBy(40_000, 0); // more than a message has room for
                        }));
    }

    @Test
    void movements_whereTheServerTakesPlaces_endAtTheEdge() throws Exception {
        assertEquals(
                hex("05 00 0005 0006 05 00 0007 0000"),
                sent(
                        "00 00 0001 0001 0000 0000 0000 fffffeff",
                        client -> {
                            assertFalse(client.pointer().isRelative());
                            client.pointer().move(5, 6);
                            client.pointer().moveBy(2, -100);
                        }));
    }

    @Test
    void switchToPlaces_afterMovementsBeyondTheEdge_beginsAtTheEdge() throws Exception {
        BlockingQueue<Boolean> switches = new LinkedBlockingQueue<>();
        var events =
                new ServerEvents() {
                    @Override
                    public void pointerMotion(boolean relative) {
                        switches.add(relative);
                    }
                };
        try (var server =
                        ScriptedServer.start(peer -> {
                            announce(peer, "00 00 0001 0000 0000 0000 0000 fffffeff");
                            assertEquals(new PointerEvent(0, 0x8004, 0x7ff5), peer.next());
                            raw(peer, "00 00 0001 0001 0000 0000 0000 fffffeff");
                            assertEquals(
                                    new FramebufferUpdateRequest(true, 0, 0, 8, 8), peer.next());
                            assertEquals(new PointerEvent(1, 5, 0), peer.next());
                            peer.drain();
                        });
                VncClient client = server.client().events(events).connect()) {
            assertTrue(switches.take());
            Frame _ = client.waitFor(frame -> frame.pixel(0, 0) == 2, PATIENCE);
            client.pointer().moveBy(5, -10);
            assertFalse(switches.take());
            client.pointer().press(1);
            client.pointer().release(1);
        }
    }

    @Test
    void leds_areTold_inEitherForm() throws Exception {
        for (String announcement :
                List.of(
                        "00 00 0001 0000 0000 0000 0000 fffffefb 06",
                        "00 00 0001 0000 0000 0000 0000 574d5668 00000006")) {
            List<KeyboardLeds> told = Collections.synchronizedList(new ArrayList<>());
            var events =
                    new ServerEvents() {
                        @Override
                        public void leds(KeyboardLeds leds) {
                            told.add(leds);
                        }
                    };
            try (var server =
                            ScriptedServer.start(peer -> {
                                announce(peer, announcement);
                                peer.drain();
                            });
                    VncClient client = server.client().events(events).connect()) {
                Frame _ = client.waitFor(frame -> frame.pixel(0, 0) == 2, PATIENCE);
                var locked = new KeyboardLeds(false, true, true);
                assertEquals(Optional.of(locked), client.leds());
                assertEquals(List.of(locked), told);
            }
        }
    }
}
