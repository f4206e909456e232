package weft.server.hostile;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of the hostile inputs: a page in `target`, and a table for the repository, which is
/// written when the property `weft.hostile.report` says where.
final class Report {
    private static final double MOST = 0.99;

    /// What became of one input.
    private record Row(List<String> cells, boolean isRed) {
        static Row of(HostileInput input, List<Finding> findings, long runs) {
            String fate = findings.isEmpty() ? "as expected" : findings.getFirst().what();
            String invariants =
                    findings.isEmpty()
                            ? "all hold"
                            : findings.stream()
                                    .map(finding -> finding.invariant().name())
                                    .distinct()
                                    .collect(joining(", "));
            String over =
                    input.transports().stream().sorted().map(Enum::name).collect(joining(" "));
            return new Row(
                    List.of(
                            input.id(),
                            input.what(),
                            input.expected(),
                            fate,
                            invariants,
                            over,
                            String.valueOf(runs)),
                    !findings.isEmpty());
        }

        static Row of(Elsewhere one) {
            return new Row(
                    List.of(one.id(), one.what(), one.expected(), one.seen(), "", "", ""), false);
        }
    }

    private static final List<String> TITLES =
            List.of(
                    "input",
                    "what it is",
                    "fate expected",
                    "fate seen",
                    "invariants",
                    "over",
                    "runs");

    private final long begun = System.nanoTime();
    private final Map<Place, Row> rows = new TreeMap<>();
    private final Map<Character, GroupFigures> groups = new TreeMap<>();
    private long runs;
    private long failed;

    /// Where a row is: the groups, and the numbers in them, in the order of the list.
    private record Place(char group, int number, String form) implements Comparable<Place> {
        static Place of(String id) {
            String digits = id.replaceAll("^\\D*(\\d+).*$", "$1");
            return new Place(Report.group(id), Integer.parseInt(digits), id);
        }

        @Override
        public int compareTo(Place other) {
            int byGroup = Character.compare(group, other.group);
            int byNumber = byGroup != 0 ? byGroup : Integer.compare(number, other.number);
            return byNumber != 0 ? byNumber : form.compareTo(other.form);
        }
    }

    private static char group(String id) {
        return id.startsWith("AD") ? 'G' : id.charAt(0);
    }

    /// @param holds the longest time for which the lock was held, in each run
    /// @param beside how long each picture took that the canary was shown meanwhile
    void add(HostileInput input, List<Finding> findings, List<Long> holds, List<Long> beside) {
        runs += holds.size();
        failed += findings.isEmpty() ? 0 : 1;
        rows.put(Place.of(input.id()), Row.of(input, findings, holds.size()));
        groups.computeIfAbsent(group(input.id()), _ -> new GroupFigures())
                .add(input.id(), holds, beside);
    }

    /// Writes both.
    void write(List<Stage> stages) throws IOException {
        long inputs = rows.size();
        Elsewhere.all().forEach(one -> rows.put(Place.of(one.id()), Row.of(one)));
        List<Long> alone = stages.stream().flatMap(stage -> stage.alone().stream()).toList();
        List<Long> logins = stages.stream().flatMap(stage -> stage.logins().stream()).toList();
        List<String> figures =
                List.of(
                        "Date: " + LocalDate.now(ZoneOffset.UTC),
                        "Form: " + (InputList.WHOLE ? "whole, cut at every offset" : "short"),
                        "Rows: %d; said here: %d, of which %d failed; runs: %d"
                                .formatted(rows.size(), inputs, failed, runs),
                        "Pictures that the canary saw beside nobody: %d; after %.1f ms in the middle, %.1f ms in 99 of 100"
                                .formatted(
                                        alone.size(),
                                        GroupFigures.part(alone, 0.5),
                                        GroupFigures.part(alone, MOST)),
                        "New viewers let in: %d, after %.1f ms in 99 of 100, %.1f ms at the most"
                                .formatted(
                                        logins.size(),
                                        GroupFigures.part(logins, MOST),
                                        GroupFigures.part(logins, 1)),
                        "Buffers of Netty's live at the end: %d; lost: %d; heap: %d MB"
                                .formatted(
                                        LiveBuffers.count(),
                                        LiveBuffers.reports(),
                                        Stage.heapMegabytes()),
                        "Time: %d s".formatted((System.nanoTime() - begun) / 1_000_000_000L));
        List<List<String>> harm = new ArrayList<>();
        groups.forEach((group, each) -> harm.add(each.cells(String.valueOf(group), alone)));
        Path page = Path.of("target", "hostile-inputs.html");
        Files.createDirectories(page.getParent());
        Files.writeString(page, html(figures, harm));
        String table = System.getProperty("weft.hostile.report", "");
        if (!table.isEmpty()) {
            Files.writeString(Path.of(table), markdown(figures, harm));
        }
    }

