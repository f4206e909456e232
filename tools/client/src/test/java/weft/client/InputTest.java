package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.rfb.keyboard.KeyboardLayout;
import weft.rfb.keysym.KeyCombination;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

@Timeout(30)
class InputTest {

    /// What the server gets of what a client does. All of it comes before the client hangs up.
    private static List<ClientMessage> sent(WaitClock clock, Consumer<VncClient> input)
            throws Exception {
        List<ClientMessage> messages = Collections.synchronizedList(new ArrayList<>());
        try (var server =
                ScriptedServer.start(peer -> {
                    peer.show(8, 8, 1);
                    while (!peer.in().atEnd()) {
                        messages.add(peer.next());
                    }
                })) {
            try (VncClient client = server.client().clock(clock).connect()) {
                input.accept(client);
            }
        }
        return messages;
    }

    private static List<ClientMessage> sent(Consumer<VncClient> input) throws Exception {
        return sent(WaitClock.SYSTEM, input);
    }

    @Test
    void keys_areSentAsKeysymsOf32Bits() throws Exception {
        assertEquals(
                List.of(
                        new KeyEvent(true, 0xffe1),
                        new KeyEvent(true, 0xffff_fffeL),
                        new KeyEvent(false, 0xffff_fffeL),
                        new KeyEvent(false, 0xffe1)),
                sent(client -> {
                    client.key(0xffe1, true);
                    client.press(-2);
                    client.key(0xffe1, false);
                }));
    }

    private static List<KeyEvent> keys(long... downAndUp) {
        return Arrays.stream(downAndUp).mapToObj(k -> new KeyEvent(k > 0, Math.abs(k))).toList();
    }

    @Test
    void text_isTypedAsItsCharacters() throws Exception {
        assertEquals(
                keys('a', -'a', '{', -'{', 0xff0d, -0xff0d, 0xff09, -0xff09),
                sent(client -> client.keyboard().type("a{\r\n\t")));
    }

    @Test
    void text_byALayout_isTypedWithItsKeys() throws Exception {
        assertEquals(
                keys(0xfe03, '{', -'{', -0xfe03, 0xffe1, 0xfe50, -0xfe50, -0xffe1, 'e', -'e'),
                sent(client -> client.keyboard().by(KeyboardLayout.of("de")).type("{è")));
    }

    @Test
    void text_withAControlCharacter_isRefusedBeforeAnythingIsTyped() throws Exception {
        assertEquals(
                List.of(),
                sent(client ->
                        assertThrows(
                                IllegalArgumentException.class,
                                () -> client.keyboard().type("a\u0001"))));
    }

    @Test
    void keys_areLetGoInTheOppositeOrder() throws Exception {
        assertEquals(
                keys(0xffe3, 0xffe9, 0xffff, -0xffff, -0xffe9, -0xffe3),
                sent(client ->
                        client.keyboard().press(KeyCombination.parse("ctrl-alt-del").keysyms())));
    }

    @Test
    void close_withKeysAndButtonsDown_releasesThem() throws Exception {
        assertEquals(
                List.of(
                        new KeyEvent(true, 'a'),
                        new KeyEvent(true, 'b'),
                        new KeyEvent(true, 'c'),
                        new KeyEvent(false, 'b'),
                        new PointerEvent(2, 0, 0),
                        new KeyEvent(false, 'c'),
                        new KeyEvent(false, 'a'),
                        new PointerEvent(0, 0, 0)),
                sent(client -> {
                    client.key('a', true);
                    client.key('b', true);
                    client.key('c', true);
                    client.key('b', false);
                    client.pointer().press(2);
                }));
    }

