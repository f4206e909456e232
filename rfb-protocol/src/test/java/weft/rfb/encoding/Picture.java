package weft.rfb.encoding;

import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Pixels.IndexedPixels;
import weft.rfb.encoding.Pixels.PackedPixels;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;

/// A picture for tests, made of a kind of contents and a seed.
@SuppressWarnings("ArrayRecordComponent")
record Picture(int width, int height, int[] rgb) {

    /// What screens are made of.
    enum Contents {
        SOLID,
        TWO_COLOURS,
        FEW_COLOURS,
        SIXTEEN_COLOURS,
        MANY_COLOURS,
        GRADIENT,
        NOISE,
        TEXT,
        WINDOWS,
        RUNS;

        static final List<Contents> ALL = List.of(values());

        static Contents random(Random random) {
            return ALL.get(random.nextInt(ALL.size()));
        }
    }

    static Picture of(Contents contents, int width, int height, long seed) {
        Random random = new Random(seed);
        int base = random.nextInt(1 << 24);
        int other = random.nextInt(1 << 24);
        return switch (contents) {
            case SOLID -> of(width, height, (x, y) -> base);
            case TWO_COLOURS -> of(width, height, (x, y) -> random.nextBoolean() ? base : other);
            case FEW_COLOURS -> of(width, height, (x, y) -> base ^ random.nextInt(5) * 0x332211);
            case SIXTEEN_COLOURS ->
                    of(width, height, (x, y) -> base ^ random.nextInt(16) * 0x0f0f0f);
            case MANY_COLOURS -> of(width, height, (x, y) -> base ^ random.nextInt(200) * 0x10801);
            case GRADIENT ->
                    of(
                            width,
                            height,
                            (x, y) -> (x * 3 & 255) << 16 | (y * 5 & 255) << 8 | (base & 255));
            case NOISE -> of(width, height, (x, y) -> random.nextInt(1 << 24));
            case TEXT ->
                    of(
                            width,
                            height,
                            (x, y) ->
                                    y % 12 > 8 || random.nextInt(4) > 0
                                            ? 0xffffff
                                            : base & 0x7f7f7f);
            case WINDOWS ->
                    of(width, height, (x, y) -> (x / 13 + y / 17 & 1) | (x % 13 / 12) << 1)
                            .recoloured(base);
            case RUNS -> runs(width, height, random);
        };
    }

    /// What a camera sees: everything changes slowly, and there is a little noise on it.
    static Picture photo(int width, int height, long seed) {
        Random random = new Random(seed);
        double phase = random.nextDouble() * 6;
        return of(
                width,
                height,
                (x, y) -> {
                    int red = wave(x * 0.05 + y * 0.02 + phase) + random.nextInt(5);
                    int green = wave(x * 0.02 - y * 0.06 + phase) + random.nextInt(5);
                    int blue = wave(y * 0.04 + phase) + random.nextInt(5);
                    return red << 16 | green << 8 | blue;
                });
    }

    /// Soft waves without noise.
    static Picture waves(int width, int height) {
        return of(
                width,
                height,
                (x, y) -> {
                    int red = (int) (128 + 100 * Math.sin(x / 19.0) * Math.cos(y / 23.0));
                    int green = (int) (128 + 90 * Math.sin((x + y) / 31.0));
                    int blue = (int) (128 + 80 * Math.cos(x / 13.0 - y / 29.0));
                    return red << 16 | green << 8 | blue;
                });
    }

    private static int wave(double angle) {
        return (int) (124 + 120 * Math.sin(angle));
    }

    private static Picture runs(int width, int height, Random random) {
        int[] rgb = new int[width * height];
        int colours = 2 + random.nextInt(300);
        int i = 0;
        while (i < rgb.length) {
            int colour = random.nextInt(colours) * 0x010203 & 0xff_ffff;
            int end = Math.min(rgb.length, i + 1 + random.nextInt(random.nextBoolean() ? 3 : 700));
            while (i < end) {
                rgb[i++] = colour;
            }
        }
        return new Picture(width, height, rgb);
    }

    private static Picture of(int width, int height, IntBinaryOperator pixel) {
        int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = pixel.applyAsInt(i % width, i / width) & 0xff_ffff;
        }
        return new Picture(width, height, rgb);
    }

    private Picture recoloured(int base) {
        return of(width, height, (x, y) -> base + rgb[y * width + x] * 0x345678);
    }

    /// The pixels inside of a larger array, with others around them.
    Pixels packed(int offset, int padding) {
        int stride = width + padding;
        int[] array = new int[offset + stride * height];
        Arrays.fill(array, 0xabcdef);
        for (int y = 0; y < height; y++) {
            System.arraycopy(rgb, y * width, array, offset + y * stride, width);
        }
        return new PackedPixels(array, offset, stride, width, height);
    }

    Pixels packed() {
        return new PackedPixels(rgb, 0, width, width, height);
    }

    /// The same picture with a palette of its first 256 colours, and as which picture that is.
    Indexed indexed() {
        byte[] index = new byte[rgb.length + 1];
        int[] palette = new int[256];
        int[] shown = new int[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            int number = ((rgb[i] * 0x9e3779b1) >>> 24);
            palette[number] = rgb[i];
            index[i + 1] = (byte) number;
        }
        for (int i = 0; i < rgb.length; i++) {
            shown[i] = palette[index[i + 1] & 0xff];
        }
        return new Indexed(
                new IndexedPixels(index, 1, width, width, height, palette),
                new Picture(width, height, shown));
    }

    /// How close these pixels come, as peak signal-to-noise ratio: infinite if they are the same.
    double decibels(int[] shown) {
        double sum = 0;
        for (int i = 0; i < rgb.length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                int difference = (rgb[i] >> shift & 0xff) - (shown[i] >> shift & 0xff);
                sum += difference * difference;
            }
        }
        return 10 * Math.log10(255 * 255 / (sum / (3.0 * rgb.length)));
    }

    record Indexed(Pixels pixels, Picture shown) {}

    /// What a viewer with this format sees of the picture.
    int[] seenThrough(PixelTranslator translator) {
        int[] seen = new int[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            seen[i] = translator.toRgb(translator.toWire(rgb[i]));
        }
        return seen;
    }
}
