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
    private static final int EPOCH_SHIFT = 40;
    private static final long LAST_EPOCH = 1 << 23;

    /// What of an entry tells whether it is a colour's: all but the number.
    private static final long KEY = ~((LARGEST - 1L) << Integer.SIZE);

    /// In the lower half the colour, then its number, then the epoch in which it was added.
    private final long[] slots = new long[SLOTS];

    private final int[] colours = new int[LARGEST];
    private final int[] occurrences = new int[LARGEST];
    private long epoch;
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
        int slot = slot(colour);
        long key = key(colour);
        long entry = slots[slot];
        while ((entry & KEY) != key) {
            if (entry >>> EPOCH_SHIFT != epoch) {
                return addAt(slot, colour);
            }
            slot = (slot + 1) & (SLOTS - 1);
            entry = slots[slot];
        }
        return (int) (entry >>> Integer.SIZE) & (LARGEST - 1);
    }

    private int addAt(int slot, int colour) {
        if (count == limit) {
            return NONE;
        }
        slots[slot] = key(colour) | (long) count << Integer.SIZE;
        colours[count] = colour;
        occurrences[count] = 0;
        return count++;
    }

    /// The number of a colour that was added.
    public int numberOf(int colour) {
        int slot = slot(colour);
        long key = key(colour);
        long entry = slots[slot];
        while ((entry & KEY) != key) {
            if (entry >>> EPOCH_SHIFT != epoch) {
                return NONE;
            }
            slot = (slot + 1) & (SLOTS - 1);
            entry = slots[slot];
        }
        return (int) (entry >>> Integer.SIZE) & (LARGEST - 1);
    }

    private static int slot(int colour) {
        return (colour * 0x9e37_79b1) >>> SLOT_SHIFT;
    }

    private long key(int colour) {
        return epoch << EPOCH_SHIFT | Integer.toUnsignedLong(colour);
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
