package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class ReplayClockTest {

    private final AtomicLong now = new AtomicLong(5_000);

    private ReplayClock clock(double speed) {
        return new ReplayClock(Duration.ofSeconds(2), speed, now::get);
    }

    @Test
    void nanosUntil_beforeTheTimeRuns_isNothing() throws InterruptedException {
        ReplayClock clock = clock(1);
        assertEquals(0, clock.nanosUntil(1_000_000));
        clock.await(1_000_000);
    }

    @Test
    void nanosUntil_countsFromTheBeginning() {
        ReplayClock clock = clock(1);
        clock.start();
        assertEquals(0, clock.nanosUntil(1_500));
        assertEquals(1_000_000_000, clock.nanosUntil(3_000));
        now.addAndGet(400_000_000);
        assertEquals(600_000_000, clock.nanosUntil(3_000));
        now.addAndGet(700_000_000);
        assertEquals(-100_000_000, clock.nanosUntil(3_000));
    }

    @Test
    void nanosUntil_atDoubleSpeed_isHalf() {
        ReplayClock clock = clock(2);
        clock.start();
        assertEquals(500_000_000, clock.nanosUntil(3_000));
    }

    @Test
    void await_afterClose_ends() {
        ReplayClock clock = clock(1);
        clock.start();
        clock.close();
        assertThrows(InterruptedException.class, () -> clock.await(1_000_000));
    }

    @Test
    void speed_ofNothing_isRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new ReplayManner(0, false, Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReplayManner(Double.NaN, false, Duration.ZERO));
    }
}
