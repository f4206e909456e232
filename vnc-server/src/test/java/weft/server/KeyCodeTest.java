package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import weft.rfb.keyboard.KeyboardLayout;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.QemuKeyEvent;
import weft.server.session.InputQueue;

import java.time.Duration;
import java.util.List;

/// Keys by their codes, lamps, and time between keys.
class KeyCodeTest extends ServerUnderTest {
    private static final String KEYS_KNOWN = "00 00 0001 0000 0000 0000 0000 fffffefe";

    @BeforeEach
    void hostTakesKeyCodes() {
        display =
                display(builder ->
                        builder.keyboard(KeyboardLayout.of("de"))
                                .onKeyCode((code, down) ->
                                        input.add("%s%02x".formatted(down ? "+" : "-", code))));
    }

    private ScriptedPeer knowing(String encoding) {
        return login().send("02 00 0001" + encoding).send(ask(false, 0, 0, 1, 1)::write);
    }

    @Test
    void viewerWithExtendedKeys_isToldThatTheyAreTaken_andTheyAreLeftAlone() {
        ScriptedPeer peer = knowing("fffffefe").expect(KEYS_KNOWN);
        byte[] _ = peer.takeAll();
        peer.send("ff 00 0001 00000040 00000010").send("ff 00 0000 00000040 00000010");
        peer.send("ff 00 0001 0000ff53 000000cd"); // e0 4d
        peer.send("ff 00 0001 00000000 000000b7"); // Print, as some send it
        assertEquals(List.of("+10", "+64", "-10", "-64", "+cd", "+65363", "+54"), input);
    }

    @Test
    void keysyms_areTypedByTheGuestsLayout() {
        display = codesOnly("de");
        login().send(out -> {
            for (int character : new int[] {'z', '@', '?'}) {
                key(true, character).write(out);
                key(false, character).write(out);
            }
        });
        assertEquals(
                List.of("+15", "-15", "+b8", "+10", "-10", "-b8", "+2a", "+0c", "-0c", "-2a"),
                input);
    }

    private SharedDisplay codesOnly(String layout) {
        VncServerBuilder builder =
                VncServer.builder(framebuffer)
                        .keyboard(KeyboardLayout.of(layout))
                        .onKeyCode((code, down) ->
                                input.add("%s%02x".formatted(down ? "+" : "-", code)));
        return made(builder);
    }

    @Test
    void hostThatTakesKeysymsOnly_isOfferedNoExtendedKeys() {
        display = display(builder -> {});
        byte[] update = knowing("fffffefe").takeAll();
        assertEquals(4 + 12 + 4, update.length, "pixels alone");
    }

    @Test
    void keyThatTwoViewersHold_goesUpWithTheLast() {
        display = codesOnly("us");
        ScriptedPeer one = login().send(key(true, 'a')::write);
        ScriptedPeer other = login().send(new QemuKeyEvent(true, 'a', 0x1e)::write);
        one.disconnect();
        assertEquals(List.of("+1e", "+1e"), input);
        other.disconnect();
        assertEquals(List.of("+1e", "+1e", "-1e"), input);
    }

    @Test
    void keycodesThatThereCannotBe_areHarmless() {
        display = codesOnly("us");
        login().send("ff 00 0001 00000000 00000000")
                .send("ff 00 0001 00000061 ffffffff")
                .send("ff 00 0000 00000061 00000000")
                .expectOpen();
        assertEquals(List.of("+1e", "-1e"), input);
        login().send("ff 63 0000").expectClosed();
    }

