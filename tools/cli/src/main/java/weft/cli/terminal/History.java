package weft.cli.terminal;

import java.util.Arrays;

/// The lines that have left the screen at its top: the newest, as many as there is room for.
final class History {

    /// Cells, 16 bytes each.
    private static final int MOST_CELLS = 1 << 20;

    private static final int MOST_LINES = 10_000;

    private final Line[] ring = new Line[MOST_LINES];
    private int first;
    private int size;
    private int cells;

    /// How many lines have ever been added.
    private long added;

    void add(Line line) {
        while (size > 0 && (size == MOST_LINES || cells + line.columns() > MOST_CELLS)) {
            cells -= get(0).columns();
            first = (first + 1) % MOST_LINES;
            size--;
        }
        ring[(first + size) % MOST_LINES] = line;
        size++;
        cells += line.columns();
        added++;
    }

    int size() {
        return size;
    }

    long added() {
        return added;
    }

    /// A line, the oldest is number 0.
    Line get(int index) {
        return ring[(first + index) % MOST_LINES];
    }

    void clear() {
        Arrays.fill(ring, null);
        first = 0;
        size = 0;
        cells = 0;
    }
}
