package weft.client.recording;

import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardFormat;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.keysym.Keysyms;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ClientGii;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientXvp;
import weft.rfb.message.ExtendedPointerEvent;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.PointerMotion;
import weft.rfb.message.QemuKeyEvent;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.screen.ScreenLayout;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/// Writes what a viewer does as a script of vncdotool's commands, with its pauses.
///
/// What is let go right after it was pressed is one command, `key` or `click`; other keys and
/// buttons are two.
final class ScriptWriter {

    /// Shorter ones are none: whoever runs a script has a pause of his own between commands.
    private static final long SHORTEST_PAUSE_MILLIS = 10;

    /// What is held for longer is meant to be held.
    private static final long LONGEST_PRESS_MILLIS = 500;

    /// Where the pointer is when it has been moved by so much: every place is another one.
    private static final int NOWHERE = -1;

    private static final int BUTTONS = ExtendedPointerEvent.BUTTONS;

    /// What means something between the words of a script, and is a key's name.
    private static final String SPECIAL = "\"'\\#";

    private final Consumer<String> lines;

    /// How far the script is when all that was written is done.
    private long scriptMillis;

    private final DeviceScript devices = new DeviceScript(this);
    private Press pending = Press.NONE;
    private int x;
    private int y;
    private int mask;

    /// A key or a button that went down, and nothing after it.
    ///
    /// @param both the command if it goes up next
    /// @param down the command otherwise
    private record Press(long millis, String both, String down) {
        static final Press NONE = new Press(0, "", "");
    }

    /// @param lines is given each line of the script
    ScriptWriter(Consumer<String> lines) {
        this.lines = lines;
    }

    /// The viewer has sent a message.
    ///
    /// @param millis since the recording began
    void write(long millis, ClientMessage message) {
        write(millis, message, false);
    }

    /// The same.
    ///
    /// @param isMovement whether the place in a pointer event is a movement, see [PointerMotion]
    void write(long millis, ClientMessage message, boolean isMovement) {
        switch (message) {
            case KeyEvent key -> key(millis, key);
            case QemuKeyEvent(boolean down, long keysym, _) ->
                    key(millis, new KeyEvent(down, keysym));
            case PointerEvent(int mask, int toX, int toY) ->
                    pointer(millis, mask, toX, toY, isMovement);
            case ExtendedPointerEvent(int mask, int toX, int toY) ->
                    pointer(millis, mask, toX, toY, isMovement);
            case ClientGii(_, var request) -> devices.write(millis, request);
            case SetDesktopSize(ScreenLayout layout) ->
                    command(millis, "resize %d %d".formatted(layout.width(), layout.height()));
            case ClientXvp request -> {
                flush();
                request.action()
                        .ifPresent(action -> line(millis, action.name().toLowerCase(Locale.ROOT)));
            }
            case ClientCutText(String text) -> command(millis, "paste " + quoted(text));
            case ClientClipboard(ClipboardMessage.Provide provided)
                    when provided.formats().contains(ClipboardFormat.TEXT) ->
                    command(millis, "paste " + quoted(text(provided)));
            default -> {
                // how it wants its pictures is no deed
            }
        }
    }

    private static String text(ClipboardMessage.Provide provided) {
        byte[] utf8 = ClipboardData.decompress(provided).get(ClipboardFormat.TEXT);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /// The viewer has sent what cannot be read.
    void comment(String text) {
        flush();
        lines.accept("# " + text);
    }

    /// Writes what was held back.
    void flush() {
        if (pending != Press.NONE) {
            Press press = pending;
            pending = Press.NONE;
            line(press.millis(), press.down());
        }
    }

    private void key(long millis, KeyEvent key) {
        String name = Keysyms.name(key.keysym());
        name = SPECIAL.indexOf(name.charAt(0)) >= 0 ? quoted(name) : name;
        if (key.down()) {
            press(millis, "key " + name, "keydown " + name);
        } else {
            release(millis, "key " + name, "keyup " + name);
        }
    }

    private void pointer(long millis, int buttons, int toX, int toY, boolean isMovement) {
        if (isMovement) {
            int dx = PointerMotion.delta(toX);
            int dy = PointerMotion.delta(toY);
            if (dx != 0 || dy != 0) {
                flush();
                line(millis, "moveby %d %d".formatted(dx, dy));
            }
            x = NOWHERE;
        } else if (toX != x || toY != y) {
            flush();
            x = toX;
            y = toY;
            line(millis, "move %d %d".formatted(x, y));
        }
        int changed = mask ^ buttons;
        for (int button = 1; button <= BUTTONS; button++) {
            int bit = 1 << (button - 1);
            if ((changed & bit) != 0 && (buttons & bit) != 0) {
                press(millis, "click " + button, "mousedown " + button);
            } else if ((changed & bit) != 0) {
                release(millis, "click " + button, "mouseup " + button);
            }
        }
        mask = buttons;
    }

    void press(long millis, String both, String down) {
        flush();
        pending = new Press(millis, both, down);
    }

    void release(long millis, String both, String up) {
        if (pending.both().equals(both) && millis - pending.millis() <= LONGEST_PRESS_MILLIS) {
            long pressed = pending.millis();
            pending = Press.NONE;
            line(pressed, both);
        } else {
            flush();
            line(millis, up);
        }
    }

    /// A command of its own.
    void command(long millis, String command) {
        flush();
        line(millis, command);
    }

    private void line(long millis, String command) {
        long pause = millis - scriptMillis;
        if (pause >= SHORTEST_PAUSE_MILLIS) {
            lines.accept(
                    "pause " + BigDecimal.valueOf(pause, 3).stripTrailingZeros().toPlainString());
            scriptMillis = millis;
        }
        lines.accept(command);
    }

    /// A word of a script, whatever is in it. A dollar would begin the name of a variable.
    static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + escaped.replace("$", "\"'$'\"") + '"';
    }
}
