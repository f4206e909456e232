package weft.cli.terminal;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

/// The terminal: takes what a program writes, and has the screen that comes of it.
///
/// Of its functions, [ControlFunctions] has those with parameters, [Reports] those that answer, and
/// this what they do to the screen. For one thread at a time.
public final class Emulator {

    /// What a program does besides writing on the screen.
    public interface Listener {

        /// Wants to tell the program something, as if it was typed.
        void reply(byte[] bytes);

        /// BEL.
        void bell();

        /// A title; its length is bounded, and it has no control characters.
        void title(String text);

        /// Text for the clipboard (OSC 52), of bounded length.
        void clipboard(String text);
    }

    private static final int TAB = 8;
    private static final int MOST_TITLES = 10;
    private static final int LONGEST_TITLE = 256;

    /// Where DECSC keeps what it saves.
    private static final class Saved {
        int column;
        int row;
        boolean wrapPending;
        boolean origin;
        final Pen pen = new Pen();
        final Charset[] sets = {Charset.ASCII, Charset.ASCII, Charset.ASCII, Charset.ASCII};
        int shift;
    }

    private final Listener listener;
    private final Utf8Decoder decoder = new Utf8Decoder();
    private final ControlParser parser;
    private final Palette palette = new Palette();
    private final History history = new History();
    private final Pen pen = new Pen();
    private final Charset[] sets = {Charset.ASCII, Charset.ASCII, Charset.ASCII, Charset.ASCII};
    private final Deque<String> titles = new ArrayDeque<>();
    private final BitSet tabs = new BitSet();
    private Saved saved = new Saved();
    private Saved savedOther = new Saved();
    private Modes modes = new Modes();
    private Grid primary;
    private Grid grid;
    private int shift;
    private int column;
    private int row;

    /// The last column was written: what comes next begins a new line.
    private boolean wrapPending;

    private int lastCharacter = -1;
    private CursorStyle cursorStyle = CursorStyle.STEADY_BLOCK;
    private String title = "";
    private boolean changed = true;

    /// How many lines of the history are shown above the screen's first.
    private int scrolledBack;

    /// A blank screen.
    public Emulator(int columns, int rows, Listener listener) {
        this.listener = listener;
        primary = new Grid(columns, rows);
        grid = primary;
        initialTabs(0, columns);
        var functions = new ControlFunctions(this);
        parser = new ControlParser(functions);
    }

    private void initialTabs(int from, int to) {
        for (int i = (from + TAB - 1) / TAB * TAB; i < to; i += TAB) {
            tabs.set(i);
        }
    }

    /// Takes what the program has written.
    public void write(byte[] bytes, int offset, int length) {
        long before = history.added();
        for (int i = offset; i < offset + length; i++) {
            decoder.decode(bytes[i], parser::accept);
        }
        changed = true;
        if (scrolledBack > 0) {
            // what is looked at stays
            long moved = scrolledBack + history.added() - before;
            scrolledBack = (int) Math.min(moved, history.size());
        }
    }

    /// Takes text as if a program had written it.
    public void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    // What is to be seen.

    public int columns() {
        return grid.columns();
    }

    public int rows() {
        return grid.rows();
    }

    /// Whether anything may look different since this was asked last.
    public boolean takeChanged() {
        boolean result = changed;
        changed = false;
        return result;
    }

    /// Whether the program has said that the picture is not complete yet (mode 2026).
    public boolean isIncomplete() {
        return modes.synchronizedOutput;
    }

    /// A row as it is to be seen, which depends on how far it was scrolled back.
    Line visible(int visibleRow) {
        return line(firstVisible() + visibleRow);
    }

    /// The number of the first line that is to be seen. Lines are counted from the first one ever,
    /// so that a line keeps its number when it leaves the screen.
    long firstVisible() {
        return history.added() - scrolledBack;
    }

    /// The number of the oldest line that there is.
    long oldest() {
        return history.added() - history.size();
    }

    /// A line by its number; the oldest that there is if it is gone.
    Line line(long number) {
        long onScreen = number - history.added();
        if (onScreen >= 0) {
            return grid.line((int) Math.min(onScreen, grid.rows() - 1L));
        }
        long index = Math.max(0, history.size() + onScreen);
        return index < history.size() ? history.get((int) index) : grid.line(0);
    }

