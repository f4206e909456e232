package weft.bench.coroutine;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import weft.coroutine.Coroutine;
import weft.coroutine.ManualLoop;

import java.util.concurrent.TimeUnit;

/// The numbers of QEMU's `test-coroutine.c`, over both back ends. The global lock is taken once
/// around many operations, as the loop does, so it is not counted.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 100, time = 10, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {RawContinuation.EXPORT, RawContinuation.DEEP_STACK, RawContinuation.QUIET})
public class CoroutineBenchmark {
    static final int BATCH = 1_000;
    static final int DEPTH = 1_000;

    /// One JVM is forked for each, so that it can be chosen by the property.
    @Param({"continuation", "thread"})
    String backend = "";

    // Both are set by start().
    @SuppressWarnings("NullAway.Init")
    private ManualLoop loop;

    @SuppressWarnings("NullAway.Init")
    private Coroutine yielder;

    /// What the coroutines do: something that cannot be left out.
    int count;

    /// A new yielder for each iteration: after warm-up, all of its frames are compiled ones.
    @Setup(Level.Iteration)
    public void start() {
        System.setProperty("weft.coroutine.backend", backend);
        loop = ManualLoop.create();
        yielder =
                loop.create(
                        "yielder",
                        () -> {
                            while (true) {
                                count++;
                                loop.yield();
                            }
                        });
        loop.locked(() -> yielder.enter());
    }

    @TearDown(Level.Iteration)
    public void end() {
        loop.unwind();
    }

    /// Create, enter, run to the end.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void lifecycle() {
        loop.locked(() -> {
            for (int i = 0; i < BATCH; i++) {
                loop.create("one", () -> count++).enter();
            }
        });
    }

    /// Each coroutine creates and enters the next one, 1,000 deep; the time of one of them.
    @Benchmark
    @OperationsPerInvocation(DEPTH)
    public void nesting() {
        loop.locked(() -> nested(DEPTH).enter());
    }

    private Coroutine nested(int depth) {
        return loop.create(
                "nested",
                () -> {
                    count++;
                    if (depth > 1) {
                        nested(depth - 1).enter();
                    }
                });
    }

    /// Enter, yield.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void yield() {
        loop.locked(() -> {
            for (int i = 0; i < BATCH; i++) {
                yielder.enter();
            }
        });
    }

    /// Create, enter, yield, enter, run to the end.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void cost() {
        loop.locked(() -> {
            for (int i = 0; i < BATCH; i++) {
                Coroutine coroutine =
                        loop.create(
                                "cost",
                                () -> {
                                    count++;
                                    loop.yield();
                                });
                coroutine.enter();
                coroutine.enter();
            }
        });
    }
}
