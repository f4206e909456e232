package weft.cli.bench.soak;

import weft.cli.bench.Json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What became of a server under strain.
///
/// @param minutes what it was like, about each minute
/// @param faults how often each was there
/// @param pictures how many were compared with what they must be
/// @param broken what must hold and did not; empty if all did
public record SoakResult(
        List<Minute> minutes, Map<String, Integer> faults, long pictures, List<String> broken) {

    private static final double MB = 1e6;
    private static final int LEAST_FOR_SLOPE = 3;

    /// One moment.
    ///
    /// @param seconds from the beginning
    /// @param faults so many were there
    /// @param p50 the age of a picture when it was drawn, in milliseconds
    /// @param p99 of 99 in 100
    /// @param most of the oldest
    public record Minute(
            double seconds,
            HostProcess.Figures held,
            int faults,
            double p50,
            double p99,
            double most) {

        /// A line of text.
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "%6.0f s  %d viewers  %d faults  canary p50 %.0f p99 %.0f max %.0f ms  RSS %.1f"
                            + " MB  heap %.1f MB  %d descriptors  %d threads  %d coroutines",
                    seconds,
                    held.viewers(),
                    faults,
                    p50,
                    p99,
                    most,
                    held.resident() / MB,
                    held.heap() / MB,
                    held.descriptors(),
                    held.threads(),
                    held.coroutines());
        }
    }

    /// How much a figure rises in an hour, by least squares; not a number for less than three
    /// minutes.
    double slope(ToDoubleFunction<Minute> figure) {
        if (minutes.size() < LEAST_FOR_SLOPE) {
            return Double.NaN;
        }
        double x = minutes.stream().mapToDouble(Minute::seconds).average().orElse(Double.NaN);
        double y = minutes.stream().mapToDouble(figure).average().orElse(Double.NaN);
        double products = 0;
        double squares = 0;
        for (Minute minute : minutes) {
            double far = minute.seconds() - x;
            products += far * (figure.applyAsDouble(minute) - y);
            squares += far * far;
        }
        return products / squares * 3600;
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seconds", minutes.getLast().seconds());
        fields.put("pictures", pictures);
        fields.put("heapMbPerHour", slope(minute -> minute.held().heap() / MB));
        fields.put("residentMbPerHour", slope(minute -> minute.held().resident() / MB));
        fields.put("descriptorsPerHour", slope(minute -> minute.held().descriptors()));
        fields.put("p99MillisPerHour", slope(Minute::p99));
        fields.put("faults", faults);
        fields.put("broken", broken);
        return fields;
    }

    /// An array with one object.
    public String json() {
        return Json.lines(List.of(fields()));
    }

    /// Some lines of text.
    public String text() {
        var text = new StringBuilder();
        fields().forEach((name, value) -> {
            if (value instanceof Map<?, ?> map) {
                map.forEach((fault, count) -> text.append("%-60s %s%n".formatted(fault, count)));
            } else if (value instanceof List<?> list) {
                list.forEach(each -> text.append("BROKEN: ").append(each).append('\n'));
            } else if (value instanceof Double number) {
                text.append("%-20s %.2f%n".formatted(name, number));
            } else {
                text.append("%-20s %s%n".formatted(name, value));
            }
        });
        return text.append(broken.isEmpty() ? "all held" : "not all held").toString();
    }
}
