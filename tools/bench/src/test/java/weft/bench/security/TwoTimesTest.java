package weft.bench.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

/// What times say, of times that are made up.
class TwoTimesTest {
    private final SplittableRandom random = new SplittableRandom(7);

    /// Around 1000 ns; now and then it takes much longer.
    private long time() {
        return random.nextInt(20) == 0 ? 50_000 : 1000 + random.nextInt(200);
    }

    @Test
    void sameTimes_doNotDiffer() {
        TwoTimes times = TwoTimes.measure(100_000, 1, kind -> time());
        assertFalse(times.differ(), times::toString);
        assertEquals(1095, times.first(), 5); // without the slowest
    }

    @Test
    void tenNanoseconds_inAHundredThousand_differ() {
        TwoTimes times = TwoTimes.measure(100_000, 1, kind -> time() + 10 * kind);
        assertTrue(times.differ() && times.first() < times.second(), times::toString);
    }

    @Test
    void welchsT_ofKnownTimes() {
        // Means 2 and 4, variances 1 and 1; the last is the slowest tenth.
        long[] times = {1, 2, 3, 3, 4, 5, 1000};
        boolean[] isSecond = {false, false, false, true, true, true, true};
        assertEquals(-2 / Math.sqrt(2.0 / 3), TwoTimes.of(times, isSecond).t(), 1e-12);
    }

    @Test
    void timesThatNeverVary_differ() {
        boolean[] isSecond = {false, true, false, true};
        assertTrue(TwoTimes.of(new long[] {1, 2, 1, 2}, isSecond).differ());
    }
}
