package weft.cli.terminal;

/// Reads what is to be seen on a terminal: cells with colours that a screen can show.
public final class ScreenReader {

    private static final int BRIGHT = 8;

    private final Emulator terminal;
    private final Selection selection;

    /// A reader of a terminal, which shows what is selected reversed.
    public ScreenReader(Emulator terminal, Selection selection) {
        this.terminal = terminal;
        this.selection = selection;
    }

    /// Reads one cell of those that are to be seen.
    public void read(int column, int row, Cell cell) {
        Line line = terminal.visible(row);
        if (column >= line.columns()) {
            blank(cell, selection.contains(column, row));
            return;
        }
        int character = line.characters[column];
        cell.right = character == Line.RIGHT_HALF;
        cell.left = column + 1 < line.columns() && line.characters[column + 1] == Line.RIGHT_HALF;
        int style = line.styles[column];
        boolean hidden = (style & Pen.HIDDEN) != 0;
        cell.character = hidden ? ' ' : cell.right ? line.characters[column - 1] : character;
        cell.bold = (style & Pen.BOLD) != 0;
        cell.italic = (style & Pen.ITALIC) != 0;
        cell.underlined = (style & Pen.UNDERLINED) != 0 && !hidden;
        cell.blinking = (style & Pen.BLINKING) != 0;
        cell.struck = (style & Pen.STRUCK) != 0 && !hidden;
        colours(line, column, style, cell);
        if ((style & Pen.REVERSED) != 0 != selection.contains(column, row)) {
            reverse(cell);
        }
    }

    private void blank(Cell cell, boolean reversed) {
        cell.character = ' ';
        cell.left = false;
        cell.right = false;
        cell.bold = false;
        cell.italic = false;
        cell.underlined = false;
        cell.blinking = false;
        cell.struck = false;
        cell.front = defaultFront();
        cell.back = defaultBack();
        if (reversed) {
            reverse(cell);
        }
    }

    private static void reverse(Cell cell) {
        int front = cell.front;
        cell.front = cell.back;
        cell.back = front;
    }

    private void colours(Line line, int column, int style, Cell cell) {
        Palette palette = terminal.palette();
        int front = line.fronts[column];
        if (cell.bold && front >= 0 && front < BRIGHT) {
            front += BRIGHT;
        }
        cell.front = palette.rgb(front, defaultFront());
        cell.back = palette.rgb(line.backs[column], defaultBack());
        if ((style & Pen.DIM) != 0) {
            cell.front = between(cell.front, cell.back);
        }
    }

    /// Two thirds of one colour and one of another.
    private static int between(int front, int back) {
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int mixed = (2 * (front >> shift & 0xFF) + (back >> shift & 0xFF)) / 3;
            result |= mixed << shift;
        }
        return result;
    }

    private int defaultFront() {
        Palette palette = terminal.palette();
        return terminal.modes().reverseScreen ? palette.back() : palette.front();
    }

    private int defaultBack() {
        Palette palette = terminal.palette();
        return terminal.modes().reverseScreen ? palette.front() : palette.back();
    }

    /// The row of those that are to be seen where the cursor is, or -1.
    public int cursorRow() {
        int row = terminal.row() + terminal.scrolledBack();
        return terminal.isCursorVisible() && row < terminal.rows() ? row : -1;
    }
}
