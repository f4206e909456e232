package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.ENCODING;
import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.util.Arrays;

/// What the pointer looks like, in the forms that are no [CursorShape]: with transparency in steps,
/// or in two colours (rfbproto, Cursor With Alpha, VMware Cursor and X Cursor Pseudo-encodings). As
/// there, the rectangle's header has the hot spot and the size.
///
/// Cursor With Alpha:
///
/// | bytes              | type | field                                           |
/// |-------------------:|------|-------------------------------------------------|
/// |                  4 | S32  | encoding, here always Raw (0)                   |
/// | width * height * 4 | U8   | red, green, blue, alpha; colours premultiplied  |
///
/// VMware Cursor:
///
/// | bytes                                | type  | field                        |
/// |-------------------------------------:|-------|------------------------------|
/// |                                    1 | U8    | cursor-type                  |
/// |                                    1 |       | padding                      |
/// | 2 * width * height * bytesPerPixel   | PIXEL | type 0: and-mask, xor-mask   |
/// | width * height * 4                   | U8    | type 1: red, green, blue, alpha; not premultiplied |
///
/// X Cursor, nothing if there are no pixels:
///
/// | bytes                    | type | field                                     |
/// |-------------------------:|------|-------------------------------------------|
/// |                        3 | U8   | primary colour: red, green, blue          |
/// |                        3 | U8   | secondary colour                          |
/// | (width + 7) / 8 * height | U8   | bitmap: 1 for the primary colour          |
/// | (width + 7) / 8 * height | U8   | bitmask: 1 where the shape is             |
public final class CursorImage {

    private static final int RAW = 0;
    private static final int CLASSIC = 0;
    private static final int ALPHA = 1;
    private static final int BYTES = 4;
    private static final int OPAQUE = 0xff00_0000;

    /// From this alpha on a pixel is part of a shape without transparency in steps.
    private static final int HALF = 128;

    private final int width;
    private final int height;
    private final int[] argb;

