package weft.rfb.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// Packed pixels as video has them, and back: brightness for each pixel, colour for squares of four
/// (4:2:0, three planes, "I420"), in the limited range of ITU-R BT.601, which is what viewers take
/// video without a word about its colours for.
///
/// ```
///   y = 16 + 0.257 r + 0.504 g + 0.098 b      u = 128 - 0.148 r - 0.291 g + 0.439 b
///                                             v = 128 + 0.439 r - 0.368 g - 0.071 b
/// ```
final class Yuv420 {

    private static final int HALF = 128;

    private Yuv420() {}

    /// How many bytes the planes of a picture of even size take.
    static long bytes(int width, int height) {
        return width * (long) height * 3 / 2;
    }

    /// Stores pixels as planes of `width` x `height`, both even and large enough; what is beyond
    /// the pixels is as the last ones.
    static void store(
            int[] pixels,
            int offset,
            int stride,
            int columns,
            int rows,
            MemorySegment planes,
            int width,
            int height) {
        byte[] upper = new byte[width];
        byte[] lower = new byte[width];
        byte[] u = new byte[width / 2];
        byte[] v = new byte[width / 2];
        long uAt = width * (long) height;
        long vAt = uAt + uAt / 4;
        for (int y = 0; y < height; y += 2) {
            int top = offset + Math.min(y, rows - 1) * stride;
            int bottom = offset + Math.min(y + 1, rows - 1) * stride;
            for (int x = 0; x < width; x += 2) {
                int left = Math.min(x, columns - 1);
                int right = Math.min(x + 1, columns - 1);
                int a = pixels[top + left];
                int b = pixels[top + right];
                int c = pixels[bottom + left];
                int d = pixels[bottom + right];
                upper[x] = brightness(a);
                upper[x + 1] = brightness(b);
                lower[x] = brightness(c);
                lower[x + 1] = brightness(d);
                int red = (a >> 16 & 0xff) + (b >> 16 & 0xff) + (c >> 16 & 0xff) + (d >> 16 & 0xff);
                int green = (a >> 8 & 0xff) + (b >> 8 & 0xff) + (c >> 8 & 0xff) + (d >> 8 & 0xff);
                int blue = (a & 0xff) + (b & 0xff) + (c & 0xff) + (d & 0xff);
                u[x / 2] = (byte) (((-38 * red - 74 * green + 112 * blue + 512) >> 10) + HALF);
                v[x / 2] = (byte) (((112 * red - 94 * green - 18 * blue + 512) >> 10) + HALF);
            }
            MemorySegment.copy(upper, 0, planes, JAVA_BYTE, y * (long) width, width);
            MemorySegment.copy(lower, 0, planes, JAVA_BYTE, (y + 1L) * width, width);
            MemorySegment.copy(u, 0, planes, JAVA_BYTE, uAt + y / 2 * (width / 2L), width / 2);
            MemorySegment.copy(v, 0, planes, JAVA_BYTE, vAt + y / 2 * (width / 2L), width / 2);
        }
    }

    private static byte brightness(int rgb) {
        int sum = 66 * (rgb >> 16 & 0xff) + 129 * (rgb >> 8 & 0xff) + 25 * (rgb & 0xff);
        return (byte) (((sum + HALF) >> 8) + 16);
    }

    /// Loads pixels from planes that are at least as large.
    ///
    /// @param yStride from one row of brightness to the next
    /// @param uvStride from one row of either colour to the next
    static void load(
            MemorySegment y,
            MemorySegment u,
            MemorySegment v,
            int yStride,
            int uvStride,
            int[] pixels,
            int offset,
            int stride,
            int columns,
            int rows) {
        int half = (columns + 1) / 2;
        byte[] ys = new byte[columns];
        byte[] us = new byte[half];
        byte[] vs = new byte[half];
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(y, JAVA_BYTE, row * (long) yStride, ys, 0, columns);
            MemorySegment.copy(u, JAVA_BYTE, row / 2 * (long) uvStride, us, 0, half);
            MemorySegment.copy(v, JAVA_BYTE, row / 2 * (long) uvStride, vs, 0, half);
            int to = offset + row * stride;
            for (int x = 0; x < columns; x++) {
                int c = 298 * ((ys[x] & 0xff) - 16) + HALF;
                int d = (us[x / 2] & 0xff) - HALF;
                int e = (vs[x / 2] & 0xff) - HALF;
                int red = clamp((c + 409 * e) >> 8);
                int green = clamp((c - 100 * d - 208 * e) >> 8);
                int blue = clamp((c + 516 * d) >> 8);
                pixels[to + x] = red << 16 | green << 8 | blue;
            }
        }
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(value, 0xff));
    }
}
