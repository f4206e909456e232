package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.ENCODING;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

/// Passes over the data of rectangles without decoding it: for whoever counts what a server sends,
/// and must do so for next to nothing.
///
/// Only as much is read as tells how long the data is, so damage within it is not noticed.
public final class RectangleData {

    private RectangleData() {}

    /// Whether the length of this encoding's data can be told without decoding it.
    public static boolean canSkip(Encoding encoding) {
        return switch (encoding) {
            case RAW,
                    COPY_RECT,
                    RRE,
                    CORRE,
                    HEXTILE,
                    ZLIB,
                    TIGHT,
                    TIGHT_PNG,
                    ZRLE,
                    ZYWRLE,
                    OPEN_H264 ->
                    true;
            case TRLE,
                    JPEG,
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
                    false;
        };
    }

    /// Reads past the data of one rectangle.
    ///
    /// @param in the data behind the rectangle's header
    /// @param encoding one that [#canSkip]
    /// @param translator of the pixel format in force
    /// @param width how many columns the rectangle has
    /// @param height how many rows
    public static void skip(
            RfbInput in, Encoding encoding, PixelTranslator translator, int width, int height) {
        int size = translator.bytesPerPixel();
        switch (encoding) {
            case RAW -> in.skip((long) width * height * size);
            case COPY_RECT -> in.skip(4);
            case RRE -> skipSubrects(in, size, 8);
            case CORRE -> skipSubrects(in, size, 4);
            case HEXTILE -> skipHextile(in, size, width, height);
            case ZLIB, ZRLE, ZYWRLE -> in.skip(in.u32());
            case OPEN_H264 -> in.skip(in.u32() + 4);
            case TIGHT, TIGHT_PNG ->
                    skipTight(in, translator.tight().bytesPerPixel(), encoding, width, height);
            default ->
                    throw new IllegalArgumentException(
                            "The length of " + encoding + " is not told by its data");
        }
    }

    private static void skipSubrects(RfbInput in, int pixel, int place) {
        long count = in.u32();
        in.skip(pixel + count * (pixel + place));
    }

    private static void skipHextile(RfbInput in, int pixel, int width, int height) {
        for (int y = 0; y < height; y += Hextile.TILE) {
            int rows = Math.min(Hextile.TILE, height - y);
            for (int x = 0; x < width; x += Hextile.TILE) {
                int columns = Math.min(Hextile.TILE, width - x);
                int mask = in.u8();
                if ((mask & Hextile.RAW) != 0) {
                    in.skip((long) columns * rows * pixel);
                    continue;
                }
                int colours = Integer.bitCount(mask & (Hextile.BACKGROUND | Hextile.FOREGROUND));
                in.skip((long) colours * pixel);
                if ((mask & Hextile.ANY_SUBRECTS) != 0) {
                    boolean coloured = (mask & Hextile.SUBRECTS_COLOURED) != 0;
                    in.skip((long) in.u8() * (2 + (coloured ? pixel : 0)));
                }
            }
        }
    }

    private static void skipTight(
            RfbInput in, int pixel, Encoding encoding, int width, int height) {
        int kind = in.u8() >> 4;
        boolean png = encoding == Encoding.TIGHT_PNG;
        if (kind == Tight.FILL) {
            in.skip(pixel);
        } else if (kind == Tight.JPEG || (png && kind == Tight.PNG)) {
            in.skip(CompactLength.read(in));
        } else if (!png && (kind < Tight.FILL || isWithoutZlib(kind))) {
            long length = (long) width * height * pixel;
            if ((kind & Tight.EXPLICIT_FILTER) != 0 && in.u8() == Tight.FILTER_PALETTE) {
                int colours = in.u8() + 1;
                in.skip((long) colours * pixel);
                length = (long) Tight.indexedRow(width, colours) * height;
            }
            in.skip(length < Tight.MIN_TO_COMPRESS ? length : CompactLength.read(in));
        } else {
            throw new RfbProtocolException(
                    ENCODING,
                    "Expected the compression-control of %s, got kind %d"
                            .formatted(encoding, kind));
        }
    }

    private static boolean isWithoutZlib(int kind) {
        return (kind & ~Tight.EXPLICIT_FILTER) == Tight.WITHOUT_ZLIB;
    }
}
