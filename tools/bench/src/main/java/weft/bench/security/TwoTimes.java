package weft.bench.security;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/// Whether something takes another time with one kind of input than with another: Welch's t of both
/// kinds in a random order, as dudect has it (Reparaz, Balasch, Verbauwhede: "Dude, is my code
/// constant time?"). From 4.5 on, in either direction, it does.
///
/// The slowest tenth of all is left out: there the collector or another program was at work.
///
/// @param first nanoseconds in the mean, of the first kind
/// @param second of the second one
/// @param t Welch's
record TwoTimes(double first, double second, double t) {

    /// From here on the times differ.
    static final double LIMIT = 4.5;

    private static final double KEPT = 0.9;

    /// Measures so often.
    ///
    /// @param nanos does it with an input of kind 0 or 1, and returns how long it took
    static TwoTimes measure(int count, long seed, LongUnaryOperator nanos) {
        var random = new SplittableRandom(seed);
        long[] times = new long[count];
        boolean[] isSecond = new boolean[count];
        for (int i = 0; i < count; i++) {
            isSecond[i] = random.nextBoolean();
            times[i] = nanos.applyAsLong(isSecond[i] ? 1 : 0);
        }
        return of(times, isSecond);
    }

    /// What times that were measured say.
    static TwoTimes of(long[] times, boolean[] isSecond) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        long most = sorted[(int) ((sorted.length - 1) * KEPT)];
        var first = new Moments();
        var second = new Moments();
        for (int i = 0; i < times.length; i++) {
            if (times[i] <= most) {
                (isSecond[i] ? second : first).add((double) times[i]);
            }
        }
        double error = Math.sqrt(first.squaredError() + second.squaredError());
        double difference = first.mean - second.mean;
        return new TwoTimes(
                first.mean,
                second.mean,
                error > 0 ? difference / error : Math.copySign(Double.MAX_VALUE, difference));
    }

    boolean differ() {
        return Math.abs(t) >= LIMIT;
    }

    /// Mean and variance, by Welford's way.
    private static final class Moments {
        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }

        /// Of the mean.
        double squaredError() {
            return squares / (count - 1) / count;
        }
    }
}
