package weft.server.update;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.CopyHint;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.codec.H264Encoder;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;

import java.util.List;

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
        @Nullable CursorRectangle cursor) {

    /// What was made.
    ///
    /// @param changed where the two frames differ
    /// @param moves what the viewer is to copy, before what is drawn
    /// @param drawn what the update shows besides
    /// @param sent what the viewer has of the newer frame by this update
    /// @param lossy where that is not exact; may reach beyond what is drawn
    /// @param isUpdate whether there is anything to send
    public record Result(
            Region changed,
            List<CopyHint> moves,
            Region drawn,
            Region sent,
            Region lossy,
            boolean isUpdate) {}

    /// So many rectangles are in one update at the most, and some for the last piece; the rest
    /// stays owed.
    private static final int ENOUGH_RECTS = 60_000;

    /// One in so many pixels is much of a picture.
    private static final int MUCH = 4;

    /// Appends the update to `out`, or nothing if there is nothing to send.
    public Result encode(RfbBuffer out) {
        boolean copies = preferences.supports(Encoding.COPY_RECT);
        UpdatePlan plan = UpdatePlan.of(step, copies, encoders.pieces());
        if (plan.isEmpty() && cursor == null && !step.atOnce()) {
            return new Result(
                    plan.changed(), List.of(), Region.EMPTY, Region.EMPTY, Region.EMPTY, false);
        }
        int start = out.length();
        new FramebufferUpdate(0).write(out);
        int count = 0;
        if (cursor != null) {
            cursor.write(translator, out);
            count++;
        }
        for (CopyHint move : plan.moves()) {
            writeMove(move, out);
            count++;
        }
        Region unsent = Region.EMPTY;
        Region lossy = Region.EMPTY;
        boolean whole = isWhole(plan.drawn());
        try (var pieces = new PieceWriter(step.to(), whole, preferences, translator, encoders)) {
            List<Rect> cut = whole && pieces.keepsPlaces() ? List.of(step.area()) : plan.pieces();
            for (Rect piece : cut) {
                if (count < ENOUGH_RECTS) {
                    PieceEncoder.Encoded written = pieces.write(piece, out);
                    count += written.count();
                    lossy = lossy.union(written.lossy());
                } else {
                    unsent = unsent.union(piece);
                }
            }
        }
        out.setU16(start + FramebufferUpdate.COUNT_OFFSET, count);
        return new Result(
                plan.changed(),
                plan.moves(),
                plan.drawn().subtract(unsent),
                plan.sent().subtract(unsent),
                lossy,
                true);
    }

    /// Whether so much of the picture is new that all of it may be sent as video, and the viewer
    /// takes that.
    private boolean isWhole(Region drawn) {
        return drawn.area() * MUCH >= step.area().area()
                && step.area().equals(step.to().area())
                && step.wanted().contains(step.area())
                && translator.format().bitsPerPixel() > 8
                && H264Encoder.canBe(step.area().width(), step.area().height());
    }

    private static void writeMove(CopyHint move, RfbBuffer out) {
        Rect to = move.destination();
        new RectangleHeader(to.x(), to.y(), to.width(), to.height(), Encoding.COPY_RECT.number())
                .write(out);
        new CopyRect(move.source().x(), move.source().y()).write(out);
    }
}
