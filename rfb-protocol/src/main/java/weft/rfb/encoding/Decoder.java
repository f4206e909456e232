package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.ENCODING;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// Decodes the rectangles of one server. It holds the state of that server's compression streams,
/// so every rectangle of its encoding must pass through it.
///
/// All decoders trust nothing: counts, palettes and lengths are checked before they are used, and
/// compressed data may not be longer than the rectangle can need.
public sealed interface Decoder extends AutoCloseable
        permits RawDecoder,
                RreDecoder,
                CorreDecoder,
                HextileDecoder,
                ZlibDecoder,
                TightDecoder,
                TrleDecoder,
                ZrleDecoder,
                ZywrleDecoder,
                JpegDecoder,
                TightPngDecoder,
                OpenH264Decoder {

    /// A new decoder with fresh streams, for an encoding that carries pixels, of a client that has
    /// asked for no quality.
    static Decoder create(Encoding encoding) {
        return create(encoding, EncodingPreferences.NONE);
    }

    /// A new decoder with fresh streams, for an encoding that carries pixels.
    ///
    /// @param preferences what the client has asked for
    static Decoder create(Encoding encoding, EncodingPreferences preferences) {
        return switch (encoding) {
            case RAW -> new RawDecoder();
            case RRE -> new RreDecoder();
            case CORRE -> new CorreDecoder();
            case HEXTILE -> new HextileDecoder();
            case ZLIB -> new ZlibDecoder();
            case TIGHT -> new TightDecoder();
            case TRLE -> new TrleDecoder();
            case ZRLE -> new ZrleDecoder();
            case ZYWRLE -> new ZywrleDecoder(Zywrle.level(preferences));
            case JPEG -> new JpegDecoder();
            case TIGHT_PNG -> new TightPngDecoder();
            case OPEN_H264 -> new OpenH264Decoder();
            case COPY_RECT,
                    DESKTOP_SIZE,
                    EXTENDED_DESKTOP_SIZE,
                    VMWARE_DISPLAY_MODE,
                    DESKTOP_NAME,
                    LAST_RECT,
                    CURSOR,
                    X_CURSOR,
                    CURSOR_WITH_ALPHA,
                    VMWARE_CURSOR,
                    POINTER_POS,
                    VMWARE_CURSOR_POSITION,
                    FENCE,
                    CONTINUOUS_UPDATES,
                    TIGHT_WITHOUT_ZLIB,
                    QEMU_POINTER_MOTION,
                    QEMU_KEY_EVENT,
                    QEMU_AUDIO,
                    QEMU_LED_STATE,
                    VMWARE_LED_STATE,
                    EXTENDED_MOUSE_BUTTONS,
                    XVP,
                    GII,
                    EXTENDED_CLIPBOARD,
                    UNKNOWN ->
                    throw new RfbProtocolException(
                            ENCODING, "Expected an encoding of pixels, got " + encoding);
        };
    }

    /// The encoding that this decoder is for.
    Encoding encoding();

    /// Reads the data of a rectangle and writes its pixels as packed `0x00RRGGBB`.
    ///
    /// @param in the data behind the rectangle's header
    /// @param translator of the pixel format in force
    /// @param target where the pixels go; its size is that of the rectangle
    void decode(RfbInput in, PixelTranslator translator, Target target);

    /// The same for a rectangle at this place of the framebuffer, which some encodings refer to.
    default void decode(RfbInput in, PixelTranslator translator, int x, int y, Target target) {
        decode(in, translator, target);
    }

    /// Frees the streams. Nothing can be decoded afterwards.
    @Override
    default void close() {}
}
