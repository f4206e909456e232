package weft.cli.terminal.host;

import weft.cli.terminal.Emulator;
import weft.cli.terminal.KeyEncoder;
import weft.cli.terminal.MouseMode;
import weft.cli.terminal.MouseReports;
import weft.cli.terminal.Selection;

import java.nio.charset.StandardCharsets;

/// What viewers do on a terminal: most of it goes to the program, some of it scrolls, selects and
/// pastes.
final class ViewerInput {

    /// What else input does.
    interface Outcome {

        /// The program reads this.
        void typed(byte[] bytes);

        /// Text was selected.
        void selected(String text);

        /// The text that a paste is to be of.
        String clipboard();
    }

    private static final int PAGE_UP = 0xFF55;
    private static final int PAGE_DOWN = 0xFF56;
    private static final int INSERT = 0xFF63;
    private static final int KP_PAGE_UP = 0xFF9A;
    private static final int KP_PAGE_DOWN = 0xFF9B;
    private static final int KP_INSERT = 0xFF9E;
    private static final int UP = 0xFF52;
    private static final int DOWN = 0xFF54;

    private static final int LEFT = 1;
    private static final int MIDDLE = 2;
    private static final int WHEEL_UP = 8;
    private static final int WHEEL_DOWN = 16;
    private static final int WHEEL_LINES = 3;

    private final Emulator terminal;
    private final Selection selection;
    private final Outcome outcome;
    private final KeyEncoder keys;
    private final MouseReports mouse;
    private int buttons;
    private boolean selecting;

    ViewerInput(Emulator terminal, Selection selection, Outcome outcome) {
        this.terminal = terminal;
        this.selection = selection;
        this.outcome = outcome;
        keys = new KeyEncoder(terminal);
        mouse = new MouseReports(terminal, keys);
    }

    /// A key went down, perhaps again, or up.
    ///
    /// @return whether the picture may differ
    boolean key(long keysym, boolean down) {
        if (keys.modifier(keysym, down) || !down) {
            return false;
        }
        if (keys.isShifted() && shifted((int) keysym)) {
            return true;
        }
        byte[] bytes = keys.encode(keysym);
        return bytes.length > 0 && type(bytes);
    }

    /// What keys do with Shift that the program is not told of.
    private boolean shifted(int keysym) {
        int page = Math.max(1, terminal.rows() - 1);
        return switch (keysym) {
            case PAGE_UP, KP_PAGE_UP -> !terminal.isAlternate() && scroll(page);
            case PAGE_DOWN, KP_PAGE_DOWN -> !terminal.isAlternate() && scroll(-page);
            case INSERT, KP_INSERT -> {
                paste();
                yield true;
            }
            default -> false;
        };
    }

    private boolean scroll(int lines) {
        boolean _ = terminal.scrollBack(lines);
        return true;
    }

    private boolean type(byte[] bytes) {
        boolean scrolled = terminal.scrollBack(-terminal.scrolledBack());
        boolean cleared = selection.clear();
        outcome.typed(bytes);
        return scrolled || cleared;
    }

    private void paste() {
        String text = outcome.clipboard();
        if (!text.isEmpty()) {
            boolean _ = type(keys.paste(text));
        }
    }

    /// The mouse is at a cell, with these buttons of RFB's mask down.
    ///
    /// @return whether the picture may differ
    boolean pointer(int column, int row, int mask) {
        int pressed = mask & ~buttons;
        int released = buttons & ~mask;
        buttons = mask;
        boolean local = terminal.mouse() == MouseMode.NONE || keys.isShifted();
        if (selecting) {
            return select(column, row, released);
        }
        if (!local) {
            byte[] report = mouse.encode(column, row, mask);
            if (report.length > 0) {
                outcome.typed(report);
            }
            return false;
        }
        byte[] _ = mouse.encode(column, row, mask & ~pressed);
        if ((pressed & LEFT) != 0) {
            selecting = true;
            boolean cleared = selection.clear();
            selection.begin(column, row);
            return cleared;
        }
        if ((pressed & MIDDLE) != 0) {
            paste();
            return true;
        }
        return wheel(pressed);
    }

    private boolean select(int column, int row, int released) {
        selection.extend(column, row);
        if ((released & LEFT) != 0) {
            selecting = false;
            String text = selection.text();
            if (!text.isEmpty()) {
                outcome.selected(text);
            }
        }
        return true;
    }

    private boolean wheel(int pressed) {
        int lines = (pressed & WHEEL_UP) != 0 ? WHEEL_LINES : 0;
        lines -= (pressed & WHEEL_DOWN) != 0 ? WHEEL_LINES : 0;
        if (lines == 0) {
            return false;
        }
        if (!terminal.wheelIsKeys()) {
            return scroll(lines);
        }
        String key = new String(keys.plain(lines > 0 ? UP : DOWN), StandardCharsets.US_ASCII);
        outcome.typed(key.repeat(WHEEL_LINES).getBytes(StandardCharsets.US_ASCII));
        return false;
    }
}
