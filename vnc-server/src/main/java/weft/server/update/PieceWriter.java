package weft.server.update;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.server.update.PieceEncoder.Encoded;

import java.util.Optional;

/// Writes the pieces of one update: those that other viewers may want too come from what they
/// share, the others are encoded with the history of the viewer's own streams.
final class PieceWriter implements AutoCloseable {

    private final Frame frame;
    private final EncodingPreferences preferences;
    private final PixelTranslator translator;
    private final Encoder encoder;
    private final EncodedPieces pieces;
    private final EncodedPieces.Form form;
    private final boolean shared;
    private final Optional<PieceEncoder.Jpeg> jpeg;
    private final PieceEncoder own;
    private @Nullable Encoder forAll;

    /// @param whole whether the viewer takes the whole picture
    PieceWriter(
            Frame frame,
            boolean whole,
            EncodingPreferences preferences,
            PixelTranslator translator,
            EncoderSet encoders) {
        this.frame = frame;
        this.preferences = preferences;
        this.translator = translator;
        EncoderSet.Choice choice = encoders.choose(preferences, translator, whole);
        encoder = choice.encoder();
        jpeg = choice.jpeg();
        form = choice.form();
        pieces = encoders.pieces();
        // Copying raw pixels from what is shared would cost as much as copying them from the frame.
        // What refers to the picture before is for this viewer alone.
        shared =
                encoders.isShared(form)
                        && encoder.encoding() != Encoding.RAW
                        && !encoder.keepsPlaces();
        own = new PieceEncoder(frame, encoder, translator, jpeg);
    }

    /// Whether it should be given the whole picture, whatever has changed.
    boolean keepsPlaces() {
        return encoder.keepsPlaces();
    }

    /// Appends the rectangles that show `place`.
    Encoded write(Rect place, RfbBuffer out) {
        if (shared) {
            Optional<EncodedPieces.Piece> found =
                    pieces.get(form, frame, place, () -> make(place))
                            .filter(piece -> encoder.streams().haveBegun(piece.streams()));
            if (found.isPresent()) {
                out.bytes(found.get().bytes());
                encoder.streams().skip(found.get().streams());
                return new Encoded(found.get().count(), found.get().lossy());
            }
        }
        return own.encode(place, out);
    }

    private EncodedPieces.Piece make(Rect place) {
        if (forAll == null) {
            forAll = Encoder.createShared(encoder.encoding());
            forAll.adapt(preferences);
        }
        var out = new RfbBuffer();
        Encoded made = new PieceEncoder(frame, forAll, translator, jpeg).encode(place, out);
        return new EncodedPieces.Piece(
                out.toByteArray(), made.count(), forAll.streams().takeWritten(), made.lossy());
    }

    @Override
    public void close() {
        if (forAll != null) {
            forAll.close();
        }
    }
}
