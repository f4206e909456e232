package weft.junit5.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The page that lists all display tests of a run. Any thread may use it.
public final class SuiteIndex {

    /// A test that is over.
    ///
    /// @param test its name, with that of its class
    /// @param failure its message in one line; empty if it passed
    /// @param report its page, if it has one
    /// @param leastScore how close the golden was that fitted worst; empty without any
    public record Entry(
            String test,
            Optional<String> failure,
            Optional<Path> report,
            Optional<Double> leastScore) {}

    /// More would not be read, and services that show them have limits.
    private static final int MOST_LINES = 200;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Path> obsolete = new ArrayList<>();

    /// An empty one.
    public SuiteIndex() {}

    /// Adds a test.
    public synchronized void add(Entry entry) {
        entries.add(entry);
    }

    /// Adds goldens that no test has asked for.
    public synchronized void addObsolete(List<Path> goldens) {
        obsolete.addAll(goldens);
    }

    /// The goldens that no test has asked for.
    public synchronized List<Path> obsolete() {
        return obsolete.stream().sorted().toList();
    }

    /// Writes the page, in place of that of an earlier run.
    ///
    /// @return the page
    public synchronized Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        long failed = entries.stream().filter(entry -> entry.failure.isPresent()).count();
        var rows = new StringBuilder();
        entries.stream()
                .sorted(
                        Comparator.comparing((Entry entry) -> entry.failure.isEmpty())
                                .thenComparing(Entry::test))
                .forEach(entry -> rows.append(row(entry, folder)));
        String page =
                TestReport.resource("index.html")
                        .replace(
                                "{{SUMMARY}}",
                                "Tests: %d, failed: %d".formatted(entries.size(), failed))
                        .replace("{{OBSOLETE}}", obsoleteList())
                        .replace("{{ROWS}}", rows);
        return Files.writeString(folder.resolve("index.html"), page);
    }

    /// What became of the tests, as Markdown: how many there are, and which have failed.
    public synchronized String markdown() {
        List<Entry> failed =
                entries.stream()
                        .filter(entry -> entry.failure.isPresent())
                        .sorted(Comparator.comparing(Entry::test))
                        .toList();
        var text =
                new StringBuilder(
                        "### Display tests: %d, failed: %d%n"
                                .formatted(entries.size(), failed.size()));
        if (!failed.isEmpty()) {
            text.append("%n| test | what was seen |%n|:--|:--|%n".formatted());
            failed.stream()
                    .limit(MOST_LINES)
                    .forEach(entry ->
                            text.append(
                                    "| %s | %s |%n"
                                            .formatted(
                                                    cell(entry.test),
                                                    cell(entry.failure.orElse("")))));
        }
        if (failed.size() > MOST_LINES) {
            text.append("%nand %d more%n".formatted(failed.size() - MOST_LINES));
        }
        for (Path golden : obsolete()) {
            text.append(
                    "%nNo test has asked for the golden %s%n".formatted(cell(golden.toString())));
        }
        return text.toString();
    }

    private static String cell(String text) {
        return escaped(text).replace("|", "\\|");
    }

    private static String row(Entry entry, Path folder) {
        String name = escaped(entry.test);
        String test =
                entry.report
                        .map(page ->
                                "<a href=\"%s\">%s</a>"
                                        .formatted(escaped(link(folder, page)), name))
                        .orElse(name);
        boolean failed = entry.failure.isPresent();
        return "<tr><td class=\"%s\">%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n"
                .formatted(
                        failed ? "failed" : "passed",
                        failed ? "failed" : "passed",
                        test,
                        entry.leastScore
                                .map(score -> String.format(Locale.ROOT, "%.4f", score))
                                .orElse(""),
                        escaped(entry.failure.orElse("")));
    }

    private static String link(Path folder, Path page) {
        return folder.toUri().relativize(page.toUri()).toString();
    }

    private String obsoleteList() {
        if (obsolete.isEmpty()) {
            return "";
        }
        var list = new StringBuilder("<h2>Goldens that no test has asked for</h2>\n<ul>\n");
        obsolete()
                .forEach(golden ->
                        list.append("<li>%s</li>%n".formatted(escaped(golden.toString()))));
        return list.append("</ul>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
