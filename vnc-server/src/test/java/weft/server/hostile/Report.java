package weft.server.hostile;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What became of the hostile inputs: a page in `target`, and a table beside it for the repository,
/// which is put there when the property `weft.hostile.report` says where.
final class Report {
    private static final double MILLION = 1e6;
    private static final double MOST = 0.99;

    /// What became of one input.
    private record Row(HostileInput input, List<Finding> findings, long runs, long longestHold) {
        String fate() {
            return findings.isEmpty() ? "as expected" : findings.getFirst().what();
        }

        String invariants() {
            return findings.isEmpty()
                    ? "all hold"
                    : findings.stream()
                            .map(finding -> finding.invariant().name())
                            .distinct()
                            .collect(joining(", "));
        }

        Stream<String> cells() {
            return Stream.of(
                    input.id(),
                    input.what(),
                    input.expected(),
                    fate(),
                    invariants(),
                    String.valueOf(runs));
        }
    }

    private static final List<String> TITLES =
            List.of("input", "what it is", "fate expected", "fate seen", "invariants", "runs");

    private final long begun = System.nanoTime();
    private final List<Row> rows = new ArrayList<>();

    /// @param longestHold of the server's lock, so far
    void add(HostileInput input, List<Finding> findings, long runs, long longestHold) {
        rows.add(new Row(input, List.copyOf(findings), runs, longestHold));
    }

    /// Writes both.
    void write(List<Stage> stages) throws IOException {
        List<String> figures = figures(stages);
        Path page = Path.of("target", "hostile-inputs.html");
        Files.createDirectories(page.getParent());
        Files.writeString(page, html(figures));
        String table = System.getProperty("weft.hostile.report", "");
        if (!table.isEmpty()) {
            Files.writeString(Path.of(table), markdown(figures));
        }
    }

    private List<String> figures(List<Stage> stages) {
        List<Long> latencies =
                stages.stream().flatMap(stage -> stage.latencies().stream()).sorted().toList();
        List<Long> logins =
                stages.stream().flatMap(stage -> stage.logins().stream()).sorted().toList();
        long hold = rows.stream().mapToLong(Row::longestHold).max().orElse(0);
        String during =
                rows.stream()
                        .filter(row -> row.longestHold == hold)
                        .map(row -> row.input.id())
                        .findFirst()
                        .orElse("none");
        long failed = rows.stream().filter(row -> !row.findings.isEmpty()).count();
        return List.of(
                "Date: " + LocalDate.now(java.time.ZoneOffset.UTC),
                "Form: " + (InputList.WHOLE ? "whole, cut at every offset" : "short"),
                "Inputs: %d, of which %d failed; runs: %d"
                        .formatted(rows.size(), failed, rows.stream().mapToLong(Row::runs).sum()),
                "Pictures seen by the canary: %d, each exact; after %.1f ms in the middle, %.1f ms in 99 of 100, %.1f ms at the most"
                        .formatted(
                                latencies.size(),
                                part(latencies, 0.5),
                                part(latencies, MOST),
                                part(latencies, 1)),
                "New viewers let in: %d, after %.1f ms in 99 of 100, %.1f ms at the most"
                        .formatted(logins.size(), part(logins, MOST), part(logins, 1)),
                "The global lock was held for %.1f ms at the most, by the clock on the wall, during %s"
                        .formatted(hold / MILLION, during),
                "Buffers of Netty's live at the end: %d; lost: %d; heap: %d MB"
                        .formatted(
                                LiveBuffers.count(), LiveBuffers.reports(), Stage.heapMegabytes()),
                "Time: %d s".formatted((System.nanoTime() - begun) / 1_000_000_000L));
    }

    private static double part(List<Long> sorted, double part) {
        if (sorted.isEmpty()) {
            return 0;
        }
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (part * sorted.size())))
                / MILLION;
    }

    private String markdown(List<String> figures) {
        var text = new StringBuilder();
        text.append("# Hostile inputs\n\n")
                .append("What the server does with each of them, and that it harms nobody else: ")
                .append("written by `mvn test -pl vnc-server -Dweft.hostile=whole ")
                .append("-Dweft.hostile.report=hostile-inputs.md`. ")
                .append("Each input of bytes is said over TCP and over UNIX sockets: whole, byte ")
                .append("by byte, and in two pieces. Times are of a busy machine with two ")
                .append("processors, and not asserted.\n\n");
        figures.forEach(figure -> text.append("- ").append(figure).append('\n'));
        text.append("\nWhat holds after each run:\n\n");
        for (Invariant invariant : Invariant.values()) {
            text.append("- ").append(invariant).append(": ").append(invariant.sentence());
            text.append('\n');
        }
        text.append("\n| ").append(String.join(" | ", TITLES)).append(" |\n");
        text.append("|---".repeat(TITLES.size())).append("|\n");
        for (Row row : rows) {
            text.append(
                    row.cells()
                            .map(cell -> cell.replace("|", "\\|"))
                            .collect(joining(" | ", "| ", " |\n")));
        }
        text.append("\nNot here yet:\n\n");
        HostileInputs.notYet()
                .forEach((id, why) ->
                        text.append("- ").append(id).append(": ").append(why).append('\n'));
        return text.toString();
    }

    private String html(List<String> figures) {
        var text = new StringBuilder();
        text.append("<!DOCTYPE html><html lang=en><meta charset=utf-8>")
                .append("<title>Hostile inputs</title><style>")
                .append("body{font:14px sans-serif}td,th{padding:2px 8px;text-align:left;")
                .append("vertical-align:top;border-bottom:1px solid #ddd}.red{background:#fcc}")
                .append("</style><h1>Hostile inputs</h1><ul>");
        figures.forEach(figure -> text.append("<li>").append(escaped(figure)));
        text.append("</ul><table><tr>");
        TITLES.forEach(title -> text.append("<th>").append(title));
        for (Row row : rows) {
            text.append(row.findings.isEmpty() ? "\n<tr>" : "\n<tr class=red>");
            row.cells().forEach(cell -> text.append("<td>").append(escaped(cell)));
        }
        text.append("</table><h2>Not here yet</h2><ul>");
        HostileInputs.notYet()
                .forEach((id, why) ->
                        text.append("<li>").append(id).append(": ").append(escaped(why)));
        return text.append("</ul></html>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
