package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.message.RectangleHeader;

/// Encodes rectangles for one viewer. It holds the state of that viewer's compression streams, so
/// what it wrote must be sent, all of it and in this order.
///
/// One thread at a time uses an encoder; which one may change between rectangles. Working memory
/// belongs to the thread, not to the encoder, so one at rest is small.
public sealed interface Encoder extends AutoCloseable
        permits RawEncoder, RreEncoder, HextileEncoder, ZlibEncoder, TightEncoder, ZrleEncoder {

    /// The compression level of viewers that do not ask for one.
    int DEFAULT_COMPRESSION_LEVEL = 2;

    /// A new encoder with fresh streams, for [Encoding#RAW], [Encoding#RRE], [Encoding#HEXTILE],
    /// [Encoding#ZLIB], [Encoding#TIGHT] or [Encoding#ZRLE].
    static Encoder create(Encoding encoding) {
        return switch (encoding) {
            case RAW -> new RawEncoder();
            case RRE -> new RreEncoder();
            case HEXTILE -> new HextileEncoder();
            case ZLIB -> new ZlibEncoder();
            case TIGHT -> new TightEncoder();
            case ZRLE -> new ZrleEncoder();
            case COPY_RECT, DESKTOP_SIZE, LAST_RECT, CURSOR, FENCE, CONTINUOUS_UPDATES, UNKNOWN ->
                    throw new IllegalArgumentException("No encoder of pixels: " + encoding);
        };
    }

    /// The encoding that this encoder is for.
    Encoding encoding();

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

    /// How hard to compress from now on, from 0 (fast) to 9 (small).
    default void compressionLevel(int level) {}

    /// The widest rectangle that this encoding can hold.
    default int maxWidth() {
        return 0xffff;
    }

    /// The most pixels that a rectangle of this encoder may have.
    default int maxArea() {
        return 1 << 24;
    }

    /// Frees the streams. Nothing can be encoded afterwards.
    @Override
    default void close() {}
}
