package weft.framebuffer.match;

import java.util.Arrays;

/// A Gaussian blur, which evens out what a lossy encoding does to single pixels. Beyond the edges
/// the picture goes on with its outermost pixels.
final class Blur {

    /// What the weights add up to: with 8 bits of colour and 8 of fraction the sums are ints.
    private static final int ONE = 1 << 14;

    /// Blurs nothing any more; the square of less might be 0.
    private static final double LEAST_DEVIATION = 0.01;

    private Blur() {}

    /// The picture blurred with a standard deviation in pixels, and its mask as it was.
    static Picture gaussian(Picture picture, double deviation) {
        int[] kernel = kernel(deviation);
        int width = picture.width();
        int height = picture.height();
        int[] pixels = picture.copyPixels();
        int[] result = new int[pixels.length];
        int[] across = new int[pixels.length];
        for (int shift = 0; shift <= 16; shift += 8) {
            int radius = kernel.length / 2;
            int[] line = new int[width + 2 * radius];
            int[] sums = new int[width];
            for (int y = 0; y < height; y++) {
                for (int i = 0; i < line.length; i++) {
                    int x = Math.clamp(i - radius, 0, width - 1);
                    line[i] = pixels[y * width + x] >> shift & 0xFF;
                }
                Arrays.fill(sums, 0);
                for (int k = 0; k < kernel.length; k++) {
                    int factor = kernel[k];
                    for (int x = 0; x < width; x++) {
                        sums[x] += factor * line[x + k];
                    }
                }
                for (int x = 0; x < width; x++) {
                    across[y * width + x] = sums[x] >> 6; // 8 bits of fraction stay
                }
            }
            down(across, width, height, kernel, shift, result);
        }
        for (int i = 0; i < result.length; i++) {
            result[i] |= pixels[i] & Picture.MASK;
        }
        return Picture.owning(result, width, height, picture.hasMask());
    }

    private static void down(
            int[] across, int width, int height, int[] kernel, int shift, int[] result) {
        int radius = kernel.length / 2;
        int[] sums = new int[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 1 << 21); // a half
            for (int k = 0; k < kernel.length; k++) {
                int row = Math.clamp(y + k - radius, 0, height - 1) * width;
                int factor = kernel[k];
                for (int x = 0; x < width; x++) {
                    sums[x] += factor * across[row + x];
                }
            }
            for (int x = 0; x < width; x++) {
                result[y * width + x] |= sums[x] >> 22 << shift;
            }
        }
    }

    /// Weights that add up to [#ONE] exactly, so that an even area stays what it is.
    private static int[] kernel(double wanted) {
        double deviation = Math.max(wanted, LEAST_DEVIATION);
        int radius = (int) Math.ceil(3 * deviation);
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = i - radius;
            weights[i] = Math.exp(-distance * distance / (2 * deviation * deviation));
            sum += weights[i];
        }
        int[] kernel = new int[weights.length];
        int rest = ONE;
        for (int i = 0; i < weights.length; i++) {
            kernel[i] = (int) Math.round(weights[i] / sum * ONE);
            rest -= kernel[i];
        }
        kernel[radius] += rest;
        return kernel;
    }
}
