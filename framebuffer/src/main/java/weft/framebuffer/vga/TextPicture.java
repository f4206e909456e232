package weft.framebuffer.vga;

import java.util.Arrays;

/// Draws text modes: the cells that are not as they were shown.
final class TextPicture {

    private static final int UNKNOWN = -1;
    private static final int CURSOR = 1 << 16;
    private static final int HIDDEN = 1 << 17;
    private static final int SHAPE_SHIFT = 18;
    private static final int GLYPH_BYTES_SHIFT = 5;
    private static final int FONT_PLANE_SHIFT = 16;
    private static final int BLINK = 0x80;
    private static final int SECOND_FONT = 8;

    /// The attribute of underlined text, and the bits that it is known by.
    private static final int UNDERLINED = 1;

    private static final int UNDERLINED_BITS = 0x77;
    private static final int CURSOR_OFF = 0x20;
    private static final int EIGHT_PIXELS = 8;
    private static final int LINE_DRAWING = 0xC0;
    private static final int LINE_DRAWING_BITS = 0xE0;

    private final Registers registers;
    private final Planes planes;
    private final Layout layout;

    /// What each cell was drawn as, a row of the picture's characters after the other.
    private int[] cells = {};

    private byte[] pixels = {};
    private boolean everything;

    /// Where the cursor is shown; -1 for nowhere.
    private int cursor;

    private int cursorShape;
    private boolean hidesBlinking;

    TextPicture(Registers registers, Planes planes, Layout layout) {
        this.registers = registers;
        this.planes = planes;
        this.layout = layout;
    }

    /// Draws into `target`, a row of the layout's width after the other.
    ///
    /// @param all whether cells may look otherwise though they are the same
    /// @param cursorOn whether the cursor is shown at this moment
    /// @param textOn whether blinking text is
    void draw(byte[] target, boolean all, boolean cursorOn, boolean textOn, Damage damage) {
        pixels = target;
        everything = all;
        hidesBlinking = !textOn;
        readCursor(cursorOn);
        int stride = layout.columns + 1;
        if (cells.length < (layout.height + 1) * stride) {
            cells = new int[(layout.height + 1) * stride];
            everything = true;
        }
        if (everything) {
            Arrays.fill(cells, UNKNOWN);
        }
        int counter = registers.crtcWord(Registers.START_ADDRESS) + layout.bytePanning;
        int rowScan = layout.firstRowScan;
        int panning = layout.panning;
        int y = 0;
        for (int line = 0; y < layout.height; line++) {
            int rows = Math.min(layout.rowsPerCharacter - rowScan, layout.height - y);
            if (y < layout.splitRow) {
                rows = Math.min(rows, layout.splitRow - y);
            }
            line(line * stride, y, rows, rowScan, counter, panning, damage);
            y += rows;
            rowScan = 0;
            counter += layout.pitch;
            if (y == layout.splitRow) {
                counter = 0;
                panning = layout.splitEndsPanning ? 0 : panning;
            }
        }
    }

    private void readCursor(boolean on) {
        int first = registers.crtc[Registers.CURSOR_START];
        int last = registers.crtc[Registers.CURSOR_END];
        cursor = -1;
        if (on && (first & CURSOR_OFF) == 0) {
            int skew = last >> 5 & 3;
            cursor = (registers.crtcWord(Registers.CURSOR_LOCATION) + skew) & (Planes.SIZE - 1);
        }
        cursorShape = (first & 0x1F) | (last & 0x1F) << 5;
    }

    /// Draws a line of characters, or as many of its rows as are shown.
    private void line(
            int cell, int y, int rows, int rowScan, int counter, int panning, Damage damage) {
        int count = panning > 0 ? layout.columns + 1 : layout.columns;
        int changedFrom = -1;
        for (int column = 0; column < count; column++) {
            int at = (counter + column / layout.columnsPerStep) & (Planes.SIZE - 1);
            int look = look(at);
            int x = column * layout.columnWidth - panning;
            boolean changed = false;
            if (cells[cell + column] != look) {
                cells[cell + column] = look;
                damage.begin();
                changed = draw(look, x, y, rows, rowScan);
            }
            if (changed && changedFrom < 0) {
                changedFrom = Math.max(x, 0);
            } else if (!changed && changedFrom >= 0) {
                damage.add(changedFrom, y, x - changedFrom, rows);
                changedFrom = -1;
            }
        }
        if (changedFrom >= 0) {
            damage.add(changedFrom, y, layout.width - changedFrom, rows);
        }
    }

    /// All that the look of a cell depends on.
    private int look(int counter) {
        int look = planes.at(layout.address(counter, 0)) & 0xFFFF;
        if (hidesBlinking && layout.blinks && (look >> 8 & BLINK) != 0) {
            look |= HIDDEN;
        }
        return counter == cursor ? look | CURSOR | cursorShape << SHAPE_SHIFT : look;
    }

    /// Draws a cell; whether a pixel of it changed.
    private boolean draw(int look, int x, int y, int rows, int rowScan) {
        int character = look & 0xFF;
        int attribute = look >> 8 & 0xFF;
        int ground = layout.blinks ? attribute >> 4 & 7 : attribute >> 4;
        int font = (attribute & SECOND_FONT) != 0 ? layout.secondFont : layout.font;
        int glyph = font + (character << GLYPH_BYTES_SHIFT);
        boolean repeats =
                layout.ninthColumnRepeats && (character & LINE_DRAWING_BITS) == LINE_DRAWING;
        byte front = (byte) layout.palette[attribute & 0xF];
        byte back = (byte) layout.palette[ground];
        boolean changed = false;
        for (int row = 0; row < rows; row++) {
            int bits = bits(look, attribute, glyph, rowScan + row, repeats);
            int start = (y + row) * layout.width;
            for (int column = 0; column < layout.columnWidth; column++) {
                int to = x + column;
                byte colour = (bits >> (EIGHT_PIXELS - column) & 1) != 0 ? front : back;
                if (to >= 0 && to < layout.width && pixels[start + to] != colour) {
                    pixels[start + to] = colour;
                    changed = true;
                }
            }
        }
        return changed;
    }

    /// A row of a cell, nine pixels, the leftmost in bit 8.
    private int bits(int look, int attribute, int glyph, int rowScan, boolean repeats) {
        int shape = look >>> SHAPE_SHIFT;
        if ((look & CURSOR) != 0 && rowScan >= (shape & 0x1F) && rowScan <= shape >> 5) {
            return 0x1FF;
        }
        if ((look & HIDDEN) != 0) {
            return 0;
        }
        if (rowScan == layout.underline && (attribute & UNDERLINED_BITS) == UNDERLINED) {
            return 0x1FF;
        }
        int eight = planes.at(glyph + rowScan) >> FONT_PLANE_SHIFT & 0xFF;
        return repeats ? eight << 1 | (eight & 1) : eight << 1;
    }
}
