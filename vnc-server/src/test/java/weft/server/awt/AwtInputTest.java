package weft.server.awt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.keysym.Keysyms;

import java.awt.Container;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Listeners as AWT's own would be told, in a JVM without a display.
class AwtInputTest {

    private final Container source = new Container();
    private final AtomicLong clock = new AtomicLong(1000);
    private final AwtInput input = new AwtInput(source, clock::get);
    private final List<KeyEvent> keys = new ArrayList<>();
    private final List<MouseEvent> mouse = new ArrayList<>();

    AwtInputTest() {
        input.addKeyListener(
                new KeyListener() {
                    @Override
                    public void keyTyped(KeyEvent event) {
                        assertEquals(KeyEvent.KEY_TYPED, event.getID());
                        keys.add(event);
                    }

                    @Override
                    public void keyPressed(KeyEvent event) {
                        assertEquals(KeyEvent.KEY_PRESSED, event.getID());
                        keys.add(event);
                    }

                    @Override
                    public void keyReleased(KeyEvent event) {
                        assertEquals(KeyEvent.KEY_RELEASED, event.getID());
                        keys.add(event);
                    }
                });
        var listener =
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        mouse.add(event);
                    }

                    @Override
                    public void mouseReleased(MouseEvent event) {
                        mouse.add(event);
                    }

                    @Override
                    public void mouseClicked(MouseEvent event) {
                        mouse.add(event);
                    }

                    @Override
                    public void mouseMoved(MouseEvent event) {
                        mouse.add(event);
                    }

                    @Override
                    public void mouseDragged(MouseEvent event) {
                        mouse.add(event);
                    }

