package weft.framebuffer.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The sum of the squared differences of a small picture and a large one, at any place.
///
/// Most places are given up without a look at their pixels: for a block of n pixels whose sums
/// differ by d, the squares of their differences cannot add up to less than d² / n. The sums of the
/// large picture come from its integral. At the others the sum is given up row by row.
final class SquaredDifferences {

    private static final int BLOCKS_PER_SIDE = 4;

    private record Block(int x, int y, int width, int height, int sum) {}

    private final Plane[] haystack;
    private final Plane[] needle;

    /// Where the needle is masked 0, else -1; empty if it is not masked.
    private final int[] mask;

    private final int width;
    private final int height;
    private final long compared;
    private final Block[] blocks;

    /// Of the plane in which the blocks are.
    private final int[] integral;

    private final int blockPlane;

    /// All pixels of the needle count.
    SquaredDifferences(Plane[] haystack, Plane[] needle) {
        this(haystack, needle, new int[0]);
    }

    /// @param picture the needle; what is masked in it does not count
    SquaredDifferences(Plane[] haystack, Plane[] needle, Picture picture) {
        this(haystack, needle, picture.hasMask() ? ones(picture) : new int[0]);
    }

    private SquaredDifferences(Plane[] haystack, Plane[] needle, int[] mask) {
        this.haystack = haystack;
        this.needle = needle;
        this.width = needle[0].width();
        this.height = needle[0].height();
        this.mask = mask;
        this.compared = mask.length == 0 ? (long) width * height : -sum(mask);
        this.blockPlane = needle.length / 2; // green, or the only one
        this.integral = haystack[blockPlane].integral();
        this.blocks = blocks();
    }

    private static int[] ones(Picture picture) {
        int[] ones = picture.copyPixels();
        for (int i = 0; i < ones.length; i++) {
            ones[i] = (ones[i] & Picture.MASK) == 0 ? -1 : 0;
        }
        return ones;
    }

    private static long sum(int[] values) {
        return Arrays.stream(values).asLongStream().sum();
    }

    /// How many numbers are compared at a place.
    long compared() {
        return compared * needle.length;
    }

    /// The sum at a place; some number larger than `limit` if it is larger.
    long at(int x, int y, long limit) {
        if (isBeyond(x, y, limit)) {
            return Long.MAX_VALUE;
        }
        long sum = 0;
        for (int row = 0; row < height && sum <= limit; row++) {
            for (int plane = 0; plane < needle.length; plane++) {
                int[] large = haystack[plane].values();
                int start = (y + row) * haystack[plane].width() + x;
                int[] small = needle[plane].values();
                sum +=
                        mask.length == 0
                                ? row(large, start, small, row * width, width)
                                : row(large, start, small, mask, row * width, width);
            }
        }
        return sum;
    }

    private static long row(int[] large, int start, int[] small, int smallStart, int count) {
        int sum = 0; // of at most 32,767 squares of 255
        for (int i = 0; i < count; i++) {
            int difference = large[start + i] - small[smallStart + i];
            sum += difference * difference;
        }
        return sum;
    }

    private static long row(
            int[] large, int start, int[] small, int[] mask, int smallStart, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int difference = (large[start + i] - small[smallStart + i]) & mask[smallStart + i];
            sum += difference * difference;
        }
        return sum;
    }

    /// Whether the sums of blocks alone say that the sum at a place is larger than `limit`.
    private boolean isBeyond(int x, int y, long limit) {
        int stride = haystack[0].width() + 1;
        double least = 0;
        for (Block block : blocks) {
            int top = (y + block.y) * stride + x + block.x;
            int bottom = top + block.height * stride;
            int sum =
                    integral[bottom + block.width]
                            - integral[bottom]
                            - integral[top + block.width]
                            + integral[top];
            double difference = (double) sum - block.sum;
            least += difference * difference / (block.width * block.height);
            if (least > limit) {
                return true;
            }
        }
        return false;
    }

    /// Those without a mask, the ones that differ most from the haystack's mean first.
    private Block[] blocks() {
        int[] sums = needle[blockPlane].integral();
        int[] masked = mask.length == 0 ? mask : new Plane(mask, width, height).integral();
        List<Block> found = new ArrayList<>();
        for (int row = 0; row < BLOCKS_PER_SIDE; row++) {
            for (int column = 0; column < BLOCKS_PER_SIDE; column++) {
                int x = width * column / BLOCKS_PER_SIDE;
                int y = height * row / BLOCKS_PER_SIDE;
                int right = width * (column + 1) / BLOCKS_PER_SIDE;
                int bottom = height * (row + 1) / BLOCKS_PER_SIDE;
                int pixels = (right - x) * (bottom - y);
                if (pixels > 0
                        && (mask.length == 0 || -sum(masked, x, y, right, bottom) == pixels)) {
                    int sum = sum(sums, x, y, right, bottom);
                    found.add(new Block(x, y, right - x, bottom - y, sum));
                }
            }
        }
        double mean = Arrays.stream(haystack[blockPlane].values()).average().orElse(0);
        found.sort(
                Comparator.comparingDouble(
                        block -> -Math.abs(block.sum - mean * block.width * block.height)));
        return found.toArray(Block[]::new);
    }

    private int sum(int[] sums, int x, int y, int right, int bottom) {
        int stride = width + 1;
        return sums[bottom * stride + right]
                - sums[bottom * stride + x]
                - sums[y * stride + right]
                + sums[y * stride + x];
    }
}
