package weft.framebuffer.vga;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Limits;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.font.GlyphFont;
import weft.framebuffer.font.UnicodeFont;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongSupplier;

/// A screen of text for hosts that have no guest: cells with a Unicode character, a colour of 24
/// bits for it and one for its ground, and a style; a cursor; any number of columns and rows.
///
/// Where a [Vga] shows what a PC would, this shows what a terminal wants: it has no registers, no
/// 16 colours and no 256 glyphs. Nothing is drawn before [#render()], which compares each cell with
/// what it showed before: what was changed back meanwhile, or scrolled there and back, costs
/// nothing.
///
/// Not thread-safe: one thread at a time. What [#framebuffer()] has may be looked at from any
/// thread meanwhile.
public final class TextScreen {

    /// Of a style: a line below the character.
    public static final int UNDERLINED = 1;

    /// Of a style: a line through the character.
    public static final int STRUCK = 2;

    /// Of a style: broader strokes.
    public static final int BOLD = 4;

    /// Of a style: half a second there, half a second not.
    public static final int BLINKING = 8;

    /// Of a style: the character in the ground's colour, and the other way round.
    public static final int REVERSED = 16;

    /// What the cursor looks like.
    public enum CursorShape {
        /// Nothing is shown.
        NONE,
        /// The cell reversed.
        BLOCK,
        /// The lowest eighth of the cell.
        UNDERLINE,
        /// The left quarter of the cell.
        BAR
    }

    private static final int STYLES = 31;
    private static final int UNKNOWN = -1;
    private static final int CURSOR_SHIFT = 8;
    private static final int RGB = 0xFFFFFF;
    private static final int GREY = 0xAAAAAA;
    private static final long HALF_A_SECOND = 500_000_000;

    private final GlyphFont font;
    private final LongSupplier clock;
    private final long origin;
    private final Framebuffer framebuffer;
    private final Damage damage;
    private int columns;
    private int rows;
    private int[] pixels;

    private Cells cells;

    /// What is on the surface.
    private Cells shown;

    private int cursorColumn;
    private int cursorRow;
    private CursorShape cursorShape = CursorShape.BLOCK;
    private boolean cursorBlinks = true;
    private boolean changed = true;
    private boolean phase = true;

    /// Four values for each cell, row by row.
    @SuppressWarnings("ArrayRecordComponent") // the screen's own memory
    private record Cells(int[] characters, int[] fronts, int[] backs, int[] styles) {

        static Cells blank(int count) {
            Cells cells = new Cells(new int[count], new int[count], new int[count], new int[count]);
            Arrays.fill(cells.characters, ' ');
            Arrays.fill(cells.fronts, GREY);
            return cells;
        }

        void copy(Cells source, int from, int to, int count) {
            System.arraycopy(source.characters, from, characters, to, count);
            System.arraycopy(source.fronts, from, fronts, to, count);
            System.arraycopy(source.backs, from, backs, to, count);
            System.arraycopy(source.styles, from, styles, to, count);
        }

        void fill(int from, int to, int character, int front, int back, int style) {
            Arrays.fill(characters, from, to, character);
            Arrays.fill(fronts, from, to, front & RGB);
            Arrays.fill(backs, from, to, back & RGB);
            Arrays.fill(styles, from, to, style & STYLES);
        }
    }

    /// A blank screen in Weft's font of 8x16 pixels, in the machine's time.
    public TextScreen(int columns, int rows) {
        this(columns, rows, UnicodeFont.regular(), System::nanoTime);
    }

    /// A blank screen.
    ///
    /// @param clock nanoseconds, never fewer than before, asked from any thread: what blinks goes
    ///   by it
    /// @throws IllegalArgumentException if the picture is empty or beyond the [Limits]
    public TextScreen(int columns, int rows, GlyphFont font, LongSupplier clock) {
        this.font = font;
        this.clock = clock;
        this.origin = clock.getAsLong();
        this.columns = columns;
        this.rows = rows;
        XrgbSurface surface = surface(columns, rows);
        pixels = surface.pixels();
        cells = Cells.blank(columns * rows);
        shown = unknown(columns * rows);
        framebuffer = new Framebuffer(surface, clock);
        damage = new Damage(framebuffer);
        boolean _ = render();
    }

