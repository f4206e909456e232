package weft.cli.terminal;

import java.util.Arrays;

/// One row of cells. A character that takes two has [#RIGHT_HALF] in the second; what changes one
/// of both blanks the other.
final class Line {

    /// The second cell of a wide character.
    static final int RIGHT_HALF = 0;

    int[] characters;
    int[] fronts;
    int[] backs;
    int[] styles;

    /// Whether the text goes on in the next line, since this one was full.
    boolean wrapped;

    Line(int columns, Pen pen) {
        characters = new int[columns];
        fronts = new int[columns];
        backs = new int[columns];
        styles = new int[columns];
        blank(0, columns, pen);
    }

    int columns() {
        return characters.length;
    }

    /// Erases cells, which get the pen's ground.
    void blank(int from, int to, Pen pen) {
        split(from);
        split(to);
        Arrays.fill(characters, from, to, ' ');
        Arrays.fill(fronts, from, to, Pen.DEFAULT);
        Arrays.fill(backs, from, to, pen.back);
        Arrays.fill(styles, from, to, 0);
    }

    /// Writes a character of one or two cells, which there must be.
    void put(int column, int character, int width, Pen pen) {
        split(column);
        split(column + width);
        set(column, character, pen);
        if (width == 2) {
            set(column + 1, RIGHT_HALF, pen);
        }
    }

    private void set(int column, int character, Pen pen) {
        characters[column] = character;
        fronts[column] = pen.front;
        backs[column] = pen.back;
        styles[column] = pen.style;
    }

    /// Moves the cells from a column on to the right and blanks those in between.
    void insert(int column, int count, Pen pen) {
        int moved = Math.min(count, columns() - column);
        split(column);
        split(columns() - moved);
        copy(column, column + moved, columns() - column - moved);
        fill(column, column + moved, pen);
    }

    /// Takes cells out; those behind them move to the left.
    void delete(int column, int count, Pen pen) {
        int moved = Math.min(count, columns() - column);
        split(column);
        split(column + moved);
        copy(column + moved, column, columns() - column - moved);
        fill(columns() - moved, columns(), pen);
    }

    private void fill(int from, int to, Pen pen) {
        Arrays.fill(characters, from, to, ' '); // what was there was moved, so it is no half
        blank(from, to, pen);
    }

    private void copy(int from, int to, int count) {
        System.arraycopy(characters, from, characters, to, count);
        System.arraycopy(fronts, from, fronts, to, count);
        System.arraycopy(backs, from, backs, to, count);
        System.arraycopy(styles, from, styles, to, count);
    }

    /// Blanks a wide character that reaches over the border before a column.
    private void split(int column) {
        if (column > 0 && column < columns() && characters[column] == RIGHT_HALF) {
            characters[column - 1] = ' ';
            characters[column] = ' ';
        }
    }

    void resize(int columns, Pen pen) {
        int before = columns();
        if (columns < before) {
            split(columns);
        }
        characters = Arrays.copyOf(characters, columns);
        fronts = Arrays.copyOf(fronts, columns);
        backs = Arrays.copyOf(backs, columns);
        styles = Arrays.copyOf(styles, columns);
        if (columns > before) {
            Arrays.fill(characters, before, columns, ' ');
            blank(before, columns, pen);
            wrapped = false;
        }
    }

    /// Whether there is neither a character nor a colour.
    boolean isBlank() {
        for (int i = 0; i < columns(); i++) {
            if (characters[i] != ' ' || backs[i] != Pen.DEFAULT || styles[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// The characters from one column to before another, without the blanks at the end of the line.
    String text(int from, int to) {
        var text = new StringBuilder();
        for (int i = Math.max(0, from); i < Math.min(to, columns()); i++) {
            if (characters[i] != RIGHT_HALF) {
                text.appendCodePoint(characters[i]);
            }
        }
        return wrapped && to >= columns() ? text.toString() : text.toString().stripTrailing();
    }

    /// All of the text.
    String text() {
        return text(0, columns());
    }
}
