package weft.server.update;

import org.jspecify.annotations.Nullable;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;

/// Makes the updates of one viewer, each of about as many bytes as its line can take. Not for two
/// threads at once.
public final class UpdateMaker implements AutoCloseable {

    /// For a line that needs no limit.
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /* How many pixels a number of bytes is worth is guessed from the last updates. A guess that is
     * too low costs a few more updates, one that is too high keeps the line busy: so it follows a
     * rise at once and a fall slowly, and does not trust in pictures that shrink to nothing. */
    private static final double LEAST_BYTES_PER_PIXEL = 0.25;
    private static final double FALL = 0.25;

    /// What is lossy is a photo, and exact it has about so many bytes.
    private static final int EXACT_BYTES_PER_PIXEL = 3;

    /// So many pixels are sent again at once.
    private static final int REFRESH_MOST = 256 * 256;

    /// The same for a viewer without fences: nobody knows how fast its line is.
    private static final int REFRESH_UNKNOWN = 64 * 64;

    private final EncoderSet encoders;
    private double bytesPerPixel = 1;
    private int nextTile;
    private int nextRefreshed;

    /// A maker whose viewer knows nothing yet.
    ///
    /// @param pieces what it shares with the other viewers of its display
    public UpdateMaker(EncodedPieces pieces) {
        encoders = new EncoderSet(pieces);
    }

    /// What was made.
    ///
    /// @param step what it shows; the one asked for, or a part of it
    /// @param result what is in the update
    /// @param isAll whether nothing was left out because of the limit
    public record Made(ViewerPicture.Step step, UpdateEncoder.Result result, boolean isAll) {}

    /// Appends the update to `out`, or nothing if there is nothing to send.
    ///
    /// @param step what the viewer has and wants
    /// @param preferences its encodings
    /// @param translator its pixel format
    /// @param cursor the shape to tell it of, null for none
    /// @param bytes how many it should have at the most, or [#NO_LIMIT]
    public Made make(
            ViewerPicture.Step step,
            EncodingPreferences preferences,
            PixelTranslator translator,
            @Nullable CursorRectangle cursor,
            long bytes,
            RfbBuffer out) {
        long pixels = bytes == NO_LIMIT ? NO_LIMIT : (long) (bytes / bytesPerPixel);
        Part part = Part.of(step, pixels, nextTile, preferences.supports(Encoding.COPY_RECT));
        nextTile = part.next();
        int before = out.length();
        UpdateEncoder.Result result =
                new UpdateEncoder(part.step(), preferences, translator, encoders, cursor)
                        .encode(out);
        learn(out.length() - before, result.sent().area());
        return new Made(part.step(), result, part.isAll());
    }

    /// Appends an update that shows exactly some of what the viewer holds lossily. It is small
    /// enough that a change of the picture, which may come at any time, does not wait long behind
    /// it.
    ///
    /// @param step what the viewer has lossily and wants
    /// @param bytes how many it should have at the most, or [#NO_LIMIT] if the line is not known
    public UpdateEncoder.Result refresh(
            ViewerPicture.Step step,
            EncodingPreferences preferences,
            PixelTranslator translator,
            long bytes,
            RfbBuffer out) {
        long pixels =
                bytes == NO_LIMIT
                        ? REFRESH_UNKNOWN
                        : Math.min(REFRESH_MOST, bytes / EXACT_BYTES_PER_PIXEL);
        Part part = Part.of(step, pixels, nextRefreshed, false);
        nextRefreshed = part.next();
        return new UpdateEncoder(part.step(), preferences.lossless(), translator, encoders, null)
                .encode(out);
    }

    private void learn(int bytes, long pixels) {
        if (pixels > 0) {
            double now = Math.max(LEAST_BYTES_PER_PIXEL, (double) bytes / pixels);
            bytesPerPixel =
                    now > bytesPerPixel ? now : bytesPerPixel + FALL * (now - bytesPerPixel);
        }
    }

    /// Gives back what is of use only to a viewer that gets updates.
    public void rest() {
        encoders.rest();
    }

    /// Frees the encoders.
    @Override
    public void close() {
        encoders.close();
    }
}
