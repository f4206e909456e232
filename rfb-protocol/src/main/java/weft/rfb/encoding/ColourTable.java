package weft.rfb.encoding;

import java.util.Arrays;

/// The different colours of a piece of picture, numbered as they turn up, up to a limit, with how
/// often each was counted. A hash table with open addressing that is emptied in no time.
final class ColourTable {

    /// The most colours that it can be asked to hold.
    static final int LARGEST = 256;

    /// The number of a colour that is not in the table, or has no room in it.
    static final int NONE = -1;

    private static final int SLOTS = 4 * LARGEST;

    private final int[] slotColour = new int[SLOTS];
    private final int[] slotEpoch = new int[SLOTS];
    private final short[] slotNumber = new short[SLOTS];
    private final int[] colours = new int[LARGEST];
    private final int[] occurrences = new int[LARGEST];
    private int epoch;
    private int limit;
    private int count;

    /// Empties the table, and lets it take `newLimit` colours.
    void clear(int newLimit) {
        limit = newLimit;
        count = 0;
        epoch++;
        if (epoch == 0) {
            Arrays.fill(slotEpoch, 0);
            epoch = 1;
        }
    }

    /// The number of `colour`, which is added if it is new and has room; else [#NONE].
    int add(int colour, int times) {
        int slot = slotOf(colour);
        if (slotEpoch[slot] == epoch) {
            int number = slotNumber[slot];
            occurrences[number] += times;
            return number;
        }
        if (count == limit) {
            return NONE;
        }
        slotEpoch[slot] = epoch;
        slotColour[slot] = colour;
        slotNumber[slot] = (short) count;
        colours[count] = colour;
        occurrences[count] = times;
        return count++;
    }

    /// The number of a colour that was added.
    int numberOf(int colour) {
        int slot = slotOf(colour);
        return slotEpoch[slot] == epoch ? slotNumber[slot] : NONE;
    }

    int count() {
        return count;
    }

    int colour(int number) {
        return colours[number];
    }

    /// The colours by number; the first [#count()] are valid.
    int[] colours() {
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

    private int slotOf(int colour) {
        int slot = (colour * 0x9e37_79b1) >>> 22;
        while (slotEpoch[slot] == epoch && slotColour[slot] != colour) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        return slot;
    }
}
