package weft.server.update;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.JpegQuality;
import weft.rfb.encoding.Pixels;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.RectangleHeader;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Encodes a piece of a frame, as what it shows is best: few colours as they are, be it text or
/// line art; photos as JPEG where the viewer takes it; text on a photo as it is, over the JPEG.
///
/// Only for encodings that have palettes and JPEG; the others look at their pixels by themselves.
///
/// @param frame the picture
/// @param encoder of the viewer
/// @param translator the viewer's pixel format
/// @param jpeg how good JPEG must be, if there may be any
record PieceEncoder(Frame frame, Encoder encoder, PixelTranslator translator, Optional<Jpeg> jpeg) {

    /// How good JPEG must be.
    ///
    /// @param photo where the picture shows a photo
    /// @param video where it moves
    record Jpeg(JpegQuality photo, JpegQuality video) {

        /// What the viewer asks for; empty if it gets no JPEG.
        static Optional<Jpeg> of(EncodingPreferences preferences) {
            return JpegQuality.of(preferences)
                    .map(photo -> new Jpeg(photo, JpegQuality.ofVideo(preferences).orElse(photo)));
        }
    }

    /// Fewer pixels than this are not worth a JPEG's tables.
    private static final int SMALLEST_JPEG = 16 * 16;

    /* Scratch belongs to the thread, not to the viewer: the next viewer on the thread overwrites it,
     * and there is no yield between filling and encoding it. */
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private static final class Scratch {
        private int[] pixels = new int[0];
        private int[] around = new int[0];
        private final PieceColours colours = new PieceColours();
        private final TextOnPhoto.Strokes strokes = new TextOnPhoto.Strokes();
    }

    /// What was appended.
    ///
    /// @param count how many rectangles
    /// @param lossy where they do not have the exact pixels
    record Encoded(int count, Region lossy) {}

    /// Appends the rectangles that show `piece`.
    Encoded encode(Rect piece, RfbBuffer out) {
        Scratch scratch = SCRATCH.get();
        int[] pixels = read(piece, scratch);
        if (encoder.encoding() != Encoding.TIGHT && jpeg.isEmpty()) {
            return new Encoded(
                    whole(piece, pixels, out), encoder.isLossy() ? Region.of(piece) : Region.EMPTY);
        }
        if (jpeg.isPresent() && piece.area() >= SMALLEST_JPEG && frame.isVideo(piece)) {
            var all = new PackedPixels(pixels, 0, piece.width(), piece.width(), piece.height());
            writeJpeg(piece.x(), piece.y(), all, jpeg.get().video(), out);
            return new Encoded(1, Region.of(piece));
        }
        var content = new ByContent(piece, scratch, out);
        int count = content.encode();
        return new Encoded(count, content.lossy.translate(piece.x(), piece.y()));
    }

    private void writeJpeg(int x, int y, PackedPixels part, JpegQuality quality, RfbBuffer out) {
        int header = out.length();
        new RectangleHeader(x, y, part.width(), part.height(), encoder.encoding().number())
                .write(out);
        Encoding written = encoder.encodeJpeg(part, quality, out);
        out.setU32(header + RectangleHeader.ENCODING_OFFSET, written.number());
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

    /// Encodes one piece by its content; coordinates are within it, and in cells where columns and
    /// rows are meant.
    private final class ByContent {
        private final Rect piece;
        private final Scratch scratch;
        private final PieceColours colours;
        private final RfbBuffer out;
        private Region lossy = Region.EMPTY;

        ByContent(Rect piece, Scratch scratch, RfbBuffer out) {
            this.piece = piece;
            this.scratch = scratch;
            this.colours = scratch.colours;
            this.out = out;
            colours.start(scratch.pixels, piece.width(), piece.height(), jpeg.isPresent());
        }

        int encode() {
            Rect all = Rect.ofSize(piece.width(), piece.height());
            boolean few = colours.index(all);
            if (few && !colours.isSoft(all)) {
                write(all, colours.indexed(all));
                return 1;
            }
            if (few || colours.columns() * colours.rows() == 1) {
                return manyColours(all);
            }
            colours.indexCells();
            return group(0, 0, colours.columns(), colours.rows());
        }

        /// Writes cells: as one rectangle if all have few colours, and together too, or all have
        /// many; else in parts.
        private int group(int left, int top, int right, int bottom) {
            int few = colours.cellsWithFew(left, top, right, bottom);
            Rect part = colours.cells(left, top, right, bottom);
            if (few == 0) {
                return manyColours(part);
            }
            int all = (right - left) * (bottom - top);
            if (few == all && colours.unite(left, top, right, bottom)) {
                write(part, colours.indexed(part));
                return 1;
            }
            if ((few == all && bottom - top == 1) || (few < all && right - left > 1)) {
                int middle =
                        few == all ? (left + right) / 2 : colours.border(left, top, right, bottom);
                return group(left, top, middle, bottom) + group(middle, top, right, bottom);
            }
            int middle = (top + bottom) / 2;
            return group(left, top, right, middle) + group(left, middle, right, bottom);
        }

        /// Photos as JPEG, with the text on them over it; everything where there is no JPEG.
        private int manyColours(Rect part) {
            if (jpeg.isEmpty() || part.area() < SMALLEST_JPEG) {
                write(part, packed(part));
                return 1;
            }
            var text = textOn(part);
            if (text.isMostly()) {
                write(part, packed(part));
                return 1;
            }
            JpegQuality quality = jpeg.get().photo();
            writeJpeg(piece.x() + part.x(), piece.y() + part.y(), packed(part), quality, out);
            List<Rect> exact = text.rectsWithin(part);
            if (exact.isEmpty()) {
                frame.photoSeen(part.translate(piece.x(), piece.y()));
            }
            exact.forEach(this::exactly);
            lossy = lossy.union(Region.of(part).subtract(Region.of(exact)));
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
            return TextOnPhoto.find(
                    scratch.around, wider.translate(-piece.x(), -piece.y()), scratch.strokes);
        }

        private void exactly(Rect part) {
            write(part, colours.index(part) ? colours.indexed(part) : packed(part));
        }

        private void write(Rect part, Pixels content) {
            encoder.encodeRectangle(
                    piece.x() + part.x(), piece.y() + part.y(), content, translator, out);
        }

        private PackedPixels packed(Rect part) {
            return new PackedPixels(
                    scratch.pixels,
                    part.y() * piece.width() + part.x(),
                    piece.width(),
                    part.width(),
                    part.height());
        }
    }
}
