package weft.framebuffer;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// An immutable square of [#SIZE] x [#SIZE] pixels, the unit that frames share.
///
/// A pixel is 0x00RRGGBB. A tile at the right or lower edge of a frame is partly used, the rest is
/// 0.
public final class Tile {

    /// Pixels per side.
    public static final int SIZE = 64;

    static final int PIXELS = SIZE * SIZE;

    private static final int[] FACTORS = factors();

    /// What every frame begins with; version 0.
    static final Tile BLACK = new Tile(0, new int[PIXELS], Motion.NONE);

    private final long version;
    private final int[] pixels;
    private final Motion motion;

    /* Made when somebody looks for what moved; each tile is newer once and older once. */
    private volatile int @Nullable [] rowHashes;
    private volatile int @Nullable [] columnHashes;

    private Tile(long version, int[] pixels, Motion motion) {
        this.version = version;
        this.pixels = pixels;
        this.motion = motion;
    }

    /// The tile that is shown in place of this one. Takes `replacement` over: the caller must not
    /// keep it.
    ///
    /// @param now the time in nanoseconds
    Tile next(long nextVersion, int[] replacement, long now) {
        return new Tile(nextVersion, replacement, motion.next(now));
    }

    /// This tile with something painted over it that is no part of the display. Takes `replacement`
    /// over.
    Tile painted(long paintedVersion, int[] replacement) {
        return new Tile(paintedVersion, replacement, motion);
    }

    /// Whether it is taken for video: it is one of a quick sequence of tiles, in which somebody has
    /// seen a photo not long ago.
    public boolean isVideo() {
        return motion.isVideo();
    }

    /// Somebody has looked at all of it and seen a photo, without text.
    public void photoSeen() {
        motion.photoSeen();
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

    /// Whether the pixels in all four corners are others than those of `other`.
    boolean differsInCorners(Tile other) {
        return pixels[0] != other.pixels[0]
                && pixels[SIZE - 1] != other.pixels[SIZE - 1]
                && pixels[PIXELS - SIZE] != other.pixels[PIXELS - SIZE]
                && pixels[PIXELS - 1] != other.pixels[PIXELS - 1];
    }

    /// The first column in which row `y` differs from that of `other`, or -1.
    int firstDifference(Tile other, int y) {
        int start = y * SIZE;
        return Arrays.mismatch(pixels, start, start + SIZE, other.pixels, start, start + SIZE);
    }

    /// The last column in which row `y` differs from that of `other`, or `least` if that is not
    /// before it.
    int lastDifference(Tile other, int y, int least) {
        int start = y * SIZE;
        int end = start + SIZE;
        int from = start + least + 1;
        if (Arrays.mismatch(pixels, from, end, other.pixels, from, end) < 0) {
            return least;
        }
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

    /// How many of `count` pixels from `x`, `y` on are those of `other` from `otherX`, `otherY` on.
    int equalPixels(int x, int y, Tile other, int otherX, int otherY, int count) {
        int start = y * SIZE + x;
        int otherStart = otherY * SIZE + otherX;
        int first =
                Arrays.mismatch(
                        pixels, start, start + count, other.pixels, otherStart, otherStart + count);
        return first < 0 ? count : first;
    }

    /// A hash of each row, of all 64 pixels. Not to be changed.
    int[] rowHashes() {
        int[] hashes = rowHashes;
        if (hashes == null) {
            hashes = new int[SIZE];
            for (int y = 0; y < SIZE; y++) {
                hashes[y] = rowHash(y * SIZE);
            }
            rowHashes = hashes;
        }
        return hashes;
    }

    /// A sum of products, which the JIT turns into vector instructions.
    private int rowHash(int start) {
        int sum = 0;
        for (int x = 0; x < SIZE; x++) {
            sum += pixels[start + x] * FACTORS[x];
        }
        return mix(sum);
    }

    /// A hash of each column, of all 64 pixels. Not to be changed.
    int[] columnHashes() {
        int[] hashes = columnHashes;
        if (hashes == null) {
            hashes = new int[SIZE];
            for (int y = 0; y < SIZE; y++) {
                int factor = FACTORS[y];
                for (int x = 0; x < SIZE; x++) {
                    hashes[x] += pixels[y * SIZE + x] * factor;
                }
            }
            for (int x = 0; x < SIZE; x++) {
                hashes[x] = mix(hashes[x]);
            }
            columnHashes = hashes;
        }
        return hashes;
    }

    private static int[] factors() {
        int[] factors = new int[SIZE];
        int factor = 0x9e37_79b1;
        for (int i = 0; i < SIZE; i++) {
            factors[i] = factor | 1;
            factor = factor * 0x2c1b_3c6d + 0x297a_2d39;
        }
        return factors;
    }

    private static int mix(int hash) {
        int mixed = (hash ^ hash >>> 15) * 0x2c1b_3c6d;
        return mixed ^ mixed >>> 13;
    }
}
