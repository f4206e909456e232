package weft.server.update;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.ColourTable;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.JpegQuality;
import weft.rfb.encoding.Pixels;
import weft.rfb.encoding.Pixels.IndexedPixels;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.RectangleHeader;

import java.util.Arrays;
import java.util.List;

/// Encodes a piece of a frame, as what it shows is best: few colours as they are, be it text or
/// line art; photos as JPEG where the viewer takes it; text on a photo as it is, over the JPEG.
///
/// Only for encodings that have palettes and JPEG; the others look at their pixels by themselves.
///
/// @param frame the picture
/// @param encoder of the viewer
/// @param translator the viewer's pixel format
/// @param jpeg how good JPEG must be, null for none
record PieceEncoder(
        Frame frame, Encoder encoder, PixelTranslator translator, @Nullable JpegQuality jpeg) {

    /// The side of the squares that are told apart when a piece has too many colours.
    private static final int CELL = 64;

    private static final int MOST_COLOURS = ColourTable.LARGEST;
    private static final int[] TOO_MANY = {};

    /// Fewer colours than this are never taken for a soft gradient.
    private static final int MANY_FOR_SOFT = 48;

    private static final int SOFT_SAMPLE = 4;

    /// The largest difference of neighbours in a soft gradient, summed over the intensities.
    private static final int SOFT = 24;

    /// Fewer pixels than this are not worth a JPEG's tables.
    private static final int SMALLEST_JPEG = 16 * 16;

    /* Scratch belongs to the thread, not to the viewer: the next viewer on the thread overwrites it,
     * and there is no yield between filling and encoding it. */
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private static final class Scratch {
        private int[] pixels = new int[0];
        private byte[] index = new byte[0];
        private int[] around = new int[0];
        private final ColourTable colours = new ColourTable();
    }

    /// Appends the rectangles that show `piece`; returns how many.
    int encode(Rect piece, RfbBuffer out) {
        Scratch scratch = SCRATCH.get();
        int[] pixels = read(piece, scratch);
        if (encoder.encoding() != Encoding.TIGHT && jpeg == null) {
            return whole(piece, pixels, out);
        }
        return new Work(piece, scratch, out).encode();
    }

    /// In parts if it is too large for the encoder.
    private int whole(Rect piece, int[] pixels, RfbBuffer out) {
        int width = Math.min(piece.width(), encoder.maxWidth());
        int height = Math.min(piece.height(), encoder.maxHeight());
        int count = 0;
        for (int y = 0; y < piece.height(); y += height) {
            for (int x = 0; x < piece.width(); x += width) {
                encoder.encodeRectangle(
                        piece.x() + x,
                        piece.y() + y,
                        new PackedPixels(
                                pixels,
                                y * piece.width() + x,
                                piece.width(),
                                Math.min(width, piece.width() - x),
                                Math.min(height, piece.height() - y)),
                        translator,
                        out);
                count++;
            }
        }
        return count;
    }

    /// The pixels of `piece`, black where it is outside of the frame: a viewer that was not told of
    /// a smaller size still asks for the old one.
    private int[] read(Rect piece, Scratch scratch) {
        int count = (int) piece.area();
        if (scratch.pixels.length < count) {
            scratch.pixels = new int[count];
            scratch.index = new byte[count];
        }
        int[] pixels = scratch.pixels;
        Rect inside = piece.intersect(frame.area());
        if (!inside.equals(piece)) {
            Arrays.fill(pixels, 0, count, 0);
        }
        frame.read(
                inside,
                pixels,
                (inside.y() - piece.y()) * piece.width() + inside.x() - piece.x(),
                piece.width());
        return pixels;
    }

    /// One piece; coordinates are within it, and in cells where columns and rows are meant.
    private final class Work {
        private final Rect piece;
        private final Scratch scratch;
        private final int[] pixels;
        private final byte[] index;
        private final ColourTable colours;
        private final RfbBuffer out;
        private final int stride;
        private final int columns;
        private final int rows;

        /// The colours of each cell; none of one that has too many.
        private final int[][] palettes;

        Work(Rect piece, Scratch scratch, RfbBuffer out) {
            this.piece = piece;
            this.scratch = scratch;
            this.pixels = scratch.pixels;
            this.index = scratch.index;
            this.colours = scratch.colours;
            this.out = out;
            stride = piece.width();
            columns = (piece.width() + CELL - 1) / CELL;
            rows = (piece.height() + CELL - 1) / CELL;
            palettes = new int[columns * rows][];
        }

        int encode() {
            Rect all = Rect.ofSize(piece.width(), piece.height());
            colours.clear(mostColours(all.area()));
            if (index(all) && !isSoft(all)) {
                writeIndexed(all);
                return 1;
            }
            if (palettes.length == 1) {
                return manyColours(all);
            }
            for (int i = 0; i < palettes.length; i++) {
                Rect cell = cells(i % columns, i / columns, i % columns + 1, i / columns + 1);
                colours.clear(mostColours(cell.area()));
                palettes[i] =
                        index(cell) ? Arrays.copyOf(colours.colours(), colours.count()) : TOO_MANY;
            }
            return group(0, 0, columns, rows);
        }

        private Rect cells(int left, int top, int right, int bottom) {
            return Rect.between(
                    (long) left * CELL,
                    (long) top * CELL,
                    Math.min(right * CELL, piece.width()),
                    Math.min(bottom * CELL, piece.height()));
        }

        /// Numbers the colours of a part; false if there are too many.
        private boolean index(Rect part) {
            int last = pixels[part.y() * stride + part.x()];
            int number = colours.add(last);
            for (int y = part.y(); y < part.bottom(); y++) {
                int at = y * stride + part.x();
                for (int end = at + part.width(); at < end; at++) {
                    int colour = pixels[at];
                    if (colour != last) {
                        last = colour;
                        number = colours.add(colour);
                        if (number == ColourTable.NONE) {
                            return false;
                        }
                    }
                    index[at] = (byte) number;
                }
            }
            return true;
        }

        /// Whether the part, with its few colours, is a soft gradient such as a sky, for which JPEG
        /// is better: nearly every pixel differs from the one before, and hardly ever much.
        private boolean isSoft(Rect part) {
            if (jpeg == null || colours.count() < MANY_FOR_SOFT) {
                return false;
            }
            int soft = 0;
            int sharp = 0;
            int looked = 0;
            for (int y = part.y(); y < part.bottom(); y += SOFT_SAMPLE) {
                int at = y * stride + part.x();
                for (int end = at + part.width() - 1; at < end; at++) {
                    int difference = TextOnPhoto.difference(pixels[at], pixels[at + 1]);
                    soft += difference > 0 && difference <= SOFT ? 1 : 0;
                    sharp += difference > SOFT ? 1 : 0;
                    looked++;
                }
            }
            return soft * 3 > looked && sharp * 16 < soft;
        }

        /// Writes cells: as one rectangle if all have few colours, and together too, or all have
        /// many; else in parts.
        private int group(int left, int top, int right, int bottom) {
            int few = 0;
            for (int row = top; row < bottom; row++) {
                for (int column = left; column < right; column++) {
                    few += palettes[row * columns + column] == TOO_MANY ? 0 : 1;
                }
            }
            if (few == 0) {
                return manyColours(cells(left, top, right, bottom));
            }
            int all = (right - left) * (bottom - top);
            if (few == all && unite(left, top, right, bottom)) {
                writeIndexed(cells(left, top, right, bottom));
                return 1;
            }
            if ((few == all && bottom - top == 1) || (few < all && right - left > 1)) {
                int middle = few == all ? (left + right) / 2 : border(left, top, right, bottom);
                return group(left, top, middle, bottom) + group(middle, top, right, bottom);
            }
            int middle = (top + bottom) / 2;
            return group(left, top, right, middle) + group(left, middle, right, bottom);
        }

        /// Where the first row changes from few colours to many, or back; the middle if nowhere.
        private int border(int left, int top, int right, int bottom) {
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
        private boolean unite(int left, int top, int right, int bottom) {
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
                    renumber(
                            cells(column, row, column + 1, row + 1),
                            palettes[row * columns + column]);
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
                int at = y * stride + cell.x();
                for (int end = at + cell.width(); at < end; at++) {
                    index[at] = numbers[index[at] & 0xff];
                }
            }
        }

        private void writeIndexed(Rect part) {
            write(
                    part,
                    new IndexedPixels(
                            index,
                            part.y() * stride + part.x(),
                            stride,
                            part.width(),
                            part.height(),
                            Arrays.copyOf(colours.colours(), colours.count())));
        }

        /// Photos as JPEG, with the text on them over it; everything where there is no JPEG.
        private int manyColours(Rect part) {
            if (jpeg == null || part.area() < SMALLEST_JPEG) {
                write(part, packed(part));
                return 1;
            }
            var text = textOn(part);
            if (text.isMostly()) {
                write(part, packed(part));
                return 1;
            }
            int header = out.length();
            new RectangleHeader(
                            piece.x() + part.x(),
                            piece.y() + part.y(),
                            part.width(),
                            part.height(),
                            encoder.encoding().number())
                    .write(out);
            Encoding written = encoder.encodeJpeg(packed(part), jpeg, out);
            out.setU32(header + RectangleHeader.ENCODING_OFFSET, written.number());
            List<Rect> exact = text.rectsWithin(part);
            exact.forEach(this::exactly);
            return 1 + exact.size();
        }

        /// Looks a block beyond the part, since letters lie across its edges.
        private TextOnPhoto textOn(Rect part) {
            Rect place = part.translate(piece.x(), piece.y());
            Rect wider =
                    Rect.between(
                                    place.x() - (long) TextOnPhoto.BLOCK,
                                    place.y() - (long) TextOnPhoto.BLOCK,
                                    place.right() + (long) TextOnPhoto.BLOCK,
                                    place.bottom() + (long) TextOnPhoto.BLOCK)
                            .intersect(frame.area());
            int count = (int) wider.area();
            if (scratch.around.length < count) {
                scratch.around = new int[count];
            }
            frame.read(wider, scratch.around, 0, wider.width());
            return TextOnPhoto.find(scratch.around, wider.translate(-piece.x(), -piece.y()));
        }

        private void exactly(Rect part) {
            colours.clear(mostColours(part.area()));
            if (index(part)) {
                writeIndexed(part);
            } else {
                write(part, packed(part));
            }
        }

        private void write(Rect part, Pixels content) {
            encoder.encodeRectangle(
                    piece.x() + part.x(), piece.y() + part.y(), content, translator, out);
        }

        private PackedPixels packed(Rect part) {
            return new PackedPixels(
                    pixels, part.y() * stride + part.x(), stride, part.width(), part.height());
        }
    }

    /// A palette costs three bytes a colour, so a small part may have few.
    private static int mostColours(long area) {
        return (int) Math.clamp(area / 4, 2L, (long) MOST_COLOURS);
    }
}
