package weft.framebuffer.match;

import weft.framebuffer.Rect;

import java.util.List;
import java.util.stream.Collectors;

/// Text as it was read from a picture, see [ScreenFont].
///
/// @param rows one text for each row of cells, all of the same number of cells; [#UNKNOWN] stands
///   for a cell that shows no character of the font
/// @param area where the cells are
public record ScreenText(List<String> rows, Rect area) {

    /// Stands for what could not be read: U+FFFD.
    public static final char UNKNOWN = '\uFFFD';

    public ScreenText {
        rows = List.copyOf(rows);
    }

    /// A row without the spaces at its end.
    public String row(int row) {
        return rows.get(row).stripTrailing();
    }

    /// Whether a text is within a row.
    public boolean contains(String text) {
        return rows.stream().anyMatch(row -> row.contains(text));
    }

    /// All rows, without the spaces at their ends, separated by line feeds.
    @Override
    public String toString() {
        return rows.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }
}
