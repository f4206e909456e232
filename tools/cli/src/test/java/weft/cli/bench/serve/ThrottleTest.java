package weft.cli.bench.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class ThrottleTest {

    private long now = 1_000;

    private Throttle to(long bytesPerSecond) {
        return Throttle.to(bytesPerSecond, () -> now, nanos -> now += nanos);
    }

    @Test
    void read_atItsRate_takesTheTimeOfTheBytes() {
        Throttle throttle = to(1_000_000);
        for (int i = 0; i < 10; i++) {
            throttle.read(100_000);
        }
        assertEquals(1_000 + Duration.ofSeconds(1).toNanos(), now);
    }

    @Test
    void read_sleepThatEndsEarly_isContinued() {
        Throttle throttle = Throttle.to(1_000, () -> now, nanos -> now += (nanos + 1) / 2);
        throttle.read(1_000);
        assertEquals(1_000 + Duration.ofSeconds(1).toNanos(), now);
    }

    @Test
    void read_afterARest_isNotFaster() {
        Throttle throttle = to(1_000);
        throttle.read(1);
        now += Duration.ofSeconds(60).toNanos();
        long before = now;
        throttle.read(1_000);
        assertEquals(Duration.ofSeconds(1).toNanos(), now - before);
    }

    @Test
    void atMost_ofALine_isAFiftiethOfASecond() {
        assertEquals(20_000, to(1_000_000).atMost(1 << 20));
        assertEquals(100, to(1_000_000).atMost(100));
        assertEquals(1, to(1).atMost(100));
        assertTrue(to(1).isLimit());
    }

    @Test
    void none_anything_neverWaits() {
        Throttle none = Throttle.none();
        none.read(Integer.MAX_VALUE);
        assertEquals(1 << 30, none.atMost(1 << 30));
        assertFalse(none.isLimit());
    }

    @Test
    void to_noBytes_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Throttle.to(0));
    }
}
