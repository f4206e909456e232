package weft.cli.terminal;

/// The numbers of a control sequence: `38:2::1:2:3;4`. Beyond 32, and of a number what is beyond
/// 65535, they are forgotten.
final class Parameters {

    private static final int MOST = 32;
    private static final int HIGHEST = 65_535;
    private static final int MISSING = -1;

    private final int[] values = new int[MOST];

    /// Whether a colon is before the number.
    private final boolean[] joined = new boolean[MOST];

    private int count;
    private boolean full;

    void clear() {
        count = 1;
        values[0] = MISSING;
        joined[0] = false;
        full = false;
    }

    void digit(int digit) {
        if (!full) {
            int before = Math.max(0, values[count - 1]);
            values[count - 1] = Math.min(HIGHEST, before * 10 + digit);
        }
    }

    void next(boolean colon) {
        if (count == MOST) {
            full = true;
        } else {
            values[count] = MISSING;
            joined[count] = colon;
            count++;
        }
    }

    /// At least 1.
    int count() {
        return count;
    }

    /// A number, or what it is when it is not there.
    int get(int index, int otherwise) {
        return index < count && values[index] != MISSING ? values[index] : otherwise;
    }

    /// A number of lines, columns or times: 1 if it is missing or 0.
    int times(int index) {
        return Math.max(1, get(index, 1));
    }

    /// Whether a number belongs to the one before it.
    boolean isJoined(int index) {
        return index < count && joined[index];
    }
}
