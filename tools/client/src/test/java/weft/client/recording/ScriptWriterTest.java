package weft.client.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientXvp;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.PowerAction;

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
}
