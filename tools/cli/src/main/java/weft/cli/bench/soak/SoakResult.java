package weft.cli.bench.soak;

import weft.cli.bench.Json;
import weft.cli.bench.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What became of a server under strain.
///
/// @param seed of the faults' order
/// @param minutes what it was like, about each minute
/// @param faults how often each was there
/// @param notes what faults have measured
/// @param seen what viewers saw that look whether all is right
/// @param notRun the faults for which something is missing here, with what it is
/// @param broken what must hold and did not; empty if all did
public record SoakResult(
        long seed,
        List<Minute> minutes,
        Map<String, Integer> faults,
        List<Notes.Note> notes,
        Seen seen,
        List<String> notRun,
        List<String> broken) {

    /// What canaries saw, and the lock.
    ///
    /// @param pictures how many were compared with what they must be
    /// @param calmP99 the age of pictures before there were faults, in milliseconds, of 99 in 100
    /// @param p50 the same with faults, in the middle
    /// @param p99 of 99 in 100
    /// @param most of the oldest
    /// @param lock the longest time for which the global lock was held, in milliseconds
    /// @param lockedOut how often a viewer did not get in, or the server had ended
    record Seen(
            long pictures,
            double calmP99,
            double p50,
            double p99,
            double most,
            double lock,
            int lockedOut) {}

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

    private double seconds() {
        return minutes.isEmpty() ? Double.NaN : minutes.getLast().seconds();
    }

    /// How much a figure rises in an hour, by least squares; not a number for less than three
    /// minutes.
    double slope(ToDoubleFunction<Minute> figure) {
        return slope(minutes, figure);
    }

    private static double slope(List<Minute> minutes, ToDoubleFunction<Minute> figure) {
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

    /// What is said of the whole run.
    private List<Notes.Note> whole() {
        List<Minute> later = minutes.subList(minutes.size() / 2, minutes.size());
        return List.of(
                whole("times that nobody got in after faults", seen.lockedOut(), "1: 0"),
                whole(
                        "MB/h resident",
                        slope(minute -> minute.held().resident() / MB),
                        "19: less than 1"),
                whole(
                        "MB/h resident, the second half",
                        slope(later, minute -> minute.held().resident() / MB),
                        "19: less than 1"),
                whole("MB/h heap", slope(minute -> minute.held().heap() / MB), ""),
                whole("descriptors/h", slope(minute -> minute.held().descriptors()), "18: 0"),
                whole("% the canary's p99 drifts in an hour", drift(), "19: less than 5"),
                whole("ms, the canary's p99 before", seen.calmP99(), ""),
                whole("ms, the canary's p50", seen.p50(), ""),
                whole("ms, the canary's p99", seen.p99(), "3: 10 more than before"),
                whole("ms, the canary's oldest picture", seen.most(), "3: 50 more"),
                whole("ms, the lock held", seen.lock(), "4: at most 10"));
    }

    private static Notes.Note whole(String what, double value, String goal) {
        return new Notes.Note("", what, value, goal);
    }

    private double drift() {
        double mean = minutes.stream().mapToDouble(Minute::p99).average().orElse(Double.NaN);
        return 100 * slope(Minute::p99) / mean;
    }

    private List<Notes.Note> figures() {
        return Stream.concat(whole().stream(), notes.stream()).toList();
    }

    private static Map<String, Object> fields(Notes.Note note) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("fault", note.fault());
        fields.put("what", note.what());
        fields.put("worst", note.worst());
        fields.put("goal", note.goal());
        return fields;
    }

    /// An array with one object.
    public String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seed", seed);
        fields.put("seconds", seconds());
        fields.put("pictures", seen.pictures());
        fields.put("faults", faults);
        fields.put("figures", figures().stream().map(SoakResult::fields).toList());
        fields.put("notRun", notRun);
        fields.put("broken", broken);
        return Json.lines(List.of(fields));
    }

    /// Some lines of text.
    public String text() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("fault", "figure", "worst", "goal"));
        for (Notes.Note note : figures()) {
            rows.add(
                    List.of(
                            note.fault(),
                            note.what(),
                            String.format(Locale.ROOT, "%.2f", note.worst()),
                            note.goal()));
        }
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "seed %d, %.0f s, %d pictures compared%n%n",
                        seed,
                        seconds(),
                        seen.pictures()));
        faults.forEach((fault, count) -> text.append("%-60s %s%n".formatted(fault, count)));
        text.append(System.lineSeparator()).append(Table.of(rows)).append('\n');
        notRun.forEach(each -> text.append("NOT RUN: ").append(each).append('\n'));
        broken.forEach(each -> text.append("BROKEN: ").append(each).append('\n'));
        return text.append(verdict()).toString();
    }

    /// Faults that did not run have not held.
    private String verdict() {
        if (!broken.isEmpty()) {
            return "not all held";
        }
        return notRun.isEmpty()
                ? "all held"
                : "all that ran held, %d did not run or not wholly".formatted(notRun.size());
    }
}
