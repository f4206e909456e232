package weft.server.update;

import org.jspecify.annotations.Nullable;

import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The encoders of one viewer, made when they are first needed and kept, because its decoders keep
/// their streams too. Not for two threads at once.
public final class EncoderSet implements AutoCloseable {
    private final EncodedPieces pieces;
    private final Map<Encoding, Encoder> encoders = new EnumMap<>(Encoding.class);
    private EncodedPieces.@Nullable Form form;
    private @Nullable Choice last;

    /// No encoders yet, of a viewer that shares nothing.
    public EncoderSet() {
        this(new EncodedPieces());
    }

    /// No encoders yet, of a viewer that shares these pieces with others.
    public EncoderSet(EncodedPieces pieces) {
        this.pieces = pieces;
    }

    EncodedPieces pieces() {
        return pieces;
    }

    /// How to encode for the viewer.
    ///
    /// @param preferences what it asks for
    /// @param translator its pixel format
    /// @param whole whether the whole picture may be sent
    /// @param encoder adapted to all that
    /// @param jpeg how good JPEG must be, if there may be any
    /// @param form what others must ask for to share the pieces
    record Choice(
            EncodingPreferences preferences,
            PixelTranslator translator,
            boolean whole,
            Encoder encoder,
            Optional<PieceEncoder.Jpeg> jpeg,
            EncodedPieces.Form form) {}

    /// The encoder for what the viewer likes best of what there is here, adapted to what else it
    /// asks for.
    ///
    /// @param whole whether the whole picture may be sent; H.264 is only for that
    Choice choose(EncodingPreferences preferences, PixelTranslator translator, boolean whole) {
        Choice known = last;
        if (known == null
                || known.preferences != preferences
                || known.translator != translator
                || known.whole != whole) {
            known = newChoice(preferences, translator, whole);
            last = known;
        }
        return known;
    }

    private Choice newChoice(
            EncodingPreferences preferences, PixelTranslator translator, boolean whole) {
        Encoder encoder = encoder(preferences, whole);
        Optional<PieceEncoder.Jpeg> jpeg =
                encoder.hasJpeg(translator) ? PieceEncoder.Jpeg.of(preferences) : Optional.empty();
        var wanted =
                new EncodedPieces.Form(
                        encoder.encoding(),
                        translator.format(),
                        Encoder.level(preferences),
                        jpeg,
                        encoder.variant());
        return new Choice(preferences, translator, whole, encoder, jpeg, wanted);
    }

    private Encoder encoder(EncodingPreferences preferences, boolean whole) {
        Encoding best =
                preferences.encodings().stream()
                        .filter(Encoder::isAvailable)
                        .filter(encoding -> whole || encoding != Encoding.OPEN_H264)
                        .findFirst()
                        .orElse(Encoding.RAW);
        Encoder encoder = encoders.computeIfAbsent(best, Encoder::create);
        encoder.adapt(preferences);
        return encoder;
    }

    /// The viewer wants its pieces in this form. Says whether others want them too.
    boolean isShared(EncodedPieces.Form wanted) {
        if (wanted != form && !wanted.equals(form)) {
            leave();
            form = wanted;
            pieces.join(wanted);
        }
        return pieces.isShared(wanted);
    }

    private void leave() {
        if (form != null) {
            pieces.leave(form);
            form = null;
        }
    }

    /// Gives back what compressors hold, some hundred kilobytes for each stream. The next update
    /// does without history.
    void rest() {
        encoders.values().forEach(Encoder::rest);
    }

    /// Frees the streams.
    @Override
    public void close() {
        leave();
        last = null;
        encoders.values().forEach(Encoder::close);
        encoders.clear();
    }
}
