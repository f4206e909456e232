package weft.cli.terminal;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;

/// The lines of a screen, with a part of it that scrolls.
final class Grid {

    private Line[] lines;
    private int columns;

    /// The part that scrolls: its first row, and the one after its last.
    private int top;

    private int bottom;

    Grid(int columns, int rows) {
        this.columns = columns;
        lines = new Line[rows];
        for (int row = 0; row < rows; row++) {
            lines[row] = new Line(columns, new Pen());
        }
        bottom = rows;
    }

    int rows() {
        return lines.length;
    }

    int columns() {
        return columns;
    }

    int top() {
        return top;
    }

    int bottom() {
        return bottom;
    }

    Line line(int row) {
        return lines[row];
    }

    void margins(int newTop, int newBottom) {
        top = newTop;
        bottom = newBottom;
    }

    void clear(Pen pen) {
        for (Line line : lines) {
            line.blank(0, columns, pen);
            line.wrapped = false;
        }
    }

    /// Moves the lines between two rows up, and brings blank ones in at the bottom.
    ///
    /// @param history where those go that leave the screen, if they leave it at its top
    void scrollUp(int from, int to, int count, Pen pen, @Nullable History history) {
        int moved = Math.min(count, to - from);
        for (int i = 0; i < moved; i++) {
            if (history != null && from == 0) {
                history.add(lines[i]);
                lines[i] = new Line(columns, pen);
            } else {
                renew(from + i, pen);
            }
        }
        rotate(from, to, moved);
    }

    void scrollDown(int from, int to, int count, Pen pen) {
        int moved = Math.min(count, to - from);
        for (int i = 0; i < moved; i++) {
            renew(to - 1 - i, pen);
        }
        rotate(from, to, to - from - moved);
    }

    private void renew(int row, Pen pen) {
        lines[row].blank(0, columns, pen);
        lines[row].wrapped = false;
    }

    private void rotate(int from, int to, int distance) {
        Collections.rotate(Arrays.asList(lines).subList(from, to), -distance);
    }

    /// Changes the size; the cursor's row must stay on the screen.
    ///
    /// @param history where lines go for which there is no room
    /// @return how many rows the text went up
    int resize(int newColumns, int newRows, int cursorRow, @Nullable History history) {
        Pen blank = new Pen();
        int last = rows();
        while (last > newRows && last - 1 > cursorRow && lines[last - 1].isBlank()) {
            last--;
        }
        int up = Math.max(0, last - newRows);
        up = Math.min(up, Math.max(0, cursorRow));
        for (int i = 0; history != null && i < up; i++) {
            history.add(lines[i]);
        }
        var resized = new Line[newRows];
        for (int row = 0; row < newRows; row++) {
            if (row + up < last) {
                resized[row] = lines[row + up];
                resized[row].resize(newColumns, blank);
            } else {
                resized[row] = new Line(newColumns, blank);
            }
        }
        lines = resized;
        columns = newColumns;
        top = 0;
        bottom = newRows;
        return up;
    }
}
