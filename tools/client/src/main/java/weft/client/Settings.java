package weft.client;

import weft.client.handshake.Login;
import weft.client.recording.Recorder;
import weft.framebuffer.Framebuffer;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.message.SetEncodings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a client was built with.
///
/// @param login what it says of itself, and expects of the server
/// @param encodings of pixels, the best first
/// @param localCursor whether shapes of the pointer are handed over, and not painted by the server
/// @param desktopSize whether the server may change the size of the picture
/// @param continuous whether continuous updates are used when offered
/// @param timeout for connecting and the handshake together
/// @param display what the picture is drawn into, if it is not the client's own
record Settings(
        ProtocolVersion highest,
        Login login,
        PixelFormat format,
        List<Encoding> encodings,
        OptionalInt compressionLevel,
        OptionalInt jpegQuality,
        boolean localCursor,
        boolean desktopSize,
        boolean continuous,
        Duration connectTimeout,
        Duration handshakeTimeout,
        Optional<Duration> timeout,
        ServerEvents events,
        Recorder recorder,
        Optional<Framebuffer> display,
        WaitClock clock) {

    /// How long may be waited for something that may take so long.
    ///
    /// @param gone how much of the time for all is gone
    Duration patience(Duration own, Duration gone) {
        Duration left = timeout.map(all -> all.minus(gone)).orElse(own);
        return left.compareTo(own) > 0 ? own : left.isNegative() ? Duration.ZERO : left;
    }

    SetEncodings setEncodings() {
        List<Integer> numbers = new ArrayList<>();
        encodings.forEach(encoding -> numbers.add(encoding.number()));
        jpegQuality.ifPresent(level -> numbers.add(EncodingPreferences.QUALITY_0 + level));
        compressionLevel.ifPresent(
                level -> numbers.add(EncodingPreferences.COMPRESSION_LEVEL_0 + level));
        if (encodings.contains(Encoding.TIGHT)) {
            numbers.add(Encoding.TIGHT_WITHOUT_ZLIB.number());
        }
        if (localCursor) {
            numbers.add(Encoding.CURSOR.number());
        }
        if (desktopSize) {
            numbers.add(Encoding.DESKTOP_SIZE.number());
        }
        numbers.add(Encoding.LAST_RECT.number());
        numbers.add(Encoding.FENCE.number());
        if (continuous) {
            numbers.add(Encoding.CONTINUOUS_UPDATES.number());
        }
        return new SetEncodings(numbers);
    }
}