    /// The text of a row on the screen.
    public String text(int screenRow) {
        return grid.line(screenRow).text();
    }

    Palette palette() {
        return palette;
    }

    Modes modes() {
        return modes;
    }

    /// Where the next character goes.
    public int column() {
        return column;
    }

    /// Where the next character goes.
    public int row() {
        return row;
    }

    public CursorStyle cursorStyle() {
        return cursorStyle;
    }

    void cursorStyle(CursorStyle style) {
        cursorStyle = style;
    }

    /// Whether the cursor is to be seen, and where it is.
    boolean isCursorVisible() {
        return modes.cursorVisible;
    }

    /// How many lines of the history are shown.
    public int scrolledBack() {
        return scrolledBack;
    }

    /// Shows older lines, or with a negative number newer ones.
    ///
    /// @return whether that changed anything
    public boolean scrollBack(int lines) {
        int most = isAlternate() ? 0 : history.size();
        int before = scrolledBack;
        scrolledBack = Math.clamp((long) scrolledBack + lines, 0, most);
        changed |= before != scrolledBack;
        return before != scrolledBack;
    }

    /// Whether the program draws on the alternate screen, which has no history.
    public boolean isAlternate() {
        return grid != primary;
    }

    /// What the program wants to know of the mouse.
    public MouseMode mouse() {
        return modes.mouse;
    }

    /// Whether the wheel is to be cursor keys.
    public boolean wheelIsKeys() {
        return isAlternate() && modes.alternateScroll && modes.mouse == MouseMode.NONE;
    }

    // What is done to it from outside.

    /// Changes the size. Lines that there is no room for go to the history.
    public void resize(int columns, int rows) {
        if (columns > tabs.length()) {
            initialTabs(Math.max(columns(), tabs.length()), columns);
        }
        int up = primary.resize(columns, rows, isAlternate() ? saved.row : row, history);
        if (isAlternate()) {
            saved.row -= up;
            up = grid.resize(columns, rows, row, null);
        }
        row = Math.clamp((long) row - up, 0, rows - 1);
        column = Math.min(column, columns - 1);
        wrapPending = false;
        scrolledBack = Math.min(scrolledBack, history.size());
        changed = true;
    }

    /// Forgets all but the size, as RIS does.
    void reset() {
        modes = new Modes();
        saved = new Saved();
        savedOther = new Saved();
        palette.reset();
        pen.reset();
        designateAll();
        primary = new Grid(columns(), rows());
        grid = primary;
        history.clear();
        scrolledBack = 0;
        tabs.clear();
        initialTabs(0, columns());
        cursorStyle = CursorStyle.STEADY_BLOCK;
        moveTo(0, 0);
        lastCharacter = -1;
    }

    /// Undoes what a program that has ended may have left behind, but for the text: on a line of
    /// its own goes on what comes next.
    public void recover() {
        alternate(false);
        modes = new Modes();
        softReset();
        palette.reset();
        cursorStyle = CursorStyle.STEADY_BLOCK;
        if (column > 0) {
            carriageReturn();
            index();
        }
        changed = true;
    }

    /// DECSTR: what a program may have left behind, but for the text.
    void softReset() {
        modes.insert = false;
        modes.origin = false;
        modes.autowrap = true;
        modes.cursorVisible = true;
        modes.cursorKeys = false;
        modes.keypad = false;
        pen.reset();
        designateAll();
        saved = new Saved();
        grid.margins(0, rows());
        wrapPending = false;
    }

    private void designateAll() {
        Arrays.fill(sets, Charset.ASCII);
        shift = 0;
    }

    // Characters.

    void print(int codePoint) {
        int character = sets[shift].map(codePoint);
        int width = Math.min(CharacterWidth.of(character), columns());
        if (width == 0) {
            combine(character);
            return;
        }
        if (wrapPending && modes.autowrap) {
            wrap();
        }
        if (column + width > columns()) {
            if (!modes.autowrap) {
                return; // a wide one that does not fit
            }
            wrap();
        }
        Line line = grid.line(row);
        if (modes.insert) {
            line.insert(column, width, pen);
        }
        line.put(column, character, width, pen);
        lastCharacter = character;
        column += width;
        wrapPending = column >= columns();
        column = Math.min(column, columns() - 1);
    }

