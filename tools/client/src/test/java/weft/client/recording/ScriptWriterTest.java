package weft.client.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiEvent;
import weft.rfb.gii.GiiRequest;
import weft.rfb.gii.GiiValuator;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientGii;
import weft.rfb.message.ClientXvp;
import weft.rfb.message.ExtendedPointerEvent;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.PowerAction;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.screen.ScreenLayout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class ScriptWriterTest {

    private static List<String> script(Consumer<ScriptWriter> deeds) {
        List<String> lines = new ArrayList<>();
        var writer = new ScriptWriter(lines::add);
        deeds.accept(writer);
        writer.flush();
        return lines;
    }

    @Test
    void key_pressedAndLetGo_isOneCommand() {
        assertEquals(
                List.of("key a", "pause 0.1", "key Return"),
                script(to -> {
                    to.write(0, new KeyEvent(true, 'a'));
                    to.write(50, new KeyEvent(false, 'a'));
                    to.write(100, new KeyEvent(true, 0xff0d));
                    to.write(160, new KeyEvent(false, 0xff0d));
                }));
    }

    @Test
    void keys_heldWhileOthersArePressed_areTwoCommands() {
        assertEquals(
                List.of("keydown Control_L", "key minus", "keyup Control_L"),
                script(to -> {
                    to.write(0, new KeyEvent(true, 0xffe3));
                    to.write(1, new KeyEvent(true, '-'));
                    to.write(2, new KeyEvent(false, '-'));
                    to.write(3, new KeyEvent(false, 0xffe3));
                }));
    }

    @Test
    void key_heldForLong_keepsItsTime() {
        assertEquals(
                List.of("keydown x", "pause 2", "keyup x"),
                script(to -> {
                    to.write(0, new KeyEvent(true, 'x'));
                    to.write(2000, new KeyEvent(false, 'x'));
                }));
    }

    @Test
    void keys_thatMeanSomethingInScripts_areQuoted() {
        assertEquals(
                List.of("key \"\\\"\"", "key \"#\"", "key \"\\\\\"", "key \"'\""),
                script(to -> {
                    for (char c : "\"#\\'".toCharArray()) {
                        to.write(0, new KeyEvent(true, c));
                        to.write(0, new KeyEvent(false, c));
                    }
                }));
    }

    @Test
    void pointer_movesClicksAndDrags() {
        assertEquals(
                List.of(
                        "move 3 4",
                        "click 1",
                        "pause 1.25",
                        "mousedown 3",
                        "move 9 9",
                        "mouseup 3",
                        "click 4",
                        "click 4"),
                script(to -> {
                    to.write(0, new PointerEvent(0, 3, 4));
                    to.write(0, new PointerEvent(1, 3, 4));
                    to.write(9, new PointerEvent(0, 3, 4));
                    to.write(1250, new PointerEvent(4, 3, 4));
                    to.write(1255, new PointerEvent(4, 9, 9));
                    to.write(1256, new PointerEvent(0, 9, 9));
                    to.write(1256, new PointerEvent(8, 9, 9));
                    to.write(1256, new PointerEvent(0, 9, 9));
                    to.write(1256, new PointerEvent(8, 9, 9));
                    to.write(1256, new PointerEvent(0, 9, 9));
                }));
    }

    @Test
    void text_isPasted_andRequestsAreNoDeeds() {
        assertEquals(
                List.of("paste \"a \\\"b\\\"\nc\""),
                script(to -> {
                    to.write(0, new FramebufferUpdateRequest(true, 0, 0, 1, 1));
                    to.write(0, new ClientCutText("a \"b\"\nc"));
                }));
    }

    @Test
    void powerRequests_areCommands() {
        assertEquals(
                List.of("shutdown", "reboot", "reset"),
                script(to -> {
                    for (PowerAction action : PowerAction.values()) {
                        to.write(0, new ClientXvp(action));
                    }
                    to.write(0, new ClientXvp(1, 9));
                }));
    }

    @Test
    void pauses_addUpToTheTimeOfTheSession() {
        assertEquals(
                List.of("key a", "key b", "pause 0.016", "key c"),
                script(to -> {
                    to.write(0, new KeyEvent(true, 'a'));
                    to.write(0, new KeyEvent(false, 'a'));
                    to.write(8, new KeyEvent(true, 'b'));
                    to.write(8, new KeyEvent(false, 'b'));
                    to.write(16, new KeyEvent(true, 'c'));
                    to.write(16, new KeyEvent(false, 'c'));
                }));
    }

    @Test
    void movements_areRecordedAsSuch_andPlacesAfterThemAlways() {
        assertEquals(
                List.of(
                        "move 3 4",
                        "click 1",
                        "moveby 10 -5",
                        "moveby 10 -5",
                        "mousedown 1",
                        "moveby 0 32767",
                        "mouseup 1",
                        "move 3 4"),
                script(to -> {
                    to.write(0, new PointerEvent(0, 3, 4));
                    to.write(0, new PointerEvent(1, 0x7fff, 0x7fff), true);
                    to.write(0, new PointerEvent(0, 0x7fff, 0x7fff), true);
                    to.write(0, new PointerEvent(0, 0x8009, 0x7ffa), true);
                    to.write(0, new PointerEvent(0, 0x8009, 0x7ffa), true);
                    to.write(0, new PointerEvent(1, 0x7fff, 0x7fff), true);
                    to.write(0, new ExtendedPointerEvent(1, 0x7fff, 0xfffe), true);
                    to.write(0, new PointerEvent(0, 0x7fff, 0x7fff), true);
                    to.write(0, new PointerEvent(0, 3, 4));
                }));
    }

    @Test
    void resizes_areCommands() {
        assertEquals(
                List.of("resize 800 600"),
                script(to -> to.write(0, new SetDesktopSize(ScreenLayout.single(800, 600)))));
    }

    private static GiiDevice pad(String axis) {
        return GiiDevice.of("pad", 2, List.of(GiiValuator.of(0, axis, -100, 100)));
    }

    private static void gii(ScriptWriter to, GiiRequest request) {
        to.write(0, new ClientGii(request));
    }

    private static void event(ScriptWriter to, GiiEvent event) {
        gii(to, new GiiRequest.Events(List.of(event)));
    }

    @Test
    void devices_areMadeUsedAndTakenAway() {
        assertEquals(
                List.of(
                        "device \"pad\" 2 \"x=-100..100\"",
                        "button \"pad\" 2",
                        "buttondown \"pad\" 1",
                        "axis \"pad\" \"x\" -5",
                        "axisby \"pad\" \"x\" 3",
                        "buttonup \"pad\" 1",
                        "removedevice \"pad\""),
                script(to -> {
                    gii(to, new GiiRequest.Version(1));
                    gii(to, new GiiRequest.CreateDevice(pad("x")));
                    event(to, new GiiEvent.Button(7, true, 2));
                    event(to, new GiiEvent.Button(7, false, 2));
                    event(to, new GiiEvent.Button(7, true, 1));
                    event(to, new GiiEvent.Valuators(7, false, 0, List.of(-5)));
                    event(to, new GiiEvent.Valuators(7, true, 0, List.of(3)));
                    event(to, new GiiEvent.Button(7, false, 1));
                    gii(to, new GiiRequest.DestroyDevice(7));
                }));
    }

    @Test
    void devices_ofOneName_haveTwoInTheScript() {
        assertEquals(
                List.of(
                        "device \"pad\" 2 \"0=-100..100\"",
                        "device \"pad-2\" 2 \"x=-100..100\"",
                        "axis \"pad\" 0 1",
                        "axis \"pad-2\" \"x\" 2"),
                script(to -> {
                    gii(to, new GiiRequest.CreateDevice(pad("a=b")));
                    gii(to, new GiiRequest.CreateDevice(pad("x")));
                    event(to, new GiiEvent.Valuators(1, false, 0, List.of(1)));
                    event(to, new GiiEvent.Valuators(2, false, 0, List.of(2)));
                }));
    }

    @Test
    void deviceEvents_thatNoCommandDoes_areComments() {
        assertEquals(
                List.of(
                        "# device 3 has no name here: Button[device=3, down=true, number=1]",
                        "device \"pad\" 2 \"x=-100..100\"",
                        "# no command does this: PointerMove[device=4, relative=true, x=1, y=2,"
                                + " z=3, wheel=4]"),
                script(to -> {
                    event(to, new GiiEvent.Button(3, true, 1));
                    gii(to, new GiiRequest.CreateDevice(pad("x")));
                    event(to, new GiiEvent.PointerMove(4, true, 1, 2, 3, 4));
                }));
    }

    @Test
    void dollars_areNoVariables() {
        assertEquals(
                List.of("paste \"5 \"'$'\"user\""),
                script(to -> to.write(0, new ClientCutText("5 $user"))));
    }
}
