package weft.bench.coroutine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// The benchmarks do what they are timed for: a coroutine that does not run would be fast.
class BenchmarksTest {

    @Test
    void coroutineBenchmark_eachNumber_runsEveryCoroutine() {
        var benchmark = new CoroutineBenchmark();
        benchmark.backend = "continuation";
        benchmark.start();
        assertEquals(1, benchmark.count);
        benchmark.lifecycle();
        assertEquals(1 + 1_000, benchmark.count);
        benchmark.yield();
        assertEquals(1 + 2_000, benchmark.count);
        benchmark.cost();
        assertEquals(1 + 3_000, benchmark.count);
        onADeepStack(benchmark::nesting);
        assertEquals(1 + 4_000, benchmark.count);
        benchmark.end();
    }

    @Test
    void rawContinuationBenchmark_eachNumber_runsEveryContinuation() {
        var benchmark = new RawContinuationBenchmark();
        benchmark.start();
        assertEquals(1, benchmark.count);
        benchmark.lifecycle();
        assertEquals(1 + 1_000, benchmark.count);
        benchmark.yield();
        assertEquals(1 + 2_000, benchmark.count);
        benchmark.cost();
        assertEquals(1 + 3_000, benchmark.count);
        onADeepStack(benchmark::nesting);
        assertEquals(1 + 4_000, benchmark.count);
        benchmark.functionCall();
        assertEquals(1 + 5_000, benchmark.count);
    }

    /// As [RawContinuation#DEEP_STACK].
    private static void onADeepStack(Runnable task) {
        Thread thread = new Thread(null, task, "deep", 16 << 20);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