    private void wrap() {
        grid.line(row).wrapped = true;
        column = 0;
        index();
    }

    /// Joins a mark to the character before it, if there is a character for both, and drops it
    /// otherwise.
    private void combine(int mark) {
        int at = wrapPending ? column : column - 1;
        Line line = grid.line(row);
        if (at > 0 && line.characters[at] == Line.RIGHT_HALF) {
            at--;
        }
        if (at < 0) {
            return;
        }
        String both = Character.toString(line.characters[at]) + Character.toString(mark);
        String composed = Normalizer.normalize(both, Normalizer.Form.NFC);
        if (composed.codePointCount(0, composed.length()) == 1) {
            line.characters[at] = composed.codePointAt(0);
        }
    }

    /// What comes next stands behind no character that can be repeated.
    void forgetCharacter() {
        lastCharacter = -1;
    }

    /// REP.
    void repeat(int times) {
        // more than twice what fills the screen looks the same, but for where it ends
        int most = 2 * columns() * rows();
        int count = times > most ? most + times % columns() : times;
        for (int i = 0; lastCharacter >= 0 && i < count; i++) {
            print(lastCharacter);
        }
    }

    void designate(int set, Charset charset) {
        sets[set] = charset;
    }

    void shift(int set) {
        shift = set;
    }

    // The cursor.

    /// To a place on the screen, whatever the margins are.
    void moveTo(int newColumn, int newRow) {
        column = Math.clamp(newColumn, 0, columns() - 1);
        row = Math.clamp(newRow, 0, rows() - 1);
        wrapPending = false;
    }

    /// To a place as CUP means it: within the margins in origin mode.
    void address(int newColumn, int newRow) {
        if (modes.origin) {
            moveTo(
                    newColumn,
                    Math.clamp(newRow + (long) grid.top(), grid.top(), grid.bottom() - 1));
        } else {
            moveTo(newColumn, newRow);
        }
    }

    /// The row as CPR tells it.
    int addressedRow() {
        return modes.origin ? row - grid.top() : row;
    }

    /// Up or down, and not over the margins.
    void moveRows(int distance) {
        int first = row >= grid.top() ? grid.top() : 0;
        int last = row < grid.bottom() ? grid.bottom() - 1 : rows() - 1;
        moveTo(column, Math.clamp((long) row + distance, first, last));
    }

    void moveColumns(int distance) {
        moveTo(column + distance, row);
    }

    /// IND: down, and at the bottom margin the lines go up.
    void index() {
        wrapPending = false;
        if (row == grid.bottom() - 1) {
            scrollUp(1);
        } else if (row < rows() - 1) {
            row++;
        }
    }

    void reverseIndex() {
        wrapPending = false;
        if (row == grid.top()) {
            grid.scrollDown(grid.top(), grid.bottom(), 1, pen);
        } else if (row > 0) {
            row--;
        }
    }

    void carriageReturn() {
        moveTo(0, row);
    }

    void lineFeed() {
        index();
        if (modes.newLine) {
            column = 0;
        }
    }

    void backspace() {
        moveTo(column - 1, row);
    }

    void tabulate(int times) {
        int to = column;
        for (int i = 0; i < times && to < columns() - 1; i++) {
            int next = tabs.nextSetBit(to + 1);
            to = next < 0 ? columns() - 1 : next;
        }
        column = Math.min(to, columns() - 1); // what waits to be wrapped goes on waiting
    }

    void tabulateBack(int times) {
        int to = column;
        for (int i = 0; i < times && to > 0; i++) {
            to = Math.max(0, tabs.previousSetBit(to - 1));
        }
        moveTo(to, row);
    }

    void setTab() {
        tabs.set(column);
    }

    void clearTab() {
        tabs.clear(column);
    }

    void clearTabs() {
        tabs.clear();
    }

