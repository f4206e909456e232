package weft.cli.terminal.host;

import weft.cli.terminal.Cell;
import weft.cli.terminal.CursorStyle;
import weft.cli.terminal.Emulator;
import weft.cli.terminal.ScreenReader;
import weft.cli.terminal.Selection;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.vga.TextScreen;
import weft.framebuffer.vga.TextScreen.CursorShape;

import java.util.function.LongSupplier;

/// Shows a terminal as a picture.
final class CellPicture {

    private final Emulator terminal;
    private final ScreenReader reader;
    private final TextScreen screen;
    private final Cell cell = new Cell();
    private boolean blinks;

    /// @param clock nanoseconds: what blinks goes by it
    CellPicture(Emulator terminal, Selection selection, LongSupplier clock) {
        this.terminal = terminal;
        reader = new ScreenReader(terminal, selection);
        screen = new TextScreen(terminal.columns(), terminal.rows(), new CellFont(), clock);
        draw();
    }

    Framebuffer framebuffer() {
        return screen.framebuffer();
    }

    /// Takes the terminal's size, and shows it.
    void resize() {
        screen.framebuffer()
                .group(() -> {
                    screen.resize(terminal.columns(), terminal.rows());
                    draw();
                });
    }

    /// Shows what the terminal has now.
    void draw() {
        blinks = false;
        for (int row = 0; row < terminal.rows(); row++) {
            for (int column = 0; column < terminal.columns(); column++) {
                reader.read(column, row, cell);
                put(column, row);
            }
        }
        int row = reader.cursorRow();
        CursorStyle style = terminal.cursorStyle();
        screen.cursor(terminal.column(), row);
        screen.cursorShape(shape(style), isBlinking(style));
        blinks |= row >= 0 && isBlinking(style);
        boolean _ = screen.render();
    }

    private void put(int column, int row) {
        int character = cell.character;
        character |= cell.italic ? CellFont.ITALIC : 0;
        character |= cell.left ? CellFont.LEFT : 0;
        character |= cell.right ? CellFont.RIGHT : 0;
        int style = cell.bold ? TextScreen.BOLD : 0;
        style |= cell.underlined ? TextScreen.UNDERLINED : 0;
        style |= cell.struck ? TextScreen.STRUCK : 0;
        style |= cell.blinking ? TextScreen.BLINKING : 0;
        blinks |= cell.blinking;
        screen.put(column, row, character, cell.front, cell.back, style);
    }

    private static CursorShape shape(CursorStyle style) {
        return switch (style) {
            case BLINKING_BLOCK, STEADY_BLOCK -> CursorShape.BLOCK;
            case BLINKING_UNDERLINE, STEADY_UNDERLINE -> CursorShape.UNDERLINE;
            case BLINKING_BAR, STEADY_BAR -> CursorShape.BAR;
        };
    }

    private static boolean isBlinking(CursorStyle style) {
        return switch (style) {
            case BLINKING_BLOCK, BLINKING_UNDERLINE, BLINKING_BAR -> true;
            case STEADY_BLOCK, STEADY_UNDERLINE, STEADY_BAR -> false;
        };
    }

    /// Whether something of it blinks.
    boolean blinks() {
        return blinks;
    }

    /// Shows what blinks as it is now.
    void blink() {
        boolean _ = screen.render();
    }
}
