package weft.cli.bench;

import java.util.stream.LongStream;

/// The middle one of some times.
public final class Median {

    private Median() {}

    /// The median of at least one value; of an even number the mean of the two in the middle.
    public static double of(LongStream values) {
        long[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
