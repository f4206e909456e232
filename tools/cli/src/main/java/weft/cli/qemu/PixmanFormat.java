package weft.cli.qemu;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import weft.cli.dbus.DbusException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// How pixels are made, by the number that pixman (`pixman.h`, PIXMAN_FORMAT) has for it: from its
/// highest byte on the bits of a pixel, the order of its colours, and four bits each for how many
/// bits alpha, red, green and blue have. Pixels are numbers in this machine's byte order, which is
/// QEMU's, too.
final class PixmanFormat {
    private static final int ARGB = 2;
    private static final int ABGR = 3;
    private static final int BGRA = 8;
    private static final int RGBA = 9;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfInt INTS = JAVA_INT_UNALIGNED.withOrder(ORDER);
    private static final ValueLayout.OfShort SHORTS = JAVA_SHORT_UNALIGNED.withOrder(ORDER);

    /// What cursors are of: PIXMAN_a8r8g8b8.
    static final PixmanFormat ARGB_8888 =
            of(0x2002_8888, new Colour(16, 8), new Colour(8, 8), new Colour(0, 8));

    private final int bytesPerPixel;
    private final Colour red;
    private final Colour green;
    private final Colour blue;
    private final boolean asIs;

    /// Some bits of a pixel.
    private record Colour(int shift, int bits) {

        /// Its level from 0 to 255, rounded.
        int of(int pixel) {
            int most = (1 << bits) - 1;
            int level = pixel >>> shift & most;
            return bits == 8 ? level : (level * 255 + most / 2) / most;
        }
    }

    private PixmanFormat(int number, Colour red, Colour green, Colour blue) {
        bytesPerPixel = number >>> 27;
        this.red = red;
        this.green = green;
        this.blue = blue;
        asIs =
                bytesPerPixel == 4
                        && red.equals(new Colour(16, 8))
                        && green.equals(new Colour(8, 8))
                        && blue.equals(new Colour(0, 8));
    }

    /// The format of this number.
    ///
    /// @throws DbusException if it is none with pixels of 16 or 32 bits with three colours
    static PixmanFormat of(long known) throws DbusException {
        int number = (int) known;
        int bits = number >>> 24;
        int r = number >>> 8 & 15;
        int g = number >>> 4 & 15;
        int b = number & 15;
        int alpha = number >>> 12 & 15;
        boolean possible =
                (bits == 16 || bits == 32) && r > 0 && g > 0 && b > 0 && alpha + r + g + b <= bits;
        if (!possible) {
            throw unknown(number);
        }
        return switch (number >>> 16 & 0xff) {
            case ARGB -> of(number, new Colour(g + b, r), new Colour(b, g), new Colour(0, b));
            case ABGR -> of(number, new Colour(0, r), new Colour(r, g), new Colour(r + g, b));
            case BGRA ->
                    of(
                            number,
                            new Colour(bits - b - g - r, r),
                            new Colour(bits - b - g, g),
                            new Colour(bits - b, b));
            case RGBA ->
                    of(
                            number,
                            new Colour(bits - r, r),
                            new Colour(bits - r - g, g),
                            new Colour(bits - r - g - b, b));
            default -> throw unknown(number);
        };
    }

    private static PixmanFormat of(int number, Colour red, Colour green, Colour blue) {
        return new PixmanFormat(number, red, green, blue);
    }

    private static DbusException unknown(int number) {
        return new DbusException(
                "its pixels are of pixman's format 0x%08x, which is not understood"
                        .formatted(number));
    }

    int bytesPerPixel() {
        return bytesPerPixel;
    }

    /// Makes pixels 0x00RRGGBB of a row.
    void read(MemorySegment bytes, long from, int[] pixels, int to, int width) {
        if (asIs) {
            MemorySegment.copy(bytes, INTS, from, pixels, to, width);
            return;
        }
        for (int x = 0; x < width; x++) {
            int pixel =
                    bytesPerPixel == 4
                            ? bytes.get(INTS, from + 4L * x)
                            : bytes.get(SHORTS, from + 2L * x) & 0xffff;
            pixels[to + x] = red.of(pixel) << 16 | green.of(pixel) << 8 | blue.of(pixel);
        }
    }
}
