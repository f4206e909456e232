package weft.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.server.connection.Origin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

class GuessesTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final Guesses guesses = new Guesses();
    private final Origin stranger = origin("192.0.2.1");
    private long now = Long.MAX_VALUE - 100 * SECOND; // the clock may overflow

    private static Origin origin(String address) {
        try {
            return Origin.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void wrong(String user, int times) {
        for (int i = 0; i < times; i++) {
            guesses.begin(stranger, user, now).wrong(now);
            now += SECOND / 5;
        }
    }

    private void isLocked(String user) {
        assertThrows(RefusedException.class, () -> guesses.begin(stranger, user, now));
    }

    @Test
    void lock_isForOneUserNameOnly() {
        wrong("alice", 5);
        isLocked("alice");
        guesses.begin(stranger, "bob", now).right(now);
    }

    @Test
    void lock_doublesFrom2To300Seconds() {
        wrong("alice", 4);
        long[] seconds = {2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300};
        for (long lock : seconds) {
            guesses.begin(stranger, "alice", now).wrong(now);
            now += lock * SECOND - 1;
            isLocked("alice");
            now += 1;
        }
        guesses.begin(stranger, "alice", now).right(now);
    }

    @Test
    void anHourWithoutAGuess_isAFreshStart() {
        wrong("alice", 5);
        now += HOUR;
        wrong("alice", 5);
        isLocked("alice");
    }

    @Test
    void sourceThatHasLoggedIn_isNotLockedForADay() {
        guesses.begin(stranger, "bob", now).right(now);
        for (int i = 0; i < 100; i++) {
            guesses.begin(stranger, "alice", now).wrong(now);
            now += SECOND;
        }
        Guesses.Guess guess = guesses.begin(stranger, "alice", now);
        assertEquals(SECOND, guess.delayNanos());
        guess.wrong(now);
        assertEquals(0, guesses.begin(stranger, "bob", now).delayNanos());
        now += 24 * HOUR;
        wrong("alice", 5);
        isLocked("alice");
    }

    /// An attacker with a network: what all of its machines get together, and who else still may.
    @Test
    void strangers_getEightGuessesASecond_andLeaveSomeForOthers() {
        Origin known = origin("2001:db8::1");
        guesses.begin(known, "bob", now).right(now);
        int evaluated = 0;
        for (int i = 0; i < 10_000; i++) {
            now += SECOND / 1000;
            try {
                guesses.begin(origin("10.0." + i / 250 + "." + i % 250), "", now).wrong(now);
                evaluated++;
            } catch (RefusedException e) {
                assertEquals("too many failed logins", e.getMessage());
            }
            if (i % 1000 == 0) {
                Guesses.Guess good = guesses.begin(known, "bob", now);
                assertTrue(good.delayNanos() < SECOND, () -> "" + good.delayNanos());
                good.right(now);
            }
        }
        assertTrue(evaluated >= 80 && evaluated < 90, "guesses in 10 s: " + evaluated);
    }

    @Test
    void rightOnes_doNotUseUpTheRate() {
        for (int i = 0; i < 100; i++) {
            guesses.begin(stranger, "bob", now).right(now);
            guesses.begin(stranger, "carol", now).abandon();
        }
        wrong("alice", 1);
    }

    @Test
    void whoIsThisMachine_waitsForItsTurnWhenAllGuessAtOnce() {
        for (int i = 0; i < 10; i++) {
            assertEquals(0, guesses.begin(Origin.UNIX, "", now).delayNanos());
        }
        assertEquals(SECOND / 10, guesses.begin(Origin.UNIX, "", now).delayNanos());
        assertEquals(SECOND / 5, guesses.begin(Origin.UNIX, "", now).delayNanos());
    }

    @Test
    void table_isBounded_andWhoIsTurnedAwayPushesOutNobody() {
        wrong("alice", 5);
        for (int i = 0; i < 100_000; i++) {
            tryOnce("user " + i);
        }
        isLocked("alice");
        for (int i = 0; i < 20_000; i++) {
            now += SECOND / 8;
            guesses.begin(stranger, "x".repeat(1000) + i, now).wrong(now);
        }
        assertTrue(guesses.size() <= 10_000, () -> "entries: " + guesses.size());
    }

    private void tryOnce(String user) {
        try {
            guesses.begin(stranger, user, now).wrong(now);
        } catch (RefusedException e) {
            assertEquals("too many failed logins", e.getMessage());
        }
    }
}
