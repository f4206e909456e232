package weft.framebuffer.vga;

import weft.framebuffer.IndexedSurface;
import weft.framebuffer.Limits;
import weft.framebuffer.PixelLayout;
import weft.framebuffer.PixelMemory;
import weft.framebuffer.PixelSurface;
import weft.framebuffer.Surface;
import weft.framebuffer.XrgbSurface;

import java.util.Arrays;

/// The memory of a linear mode: pixels one after the other, little-endian, with no planes, and
/// which of each row was written.
final class LinearMemory {

    private static final int NOTHING = 0xFF;

    private final int width;
    private final int height;
    private final int bytesPerPixel;
    private final int size;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] ints;
    private final Surface surface;

    /// The first pixel of each row that changed, and the one after the last; none if not more.
    private final int[] first;

    private final int[] end;
    private boolean dirty;

    LinearMemory(int width, int height, int bits, int[] palette) {
        Limits.checkSize(width, height);
        this.width = width;
        this.height = height;
        int count = width * height;
        bytesPerPixel = (bits + 7) / 8;
        size = Math.toIntExact((long) count * bytesPerPixel);
        bytes = new byte[bits == 8 ? count : 0];
        shorts = new short[bits == 15 || bits == 16 ? count : 0];
        ints = new int[bits == 32 ? count : 0];
        surface =
                switch (bits) {
                    case 8 -> IndexedSurface.of(bytes, width, height, palette);
                    case 15 -> of(shorts, width, height, PixelLayout.XRGB1555);
                    case 16 -> of(shorts, width, height, PixelLayout.RGB565);
                    case 32 -> XrgbSurface.of(ints, width, height);
                    default ->
                            throw new IllegalArgumentException(
                                    "a linear mode has 8, 15, 16 or 32 bits, not " + bits);
                };
        first = new int[height];
        end = new int[height];
        Arrays.fill(first, width);
    }

    private static Surface of(short[] pixels, int width, int height, PixelLayout layout) {
        return new PixelSurface(PixelMemory.of(pixels, width, height), layout);
    }

    Surface surface() {
        return surface;
    }

    /// In bytes.
    int size() {
        return size;
    }

    int read(int offset) {
        if (offset < 0 || offset >= size) {
            return NOTHING;
        }
        int pixel = offset / bytesPerPixel;
        int shift = offset % bytesPerPixel * 8;
        return get(pixel) >> shift & 0xFF;
    }

    void write(int offset, int value) {
        if (offset < 0 || offset >= size) {
            return;
        }
        int pixel = offset / bytesPerPixel;
        int shift = offset % bytesPerPixel * 8;
        int before = get(pixel);
        int after = (before & ~(0xFF << shift)) | (value & 0xFF) << shift;
        if (after != before) {
            set(pixel, after);
            int row = pixel / width;
            int x = pixel % width;
            first[row] = Math.min(first[row], x);
            end[row] = Math.max(end[row], x + 1);
            dirty = true;
        }
    }

    private int get(int pixel) {
        return switch (bytesPerPixel) {
            case 1 -> bytes[pixel];
            case 2 -> shorts[pixel];
            default -> ints[pixel];
        };
    }

    private void set(int pixel, int value) {
        switch (bytesPerPixel) {
            case 1 -> bytes[pixel] = (byte) value;
            case 2 -> shorts[pixel] = (short) value;
            default -> ints[pixel] = value;
        }
    }

    /// Tells what was written since the last time.
    void show(Damage damage) {
        if (!dirty) {
            return;
        }
        dirty = false;
        damage.begin();
        for (int y = 0; y < height; y++) {
            if (end[y] > first[y]) {
                damage.add(first[y], y, end[y] - first[y], 1);
                first[y] = width;
                end[y] = 0;
            }
        }
    }
}
