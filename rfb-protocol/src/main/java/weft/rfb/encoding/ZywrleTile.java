package weft.rfb.encoding;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;

/// The wavelets of one tile of ZYWRLE: turns its wire pixels into coefficients that look like
/// pixels, and back. Coarse pictures of the tile, each half as wide and high as the one before, are
/// what remains when the details are taken off; most details are small and are left out.
///
/// ```
///   pixels --> brightness and two differences of colour --> for each level: rows, columns in pairs
///          --> the details of the finest level, those of the next, ..., the coarsest picture
///          --> the pixels to the right and below that do not make up a whole square
/// ```
///
/// A pair becomes its stronger half or its sum, and the difference: the reversible piecewise linear
/// Haar transform (Senecal, Lindstrom, Duchaineau, Joy, "An Improved N-Bit to N-Bit Reversible
/// Haar-Like Transform", 2004), which is its own inverse.
///
/// The format is that of `zywrletemplate.c` by Noriaki Yamazaki, copyright 2006 Hitachi Systems &
/// Services, Ltd., which is under a BSD licence. Which details are left out is up to the encoder.
final class ZywrleTile {

    /// The levels that there are.
    static final int MOST_LEVELS = 3;

    /// The details of a level: to the right, below, and both; sent the other way round.
    private static final int BOTH = 3;

    private final int level;
    private final boolean bytes;
    private final boolean swapped;
    private final int greenBits;

    /// The bits of a brightness and of a difference of colour that the format can hold.
    private final int brightnessMask;

    private final int colourMask;

    private final int[] brightness;
    private final int[] blue;
    private final int[] red;
    private final int[] rest;

    /// @param cpixel of a format that [Zywrle#isUsable]
    /// @param level 1 to 3
    /// @param planes working memory, from [#planes()]
    ZywrleTile(PixelTranslator cpixel, int level, int[][] planes) {
        PixelFormat format = cpixel.format();
        this.level = level;
        this.brightness = planes[0];
        this.blue = planes[1];
        this.red = planes[2];
        this.rest = planes[3];
        this.bytes = format.bitsPerPixel() == 32;
        this.swapped = !bytes && format.bigEndian();
        this.greenBits = Integer.bitCount(format.greenMax());
        this.brightnessMask = -1 << (8 - greenBits);
        this.colourMask = bytes ? -1 : -1 << 3;
    }

    /// Working memory for a tile.
    static int[][] planes() {
        return new int[4][Zrle.TILE * Zrle.TILE];
    }

    int level() {
        return level;
    }

