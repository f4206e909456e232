package weft.rfb.codec;

import java.util.Random;

/// A picture somewhat like a photo, from a seed: soft light, a few edges, a little noise; somewhere
/// inside of an array of other pixels.
final class Photo {

    final int width;
    final int height;
    final int offset;
    final int stride;
    final int[] pixels;

    Photo(int width, int height, int offset, int stride, Random random) {
        this.width = width;
        this.height = height;
        this.offset = offset;
        this.stride = stride;
        this.pixels = random.ints(offset + (long) stride * height).toArray();
        double[] phase = random.doubles(9, 0, Math.PI).toArray();
        double edge = width * random.nextDouble();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = random.nextInt(256) << 24;
                double grain = 2 * random.nextGaussian();
                for (int c = 0; c < 3; c++) {
                    double light =
                            128
                                    + 60 * Math.sin(x / 37.0 + phase[c])
                                    + 40 * Math.cos((x + y) / 53.0 + phase[3 + c])
                                    + grain
                                    + 0.5 * random.nextGaussian()
                                    + (x + 0.3 * y > edge ? 20 : 0);
                    pixel |= (int) Math.clamp(light, 0, 255) << (8 * c);
                }
                pixels[offset + y * stride + x] = pixel;
            }
        }
    }

    int at(int x, int y) {
        return pixels[offset + y * stride + x] & 0xffffff;
    }

    /// How close another picture is to this one, in dB; brightness alone if it is gray.
    double psnr(int[] other, boolean gray) {
        double sum = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int mine = at(x, y);
                int its = other[y * width + x];
                if (gray) {
                    double d = brightness(mine) - brightness(its);
                    sum += 3 * d * d;
                } else {
                    for (int shift = 0; shift < 24; shift += 8) {
                        int d = (mine >> shift & 0xff) - (its >> shift & 0xff);
                        sum += d * d;
                    }
                }
            }
        }
        double mean = sum / (3.0 * width * height);
        return mean == 0 ? 99 : 10 * Math.log10(255 * 255 / mean);
    }

    private static double brightness(int p) {
        return 0.299 * (p >> 16 & 0xff) + 0.587 * (p >> 8 & 0xff) + 0.114 * (p & 0xff);
    }
}
