package weft.bench.coroutine;

import static weft.bench.coroutine.CoroutineBenchmark.BATCH;
import static weft.bench.coroutine.CoroutineBenchmark.DEPTH;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// What [CoroutineBenchmark] does, with nothing but the continuation of the JDK: the floor. And a
/// plain call: what an operation would cost without coroutines.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 100, time = 10, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {RawContinuation.EXPORT, RawContinuation.DEEP_STACK, RawContinuation.QUIET})
public class RawContinuationBenchmark {
    @SuppressWarnings("NullAway.Init") // set by start()
    private Object yielder;

    int count;

    @Setup(Level.Iteration)
    public void start() {
        yielder =
                RawContinuation.create(() -> {
                    while (true) {
                        count++;
                        RawContinuation.yield();
                    }
                });
        RawContinuation.run(yielder);
    }

    /// A call that is not inlined.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void functionCall() {
        for (int i = 0; i < BATCH; i++) {
            call();
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private void call() {
        count++;
    }

    /// Create, run to the end.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void lifecycle() {
        for (int i = 0; i < BATCH; i++) {
            RawContinuation.run(RawContinuation.create(() -> count++));
        }
    }

    /// Each continuation creates and runs the next one, 1,000 deep; the time of one of them.
    @Benchmark
    @OperationsPerInvocation(DEPTH)
    public void nesting() {
        RawContinuation.run(nested(DEPTH));
    }

    private Object nested(int depth) {
        return RawContinuation.create(() -> {
            count++;
            if (depth > 1) {
                RawContinuation.run(nested(depth - 1));
            }
        });
    }

    /// Run, yield.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void yield() {
        for (int i = 0; i < BATCH; i++) {
            RawContinuation.run(yielder);
        }
    }

    /// Create, run, yield, run to the end.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void cost() {
        for (int i = 0; i < BATCH; i++) {
            Object continuation =
                    RawContinuation.create(() -> {
                        count++;
                        RawContinuation.yield();
                    });
            RawContinuation.run(continuation);
            RawContinuation.run(continuation);
        }
    }
}
