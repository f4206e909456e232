package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.codec.H264Encoder;
import weft.rfb.codec.JpegCodec;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.RectangleHeader;

/// Encodes rectangles for one viewer. It holds the state of that viewer's compression streams, so
/// what it wrote must be sent, all of it and in this order.
///
/// One thread at a time uses an encoder; which one may change between rectangles. Working memory
/// belongs to the thread, not to the encoder, so one at rest is small.
public sealed interface Encoder extends AutoCloseable
        permits RawEncoder,
                RreEncoder,
                CorreEncoder,
                HextileEncoder,
                ZlibEncoder,
                TightEncoder,
                TrleEncoder,
                ZrleEncoder,
                ZywrleEncoder,
                JpegEncoder,
                TightPngEncoder,
                OpenH264Encoder {

    /// The compression level of viewers that do not ask for one.
    int DEFAULT_COMPRESSION_LEVEL = 2;

    /// Whether there is an encoder for this encoding here: not if it carries no pixels, and not for
    /// JPEG and H.264 without a codec.
    static boolean isAvailable(Encoding encoding) {
        if (encoding == Encoding.JPEG) {
            return JpegCodec.find().isPresent();
        }
        if (encoding == Encoding.OPEN_H264) {
            return H264Encoder.isAvailable();
        }
        return !encoding.isPseudo() && encoding != Encoding.COPY_RECT;
    }

    /// A new encoder with fresh streams, for an encoding that [#isAvailable].
    static Encoder create(Encoding encoding) {
        return switch (encoding) {
            case RAW -> new RawEncoder();
            case RRE -> new RreEncoder();
            case CORRE -> new CorreEncoder();
            case HEXTILE -> new HextileEncoder();
            case ZLIB -> new ZlibEncoder(false);
            case TIGHT -> new TightEncoder(false);
            case TRLE -> new TrleEncoder();
            case ZRLE -> new ZrleEncoder(false);
            case ZYWRLE -> new ZywrleEncoder(false);
            case JPEG -> new JpegEncoder();
            case TIGHT_PNG -> new TightPngEncoder();
            case OPEN_H264 -> new OpenH264Encoder();
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
                    throw new IllegalArgumentException("No encoder of pixels: " + encoding);
        };
    }

    /// An encoder of rectangles that many viewers share: what it writes refers to nothing that was
    /// written before, see [DeflateStreams].
    static Encoder createShared(Encoding encoding) {
        return switch (encoding) {
            case ZLIB -> new ZlibEncoder(true);
            case TIGHT -> new TightEncoder(true);
            case ZRLE -> new ZrleEncoder(true);
            case ZYWRLE -> new ZywrleEncoder(true);
            default -> create(encoding);
        };
    }

    /// The compression streams that go on from rectangle to rectangle.
    default DeflateStreams streams() {
        return DeflateStreams.NONE;
    }

    /// The encoding that this encoder is for.
    Encoding encoding();

    /// Whether what [#encode] writes may not have the exact pixels, since it was last adapted.
    default boolean isLossy() {
        return encoding().isLossy();
    }

    /// Appends the encoded pixels, without a rectangle's header.
    ///
    /// @return the encoding of what was written: [#encoding()], or Raw where that is shorter
    Encoding encode(Pixels pixels, PixelTranslator translator, RfbBuffer out);

    /// Appends a whole rectangle at this place of the framebuffer: its header and the pixels.
    default void encodeRectangle(
            int x, int y, Pixels pixels, PixelTranslator translator, RfbBuffer out) {
        int header = out.length();
        new RectangleHeader(x, y, pixels.width(), pixels.height(), encoding().number()).write(out);
        Encoding written = encode(pixels, translator, out);
        out.setU32(header + RectangleHeader.ENCODING_OFFSET, written.number());
    }

    /// Whether it refers to what it wrote for the same place before, and so should be given the
    /// same few rectangles again and again, best the whole picture.
    default boolean keepsPlaces() {
        return false;
    }

    /// Whether [#encodeJpeg] can be used in this pixel format.
    default boolean hasJpeg(PixelTranslator translator) {
        return false;
    }

    /// Appends the pixels as JPEG, without a rectangle's header; only where [#hasJpeg].
    ///
    /// @return the encoding of what was written
    default Encoding encodeJpeg(PackedPixels pixels, JpegQuality quality, RfbBuffer out) {
        throw new UnsupportedOperationException("No JPEG in " + encoding());
    }

    /// Encodes as this viewer asks from now on.
    default void adapt(EncodingPreferences preferences) {
        compressionLevel(level(preferences));
    }

    /// The compression level that this viewer asks for.
    static int level(EncodingPreferences preferences) {
        return preferences.compressionLevel().orElse(DEFAULT_COMPRESSION_LEVEL);
    }

    /// What else than the pixel format, the compression level and the quality of JPEGs decides what
    /// this encoder writes, since it was last adapted.
    default String variant() {
        return "";
    }

    /// How hard to compress from now on, from 0 (fast) to 9 (small).
    default void compressionLevel(int level) {
        streams().level(level);
    }

    /// The widest rectangle that this encoding can hold.
    default int maxWidth() {
        return 0xffff;
    }

    /// The highest rectangle that this encoding can hold.
    default int maxHeight() {
        return 0xffff;
    }

    /// The most pixels that a rectangle of this encoder may have.
    default int maxArea() {
        return 1 << 24;
    }

    /// Frees what is of use only while there is much to encode; what comes next may take more
    /// bytes.
    default void rest() {
        streams().rest();
    }

    /// Frees the streams. Nothing can be encoded afterwards.
    @Override
    default void close() {
        streams().close();
    }
}