    private String markdown(List<String> figures, List<List<String>> harm) {
        var text = new StringBuilder();
        text.append("# Hostile inputs\n\n")
                .append("What the server does with each of them, and that it harms nobody else: ")
                .append("written by `mvn test -pl vnc-server -Dweft.hostile=whole ")
                .append("-Dweft.hostile.report=hostile-inputs.md`. ")
                .append("Each input of bytes is said over TCP, over UNIX sockets and, after the ")
                .append("login, inside of TLS and of RSA-AES: whole, byte by byte, and in two ")
                .append("pieces. Times are of a busy machine with two processors, and not ")
                .append("asserted.\n\n");
        figures.forEach(figure -> text.append("- ").append(figure).append('\n'));
        text.append("\nWhat holds after each run:\n\n");
        for (Invariant invariant : Invariant.values()) {
            text.append("- ").append(invariant).append(": ").append(invariant.sentence());
            text.append('\n');
        }
        text.append("\nWhat each group did to others, by the clock on the wall, so pauses of the ")
                .append("collector and of a busy machine are in it:\n\n");
        table(text, GroupFigures.TITLES, harm);
        text.append("\nWhat became of each input:\n\n");
        table(text, TITLES, rows.values().stream().map(Row::cells).toList());
        return text.toString();
    }

    private static void table(StringBuilder text, List<String> titles, List<List<String>> rows) {
        text.append("| ").append(String.join(" | ", titles)).append(" |\n");
        text.append("|---".repeat(titles.size())).append("|\n");
        for (List<String> row : rows) {
            text.append(
                    row.stream()
                            .map(cell -> cell.replace("|", "\\|"))
                            .collect(joining(" | ", "| ", " |\n")));
        }
    }

    private String html(List<String> figures, List<List<String>> harm) {
        var text = new StringBuilder();
        text.append("<!DOCTYPE html><html lang=en><meta charset=utf-8>")
                .append("<title>Hostile inputs</title><style>")
                .append("body{font:14px sans-serif}td,th{padding:2px 8px;text-align:left;")
                .append("vertical-align:top;border-bottom:1px solid #ddd}.red{background:#fcc}")
                .append("</style><h1>Hostile inputs</h1><ul>");
        figures.forEach(figure -> text.append("<li>").append(escaped(figure)));
        text.append("</ul><table><tr>");
        GroupFigures.TITLES.forEach(title -> text.append("<th>").append(title));
        harm.forEach(cells -> row(text, "\n<tr>", cells));
        text.append("</table><table><tr>");
        TITLES.forEach(title -> text.append("<th>").append(title));
        rows.values()
                .forEach(row -> row(text, row.isRed ? "\n<tr class=red>" : "\n<tr>", row.cells));
        return text.append("</table></html>\n").toString();
    }

    private static void row(StringBuilder text, String begin, List<String> cells) {
        text.append(begin);
        cells.forEach(cell -> text.append("<td>").append(escaped(cell)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
