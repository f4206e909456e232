package weft.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.coroutine.Coroutine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

class NettyLoopTest {

    private static final int CROWD = 200;

    /// A timer that has its turn after each batch of 64 comes long before so many were entered.
    private static final int MANY = 1000;

    /// Coroutines that are always ready, until a timer says that they shall not be.
    private static final class Crowd {
        private final NettyLoop loop;
        private final CountDownLatch ended = new CountDownLatch(CROWD);
        private int entered;
        private long due = Long.MAX_VALUE;
        private boolean rung;
        private int late;

        Crowd(NettyLoop loop) {
            this.loop = loop;
            for (int i = 0; i < CROWD; i++) {
                loop.start("busy " + i, this::run);
            }
        }

        private void run() {
            while (!rung) {
                if (++entered == 10 * CROWD) {
                    due = loop.nanoTime() + Duration.ofMillis(5).toNanos();
                    var _ = loop.after(due - loop.nanoTime(), () -> rung = true);
                } else if (loop.nanoTime() > due) {
                    late++;
                }
                loop.reschedule();
            }
            ended.countDown();
        }
    }

    @Test
    void batch_followsBatch_timersHaveTheirTurnBetween() throws Exception {
        NettyLoop loop = NettyLoop.start("crowded", ForkJoinPool.commonPool());
        try {
            Crowd[] crowd = new Crowd[1];
            loop.locked(() -> crowd[0] = new Crowd(loop));
            crowd[0].ended.await();
            loop.locked(() -> assertTrue(crowd[0].late < MANY, "entered late: " + crowd[0].late));
        } finally {
            loop.shutDown(Duration.ofSeconds(5));
        }
    }

    @Test
    void reschedule_othersAreReady_runsAfterThem() throws Exception {
        NettyLoop loop = NettyLoop.start("polite", ForkJoinPool.commonPool());
        try {
            var order = new StringBuilder();
            var ended = new CountDownLatch(1);
            loop.locked(() -> {
                Coroutine other = loop.create("other", () -> order.append('o'));
                loop.start(
                        "first",
                        () -> {
                            order.append('f');
                            other.wake();
                            loop.reschedule();
                            order.append('F');
                            ended.countDown();
                        });
            });
            ended.await();
            loop.locked(() -> assertEquals("foF", order.toString()));
        } finally {
            loop.shutDown(Duration.ofSeconds(5));
        }
    }
}
