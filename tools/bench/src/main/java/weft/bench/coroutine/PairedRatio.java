package weft.bench.coroutine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/// The ratio to the raw continuation on a machine that is busy with other things: both sides in one
/// JVM, taking turns every few milliseconds, by the processor time of the thread. [GoalReport]
/// gives the times, this one the ratios to trust.
public final class PairedRatio {
    private static final int WARM_UP = 50;
    private static final int TURNS = 400;
    private static final int CALLS = 50;
    private static final int OPERATIONS = 1_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final CoroutineBenchmark coroutines = new CoroutineBenchmark();
    private final RawContinuationBenchmark raw = new RawContinuationBenchmark();

    private PairedRatio() {}

    /// Measures and prints.
    ///
    /// @param arguments none
    public static void main(String[] arguments) throws InterruptedException {
        var paired = new PairedRatio();
        // Nesting needs a deep stack until it is compiled.
        Thread thread = new Thread(null, paired::run, "measuring", 64 << 20);
        thread.start();
        thread.join();
    }

    private void run() {
        coroutines.backend = "continuation";
        System.out.println("| processor ns | raw continuation | continuation | ratio |");
        System.out.println("|---|---:|---:|---:|");
        print("lifecycle", raw::lifecycle, coroutines::lifecycle);
        print("nesting", raw::nesting, coroutines::nesting);
        print("yield", raw::yield, coroutines::yield);
        print("cost", raw::cost, coroutines::cost);
    }

    private void print(String number, Runnable rawTurn, Runnable ourTurn) {
        double[] theirs = new double[TURNS];
        double[] ours = new double[TURNS];
        double[] ratios = new double[TURNS];
        for (int turn = -WARM_UP; turn < TURNS; turn++) {
            if (turn <= 0 || turn % 20 == 0) {
                raw.start();
                coroutines.start();
            }
            double theirNanos = nanos(rawTurn);
            double ourNanos = nanos(ourTurn);
            if (turn >= 0) {
                theirs[turn] = theirNanos;
                ours[turn] = ourNanos;
                ratios[turn] = ourNanos / theirNanos;
            }
        }
        System.out.printf(
                "| %s | %.1f | %.1f | %.2f |%n",
                number, median(theirs), median(ours), median(ratios));
    }

    private double nanos(Runnable turn) {
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < CALLS; i++) {
            turn.run();
        }
        return (threads.getCurrentThreadCpuTime() - before) / (double) (CALLS * OPERATIONS);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
