package weft.cli.terminal.host;

/// The size of a terminal in cells.
///
/// @param columns at least 2
/// @param rows at least 1
public record TerminalSize(int columns, int rows) {

    /// What a console has.
    public static final TerminalSize DEFAULT = new TerminalSize(80, 25);

    /// In pixels.
    public static final int CELL_WIDTH = 8;

    /// In pixels.
    public static final int CELL_HEIGHT = 16;

    private static final int MOST_CELLS = 1 << 17;

    public TerminalSize {
        if (columns < 2 || rows < 1 || (long) columns * rows > MOST_CELLS) {
            throw new IllegalArgumentException(
                    "a terminal has 2x1 to 131072 cells of 8x16 pixels, not %dx%d"
                            .formatted(columns, rows));
        }
    }

    /// What fits into so many pixels.
    ///
    /// @throws IllegalArgumentException if that is no terminal, in one line
    public static TerminalSize ofPixels(int width, int height) {
        return new TerminalSize(width / CELL_WIDTH, height / CELL_HEIGHT);
    }
}
