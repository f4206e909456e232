package weft.cli.bench;

import java.util.List;
import java.util.stream.Collectors;

/// Aligns text in columns: the first two to the left, the others, which are numbers, to the right.
public final class Table {

    private static final int LEFT = 2;

    private Table() {}

    /// The table; its first row is the head.
    public static String of(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String text = row.get(i);
            String gap = " ".repeat(widths[i] - text.length());
            line.append(i == 0 ? "" : "  ").append(i < LEFT ? text + gap : gap + text);
        }
        return line.toString().stripTrailing();
    }
}
