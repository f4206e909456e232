package weft.cli.terminal;

import java.nio.charset.StandardCharsets;

/// The mouse as programs are told of it, in the form of X10 or of SGR.
public final class MouseReports {

    private static final byte[] NOTHING = {};
    private static final int MOTION = 32;
    private static final int WHEEL = 64;
    private static final int RELEASED = 3;

    /// The last column and row that a byte can tell.
    private static final int LAST = 222;

    private static final int BUTTONS = 3;

    private final Emulator terminal;
    private final KeyEncoder keys;
    private int column = -1;
    private int row = -1;
    private int buttons;

    /// Reports of a terminal's mouse, with the modifiers that are down.
    public MouseReports(Emulator terminal, KeyEncoder keys) {
        this.terminal = terminal;
        this.keys = keys;
    }

    /// The mouse is at a cell, with these buttons of RFB's mask down: what a program reads of it.
    public byte[] encode(int newColumn, int newRow, int mask) {
        MouseMode mode = terminal.mouse();
        boolean moved = newColumn != column || newRow != row;
        column = newColumn;
        row = newRow;
        int before = buttons;
        buttons = mask & 0x7F;
        if (mode == MouseMode.NONE) {
            return NOTHING;
        }
        var text = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            boolean is = (buttons >> i & 1) != 0;
            boolean was = (before >> i & 1) != 0;
            if (is && !was) {
                report(text, number(i), true);
            } else if (was && !is && i < BUTTONS && mode != MouseMode.PRESSES) {
                report(text, number(i), false);
            }
        }
        int held = buttons & 7;
        boolean told = mode == MouseMode.MOVEMENTS || (mode == MouseMode.DRAGS && held != 0);
        if (moved && before == buttons && told) {
            int lowest = held == 0 ? RELEASED : Integer.numberOfTrailingZeros(held);
            report(text, lowest + MOTION, true);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int number(int button) {
        return button < BUTTONS ? button : WHEEL + button - BUTTONS;
    }

    private void report(StringBuilder text, int number, boolean down) {
        boolean simple = terminal.mouse() == MouseMode.PRESSES;
        int modifiers = simple ? 0 : keys.mouseModifiers();
        if (terminal.modes().sgrMouse) {
            text.append(
                    "\033[<%d;%d;%d%c"
                            .formatted(number + modifiers, column + 1, row + 1, down ? 'M' : 'm'));
        } else if (column <= LAST && row <= LAST) {
            int code = (down ? number : RELEASED) + modifiers;
            text.append("\033[M");
            text.append((char) (32 + code)).append((char) (33 + column)).append((char) (33 + row));
        }
    }
}
