package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(30)
class TickerTest {

    @Test
    void ticker_nobodyWatching_standsStillUntilSomebodyDoes() throws InterruptedException {
        var steps = new AtomicInteger();
        var stepped = new CountDownLatch(3);
        var askedInVain = new CountDownLatch(3);
        var watched = new AtomicBoolean();
        try (var ticker =
                new Ticker(
                        "ticker",
                        1000,
                        () -> {
                            steps.incrementAndGet();
                            stepped.countDown();
                            return true;
                        })) {
            ticker.start(() -> {
                if (!watched.get()) {
                    askedInVain.countDown();
                }
                return watched.get();
            });
            askedInVain.await();
            assertEquals(0, steps.get());
            watched.set(true);
            stepped.await();
        }
    }

    @Test
    void ticker_stepThatIsTheLast_endsTheThread() throws InterruptedException {
        assertEndsAfter(() -> false);
    }

    @Test
    void ticker_stepThatFails_endsTheThread() throws InterruptedException {
        assertEndsAfter(() -> {
            throw new IOException("the disk is gone");
        });
    }

    private static void assertEndsAfter(Ticker.Step step) throws InterruptedException {
        var thread = new Thread[1];
        var stepped = new CountDownLatch(1);
        try (var ticker =
                new Ticker(
                        "ticker",
                        1000,
                        () -> {
                            thread[0] = Thread.currentThread();
                            stepped.countDown();
                            return step.run();
                        })) {
            ticker.start(() -> true);
            stepped.await();
            thread[0].join();
        }
    }

    @Test
    void ticker_closedBetweenTwoSteps_endsAtOnce() throws InterruptedException {
        var thread = new Thread[1];
        var stepped = new CountDownLatch(1);
        var ticker =
                new Ticker(
                        "ticker",
                        0.001,
                        () -> {
                            thread[0] = Thread.currentThread();
                            stepped.countDown();
                            return true;
                        });
        ticker.start(() -> true);
        stepped.await();
        ticker.close();
        thread[0].join();
        assertTrue(thread[0].isDaemon());
    }
}
