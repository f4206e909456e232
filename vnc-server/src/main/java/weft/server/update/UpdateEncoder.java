package weft.server.update;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.CopyHint;
import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.CursorShape;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.Pixels;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;

import java.util.Optional;

/// Makes one FramebufferUpdate: a pure function of two frames, the viewer's state and its encoders.
/// It runs on a worker, or in place when there is little to do.
///
/// @param step what the viewer has and wants
/// @param preferences its encodings
/// @param translator its pixel format
/// @param encoders its encoders
/// @param cursor the shape to tell it of, null for none
public record UpdateEncoder(
        ViewerPicture.Step step,
        EncodingPreferences preferences,
        PixelTranslator translator,
        EncoderSet encoders,
        @Nullable Cursor cursor) {

    /// What was made.
    ///
    /// @param changed where the two frames differ
    /// @param sent what the update shows
    /// @param isUpdate whether there is anything to send
    public record Result(Region changed, Region sent, boolean isUpdate) {}

    /// More rectangles than this cost the viewer more than the pixels in between.
    private static final int MAX_RECTS = 1000;

    /// So many pixels are gathered and encoded as one rectangle.
    private static final int MAX_PIXELS = 1 << 18;

    /* Scratch belongs to the thread, not to the viewer: the next viewer on the thread overwrites it,
     * and there is no yield between filling and encoding it. */
    private static final ThreadLocal<int[]> SCRATCH = ThreadLocal.withInitial(() -> new int[0]);

    /// Appends the update to `out`, or nothing if there is nothing to send.
    public Result encode(RfbBuffer out) {
        Region changed =
                step.isSameSize() ? step.to().difference(step.from()) : Region.of(step.area());
        Region owed = step.stale().union(changed).intersect(step.wanted());
        Optional<CopyHint> copy = findCopy();
        Region drawn = owed;
        if (copy.isPresent()) {
            drawn = owed.subtract(copy.get().destination());
            changed = changed.union(copy.get().destination());
        }
        if (drawn.isEmpty() && copy.isEmpty() && cursor == null && !step.atOnce()) {
            return new Result(changed, Region.EMPTY, false);
        }
        int start = out.length();
        new FramebufferUpdate(0).write(out);
        int count = 0;
        if (cursor != null) {
            writeCursor(cursor, out);
            count++;
        }
        if (copy.isPresent()) {
            writeCopy(copy.get(), out);
            count++;
        }
        Encoder encoder = encoders.choose(preferences);
        for (Rect rect : drawn.simplify(MAX_RECTS).rects()) {
            count += writeRect(rect, encoder, out);
        }
        out.setU16(start + FramebufferUpdate.COUNT_OFFSET, count);
        Region sent = copy.isPresent() ? owed.union(copy.get().destination()) : owed;
        return new Result(changed, sent, true);
    }

    private void writeCursor(Cursor shape, RfbBuffer out) {
        new RectangleHeader(
                        shape.hotX(),
                        shape.hotY(),
                        shape.width(),
                        shape.height(),
                        Encoding.CURSOR.number())
                .write(out);
        byte[] mask = shape.mask();
        int rowLength = (shape.width() + 7) / 8;
        boolean[] opaque = new boolean[shape.width() * shape.height()];
        for (int i = 0; i < opaque.length; i++) {
            int x = i % shape.width();
            opaque[i] = (mask[i / shape.width() * rowLength + x / 8] >> (7 - x % 8) & 1) != 0;
        }
        new CursorShape(shape.width(), shape.height(), shape.rgb(), opaque).write(translator, out);
    }

    private static void writeCopy(CopyHint copy, RfbBuffer out) {
        Rect to = copy.destination();
        new RectangleHeader(to.x(), to.y(), to.width(), to.height(), Encoding.COPY_RECT.number())
                .write(out);
        new CopyRect(copy.source().x(), copy.source().y()).write(out);
    }

    /// Writes `rect`, in parts if it is too large for the encoder or the scratch memory; returns
    /// how many.
    private int writeRect(Rect rect, Encoder encoder, RfbBuffer out) {
        int width = Math.min(rect.width(), encoder.maxWidth());
        int height = Math.max(1, Math.min(MAX_PIXELS, encoder.maxArea()) / width);
        int count = 0;
        for (int y = rect.y(); y < rect.bottom(); y += height) {
            for (int x = rect.x(); x < rect.right(); x += width) {
                var part =
                        new Rect(
                                x,
                                y,
                                Math.min(width, rect.right() - x),
                                Math.min(height, rect.bottom() - y));
                int[] pixels = read(step.to(), part);
                encoder.encodeRectangle(
                        part.x(),
                        part.y(),
                        new Pixels.PackedPixels(
                                pixels, 0, part.width(), part.width(), part.height()),
                        translator,
                        out);
                count++;
            }
        }
        return count;
    }

    /// The pixels of `part`, black where it is outside of the frame: a viewer that was not told of
    /// a smaller size still asks for the old one.
    private static int[] read(Frame frame, Rect part) {
        int[] pixels = SCRATCH.get();
        int count = (int) part.area();
        if (pixels.length < count) {
            pixels = new int[count];
            SCRATCH.set(pixels);
        }
        Rect inside = part.intersect(frame.area());
        if (!inside.equals(part)) {
            java.util.Arrays.fill(pixels, 0, count, 0);
        }
        frame.read(
                inside,
                pixels,
                (inside.y() - part.y()) * part.width() + inside.x() - part.x(),
                part.width());
        return pixels;
    }

    /// The host's copy hint, if the viewer takes CopyRect, has the pixels, wants the place, and the
    /// hint is true: narrowed to the rows where it is.
    private Optional<CopyHint> findCopy() {
        Frame to = step.to();
        if (!preferences.supports(Encoding.COPY_RECT)
                || !step.isSameSize()
                || to.number() != step.from().number() + 1
                || to.copies().isEmpty()) {
            return Optional.empty();
        }
        // One copy at most: several could overwrite each other's source.
        CopyHint hint = to.copies().getLast();
        Rect source = hint.source().intersect(step.from().area());
        Rect destination = source.translate(hint.dx(), hint.dy()).intersect(hint.destination());
        source = destination.translate(-hint.dx(), -hint.dy());
        if (destination.isEmpty()
                || !step.wanted().contains(destination)
                || !step.stale().intersect(source).isEmpty()) {
            return Optional.empty();
        }
        Rect same = equalRows(step.from(), source, to, destination);
        return same.isEmpty()
                ? Optional.empty()
                : Optional.of(new CopyHint(same, hint.dx(), hint.dy()));
    }

    /// The longest run of rows of `destination` that are equal to those of `source`.
    private static Rect equalRows(Frame from, Rect source, Frame to, Rect destination) {
        int width = destination.width();
        int[] old = new int[width];
        int[] now = new int[width];
        int bestStart = 0;
        int bestLength = 0;
        int start = 0;
        for (int row = 0; row < destination.height(); row++) {
            from.read(new Rect(source.x(), source.y() + row, width, 1), old, 0, width);
            to.read(new Rect(destination.x(), destination.y() + row, width, 1), now, 0, width);
            if (!java.util.Arrays.equals(old, now)) {
                start = row + 1;
            } else if (row + 1 - start > bestLength) {
                bestStart = start;
                bestLength = row + 1 - start;
            }
        }
        return bestLength == 0
                ? Rect.EMPTY
                : new Rect(destination.x(), destination.y() + bestStart, width, bestLength);
    }
}
