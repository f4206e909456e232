package weft.server.update;

import weft.framebuffer.Rect;
import weft.rfb.encoding.ColourTable;
import weft.rfb.encoding.Pixels.IndexedPixels;

import java.util.Arrays;

/// The colours of a piece: its pixels as numbers of colours where these are few, in one palette or
/// in one for each cell. Working memory of one thread; coordinates are within the piece, and in
/// cells where columns and rows are meant.
final class PieceColours {

    /// The side of the squares that are told apart when a piece has too many colours.
    private static final int CELL = 64;

    private static final int MOST_COLOURS = ColourTable.LARGEST;
    private static final int[] TOO_MANY = {};

    /// Fewer colours than this are never taken for a soft gradient.
    private static final int MANY_FOR_SOFT = 48;

    /// So many rows tell whether a part is soft.
    private static final int SOFT_SAMPLE = 16;

    /// The largest difference of neighbours in a soft gradient, summed over the intensities.
    private static final int SOFT = 24;

    private final ColourTable colours = new ColourTable();
    private int[] pixels = {};
    private byte[] index = {};
    private int width;
    private int height;
    private int columns;
    private int rows;
    private boolean softIsMany;

    /// The colours of each cell; none of one that has too many.
    private int[][] palettes = {};

    /// Begins with another piece.
    ///
    /// @param softIsMany whether a soft gradient counts as many colours, because there is JPEG
    void start(int[] pixels, int width, int height, boolean softIsMany) {
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        this.softIsMany = softIsMany;
        columns = (width + CELL - 1) / CELL;
        rows = (height + CELL - 1) / CELL;
        if (index.length < width * height) {
            index = new byte[width * height];
        }
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    Rect cells(int left, int top, int right, int bottom) {
        return Rect.between(
                (long) left * CELL,
                (long) top * CELL,
                Math.min(right * CELL, width),
                Math.min(bottom * CELL, height));
    }

    /// Numbers the colours of a part, from one palette; false if it has many.
    boolean index(Rect part) {
        colours.clear(mostColours(part.area()));
        return numberPixels(part);
    }

    /// Numbers the colours of each cell that has few, from a palette of its own.
    void indexCells() {
        palettes = new int[columns * rows][];
        for (int i = 0; i < palettes.length; i++) {
            int column = i % columns;
            int row = i / columns;
            Rect cell = cells(column, row, column + 1, row + 1);
            palettes[i] = index(cell) && !isSoft(cell) ? palette() : TOO_MANY;
        }
    }

    private int[] palette() {
        return Arrays.copyOf(colours.colours(), colours.count());
    }

    /// The pixels of a part that was indexed or united last.
    IndexedPixels indexed(Rect part) {
        return new IndexedPixels(
                index, part.y() * width + part.x(), width, part.width(), part.height(), palette());
    }

    int cellsWithFew(int left, int top, int right, int bottom) {
        int few = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                few += palettes[row * columns + column] == TOO_MANY ? 0 : 1;
            }
        }
        return few;
    }

    /// Gives each pixel of a part its colour's number; false if there are too many. Each pixel is
    /// looked up: in text, to guess that it has the colour of the one before goes wrong so often
    /// that it costs more. Only a row that is like the one above is not looked at again.
    private boolean numberPixels(Rect part) {
        for (int y = part.y(); y < part.bottom(); y++) {
            int start = y * width + part.x();
            int end = start + part.width();
            int like = y == part.y() ? 0 : likeAbove(start, end);
            System.arraycopy(index, start - (like == 0 ? 0 : width), index, start, like);
            for (int at = start + like; at < end; at++) {
                int number = colours.add(pixels[at]);
                if (number == ColourTable.NONE) {
                    return false;
                }
                index[at] = (byte) number;
            }
        }
        return true;
    }

    private int likeAbove(int start, int end) {
        int first = Arrays.mismatch(pixels, start, end, pixels, start - width, end - width);
        return first < 0 ? end - start : first;
    }

    /// Whether the part that was indexed last, with its few colours, is a soft gradient such as a
    /// sky, for which JPEG is better: nearly every pixel differs from the one before, and hardly
    /// ever much.
    boolean isSoft(Rect part) {
        if (!softIsMany || colours.count() < MANY_FOR_SOFT) {
            return false;
        }
        int soft = 0;
        int sharp = 0;
        int looked = 0;
        int step = Math.max(1, part.height() / SOFT_SAMPLE);
        int all = (part.height() + step - 1) / step * (part.width() - 1);
        for (int y = part.y(); y < part.bottom(); y += step) {
            int softAtMost = soft + all - looked;
            if (sharp * 16 >= softAtMost || softAtMost * 3 <= all) {
                return false;
            }
            int at = y * width + part.x();
            for (int end = at + part.width() - 1; at < end; at++) {
                int difference = TextOnPhoto.difference(pixels[at], pixels[at + 1]);
                soft += difference > 0 && difference <= SOFT ? 1 : 0;
                sharp += difference > SOFT ? 1 : 0;
                looked++;
            }
        }
        return soft * 3 > looked && sharp * 16 < soft;
    }

    /// Where the first row changes from few colours to many, or back; the middle if nowhere.
    int border(int left, int top, int right, int bottom) {
        for (int row = top; row < bottom; row++) {
            for (int column = left + 1; column < right; column++) {
                int at = row * columns + column;
                if ((palettes[at] == TOO_MANY) != (palettes[at - 1] == TOO_MANY)) {
                    return column;
                }
            }
        }
        return (left + right) / 2;
    }

    /// Gives cells one palette; false if there are too many colours for that.
    boolean unite(int left, int top, int right, int bottom) {
        colours.clear(mostColours(cells(left, top, right, bottom).area()));
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                for (int colour : palettes[row * columns + column]) {
                    if (colours.add(colour) == ColourTable.NONE) {
                        return false;
                    }
                }
            }
        }
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                renumber(cells(column, row, column + 1, row + 1), palettes[row * columns + column]);
            }
        }
        return true;
    }

    private void renumber(Rect cell, int[] palette) {
        byte[] numbers = new byte[MOST_COLOURS];
        boolean same = true;
        for (int i = 0; i < palette.length; i++) {
            int number = colours.numberOf(palette[i]);
            numbers[i] = (byte) number;
            same &= number == i;
        }
        for (int y = cell.y(); y < cell.bottom() && !same; y++) {
            int at = y * width + cell.x();
            for (int end = at + cell.width(); at < end; at++) {
                index[at] = numbers[index[at] & 0xff];
            }
        }
    }

    /// A palette costs three bytes a colour, so a small part may have few.
    private static int mostColours(long area) {
        return (int) Math.clamp(area / 4, 2L, (long) MOST_COLOURS);
    }
}
