package weft.rfb;

import static weft.rfb.RfbProtocolException.Reason.PIXEL_FORMAT;

/// How a pixel value looks on the wire (RFC 6143 §7.4). Only legal formats exist as objects.
///
/// | bytes | type | field            |
/// |------:|------|------------------|
/// |     1 | U8   | bits-per-pixel   |
/// |     1 | U8   | depth            |
/// |     1 | U8   | big-endian-flag  |
/// |     1 | U8   | true-colour-flag |
/// |     2 | U16  | red-max          |
/// |     2 | U16  | green-max        |
/// |     2 | U16  | blue-max         |
/// |     1 | U8   | red-shift        |
/// |     1 | U8   | green-shift      |
/// |     1 | U8   | blue-shift       |
/// |     3 |      | padding          |
///
/// @param bitsPerPixel 8, 16 or 32
/// @param depth how many of these bits carry meaning
/// @param bigEndian whether the most significant byte of a pixel comes first
/// @param trueColour whether a pixel holds intensities; if not, it is an index into a colour map
/// @param redMax the largest red intensity, a power of two less one
/// @param greenMax the largest green intensity
/// @param blueMax the largest blue intensity
/// @param redShift how far the red intensity is shifted to the left
/// @param greenShift how far the green intensity is shifted to the left
/// @param blueShift how far the blue intensity is shifted to the left
public record PixelFormat(
        int bitsPerPixel,
        int depth,
        boolean bigEndian,
        boolean trueColour,
        int redMax,
        int greenMax,
        int blueMax,
        int redShift,
        int greenShift,
        int blueShift) {

    /// The length on the wire.
    public static final int LENGTH = 16;

    /// 32 bits as `0x00RRGGBB`, little-endian: what most viewers ask for.
    public static final PixelFormat XRGB8888 =
            new PixelFormat(32, 24, false, true, 255, 255, 255, 16, 8, 0);

    /// 16 bits, little-endian, 5 red, 6 green, 5 blue.
    public static final PixelFormat RGB565 =
            new PixelFormat(16, 16, false, true, 31, 63, 31, 11, 5, 0);

    /// 16 bits, little-endian, 5 each.
    public static final PixelFormat RGB555 =
            new PixelFormat(16, 15, false, true, 31, 31, 31, 10, 5, 0);

    /// 8 bits, from the most significant: 2 blue, 3 green, 3 red.
    public static final PixelFormat BGR233 = new PixelFormat(8, 8, false, true, 7, 7, 3, 0, 3, 6);

    /// 8 bits that are an index into a colour map.
    public static final PixelFormat COLOUR_MAP =
            new PixelFormat(8, 8, false, false, 0, 0, 0, 0, 0, 0);

    /// Refuses what is not a legal format with an [IllegalArgumentException] that says why.
    public PixelFormat {
        if (bitsPerPixel != 8 && bitsPerPixel != 16 && bitsPerPixel != 32) {
            throw illegal("bits-per-pixel %d, expected 8, 16 or 32".formatted(bitsPerPixel));
        }
        if (depth < 1 || depth > bitsPerPixel) {
            throw illegal("depth %d, expected 1 to %d".formatted(depth, bitsPerPixel));
        }
        if (trueColour) {
            checkChannel("red", redMax, redShift, bitsPerPixel);
            checkChannel("green", greenMax, greenShift, bitsPerPixel);
            checkChannel("blue", blueMax, blueShift, bitsPerPixel);
            checkTogether(
                    depth,
                    (long) redMax << redShift,
                    (long) greenMax << greenShift,
                    (long) blueMax << blueShift);
        } else if (bitsPerPixel != 8 || depth != 8) {
            throw illegal(
                    "colour map with %d bits-per-pixel and depth %d, expected 8 and 8"
                            .formatted(bitsPerPixel, depth));
        }
    }

    /// How many bytes a pixel takes.
    public int bytesPerPixel() {
        return bitsPerPixel / 8;
    }

    /// Reads a format; an illegal one is refused with the reason.
    public static PixelFormat read(RfbInput in) {
        int bitsPerPixel = in.u8();
        int depth = in.u8();
        boolean bigEndian = in.u8() != 0;
        boolean trueColour = in.u8() != 0;
        int redMax = in.u16();
        int greenMax = in.u16();
        int blueMax = in.u16();
        int redShift = in.u8();
        int greenShift = in.u8();
        int blueShift = in.u8();
        in.skip(3);
        try {
            return new PixelFormat(
                    bitsPerPixel,
                    depth,
                    bigEndian,
                    trueColour,
                    redMax,
                    greenMax,
                    blueMax,
                    redShift,
                    greenShift,
                    blueShift);
        } catch (IllegalArgumentException e) {
            throw new RfbProtocolException(PIXEL_FORMAT, String.valueOf(e.getMessage()));
        }
    }

    /// Writes the 16 bytes.
    public void write(RfbOutput out) {
        out.u8(bitsPerPixel);
        out.u8(depth);
        out.u8(bigEndian ? 1 : 0);
        out.u8(trueColour ? 1 : 0);
        out.u16(redMax);
        out.u16(greenMax);
        out.u16(blueMax);
        out.u8(redShift);
        out.u8(greenShift);
        out.u8(blueShift);
        out.pad(3);
    }

    private static void checkChannel(String colour, int max, int shift, int bitsPerPixel) {
        if (max < 1 || max > 0xffff || (max & (max + 1)) != 0) {
            throw illegal("%s-max %d, expected a power of two less one".formatted(colour, max));
        }
        int bits = Integer.bitCount(max);
        if (shift < 0 || shift + bits > bitsPerPixel) {
            throw illegal(
                    "%s-shift %d with %d bits, expected to fit into %d bits"
                            .formatted(colour, shift, bits, bitsPerPixel));
        }
    }

    private static void checkTogether(int depth, long red, long green, long blue) {
        if ((red & green) != 0 || (red & blue) != 0 || (green & blue) != 0) {
            throw illegal(
                    "red %#x, green %#x and blue %#x overlap, expected bits of their own"
                            .formatted(red, green, blue));
        }
        int bits = Long.bitCount(red | green | blue);
        if (bits > depth) {
            throw illegal(
                    "%d bits of colour, expected at most the depth %d".formatted(bits, depth));
        }
    }

    private static IllegalArgumentException illegal(String what) {
        return new IllegalArgumentException("Pixel format: " + what);
    }
}