    /// Turns pixels into coefficients.
    void analyze(int[] wire, int width, int height, ZywrleQuantizer quantizer) {
        int w = width >> level << level;
        int h = height >> level << level;
        if (w == 0 || h == 0) {
            return;
        }
        System.arraycopy(wire, 0, rest, 0, width * height);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                separate(wire[y * width + x], y * w + x);
            }
        }
        for (int l = 0; l < level; l++) {
            for (int[] plane : new int[][] {brightness, blue, red}) {
                rows(plane, w, h, l);
                columns(plane, w, h, l);
                quantize(plane, w, h, l, quantizer.table(l, plane == brightness));
            }
        }
        int to = 0;
        for (int l = 0; l < level; l++) {
            for (int part = BOTH; part >= (l == level - 1 ? 0 : 1); part--) {
                int step = 2 << l;
                for (int y = (part >> 1) << l; y < h; y += step) {
                    for (int x = (part & 1) << l; x < w; x += step) {
                        wire[to++] = wire(red[y * w + x], brightness[y * w + x], blue[y * w + x]);
                    }
                }
            }
        }
        for (Strip strip : strips(width, height, w, h)) {
            for (int y = strip.top; y < strip.bottom; y++) {
                int count = strip.right - strip.left;
                System.arraycopy(rest, y * width + strip.left, wire, to, count);
                to += count;
            }
        }
    }

    /// Turns coefficients into pixels.
    void synthesize(int[] wire, int width, int height) {
        int w = width >> level << level;
        int h = height >> level << level;
        if (w == 0 || h == 0) {
            return;
        }
        System.arraycopy(wire, 0, rest, 0, width * height);
        int from = 0;
        for (int l = 0; l < level; l++) {
            for (int part = BOTH; part >= (l == level - 1 ? 0 : 1); part--) {
                int step = 2 << l;
                for (int y = (part >> 1) << l; y < h; y += step) {
                    for (int x = (part & 1) << l; x < w; x += step) {
                        int pixel = rest[from++];
                        red[y * w + x] = (byte) high(pixel);
                        brightness[y * w + x] = (byte) middle(pixel);
                        blue[y * w + x] = (byte) low(pixel);
                    }
                }
            }
        }
        for (int l = level - 1; l >= 0; l--) {
            for (int[] plane : new int[][] {brightness, blue, red}) {
                columns(plane, w, h, l);
                rows(plane, w, h, l);
            }
        }
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                wire[y * width + x] = unite(y * w + x);
            }
        }
        for (Strip strip : strips(width, height, w, h)) {
            for (int y = strip.top; y < strip.bottom; y++) {
                int count = strip.right - strip.left;
                System.arraycopy(rest, from, wire, y * width + strip.left, count);
                from += count;
            }
        }
    }

    /// Pixels that are beside the whole squares.
    private record Strip(int left, int top, int right, int bottom) {}

    private static Strip[] strips(int width, int height, int w, int h) {
        return new Strip[] {
            new Strip(w, 0, width, h), new Strip(0, h, w, height), new Strip(w, h, width, height)
        };
    }

    /// The reversible colour transform of JPEG 2000, with one bit less of colour.
    private void separate(int pixel, int at) {
        int r = high(pixel);
        int g = middle(pixel);
        int b = low(pixel);
        brightness[at] = notLowest(((r + 2 * g + b) >> 2) - 128, brightnessMask);
        blue[at] = notLowest((b - g) >> 1, colourMask);
        red[at] = notLowest((r - g) >> 1, colourMask);
    }

    /// The transform of pairs is reversible without the number that has no opposite.
    private static int notLowest(int value, int mask) {
        int masked = value & mask;
        return masked == -128 ? -128 - mask : masked;
    }

    private int unite(int at) {
        int y = brightness[at] + 128;
        int u = blue[at] * 2;
        int v = red[at] * 2;
        int g = y - ((u + v) >> 2);
        return wire(clamp(v + g), clamp(g), clamp(u + g));
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(value, 255));
    }

    private static void rows(int[] plane, int w, int h, int l) {
        int step = 1 << l;
        for (int y = 0; y < h; y += step) {
            for (int at = y * w; at < (y + 1) * w; at += 2 * step) {
                pair(plane, at, at + step);
            }
        }
    }

    private static void columns(int[] plane, int w, int h, int l) {
        int step = 1 << l;
        for (int y = 0; y < h; y += 2 * step) {
            for (int at = y * w; at < (y + 1) * w; at += step) {
                pair(plane, at, at + step * w);
            }
        }
    }

    private static void pair(int[] plane, int first, int second) {
        int a = plane[first];
        int b = plane[second];
        if ((a ^ b) < 0) {
            int sum = a + b;
            plane[first] = sum;
            plane[second] = (sum ^ b) < 0 ? a : -b;
        } else {
            int difference = a - b;
            plane[first] = (difference ^ a) < 0 ? b : a;
            plane[second] = difference;
        }
    }

    private static void quantize(int[] plane, int w, int h, int l, byte[] table) {
        int step = 2 << l;
        for (int part = 1; part <= BOTH; part++) {
            for (int y = (part >> 1) << l; y < h; y += step) {
                for (int at = y * w + ((part & 1) << l); at < (y + 1) * w; at += step) {
                    plane[at] = table[plane[at] & 0xff];
                }
            }
        }
    }

    private int high(int wire) {
        return bytes ? wire >> 16 & 0xff : value(wire) >> (greenBits + 2) & 0xf8;
    }

    private int middle(int wire) {
        return bytes ? wire >> 8 & 0xff : value(wire) >> 5 << (8 - greenBits) & 0xff;
    }

    private int low(int wire) {
        return bytes ? wire & 0xff : value(wire) << 3 & 0xf8;
    }

    private int wire(int high, int middle, int low) {
        if (bytes) {
            return (high & 0xff) << 16 | (middle & 0xff) << 8 | (low & 0xff);
        }
        int bits = (middle & 0xff) >> (8 - greenBits);
        return value((high & 0xf8) << (greenBits + 2) | bits << 5 | (low & 0xf8) >> 3);
    }

    /// Turns a wire pixel of 16 bits into a pixel value, and back.
    private int value(int wire) {
        return swapped ? Short.reverseBytes((short) wire) & 0xffff : wire;
    }
}
