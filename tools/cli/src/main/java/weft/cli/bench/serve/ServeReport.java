package weft.cli.bench.serve;

import static weft.cli.bench.Report.number;

import weft.cli.bench.BarChart;
import weft.cli.bench.BarChart.Bar;
import weft.cli.bench.BarChart.Panel;
import weft.cli.bench.Json;
import weft.cli.bench.Report;
import weft.cli.bench.Table;
import weft.cli.bench.Wishes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The results of the benchmarks of a server as tables, JSON and charts.
public final class ServeReport {

    private static final double[] PERCENTILES = {50, 90, 99, 100};

    private ServeReport() {}

    /// The table of what viewers got and what that cost.
    public static String serveTable(List<ServeResult> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "picture",
                        "encoding",
                        "fps",
                        "viewers",
                        "updates/s: least",
                        "median",
                        "most",
                        "kB/update",
                        "CPU ms/update",
                        "server cores",
                        "ratio",
                        "viewers' cores"));
        for (ServeResult result : results) {
            rows.add(
                    List.of(
                            result.setup().picture(),
                            encoding(result),
                            number("%.0f", result.setup().fps()),
                            Integer.toString(result.setup().viewers()),
                            number("%.1f", result.leastPerSecond()),
                            number("%.1f", result.medianPerSecond()),
                            number("%.1f", result.mostPerSecond()),
                            number("%.1f", result.bytesPerUpdate() / 1e3),
                            number("%.3f", result.serverMillisPerUpdate()),
                            number("%.3f", result.serverCores()),
                            result.ratio().isPresent()
                                    ? number("%.2f", result.ratio().getAsDouble())
                                    : "",
                            number("%.3f", result.viewersCores())));
        }
        return Table.of(rows);
    }

    /// An array with an object for each.
    public static String serveJson(List<ServeResult> results) {
        return Json.lines(results.stream().map(ServeReport::fields).toList());
    }

    private static Map<String, Object> fields(ServeResult result) {
        ServeSettings settings = result.setup().settings();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("picture", result.setup().picture());
        fields.put("fps", result.setup().fps());
        fields.put("viewers", result.setup().viewers());
        put(settings.viewer().wishes(), fields);
        fields.put("decode", settings.viewer().decode());
        fields.put("throttle", settings.rates());
        fields.put("seconds", result.elapsed().toNanos() / 1e9);
        fields.put("updates", result.updates());
        fields.put("leastPerSecond", result.leastPerSecond());
        fields.put("medianPerSecond", result.medianPerSecond());
        fields.put("mostPerSecond", result.mostPerSecond());
        fields.put("bytesPerUpdate", result.bytesPerUpdate());
        fields.put("serverMillisPerUpdate", result.serverMillisPerUpdate());
        fields.put("serverCores", result.serverCores());
        result.ratio().ifPresent(ratio -> fields.put("ratio", ratio));
        fields.put("viewersCores", result.viewersCores());
        return fields;
    }

    private static void put(Wishes wishes, Map<String, Object> fields) {
        fields.put("encoding", Report.name(wishes.encoding()));
        fields.put("quality", Report.level(wishes.quality()));
        fields.put("compression", Report.level(wishes.compression()));
    }

    /// The chart of it.
    public static BarChart serveChart(List<ServeResult> results) {
        Function<ServeResult, String> label =
                result ->
                        "%s %s %.0f fps, %d viewers"
                                .formatted(
                                        result.setup().picture(),
                                        encoding(result),
                                        result.setup().fps(),
                                        result.setup().viewers());
        return new BarChart(
                List.of(
                        panel(
                                "Server's CPU, % of a core",
                                results, label, result -> result.serverCores() * 100),
                        panel(
                                "kB per update",
                                results,
                                label,
                                result -> result.bytesPerUpdate() / 1e3)));
    }

    private static <T> Panel panel(
            String title, List<T> results, Function<T, String> label, ToDoubleFunction<T> value) {
        return new Panel(
                title,
                results.stream()
                        .map(result -> new Bar(label.apply(result), value.applyAsDouble(result)))
                        .toList());
    }

    private static String encoding(ServeResult result) {
        return Report.name(result.setup().settings().viewer().wishes().encoding());
    }

    /// The table of how long presses took.
    public static String latencyTable(List<LatencyResult> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "beside",
                        "encoding",
                        "presses",
                        "us: p50",
                        "p90",
                        "p99",
                        "max",
                        "other's updates/s"));
        for (LatencyResult result : results) {
            List<String> row = new ArrayList<>();
            row.add(result.beside().isEmpty() ? "none" : result.beside());
            row.add(Report.name(result.settings().wishes().encoding()));
            row.add(Integer.toString(result.nanos().size()));
            for (double percentile : PERCENTILES) {
                row.add(number("%.0f", result.percentile(percentile)));
            }
            row.add(number("%.1f", result.otherPerSecond()));
            rows.add(row);
        }
        return Table.of(rows);
    }

    /// An array with an object for each.
    public static String latencyJson(List<LatencyResult> results) {
        return Json.lines(
                results.stream()
                        .map(result -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("beside", result.beside());
                            put(result.settings().wishes(), fields);
                            fields.put("presses", result.nanos().size());
                            for (double percentile : PERCENTILES) {
                                fields.put(
                                        percentile == 100
                                                ? "maxMicros"
                                                : number("p%.0fMicros", percentile),
                                        result.percentile(percentile));
                            }
                            fields.put("otherPerSecond", result.otherPerSecond());
                            return fields;
                        })
                        .toList());
    }

    /// The chart of it.
    public static BarChart latencyChart(List<LatencyResult> results) {
        Function<LatencyResult, String> label =
                result ->
                        Report.name(result.settings().wishes().encoding())
                                + (result.beside().isEmpty()
                                        ? " alone"
                                        : " beside " + result.beside());
        return new BarChart(
                List.of(
                        panel(
                                "From press to echo, median, us",
                                results,
                                label,
                                result -> result.percentile(50)),
                        panel(
                                "The same, 99 of 100",
                                results,
                                label,
                                result -> result.percentile(99))));
    }
}
