package weft.framebuffer;

import java.util.Arrays;

/// An immutable square of [#SIZE] x [#SIZE] pixels, the unit that frames share.
///
/// A pixel is 0x00RRGGBB. A tile at the right or lower edge of a frame is partly used, the rest is
/// 0.
public final class Tile {

    /// Pixels per side.
    public static final int SIZE = 64;

    static final int PIXELS = SIZE * SIZE;

    /// What every frame begins with; version 0.
    static final Tile BLACK = new Tile(0, new int[PIXELS]);

    private final long version;
    private final int[] pixels;

    /// Takes `pixels` over: the caller must not keep it.
    Tile(long version, int[] pixels) {
        this.version = version;
        this.pixels = pixels;
    }

    /// A number that stands for this content: never given again by the framebuffer that made the
    /// tile. 0 is the black tile of all framebuffers.
    public long version() {
        return version;
    }

    public int pixel(int x, int y) {
        return pixels[y * SIZE + x];
    }

    /// Copies `width` x `height` pixels from `x`, `y` on.
    public void read(int x, int y, int width, int height, int[] dst, int offset, int stride) {
        for (int row = 0; row < height; row++) {
            System.arraycopy(pixels, (y + row) * SIZE + x, dst, offset + row * stride, width);
        }
    }

    public boolean sameContent(Tile other) {
        return this == other || Arrays.equals(pixels, other.pixels);
    }

    boolean sameContent(int[] candidate) {
        return Arrays.equals(pixels, candidate);
    }

    /// The first column in which row `y` differs from that of `other`, or -1.
    int firstDifference(Tile other, int y) {
        int start = y * SIZE;
        return Arrays.mismatch(pixels, start, start + SIZE, other.pixels, start, start + SIZE);
    }

    /// The last column in which row `y`, known to differ from that of `other`, does so.
    int lastDifference(Tile other, int y) {
        int start = y * SIZE;
        int x = SIZE - 1;
        while (pixels[start + x] == other.pixels[start + x]) {
            x--;
        }
        return x;
    }

    /// Whether row `y` begins with the `count` pixels at `offset` of `source`, whose top bytes do
    /// not matter.
    boolean rowEquals(int y, int[] source, int offset, int count) {
        int start = y * SIZE;
        int first = Arrays.mismatch(pixels, start, start + count, source, offset, offset + count);
        if (first < 0) {
            return true;
        }
        int difference = 0;
        for (int x = first; x < count; x++) {
            difference |= pixels[start + x] ^ source[offset + x];
        }
        return (difference & 0xFFFFFF) == 0;
    }
}
