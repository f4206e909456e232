package weft.framebuffer;

/// How red, green and blue lie in the value of one pixel, named from its top bit down: in
/// [#XRGB8888] blue is in the lowest byte, as in 0x00RRGGBB.
///
/// What stands for X, and whatever is above it in a wider element, does not matter. In which order
/// the bytes of a value lie in memory is [PixelMemory]'s to say: XRGB8888 is the bytes blue, green,
/// red, X in little-endian memory, and X, red, green, blue in big-endian memory.
public enum PixelLayout {
    /// Four bytes; `int[]` of most hosts, `TYPE_INT_RGB`, libretro's XRGB8888.
    XRGB8888(4, 16, 8, 8, 8, 0, 8),
    /// Four bytes; `TYPE_INT_BGR`, and the bytes R, G, B, X of OpenGL in little-endian memory.
    XBGR8888(4, 0, 8, 8, 8, 16, 8),
    /// Four bytes.
    RGBX8888(4, 24, 8, 16, 8, 8, 8),
    /// Four bytes.
    BGRX8888(4, 8, 8, 16, 8, 24, 8),
    /// Three bytes: blue, green, red in little-endian memory, red, green, blue in big-endian.
    RGB888(3, 16, 8, 8, 8, 0, 8),
    /// Two bytes.
    RGB565(2, 11, 5, 5, 6, 0, 5),
    /// Two bytes.
    BGR565(2, 0, 5, 5, 6, 11, 5),
    /// Two bytes; libretro's 0RGB1555.
    XRGB1555(2, 10, 5, 5, 5, 0, 5),
    /// Two bytes; the Game Boy Color's and the Super NES' own, and that of coffee-gb's `int[]`.
    XBGR1555(2, 0, 5, 5, 5, 10, 5);

    private final int bytes;
    private final int redShift;
    private final int redBits;
    private final int greenShift;
    private final int greenBits;
    private final int blueShift;
    private final int blueBits;

    PixelLayout(
            int bytes,
            int redShift,
            int redBits,
            int greenShift,
            int greenBits,
            int blueShift,
            int blueBits) {
        this.bytes = bytes;
        this.redShift = redShift;
        this.redBits = redBits;
        this.greenShift = greenShift;
        this.greenBits = greenBits;
        this.blueShift = blueShift;
        this.blueBits = blueBits;
    }

    /// How many bytes of memory hold one, unless its elements are wider.
    public int bytes() {
        return bytes;
    }

    /// Turns values of this layout into 0x00RRGGBB, in place.
    void toRgb(int[] values, int from, int count) {
        if (this == XRGB8888 || this == RGB888) {
            for (int i = from; i < from + count; i++) {
                values[i] &= 0xFFFFFF;
            }
            return;
        }
        int red = redShift; // locals, for the sake of vector instructions
        int green = greenShift;
        int blue = blueShift;
        int redMask = mask(redBits);
        int greenMask = mask(greenBits);
        int blueMask = mask(blueBits);
        int redFactor = factor(redBits);
        int greenFactor = factor(greenBits);
        int blueFactor = factor(blueBits);
        int redHalf = half(redBits);
        int greenHalf = half(greenBits);
        int blueHalf = half(blueBits);
        for (int i = from; i < from + count; i++) {
            int value = values[i];
            int r = ((value >>> red & redMask) * redFactor + redHalf) >> 6;
            int g = ((value >>> green & greenMask) * greenFactor + greenHalf) >> 6;
            int b = ((value >>> blue & blueMask) * blueFactor + blueHalf) >> 6;
            values[i] = r << 16 | g << 8 | b;
        }
    }

    private static int mask(int bits) {
        return (1 << bits) - 1;
    }

    /* n bits to 8, rounded: v * 255 / (2^n - 1) in fixed point, of 6 bits. */

    private static int factor(int bits) {
        return switch (bits) {
            case 5 -> 527;
            case 6 -> 259;
            default -> 64; // 8 bits as they are
        };
    }

    private static int half(int bits) {
        return switch (bits) {
            case 5 -> 23;
            case 6 -> 33;
            default -> 0;
        };
    }
}
