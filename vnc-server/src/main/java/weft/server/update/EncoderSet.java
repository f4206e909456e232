package weft.server.update;

import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;

import java.util.EnumMap;
import java.util.Map;

/// The encoders of one viewer, made when they are first needed and kept, because its decoders keep
/// their streams too. Not for two threads at once.
public final class EncoderSet implements AutoCloseable {
    private final Map<Encoding, Encoder> encoders = new EnumMap<>(Encoding.class);

    /// No encoders yet.
    public EncoderSet() {}

    /// The encoder for what the viewer likes best, at the compression level that it asks for.
    Encoder choose(EncodingPreferences preferences) {
        Encoding best =
                preferences.encodings().stream()
                        .filter(encoding -> encoding != Encoding.COPY_RECT)
                        .findFirst()
                        .orElse(Encoding.RAW);
        Encoder encoder = encoders.computeIfAbsent(best, Encoder::create);
        encoder.compressionLevel(
                preferences.compressionLevel().orElse(Encoder.DEFAULT_COMPRESSION_LEVEL));
        return encoder;
    }

    /// Frees the streams.
    @Override
    public void close() {
        encoders.values().forEach(Encoder::close);
        encoders.clear();
    }
}