    private XrgbSurface surface(int newColumns, int newRows) {
        int width = Math.clamp((long) newColumns * font.width(), 0, Integer.MAX_VALUE);
        int height = Math.clamp((long) newRows * font.height(), 0, Integer.MAX_VALUE);
        Limits.checkSize(width, height);
        return XrgbSurface.of(new int[width * height], width, height);
    }

    private static Cells unknown(int count) {
        Cells result = Cells.blank(count);
        Arrays.fill(result.styles, UNKNOWN);
        return result;
    }

    /// What shows the screen, cells of the font's size.
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    public int columns() {
        return columns;
    }

    public int rows() {
        return rows;
    }

    /// The character of a cell, a code point.
    ///
    /// @throws IndexOutOfBoundsException if it is not on the screen
    public int character(int column, int row) {
        return cells.characters[index(column, row)];
    }

    /// Puts a character into a cell.
    ///
    /// @param character a code point; what the font has not, it shows as it does
    /// @param front 0x00RRGGBB
    /// @param back 0x00RRGGBB
    /// @param style a sum of [#UNDERLINED], [#STRUCK], [#BOLD], [#BLINKING] and [#REVERSED]
    /// @throws IndexOutOfBoundsException if it is not on the screen
    public void put(int column, int row, int character, int front, int back, int style) {
        int at = index(column, row);
        cells.characters[at] = character;
        cells.fronts[at] = front & RGB;
        cells.backs[at] = back & RGB;
        cells.styles[at] = style & STYLES;
        changed = true;
    }

    /// Puts text into cells from one on, a character each, and cuts it off at the end of the row.
    ///
    /// @throws IndexOutOfBoundsException if it does not begin on the screen
    public void write(int column, int row, String text, int front, int back, int style) {
        Objects.checkIndex(column, columns);
        int at = column;
        for (int i = 0; i < text.length() && at < columns; at++) {
            int character = text.codePointAt(i);
            put(at, row, character, front, back, style);
            i += Character.charCount(character);
        }
    }

    /// Puts the same into all cells of an area.
    ///
    /// @throws IndexOutOfBoundsException if it is not within the screen
    public void fill(
            int column,
            int row,
            int width,
            int height,
            int character,
            int front,
            int back,
            int style) {
        Objects.checkFromIndexSize(column, width, columns);
        Objects.checkFromIndexSize(row, height, rows);
        for (int y = row; y < row + height; y++) {
            int from = y * columns + column;
            cells.fill(from, from + width, character, front, back, style);
        }
        changed = true;
    }

    /// Moves the rows from `top` inclusive to `bottom` exclusive up, those that are let go are
    /// lost, and leaves blank ones below; with a negative number the other way round.
    ///
    /// @param back the ground of the blank rows, 0x00RRGGBB
    /// @throws IndexOutOfBoundsException if the rows are not on the screen
    public void scroll(int top, int bottom, int lines, int back) {
        Objects.checkFromToIndex(top, bottom, rows);
        int count = bottom - top;
        int distance = Math.clamp(lines, -count, count);
        int kept = (count - Math.abs(distance)) * columns;
        int from = (top + Math.max(distance, 0)) * columns;
        int to = (top + Math.max(-distance, 0)) * columns;
        cells.copy(cells, from, to, kept);
        int blank = distance > 0 ? to + kept : top * columns;
        cells.fill(blank, blank + Math.abs(distance) * columns, ' ', GREY, back, 0);
        changed = true;
    }

    /// Puts the cursor onto a cell; outside of the screen it is not shown.
    public void cursor(int column, int row) {
        cursorColumn = column;
        cursorRow = row;
        changed = true;
    }

    /// What the cursor looks like: a blinking block at first.
    public void cursorShape(CursorShape shape, boolean blinks) {
        cursorShape = shape;
        cursorBlinks = blinks;
        changed = true;
    }