                    @Override
                    public void mouseWheelMoved(MouseWheelEvent event) {
                        mouse.add(event);
                    }
                };
        input.addMouseListener(listener);
        input.addMouseMotionListener(listener);
        input.addMouseWheelListener(listener);
    }

    private void key(String name, boolean down) {
        input.key(Keysyms.ofName(name).orElseThrow(), down);
    }

    private <T> List<T> keys(Function<KeyEvent, T> what) {
        return keys.stream().map(what).toList();
    }

    private <T> List<T> mouse(Function<MouseEvent, T> what) {
        return mouse.stream().map(what).toList();
    }

    @Test
    void letter_isPressedTypedAndReleased() {
        key("a", true);
        key("a", true);
        key("a", false);
        key("a", false);
        assertEquals(
                List.of(
                        KeyEvent.KEY_PRESSED,
                        KeyEvent.KEY_TYPED,
                        KeyEvent.KEY_PRESSED,
                        KeyEvent.KEY_TYPED,
                        KeyEvent.KEY_RELEASED),
                keys(KeyEvent::getID));
        assertEquals(
                List.of(KeyEvent.VK_A, 0, KeyEvent.VK_A, 0, KeyEvent.VK_A),
                keys(KeyEvent::getKeyCode));
        assertEquals(List.of('a', 'a', 'a', 'a', 'a'), keys(KeyEvent::getKeyChar));
        assertSame(source, keys.getFirst().getSource());
        assertEquals(1000, keys.getFirst().getWhen());
    }

    /// What the JDK's own peers make of these keys on X.
    @ParameterizedTest
    @CsvSource({
        "A, VK_A, A, 1",
        "exclam, VK_EXCLAMATION_MARK, !, 1",
        "eacute, 0, é, 1",
        "Return, VK_ENTER, '\n', 1",
        "KP_Enter, VK_ENTER, '\n', 4",
        "KP_5, VK_NUMPAD5, 5, 4",
        "KP_Up, VK_UP, '', 4",
        "Up, VK_UP, '', 1",
        "Page_Down, VK_PAGE_DOWN, '', 1",
        "F12, VK_F12, '', 1",
        "Shift_R, VK_SHIFT, '', 3",
        "Control_L, VK_CONTROL, '', 2",
        "ISO_Level3_Shift, VK_ALT_GRAPH, '', 3",
    })
    void key_hasItsCodeCharacterAndPlace(String name, String code, String typed, int location)
            throws ReflectiveOperationException {
        key(name, true);
        KeyEvent pressed = keys.getFirst();
        int expected =
                code.equals("0")
                        ? KeyEvent.getExtendedKeyCodeForChar(typed.charAt(0))
                        : KeyEvent.class.getField(code).getInt(null);
        assertEquals(expected, pressed.getKeyCode());
        assertEquals(location, pressed.getKeyLocation());
        assertEquals(typed.isEmpty() ? 1 : 2, keys.size());
        char character = typed.isEmpty() ? KeyEvent.CHAR_UNDEFINED : typed.charAt(0);
        assertEquals(character, keys.getLast().getKeyChar());
    }

    @Test
    void modifiers_areThoseThatAreHeld() {
        key("Control_L", true);
        key("Shift_L", true);
        key("C", true);
        assertEquals(
                InputEvent.CTRL_DOWN_MASK | InputEvent.SHIFT_DOWN_MASK,
                keys.getLast().getModifiersEx());
        assertEquals('\u0003', keys.getLast().getKeyChar());
        key("Control_L", false);
        assertEquals(InputEvent.SHIFT_DOWN_MASK, keys.getLast().getModifiersEx());
        input.pointer(1, 1, 1);
        assertEquals(
                InputEvent.SHIFT_DOWN_MASK | InputEvent.BUTTON1_DOWN_MASK,
                mouse.getLast().getModifiersEx());
    }

    @Test
    void character_ofTwoHalves_isTypedInTwo() {
        input.key(Keysyms.ofCodePoint(0x1f600), true);
        assertEquals("\ud83d\ude00", "" + keys.get(1).getKeyChar() + keys.get(2).getKeyChar());
        assertEquals(3, keys.size());
    }

    @Test
    void buttons_pressDragAndClick() {
        input.pointer(5, 6, 0);
        input.pointer(5, 6, 1);
        input.pointer(5, 6, 0);
        clock.addAndGet(400);
        input.pointer(5, 6, 1);
        input.pointer(5, 6, 0);
        clock.addAndGet(600);
        input.pointer(5, 6, 4);
        input.pointer(7, 6, 4);
        input.pointer(7, 6, 0);
        assertEquals(
                List.of(
                        MouseEvent.MOUSE_MOVED,
                        MouseEvent.MOUSE_PRESSED,
                        MouseEvent.MOUSE_RELEASED,
                        MouseEvent.MOUSE_CLICKED,
                        MouseEvent.MOUSE_PRESSED,
                        MouseEvent.MOUSE_RELEASED,
                        MouseEvent.MOUSE_CLICKED,
                        MouseEvent.MOUSE_PRESSED,
                        MouseEvent.MOUSE_DRAGGED,
                        MouseEvent.MOUSE_RELEASED),
                mouse(MouseEvent::getID));
        assertEquals(List.of(0, 1, 1, 1, 2, 2, 2, 1, 0, 1), mouse(MouseEvent::getClickCount));
        assertEquals(List.of(0, 1, 1, 1, 1, 1, 1, 3, 0, 3), mouse(MouseEvent::getButton));
        assertTrue(mouse.get(7).isPopupTrigger());
        assertEquals(InputEvent.BUTTON3_DOWN_MASK, mouse.get(8).getModifiersEx());
        assertEquals("7,6", mouse.getLast().getX() + "," + mouse.getLast().getY());
    }

    @Test
    void wheel_turnsByALine_alsoSideways() {
        input.pointer(1, 2, 0);
        for (int bit = 3; bit <= 8; bit++) {
            input.pointer(1, 2, 1 << bit);
            input.pointer(1, 2, 0);
        }
        List<String> turns = new ArrayList<>();
        for (MouseEvent event : mouse.subList(1, mouse.size())) {
            var wheel = (MouseWheelEvent) event;
            turns.add(wheel.getWheelRotation() + (wheel.isShiftDown() ? " sideways" : ""));
            assertEquals(3, wheel.getScrollAmount());
        }
        assertEquals(List.of("-1", "1", "-1 sideways", "1 sideways"), turns);
    }
}