    /// A shape of pixels `0xAARRGGBB`, not premultiplied.
    public CursorImage(int width, int height, int[] argb) {
        if (width < 0 || height < 0 || argb.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "Cursor of %dx%d with %d pixels".formatted(width, height, argb.length));
        }
        this.width = width;
        this.height = height;
        this.argb = argb.clone();
    }

    /// How many columns.
    public int width() {
        return width;
    }

    /// How many rows.
    public int height() {
        return height;
    }

    /// The pixels, `0xAARRGGBB`, in a new array.
    public int[] argb() {
        return argb.clone();
    }

    private static int area(int width, int height) {
        if (width > CursorShape.LARGEST_EDGE || height > CursorShape.LARGEST_EDGE) {
            throw new RfbProtocolException(
                    LIMIT,
                    "Cursor of %dx%d > limit %d"
                            .formatted(width, height, CursorShape.LARGEST_EDGE));
        }
        return width * height;
    }

    /// Reads the data of Cursor With Alpha.
    public static CursorImage readWithAlpha(RfbInput in, int width, int height) {
        int area = area(width, height);
        int encoding = in.s32();
        if (encoding != RAW) {
            throw new RfbProtocolException(
                    ENCODING, "Expected a cursor in Raw (0), got encoding " + encoding);
        }
        int[] argb = new int[area];
        byte[] bytes = in.bytes(area * BYTES);
        for (int i = 0; i < area; i++) {
            int alpha = bytes[i * BYTES + 3] & 0xff;
            argb[i] =
                    (alpha << 24)
                            | (divided(bytes[i * BYTES], alpha) << 16)
                            | (divided(bytes[i * BYTES + 1], alpha) << 8)
                            | divided(bytes[i * BYTES + 2], alpha);
        }
        return new CursorImage(width, height, argb);
    }

    private static int divided(byte channel, int alpha) {
        return alpha == 0 ? 0 : Math.min(255, ((channel & 0xff) * 255 + alpha / 2) / alpha);
    }

    /// Writes the data of Cursor With Alpha.
    public void writeWithAlpha(RfbOutput out) {
        out.s32(RAW);
        for (int pixel : argb) {
            int alpha = pixel >>> 24;
            out.u8(multiplied(pixel >> 16, alpha));
            out.u8(multiplied(pixel >> 8, alpha));
            out.u8(multiplied(pixel, alpha));
            out.u8(alpha);
        }
    }

    private static int multiplied(int channel, int alpha) {
        return ((channel & 0xff) * alpha + 127) / 255;
    }

    /// Reads the data of VMware Cursor. Pixels of the classic form that invert what is below them
    /// become black.
    public static CursorImage readVmware(
            RfbInput in, PixelTranslator translator, int width, int height) {
        int area = area(width, height);
        int type = in.u8();
        in.skip(1);
        if (type != CLASSIC && type != ALPHA) {
            throw new RfbProtocolException(
                    ENCODING, "Expected a VMware cursor of type 0 or 1, got " + type);
        }
        int[] argb = new int[area];
        if (type == ALPHA) {
            byte[] bytes = in.bytes(area * BYTES);
            for (int i = 0; i < area; i++) {
                int at = i * BYTES;
                argb[i] =
                        (bytes[at + 3] << 24)
                                | ((bytes[at] & 0xff) << 16)
                                | ((bytes[at + 1] & 0xff) << 8)
                                | (bytes[at + 2] & 0xff);
            }
            return new CursorImage(width, height, argb);
        }
        int[] and = pixels(in, translator, area);
        int[] xor = pixels(in, translator, area);
        for (int i = 0; i < area; i++) {
            if (and[i] == 0) {
                argb[i] = OPAQUE | xor[i];
            } else if (xor[i] != 0) {
                argb[i] = OPAQUE;
            }
        }
        return new CursorImage(width, height, argb);
    }

    private static int[] pixels(RfbInput in, PixelTranslator translator, int area) {
        int[] rgb = new int[area];
        translator.read(in.bytes(area * translator.bytesPerPixel()), 0, rgb, 0, area);
        return rgb;
    }

    /// Writes the data of VMware Cursor, type 1.
    public void writeVmware(RfbOutput out) {
        out.u8(ALPHA);
        out.pad(1);
        for (int pixel : argb) {
            out.u8(pixel >> 16 & 0xff);
            out.u8(pixel >> 8 & 0xff);
            out.u8(pixel & 0xff);
            out.u8(pixel >>> 24);
        }
    }

    /// Reads the data of X Cursor.
    public static CursorImage readX(RfbInput in, int width, int height) {
        int area = area(width, height);
        int[] argb = new int[area];
        if (area == 0) {
            return new CursorImage(width, height, argb);
        }
        int primary = colour(in);
        int secondary = colour(in);
        int rowBytes = (width + 7) / 8;
        byte[] bitmap = in.bytes(rowBytes * height);
        byte[] mask = in.bytes(rowBytes * height);
        for (int i = 0; i < area; i++) {
            int at = i / width * rowBytes + i % width / 8;
            int bit = 0x80 >> i % width % 8;
            if ((mask[at] & bit) != 0) {
                argb[i] = (bitmap[at] & bit) != 0 ? primary : secondary;
            }
        }
        return new CursorImage(width, height, argb);
    }

    private static int colour(RfbInput in) {
        return OPAQUE | (in.u8() << 16) | (in.u8() << 8) | in.u8();
    }

    /// Writes the data of X Cursor. The primary colour is the average of the lighter pixels, the
    /// secondary that of the darker ones.
    public void writeX(RfbOutput out) {
        if (argb.length == 0) {
            return;
        }
        int rowBytes = (width + 7) / 8;
        byte[] bitmap = new byte[rowBytes * height];
        byte[] mask = new byte[rowBytes * height];
        var light = new Average();
        var dark = new Average();
        for (int i = 0; i < argb.length; i++) {
            if (argb[i] >>> 24 < HALF) {
                continue;
            }
            int at = i / width * rowBytes + i % width / 8;
            byte bit = (byte) (0x80 >> i % width % 8);
            mask[at] |= bit;
            if (isLight(argb[i])) {
                bitmap[at] |= bit;
                light.add(argb[i]);
            } else {
                dark.add(argb[i]);
            }
        }
        light.write(out);
        dark.write(out);
        out.bytes(bitmap);
        out.bytes(mask);
    }

    /// By the luma of Rec. 601.
    private static boolean isLight(int rgb) {
        return 299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff)
                >= 1000 * HALF;
    }

    private static final class Average {
        private long red;
        private long green;
        private long blue;
        private int count;

        void add(int rgb) {
            red += rgb >> 16 & 0xff;
            green += rgb >> 8 & 0xff;
            blue += rgb & 0xff;
            count++;
        }

        void write(RfbOutput out) {
            int divisor = Math.max(1, count);
            out.u8((int) (red / divisor));
            out.u8((int) (green / divisor));
            out.u8((int) (blue / divisor));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CursorImage that
                && width == that.width
                && height == that.height
                && Arrays.equals(argb, that.argb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(argb);
    }

    @Override
    public String toString() {
        return "CursorImage[%dx%d]".formatted(width, height);
    }
}