    /// Changes the size at once. What fits remains, from the upper left corner on; the rest is
    /// blank.
    ///
    /// @throws IllegalArgumentException if the picture is empty or beyond the [Limits]
    public void resize(int newColumns, int newRows) {
        XrgbSurface surface = surface(newColumns, newRows);
        Cells before = cells;
        cells = Cells.blank(newColumns * newRows);
        shown = unknown(newColumns * newRows);
        int kept = Math.min(columns, newColumns);
        for (int row = 0; row < Math.min(rows, newRows); row++) {
            cells.copy(before, row * columns, row * newColumns, kept);
        }
        columns = newColumns;
        rows = newRows;
        pixels = surface.pixels();
        changed = true;
        framebuffer.group(() -> {
            framebuffer.surface(surface);
            boolean _ = render();
        });
    }

    /// Shows what was changed since the last time, and what blinks. Where nothing changed it costs
    /// next to nothing.
    ///
    /// @return whether the picture changed
    public boolean render() {
        boolean on = (clock.getAsLong() - origin) / HALF_A_SECOND % 2 == 0;
        if (!changed && on == phase) {
            return false;
        }
        phase = on;
        changed = false;
        boolean drawn = false;
        try {
            for (int row = 0; row < rows; row++) {
                renderRow(row);
            }
        } finally {
            drawn = damage.end();
        }
        return drawn;
    }

    private void renderRow(int row) {
        int from = -1;
        for (int column = 0; column <= columns; column++) {
            boolean differs = column < columns && renderCell(column, row);
            if (differs && from < 0) {
                from = column;
            } else if (!differs && from >= 0) {
                int height = font.height();
                int width = (column - from) * font.width();
                damage.add(from * font.width(), row * height, width, height);
                from = -1;
            }
        }
    }

    /// Whether the cell is drawn since it differs.
    private boolean renderCell(int column, int row) {
        int at = row * columns + column;
        int style = look(cells.styles[at], column, row);
        boolean same =
                shown.styles[at] == style
                        && shown.characters[at] == cells.characters[at]
                        && shown.fronts[at] == cells.fronts[at]
                        && shown.backs[at] == cells.backs[at];
        if (same) {
            return false;
        }
        damage.begin();
        shown.copy(cells, at, at, 1);
        shown.styles[at] = style;
        draw(column, row, at, style);
        return true;
    }

    /// The style as it is shown at this moment, with what the cursor does to it.
    private int look(int style, int column, int row) {
        boolean cursor = column == cursorColumn && row == cursorRow && (phase || !cursorBlinks);
        int look = (style & BLINKING) != 0 && phase ? style & ~BLINKING : style;
        if (!cursor) {
            return look;
        }
        return switch (cursorShape) {
            case NONE -> look;
            case BLOCK -> look ^ REVERSED;
            case UNDERLINE -> look | 1 << CURSOR_SHIFT;
            case BAR -> look | 2 << CURSOR_SHIFT;
        };
    }

    private void draw(int column, int row, int at, int style) {
        boolean reversed = (style & REVERSED) != 0;
        int front = reversed ? cells.backs[at] : cells.fronts[at];
        int back = reversed ? cells.fronts[at] : cells.backs[at];
        int stride = columns * font.width();
        int start = row * font.height() * stride + column * font.width();
        for (int y = 0; y < font.height(); y++) {
            int bits = bits(cells.characters[at], style, y);
            for (int x = 0; x < font.width(); x++) {
                boolean set = (bits >> (font.width() - 1 - x) & 1) != 0;
                pixels[start + x] = set ? front : back;
            }
            start += stride;
        }
    }

    private int bits(int character, int style, int y) {
        int all = -1;
        boolean hidden = (style & BLINKING) != 0;
        int bits = hidden ? 0 : font.row(character, y);
        if ((style & BOLD) != 0) {
            bits |= bits >>> 1;
        }
        boolean underlined = (style & UNDERLINED) != 0 && y == font.height() - 2;
        boolean struck = (style & STRUCK) != 0 && y == font.height() / 2;
        if (!hidden && (underlined || struck)) {
            bits = all;
        }
        int eighth = Math.max(1, font.height() / 8);
        int cursor = style >> CURSOR_SHIFT;
        if (cursor == 1 && y >= font.height() - eighth) {
            bits = all;
        }
        return cursor == 2 ? bits | all << (font.width() - Math.max(1, font.width() / 4)) : bits;
    }

    private int index(int column, int row) {
        return Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns);
    }
}
