package weft.client;

import weft.client.handshake.Login;
import weft.client.recording.Recorder;
import weft.client.wire.Transport;
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
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// What a client was built with.
///
/// @param login what it says of itself, and expects of the server
/// @param encodings of pixels, the best first; empty for those that suit the way to the server
/// @param localCursor whether shapes of the pointer are handed over, and not painted by the server
/// @param desktopSize whether the server may change the size of the picture
/// @param continuous whether continuous updates are used when offered
/// @param timeout for connecting and the handshake together
/// @param display what the picture is drawn into, if it is not the client's own
/// @param threads makes the one that reads and the one that writes
record Settings(
        ProtocolVersion highest,
        Login login,
        PixelFormat format,
        Optional<List<Encoding>> encodings,
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
        WaitClock clock,
        ThreadFactory threads) {

    private static final List<Encoding> FAR_AWAY =
            List.of(
                    Encoding.COPY_RECT,
                    Encoding.TIGHT,
                    Encoding.ZRLE,
                    Encoding.HEXTILE,
                    Encoding.RAW);

    /// A server on the same machine answers sooner, as a rule.
    private static final long LOCAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final List<Encoding> NEARBY = List.of(Encoding.COPY_RECT, Encoding.RAW);

    /// How long may be waited for something that may take so long.
    ///
    /// @param gone how much of the time for all is gone
    Duration patience(Duration own, Duration gone) {
        Duration left = timeout.map(all -> all.minus(gone)).orElse(own);
        return left.compareTo(own) > 0 ? own : left.isNegative() ? Duration.ZERO : left;
    }

    /// @param server the open way to it
    /// @param roundTripNanos how long it took to answer: a way that seems local may be a tunnel to
    ///   another machine
    SetEncodings setEncodings(Transport server, long roundTripNanos) {
        boolean moves =
                server.isLocal()
                        && roundTripNanos < LOCAL_NANOS
                        && recorder == Recorder.NONE
                        && jpegQuality.isEmpty()
                        && compressionLevel.isEmpty();
        List<Encoding> pixels = encodings.orElse(moves ? NEARBY : FAR_AWAY);
        List<Integer> numbers = new ArrayList<>();
        pixels.forEach(encoding -> numbers.add(encoding.number()));
        jpegQuality.ifPresent(level -> numbers.add(EncodingPreferences.QUALITY_0 + level));
        compressionLevel.ifPresent(
                level -> numbers.add(EncodingPreferences.COMPRESSION_LEVEL_0 + level));
        if (pixels.contains(Encoding.TIGHT)) {
            numbers.add(Encoding.TIGHT_WITHOUT_ZLIB.number());
        }
        if (localCursor) {
            numbers.add(Encoding.CURSOR_WITH_ALPHA.number());
            numbers.add(Encoding.VMWARE_CURSOR.number());
            numbers.add(Encoding.CURSOR.number());
            numbers.add(Encoding.X_CURSOR.number());
            numbers.add(Encoding.POINTER_POS.number());
            numbers.add(Encoding.VMWARE_CURSOR_POSITION.number());
        }
        if (desktopSize) {
            numbers.add(Encoding.DESKTOP_SIZE.number());
            numbers.add(Encoding.EXTENDED_DESKTOP_SIZE.number());
            numbers.add(Encoding.VMWARE_DISPLAY_MODE.number());
        }
        numbers.add(Encoding.DESKTOP_NAME.number());
        numbers.add(Encoding.LAST_RECT.number());
        numbers.add(Encoding.FENCE.number());
        numbers.add(Encoding.EXTENDED_CLIPBOARD.number());
        numbers.add(Encoding.XVP.number());
        numbers.add(Encoding.GII.number());
        numbers.add(Encoding.EXTENDED_MOUSE_BUTTONS.number());
        numbers.add(Encoding.QEMU_POINTER_MOTION.number());
        numbers.add(Encoding.QEMU_KEY_EVENT.number());
        numbers.add(Encoding.QEMU_AUDIO.number());
        numbers.add(Encoding.QEMU_LED_STATE.number());
        numbers.add(Encoding.VMWARE_LED_STATE.number());
        if (continuous) {
            numbers.add(Encoding.CONTINUOUS_UPDATES.number());
        }
        return new SetEncodings(numbers);
    }
}
