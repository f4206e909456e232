package weft.rfb.encoding;

import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Pixels.PackedPixels;

/// The numbers that Tight's encoder and decoder share (rfbproto, Tight encoding).
///
/// ```
///   compression-control   0 0 s s r r r r   basic, stream s, filter copy; r: reset stream 3..0
///                         0 1 s s r r r r   basic, a filter-id follows
///                         1 0 0 0 r r r r   fill
///                         1 0 0 1 r r r r   JPEG
///                         1 0 1 0 r r r r   basic without zlib, filter copy
///                         1 1 1 0 r r r r   basic without zlib, a filter-id follows
/// ```
final class Tight {

    /// The widest rectangle.
    static final int MAX_WIDTH = 2048;

    /// The most pixels, so that even incompressible data keeps to 22 bits of length.
    static final int MAX_AREA = 1 << 19;

    /// Data shorter than this is not compressed, and has no length.
    static final int MIN_TO_COMPRESS = 12;

    /// How many streams there are.
    static final int STREAMS = 4;

    static final int FILL = 8;
    static final int JPEG = 9;

    /// Not in TightPNG, which has PNG there.
    static final int WITHOUT_ZLIB = 10;

    /// In TightPNG only.
    static final int PNG = 10;

    /// In the upper half of compression-control: a filter-id follows.
    static final int EXPLICIT_FILTER = 4;

    static final int FILTER_COPY = 0;
    static final int FILTER_PALETTE = 1;
    static final int FILTER_GRADIENT = 2;

    private Tight() {}

    /// Refuses a rectangle that is too large to write.
    static void checkSize(Pixels pixels) {
        int area = Math.multiplyExact(pixels.width(), pixels.height());
        if (pixels.width() > MAX_WIDTH || area > MAX_AREA) {
            throw new IllegalArgumentException(
                    "Tight rectangle of %dx%d, expected at most %d columns and %d pixels"
                            .formatted(pixels.width(), pixels.height(), MAX_WIDTH, MAX_AREA));
        }
    }

    /// How many bytes an indexed row takes: one bit a pixel for two colours, else one byte.
    static int indexedRow(int width, int colours) {
        return colours == 2 ? (width + 7) / 8 : width;
    }

    /// Appends a JPEG, for Tight and TightPNG: compression-control, length and data.
    static void encodeJpeg(PackedPixels pixels, JpegQuality quality, RfbBuffer out) {
        checkSize(pixels);
        out.u8(JPEG << 4);
        int lengthAt = CompactLength.start(out);
        Jpeg.encode(pixels, quality, out);
        CompactLength.end(lengthAt, out);
    }
}
