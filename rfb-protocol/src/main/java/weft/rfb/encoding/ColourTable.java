package weft.rfb.encoding;

import java.util.Arrays;

/// The different colours of a piece of picture, numbered as they turn up, up to a limit, with how
/// often each was counted. A hash table with open addressing that is emptied in no time.
public final class ColourTable {

    /// The most colours that it can be asked to hold.
    public static final int LARGEST = 256;

    /// The number of a colour that is not in the table, or has no room in it.
    public static final int NONE = -1;

    private static final int SLOTS = 4 * LARGEST;
    private static final int SLOT_SHIFT = 22;
    private static final int NUMBER_BITS = 8;
    private static final int LAST_EPOCH = 1 << 23;

    /// In the lower half the colour, then its number, then the epoch in which it was added.
    private final long[] slots = new long[SLOTS];

    private final int[] colours = new int[LARGEST];
    private final int[] occurrences = new int[LARGEST];
    private int epoch;
    private int limit;
    private int count;

    /// A table without colours that takes none before [#clear].
    public ColourTable() {}

    /// Empties the table, and lets it take `newLimit` colours.
    public void clear(int newLimit) {
        limit = newLimit;
        count = 0;
        epoch++;
        if (epoch == LAST_EPOCH) {
            Arrays.fill(slots, 0);
            epoch = 1;
        }
    }

    /// The number of `colour`, which is added if it is new and has room; else [#NONE].
    public int add(int colour, int times) {
        int number = add(colour);
        if (number != NONE) {
            occurrences[number] += times;
        }
        return number;
    }

    /// The number of `colour`, as [#add(int, int)], without counting it.
    public int add(int colour) {
        int slot = (colour * 0x9e37_79b1) >>> SLOT_SHIFT;
        while (true) {
            long entry = slots[slot];
            if ((int) (entry >>> (32 + NUMBER_BITS)) != epoch) {
                return addAt(slot, colour);
            }
            if ((int) entry == colour) {
                return (int) (entry >>> 32) & (LARGEST - 1);
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    private int addAt(int slot, int colour) {
        if (count == limit) {
            return NONE;
        }
        slots[slot] = (long) (epoch << NUMBER_BITS | count) << 32 | Integer.toUnsignedLong(colour);
        colours[count] = colour;
        occurrences[count] = 0;
        return count++;
    }

    /// The number of a colour that was added.
    public int numberOf(int colour) {
        int slot = (colour * 0x9e37_79b1) >>> SLOT_SHIFT;
        while (true) {
            long entry = slots[slot];
            if ((int) (entry >>> (32 + NUMBER_BITS)) != epoch) {
                return NONE;
            }
            if ((int) entry == colour) {
                return (int) (entry >>> 32) & (LARGEST - 1);
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    /// How many there are.
    public int count() {
        return count;
    }

    /// The colour with this number.
    public int colour(int number) {
        return colours[number];
    }

    /// The colours by number; the first [#count()] are valid.
    public int[] colours() {
        return colours;
    }

    /// The colour that was counted most.
    int mostFrequent() {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (occurrences[i] > occurrences[best]) {
                best = i;
            }
        }
        return colours[best];
    }
}
