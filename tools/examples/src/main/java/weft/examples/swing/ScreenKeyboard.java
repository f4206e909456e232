package weft.examples.swing;

import weft.rfb.keysym.Keysyms;

import java.awt.Component;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Map;

/// A viewer's keys as AWT's key events, for who has the keyboard.
final class ScreenKeyboard {

    /// By keysym.
    private static final Map<Long, Integer> KEYS =
            Map.ofEntries(
                    Map.entry(0xFF08L, KeyEvent.VK_BACK_SPACE),
                    Map.entry(0xFF09L, KeyEvent.VK_TAB),
                    Map.entry(0xFE20L, KeyEvent.VK_TAB), // ISO_Left_Tab: Shift and Tab
                    Map.entry(0xFF0DL, KeyEvent.VK_ENTER),
                    Map.entry(0xFF8DL, KeyEvent.VK_ENTER),
                    Map.entry(0xFF1BL, KeyEvent.VK_ESCAPE),
                    Map.entry(0xFF50L, KeyEvent.VK_HOME),
                    Map.entry(0xFF51L, KeyEvent.VK_LEFT),
                    Map.entry(0xFF52L, KeyEvent.VK_UP),
                    Map.entry(0xFF53L, KeyEvent.VK_RIGHT),
                    Map.entry(0xFF54L, KeyEvent.VK_DOWN),
                    Map.entry(0xFF55L, KeyEvent.VK_PAGE_UP),
                    Map.entry(0xFF56L, KeyEvent.VK_PAGE_DOWN),
                    Map.entry(0xFF57L, KeyEvent.VK_END),
                    Map.entry(0xFF63L, KeyEvent.VK_INSERT),
                    Map.entry(0xFF67L, KeyEvent.VK_CONTEXT_MENU),
                    Map.entry(0xFFFFL, KeyEvent.VK_DELETE),
                    Map.entry(0xFFE1L, KeyEvent.VK_SHIFT),
                    Map.entry(0xFFE2L, KeyEvent.VK_SHIFT),
                    Map.entry(0xFFE3L, KeyEvent.VK_CONTROL),
                    Map.entry(0xFFE4L, KeyEvent.VK_CONTROL),
                    Map.entry(0xFFE7L, KeyEvent.VK_META),
                    Map.entry(0xFFE8L, KeyEvent.VK_META),
                    Map.entry(0xFFE9L, KeyEvent.VK_ALT),
                    Map.entry(0xFFEAL, KeyEvent.VK_ALT),
                    Map.entry(0xFE03L, KeyEvent.VK_ALT_GRAPH));

    private static final long F1 = 0xFFBE;
    private static final long F12 = 0xFFC9;

    private final SwingScreen screen;
    private int modifiers;

    ScreenKeyboard(SwingScreen screen) {
        this.screen = screen;
    }

    /// Which modifiers are down.
    int modifiers() {
        return modifiers;
    }

    /// What a viewer says, see [weft.server.KeyHandler].
    void key(long keysym, boolean down) {
        int character = Keysyms.codePoint(keysym).orElse(KeyEvent.CHAR_UNDEFINED);
        int code = code(keysym, character);
        int modifier = modifier(code);
        modifiers = down ? modifiers | modifier : modifiers & ~modifier;
        char typed = typed(character);
        send(down ? KeyEvent.KEY_PRESSED : KeyEvent.KEY_RELEASED, code, typed);
        if (down && typed != KeyEvent.CHAR_UNDEFINED) {
            send(KeyEvent.KEY_TYPED, KeyEvent.VK_UNDEFINED, typed);
        }
    }

    private static int code(long keysym, int character) {
        Integer known = KEYS.get(keysym);
        if (known != null) {
            return known;
        }
        if (keysym >= F1 && keysym <= F12) {
            return (int) (keysym - F1) + KeyEvent.VK_F1;
        }
        return KeyEvent.getExtendedKeyCodeForChar(character);
    }

    private static int modifier(int code) {
        return switch (code) {
            case KeyEvent.VK_SHIFT -> InputEvent.SHIFT_DOWN_MASK;
            case KeyEvent.VK_CONTROL -> InputEvent.CTRL_DOWN_MASK;
            case KeyEvent.VK_META -> InputEvent.META_DOWN_MASK;
            case KeyEvent.VK_ALT -> InputEvent.ALT_DOWN_MASK;
            case KeyEvent.VK_ALT_GRAPH -> InputEvent.ALT_GRAPH_DOWN_MASK;
            default -> 0;
        };
    }

    /// The character as AWT says it: a line end is a line feed, and with Ctrl letters are control
    /// characters. What is beyond sixteen bits has none.
    private char typed(int character) {
        if (character > Character.MAX_VALUE) {
            return KeyEvent.CHAR_UNDEFINED;
        }
        boolean letter = character >= '@' && character < 0x7F;
        if ((modifiers & InputEvent.CTRL_DOWN_MASK) != 0 && letter) {
            return (char) (character & 0x1F);
        }
        return character == '\r' ? '\n' : (char) character;
    }

    private void send(int id, int code, char character) {
        Component target = target();
        target.dispatchEvent(
                new KeyEvent(target, id, System.currentTimeMillis(), modifiers, code, character));
    }

    private Component target() {
        Component owner = ScreenFocus.owner();
        if (owner != null && SwingScreen.of(owner) == screen && owner.isShowing()) {
            return owner;
        }
        return screen.frame().getRootPane();
    }
}
