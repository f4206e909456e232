package weft.bench.coroutine;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Runs the coroutine benchmarks in rounds and prints the medians in one table, with the ratios to
/// the raw continuation. Every round measures everything once in a JVM of its own, so that a
/// disturbance of the machine meets both sides of a ratio; the ratio is the median of the rounds'
/// ratios. Within a round the tenth percentile counts, which a busy machine moves least.
public final class GoalReport {
    private static final List<String> NUMBERS = List.of("lifecycle", "nesting", "yield", "cost");

    /// Of a hundred short iterations, those that nothing else on the machine has cut into.
    private static final int QUIET_PERCENTILE = 10;

    /// Nanoseconds by "implementation/number", one for each round.
    private final Map<String, List<Double>> nanos = new TreeMap<>();

    private GoalReport() {}

    /// Measures and prints.
    ///
    /// @param arguments the number of rounds; 5 unless given
    public static void main(String[] arguments) throws RunnerException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        var report = new GoalReport();
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            report.measure();
        }
        report.print();
    }

    private void measure() throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include("weft\\.bench\\.coroutine\\..*")
                        .forks(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        for (RunResult result : new Runner(options).run()) {
            String benchmark = result.getParams().getBenchmark();
            String number = benchmark.substring(benchmark.lastIndexOf('.') + 1);
            String backend = result.getParams().getParam("backend");
            nanos.computeIfAbsent(
                            (backend == null ? "raw" : backend) + "/" + number,
                            _ -> new ArrayList<>())
                    .add(result.getPrimaryResult().getStatistics().getPercentile(QUIET_PERCENTILE));
        }
    }

    private void print() {
        System.out.printf("plain call: %.1f ns%n%n", median(of("raw", "functionCall")));
        System.out.println(
                "| ns per operation | raw continuation | continuation | ratio | thread | ratio |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        for (String number : NUMBERS) {
            List<Double> raw = of("raw", number);
            List<Double> continuation = of("continuation", number);
            List<Double> thread = of("thread", number);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.2f | %.0f | %.0f |%n",
                    number,
                    median(raw),
                    median(continuation),
                    median(ratios(continuation, raw)),
                    median(thread),
                    median(ratios(thread, raw)));
        }
    }

    private List<Double> of(String implementation, String number) {
        return nanos.getOrDefault(implementation + "/" + number, List.of());
    }

    private static List<Double> ratios(List<Double> ours, List<Double> raw) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), raw.size()); i++) {
            ratios.add(ours.get(i) / raw.get(i));
        }
        return ratios;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }
}