    @Test
    void keyDelay_keepsKeysApart_andWhatComesBetweenInOrder() {
        VncServerBuilder builder =
                VncServer.builder(framebuffer)
                        .keyDelay(Duration.ofMillis(10))
                        .onKey((keysym, down) -> input.add((down ? "+" : "-") + (char) keysym))
                        .onPointer((x, y, mask) -> input.add(x + "," + y));
        display = made(builder);
        login().send(out -> {
            key(true, 'a').write(out);
            key(false, 'a').write(out);
            pointer(0, 1, 1).write(out);
            key(true, 'b').write(out);
        });
        long millisecond = SECOND / 1000;
        assertEquals(List.of("+a"), input);
        loop.advance(9 * millisecond);
        assertEquals(List.of("+a"), input);
        loop.advance(millisecond);
        assertEquals(List.of("+a", "-a", "1,1"), input);
        loop.advance(10 * millisecond);
        assertEquals(List.of("+a", "-a", "1,1", "+b"), input);
        loop.advance(SECOND); // nothing is to be waited for after a rest
        login().send(key(true, 'c')::write);
        assertEquals("+c", input.getLast());
        loop.locked(() -> display.endAll());
        loop.runReady();
        assertEquals(List.of("-b", "-c"), input.subList(5, 7), "at once, as it ends");
        assertThrows(IllegalArgumentException.class, () -> builder.keyDelay(Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.keyDelay(Duration.ofSeconds(2)));
    }

    @Test
    void keyThatAnotherHolds_isNotReleasedByWhoDoesNot() {
        ScriptedPeer one = login().send(key(true, 0xffe1)::write);
        login().send(key(false, 0xffe1)::write);
        one.send(key(false, 0xffe1)::write);
        assertEquals(List.of("+2a", "+65505", "-2a", "-65505"), input);
    }

    @Test
    void leds_areToldInTheFormThatTheViewerKnows() {
        loop.locked(() -> display.leds(new KeyboardLeds(true, false, false)));
        ScriptedPeer qemu = knowing("fffffefb");
        qemu.expect("00 00 0001 0000 0000 0000 0000 fffffefb 01");
        ScriptedPeer vmware = knowing("574d5668");
        vmware.expect("00 00 0001 0000 0000 0000 0000 574d5668 00000001");
        ScriptedPeer both =
                login().send("02 00 0002 574d5668 fffffefb").send(ask(false, 0, 0, 1, 1)::write);
        both.expect("00 00 0001 0000 0000 0000 0000 fffffefb 01");
        for (ScriptedPeer peer : List.of(qemu, vmware, both)) {
            byte[] _ = peer.takeAll();
            peer.send(ask(true, 0, 0, 1, 1)::write);
        }
        loop.locked(() -> display.leds(new KeyboardLeds(false, true, true)));
        loop.runReady();
        qemu.expect("00 00 0001 0000 0000 0000 0000 fffffefb 06").expectNothing();
        vmware.expect("00 00 0001 0000 0000 0000 0000 574d5668 00000006").expectNothing();
    }

    @Test
    void leds_ofAHostThatSaysNothing_areNotTold() {
        assertEquals(4 + 12 + 4, knowing("fffffefb").takeAll().length);
    }

    private void hostPassesKeysOn() {
        display =
                display(builder ->
                        builder.onKey(
                                new KeyHandler() {
                                    @Override
                                    public void key(long keysym, boolean down) {
                                        throw new AssertionError("told of both");
                                    }

                                    @Override
                                    public void key(long keysym, int keycode, boolean down) {
                                        input.add(
                                                "%s%x/%02x"
                                                        .formatted(
                                                                down ? "+" : "-", keysym, keycode));
                                    }
                                }));
    }

    private void takesKeyCodes(boolean taken) {
        loop.locked(() -> display.keyCodes(taken));
        loop.runReady();
    }

    @Test
    void hostThatPassesKeysOn_isToldOfKeysymsAndCodes() {
        hostPassesKeysOn();
        takesKeyCodes(true);
        ScriptedPeer peer = knowing("fffffefe").expect(KEYS_KNOWN);
        peer.send("ff 00 0001 00000061 0000001e").send("ff 00 0000 00000061 0000001e");
        peer.send("ff 00 0001 00000000 000000b7"); // no keysym
        peer.send(key(true, 'b')::write); // no code
        assertEquals(List.of("+61/1e", "-61/1e", "+0/54", "+62/00"), input);
        peer.disconnect();
        assertEquals(List.of("-0/54", "-62/00"), input.subList(4, 6));
    }

    @Test
    void hostThatTakesCodesLater_tellsViewersThen_andNewOnesNotAfterItsEnd() {
        hostPassesKeysOn();
        ScriptedPeer peer = knowing("fffffefe");
        assertEquals(4 + 12 + 4, peer.takeAll().length, "pixels alone");
        peer.send(ask(true, 0, 0, 1, 1)::write);
        takesKeyCodes(true);
        peer.expect(KEYS_KNOWN).expectNothing();
        takesKeyCodes(false);
        assertEquals(4 + 12 + 4, knowing("fffffefe").takeAll().length, "pixels alone");
        peer.send("ff 00 0001 00000061 0000001e");
        assertEquals(List.of("+61/1e"), input, "it was told once");
    }

    @Test
    void keyWithCode_goesUpAsItWentDown() {
        hostPassesKeysOn();
        login().send("ff 00 0001 00000041 0000001e") // A
                .send("ff 00 0000 00000061 0000001e") // a, without Shift by now
                .send(key(true, 'x')::write)
                .send("ff 00 0001 00000078 0000002d") // it was told of codes meanwhile
                .send("ff 00 0000 00000078 0000002d")
                .disconnect();
        assertEquals(List.of("+41/1e", "-41/1e", "+78/00", "+78/2d", "-78/2d"), input);
    }

    @Test
    void keyThatTwoViewersHold_oneByItsCode_goesUpWithTheLast() {
        hostPassesKeysOn();
        ScriptedPeer codes = login().send("ff 00 0001 00000061 0000001e");
        ScriptedPeer keysyms = login().send(key(true, 'a')::write);
        ScriptedPeer others = login().send("ff 00 0001 00000061 00000010"); // of another layout
        input.clear();
        codes.send("ff 00 0000 00000061 0000001e");
        others.send("ff 00 0000 00000061 00000010");
        assertEquals(List.of(), input, "who says no code may hold either");
        keysyms.send(key(false, 'a')::write);
        assertEquals(List.of("-61/00"), input);
        codes.send("ff 00 0001 00000061 0000001e");
        others.send("ff 00 0001 00000061 00000010");
        input.clear();
        codes.disconnect();
        assertEquals(List.of("-61/1e"), input);
        others.disconnect();
        assertEquals(List.of("-61/1e", "-61/10"), input);
    }

    @Test
    void keyThatMeansSomethingElse_whileItIsHeld_leavesNoKeysymDown() {
        display = display(builder -> {});
        ScriptedPeer one = login().send("ff 00 0001 00000061 0000001e"); // a
        ScriptedPeer other = login().send("ff 00 0001 00000041 0000001e"); // A, the same key
        one.send("ff 00 0001 00000062 0000001e"); // it repeats as b
        assertEquals(List.of("+97", "-97", "+65", "-65", "+98"), input);
        other.send("ff 00 0000 00000041 0000001e");
        assertEquals(5, input.size(), "one of them holds it");
        one.disconnect();
        assertEquals(List.of("-98"), input.subList(5, 6));
        ScriptedPeer third = login().send(key(true, 'a')::write);
        login().send("ff 00 0001 00000061 0000001e").send("ff 00 0001 00000062 0000001e");
        assertEquals(List.of("+97", "+97", "+98"), input.subList(6, 9), "a is held all the time");
        third.disconnect();
        assertEquals(List.of("-97"), input.subList(9, 10));
    }

    @Test
    void hostOfKeysyms_isNotToldOfKeysWithoutOne() {
        display = display(builder -> {});
        login().send("ff 00 0001 00000000 0000001e").send("ff 00 0001 00000061 0000001e");
        assertEquals(List.of("+97"), input);
    }

    private SharedDisplay made(VncServerBuilder builder) {
        var queue =
                new InputQueue(loop, task -> loop.later(task), builder.handler(), builder.keys());
        return new SharedDisplay(builder, loop, queue, builder.access(loop::later));
    }
}
