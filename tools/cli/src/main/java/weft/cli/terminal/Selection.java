package weft.cli.terminal;

import java.util.StringJoiner;

/// Text that was selected with the mouse, from one place to another in reading order.
///
/// Lines have the numbers of [Emulator#firstVisible()], so that a selection stays on its text when
/// it scrolls.
public final class Selection {

    private final Emulator terminal;
    private boolean there;
    private long anchorLine;
    private int anchorColumn;
    private long endLine;
    private int endColumn;

    /// Nothing, on a terminal.
    public Selection(Emulator terminal) {
        this.terminal = terminal;
    }

    /// Begins at the left border of a cell that is to be seen.
    public void begin(int column, int row) {
        anchorLine = terminal.firstVisible() + row;
        anchorColumn = column;
        endLine = anchorLine;
        endColumn = column;
        there = false;
    }

    /// Goes on to a cell, inclusive.
    public void extend(int column, int row) {
        endLine = terminal.firstVisible() + row;
        endColumn = column;
        there |= endLine != anchorLine || endColumn != anchorColumn;
    }

    /// Selects nothing.
    ///
    /// @return whether that changed anything
    public boolean clear() {
        boolean result = there;
        there = false;
        return result;
    }

    /// Whether a cell that is to be seen is selected.
    boolean contains(int column, int row) {
        if (!there) {
            return false;
        }
        long line = terminal.firstVisible() + row;
        boolean forwards = forwards();
        long first = forwards ? anchorLine : endLine;
        long last = forwards ? endLine : anchorLine;
        int from = forwards ? anchorColumn : endColumn;
        int to = forwards ? endColumn : anchorColumn;
        return (line > first || (line == first && column >= from))
                && (line < last || (line == last && column <= to));
    }

    private boolean forwards() {
        return anchorLine < endLine || (anchorLine == endLine && anchorColumn <= endColumn);
    }

    /// What is selected; lines end with a newline where the program has ended them.
    public String text() {
        if (!there) {
            return "";
        }
        boolean forwards = forwards();
        long first = forwards ? anchorLine : endLine;
        long last = forwards ? endLine : anchorLine;
        int from = forwards ? anchorColumn : endColumn;
        int to = forwards ? endColumn : anchorColumn;
        var lines = new StringJoiner("\n");
        var whole = new StringBuilder();
        for (long number = Math.max(first, terminal.oldest()); number <= last; number++) {
            Line line = terminal.line(number);
            int end = number == last ? to + 1 : line.columns();
            whole.append(line.text(number == first ? from : 0, end));
            if (!line.wrapped || number == last) {
                lines.add(whole);
                whole.setLength(0);
            }
        }
        return lines.toString();
    }
}