    void saveCursor() {
        saved.column = column;
        saved.row = row;
        saved.wrapPending = wrapPending;
        saved.origin = modes.origin;
        saved.pen.set(pen);
        saved.shift = shift;
        System.arraycopy(sets, 0, saved.sets, 0, sets.length);
    }

    void restoreCursor() {
        modes.origin = saved.origin;
        pen.set(saved.pen);
        shift = saved.shift;
        System.arraycopy(saved.sets, 0, sets, 0, sets.length);
        moveTo(saved.column, saved.row);
        wrapPending = saved.wrapPending && column == columns() - 1;
    }

    // The text.

    Pen pen() {
        return pen;
    }

    Grid grid() {
        return grid;
    }

    void scrollUp(int count) {
        grid.scrollUp(grid.top(), grid.bottom(), count, pen, isAlternate() ? null : history);
    }

    void scrollDown(int count) {
        grid.scrollDown(grid.top(), grid.bottom(), count, pen);
    }

    void margins(int top, int bottom) {
        int last = Math.min(bottom, rows());
        if (top < last - 1) {
            grid.margins(top, last);
            address(0, 0);
        }
    }

    void insertLines(int count) {
        if (row >= grid.top() && row < grid.bottom()) {
            grid.scrollDown(row, grid.bottom(), count, pen);
            carriageReturn();
        }
    }

    void deleteLines(int count) {
        if (row >= grid.top() && row < grid.bottom()) {
            grid.scrollUp(row, grid.bottom(), count, pen, null);
            carriageReturn();
        }
    }

    void insertCharacters(int count) {
        grid.line(row).insert(column, count, pen);
        wrapPending = false;
    }

    void deleteCharacters(int count) {
        grid.line(row).delete(column, count, pen);
        wrapPending = false;
    }

    void eraseCharacters(int count) {
        grid.line(row).blank(column, (int) Math.min(columns(), (long) column + count), pen);
        wrapPending = false;
    }

    void eraseInLine(int what) {
        int from = what == 0 ? column : 0;
        int to = what == 1 ? column + 1 : columns();
        Line line = grid.line(row);
        line.blank(from, to, pen);
        if (to == columns()) {
            line.wrapped = false;
        }
        wrapPending = false;
    }

    void eraseInDisplay(int what) {
        switch (what) {
            case 0 -> {
                eraseInLine(0);
                eraseRows(row + 1, rows());
            }
            case 1 -> {
                eraseRows(0, row);
                eraseInLine(1);
            }
            case 2 -> grid.clear(pen);
            case 3 -> {
                history.clear();
                scrolledBack = 0;
            }
            default -> {}
        }
    }

    private void eraseRows(int from, int to) {
        for (int i = from; i < to; i++) {
            grid.line(i).blank(0, columns(), pen);
            grid.line(i).wrapped = false;
        }
    }

    /// DECALN: the screen full of E, to adjust it by.
    void alignmentPattern() {
        grid.margins(0, rows());
        moveTo(0, 0);
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < columns(); j++) {
                grid.line(i).put(j, 'E', 1, new Pen());
            }
        }
    }

    /// Shows the alternate screen or the primary one.
    void alternate(boolean on) {
        if (on == isAlternate()) {
            return;
        }
        grid = on ? new Grid(columns(), rows()) : primary;
        Saved other = saved;
        saved = savedOther;
        savedOther = other;
        scrolledBack = 0;
        moveTo(column, row);
    }

    // The rest.

    void bell() {
        listener.bell();
    }

    void reply(String text) {
        listener.reply(text.getBytes(StandardCharsets.UTF_8));
    }

    void clipboard(String text) {
        listener.clipboard(text);
    }

    void title(String text) {
        var printable = new StringBuilder();
        text.codePoints()
                .filter(each -> !Character.isISOControl(each))
                .limit(LONGEST_TITLE)
                .forEach(printable::appendCodePoint);
        title = printable.toString();
        listener.title(title);
    }

    void pushTitle() {
        if (titles.size() == MOST_TITLES) {
            titles.removeFirst();
        }
        titles.addLast(title);
    }

    void popTitle() {
        if (!titles.isEmpty()) {
            title(titles.removeLast());
        }
    }
}
