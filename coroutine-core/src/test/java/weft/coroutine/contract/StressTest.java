package weft.coroutine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import weft.coroutine.CoMutex;
import weft.coroutine.CoQueue;
import weft.coroutine.CoSleep;
import weft.coroutine.Coroutine;
import weft.coroutine.ManualLoop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// 100,000 live coroutines, parked in every way, woken in random order, then unwound.
class StressTest {
    private static final int COUNT = 100_000;
    private static final int GROUP = 100;
    private static final long HOUR = 3_600_000_000_000L;

    private final ManualLoop loop = ManualLoop.create();
    private final List<Parked> all = new ArrayList<>();
    private int resumed;
    private int ended;

    /// One coroutine and the way to wake it.
    private interface Parked {
        void await();

        void wake();
    }

    /// Those that wait by a bare yield.
    private final class Yielding implements Parked {
        private @Nullable Coroutine self;

        @Override
        public void await() {
            self = loop.self();
            loop.yield();
        }

        @Override
        public void wake() {
            if (self != null) {
                self.wake();
            }
        }
    }

    private record Queueing(CoQueue queue) implements Parked {
        @Override
        public void await() {
            queue.await();
        }

        @Override
        public void wake() {
            assertTrue(queue.next());
        }
    }

    private record Sleeping(CoSleep sleep) implements Parked {
        @Override
        public void await() {
            assertTrue(sleep.sleep(HOUR));
        }

        @Override
        public void wake() {
            sleep.wake();
        }
    }

    /// Those that wait for a mutex, which its holder keeps until it is woken.
    private final class Locking implements Parked {
        private final Locking[] holder;
        private final CoMutex mutex;
        private final Yielding holding = new Yielding();

        Locking(Locking[] holder, CoMutex mutex) {
            this.holder = holder;
            this.mutex = mutex;
        }

        @Override
        public void await() {
            mutex.lock();
            try {
                holder[0] = this;
                holding.await();
            } finally {
                holder[0] = null;
                mutex.unlock();
            }
        }

        /// Wakes whichever of them has it.
        @Override
        public void wake() {
            if (holder[0] == null) {
                loop.runReady();
            }
            Locking now = holder[0];
            holder[0] = null;
            now.holding.wake();
        }
    }

    @Test
    void hundredThousand_parkedWokenInRandomOrderAndUnwound_loseNothing() {
        var random = new Random(20_110_117);
        for (int group = 0; group < COUNT / GROUP; group++) {
            var queue = new CoQueue(loop, "queue " + group);
            var mutex = new CoMutex(loop, "mutex " + group);
            var holder = new Locking[1];
            for (int i = 0; i < GROUP; i++) {
                start(
                        switch (random.nextInt(4)) {
                            case 0 -> new Yielding();
                            case 1 -> new Queueing(queue);
                            case 2 -> new Sleeping(new CoSleep(loop));
                            default -> new Locking(holder, mutex);
                        });
            }
        }
        loop.runReady();
        assertEquals(COUNT, loop.liveCount());
        Collections.shuffle(all, random);
        List<Parked> half = all.subList(0, COUNT / 2);
        // Under the lock, and in between the loop has its turn.
        for (int from = 0; from < half.size(); from += 1_000) {
            List<Parked> some = half.subList(from, from + 1_000);
            loop.locked(() -> some.forEach(Parked::wake));
            loop.runReady();
        }
        assertEquals(COUNT / 2, resumed);
        assertEquals(COUNT / 2, ended);
        assertEquals(COUNT / 2, loop.liveCount());
        loop.unwind();
        assertEquals(COUNT / 2, resumed, "what is unwound does not go on");
        assertEquals(COUNT, ended);
        assertEquals(0, loop.liveCount());
        assertEquals(0, loop.timerCount());
    }

    private void start(Parked parked) {
        int number = all.size();
        all.add(parked);
        loop.start(
                "one of many",
                () -> {
                    long own = number * 31L;
                    try {
                        parked.await();
                        resumed++;
                    } finally {
                        assertEquals(number * 31L, own);
                        ended++;
                    }
                });
    }
}
