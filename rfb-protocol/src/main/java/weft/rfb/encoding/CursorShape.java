package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.LIMIT;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;

import java.util.Arrays;

/// The data of a Cursor pseudo-rectangle: what the pointer looks like (RFC 6143 §7.8.1). The
/// position in the rectangle's header is the hot spot, the size is that of the shape.
///
/// | bytes                          | type  | field         |
/// |-------------------------------:|-------|---------------|
/// | width * height * bytesPerPixel | PIXEL | cursor-pixels |
/// | (width + 7) / 8 * height       | U8    | bitmask       |
///
/// The bitmask has the leftmost pixel in the highest bit; where it is 0 the pixel is transparent. A
/// shape without pixels hides the pointer.
public final class CursorShape {

    /// The largest edge that is accepted.
    public static final int LARGEST_EDGE = 1024;

    private final int width;
    private final int height;
    private final int[] rgb;
    private final boolean[] opaque;

    /// A shape of packed `0x00RRGGBB` pixels, and whether each of them is seen.
    public CursorShape(int width, int height, int[] rgb, boolean[] opaque) {
        if (width < 0 || height < 0 || width > LARGEST_EDGE || height > LARGEST_EDGE) {
            throw new IllegalArgumentException(
                    "Cursor of %dx%d, expected at most %d each"
                            .formatted(width, height, LARGEST_EDGE));
        }
        if (rgb.length != width * height || opaque.length != width * height) {
            throw new IllegalArgumentException(
                    "Cursor of %dx%d with %d pixels and %d bits"
                            .formatted(width, height, rgb.length, opaque.length));
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb.clone();
        this.opaque = opaque.clone();
    }

    /// The shape that hides the pointer.
    public static CursorShape hidden() {
        return new CursorShape(0, 0, new int[0], new boolean[0]);
    }

    /// How many columns.
    public int width() {
        return width;
    }

    /// How many rows.
    public int height() {
        return height;
    }

    /// The pixels, in a new array.
    public int[] rgb() {
        return rgb.clone();
    }

    /// Whether each pixel is seen, in a new array.
    public boolean[] opaque() {
        return opaque.clone();
    }

    /// Reads a shape of the size in its rectangle's header.
    public static CursorShape read(RfbInput in, PixelTranslator translator, int width, int height) {
        if (width > LARGEST_EDGE || height > LARGEST_EDGE) {
            throw new RfbProtocolException(
                    LIMIT, "Cursor of %dx%d > limit %d".formatted(width, height, LARGEST_EDGE));
        }
        int area = width * height;
        int[] rgb = new int[area];
        translator.read(in.bytes(area * translator.bytesPerPixel()), 0, rgb, 0, area);
        boolean[] opaque = new boolean[area];
        int rowLength = (width + 7) / 8;
        byte[] mask = in.bytes(rowLength * height);
        for (int i = 0; i < area; i++) {
            int x = i % width;
            opaque[i] = (mask[i / width * rowLength + x / 8] >> (7 - x % 8) & 1) != 0;
        }
        return new CursorShape(width, height, rgb, opaque);
    }

    /// Appends the shape.
    public void write(PixelTranslator translator, RfbBuffer out) {
        int length = rgb.length * translator.bytesPerPixel();
        int at = out.ensure(length);
        translator.write(rgb, 0, rgb.length, out.array(), at);
        out.advance(length);
        int rowLength = (width + 7) / 8;
        byte[] mask = new byte[rowLength * height];
        for (int i = 0; i < rgb.length; i++) {
            int x = i % width;
            if (opaque[i]) {
                mask[i / width * rowLength + x / 8] |= (byte) (0x80 >> x % 8);
            }
        }
        out.bytes(mask);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CursorShape that
                && width == that.width
                && height == that.height
                && Arrays.equals(rgb, that.rgb)
                && Arrays.equals(opaque, that.opaque);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "CursorShape[%dx%d]".formatted(width, height);
    }
}