    @Test
    void pointer_remembersPlaceAndButtons() throws Exception {
        assertEquals(
                List.of(
                        new PointerEvent(0, 5, 6),
                        new PointerEvent(4, 5, 6),
                        new PointerEvent(4, 7, 7),
                        new PointerEvent(5, 7, 7),
                        new PointerEvent(4, 7, 7),
                        new PointerEvent(0, 7, 7),
                        new PointerEvent(0x81, 1, 2),
                        new PointerEvent(0x80, 1, 2),
                        new PointerEvent(0, 1, 2)), // it is closed
                sent(client -> {
                    Pointer pointer = client.pointer();
                    pointer.move(5, 6);
                    pointer.press(3);
                    pointer.move(7, 7);
                    pointer.click(1);
                    pointer.release(3);
                    pointer.event(0x81, 1, 2);
                    pointer.release(1);
                    assertEquals(List.of(1, 2), List.of(pointer.x(), pointer.y()));
                }));
    }

    @Test
    void doubleClickAndScroll_areClicks() throws Exception {
        var none = new PointerEvent(0, 3, 4);
        var left = new PointerEvent(1, 3, 4);
        var down = new PointerEvent(16, 3, 4);
        assertEquals(
                List.of(none, left, none, left, none, down, none, down, none, down, none),
                sent(client -> {
                    client.pointer().move(3, 4);
                    client.pointer().doubleClick(1);
                    client.pointer().scroll(Pointer.Wheel.DOWN, 3);
                }));
    }

    @Test
    void drag_takesTheTimeOfItsSpeed() throws Exception {
        // a clock that nobody else advances: whoever waits until then is then
        var clock =
                new WaitClock() {
                    private volatile long now;

                    @Override
                    public long nanoTime() {
                        return now;
                    }

                    @Override
                    @SuppressWarnings("WaitNotInLoop") // the caller's loop
                    public void await(Object monitor, long deadline) throws InterruptedException {
                        if (monitor instanceof Status) {
                            monitor.wait();
                        } else {
                            now = deadline;
                        }
                    }
                };
        List<ClientMessage> messages =
                sent(
                        clock,
                        client -> {
                            client.pointer().move(10, 10);
                            client.pointer().drag(1, 40, 50, 500);
                        });
        assertEquals(Duration.ofMillis(100).toNanos(), clock.nanoTime(), "50 pixels at 500/s");
        List<ClientMessage> expected = new ArrayList<>();
        expected.add(new PointerEvent(0, 10, 10));
        expected.add(new PointerEvent(1, 10, 10));
        for (int i = 1; i <= 10; i++) {
            expected.add(new PointerEvent(1, 10 + 3 * i, 10 + 4 * i));
        }
        expected.add(new PointerEvent(0, 40, 50));
        assertEquals(expected, messages);
    }

    @Test
    void cutText_isSentWithTheProtocolsLineEnds() throws Exception {
        assertEquals(
                List.of(new ClientCutText("gr\u00fc\u00df\ndich")),
                sent(client -> client.clipboard().text("gr\u00fc\u00df\r\ndich")));
    }

    @Test
    void input_thatCannotBe_isRefusedAndNotSent() throws Exception {
        assertEquals(
                List.of(),
                sent(client -> {
                    for (Runnable wrong :
                            List.<Runnable>of(
                                    () -> client.clipboard().text("price: 5 \u20ac"),
                                    () -> client.pointer().move(-1, 0),
                                    () -> client.pointer().move(0, 65536),
                                    () -> client.pointer().click(0),
                                    () -> client.pointer().press(9),
                                    () -> client.pointer().scroll(Pointer.Wheel.UP, 0),
                                    () -> client.pointer().drag(1, -5, 5, 100),
                                    () -> client.pointer().drag(1, 5, 5, 0))) {
                        assertThrows(IllegalArgumentException.class, wrong::run);
                    }
                }));
    }

    @Test
    void input_afterClose_isRefused() throws Exception {
        try (var server =
                ScriptedServer.start(peer -> {
                    peer.show(8, 8, 1);
                    peer.drain();
                })) {
            VncClient client = server.client().connect();
            client.close();
            client.close();
            var e = assertThrows(IllegalStateException.class, () -> client.press('a'));
            assertTrue(String.valueOf(e.getMessage()).contains("closed"));
            assertEquals(1, client.frame().pixel(0, 0));
        }
    }
}
