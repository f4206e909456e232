package weft.rfb;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Pixel formats for tests: those that viewers ask for, and legal ones at random.
public final class PixelFormats {

    public static final PixelFormat BIG_ENDIAN_XRGB =
            new PixelFormat(32, 24, true, true, 255, 255, 255, 16, 8, 0);

    public static final List<PixelFormat> KNOWN =
            List.of(
                    PixelFormat.XRGB8888,
                    BIG_ENDIAN_XRGB,
                    new PixelFormat(32, 24, false, true, 255, 255, 255, 0, 8, 16),
                    new PixelFormat(32, 24, true, true, 255, 255, 255, 0, 8, 16),
                    new PixelFormat(32, 24, false, true, 255, 255, 255, 24, 16, 8),
                    new PixelFormat(32, 24, true, true, 255, 255, 255, 24, 16, 8),
                    new PixelFormat(32, 24, false, true, 255, 255, 255, 8, 16, 24),
                    new PixelFormat(32, 24, true, true, 255, 255, 255, 8, 16, 24),
                    new PixelFormat(32, 32, false, true, 255, 255, 255, 16, 8, 0),
                    new PixelFormat(32, 30, false, true, 1023, 1023, 1023, 20, 10, 0),
                    new PixelFormat(32, 24, false, true, 31, 63, 31, 11, 5, 0),
                    new PixelFormat(32, 24, true, true, 31, 31, 31, 8, 13, 18),
                    PixelFormat.RGB565,
                    new PixelFormat(16, 16, true, true, 31, 63, 31, 11, 5, 0),
                    PixelFormat.RGB555,
                    new PixelFormat(16, 12, true, true, 15, 15, 15, 4, 8, 12),
                    PixelFormat.BGR233,
                    new PixelFormat(8, 6, false, true, 3, 3, 3, 4, 2, 0),
                    new PixelFormat(8, 3, false, true, 1, 1, 1, 2, 1, 0),
                    PixelFormat.COLOUR_MAP);

    private PixelFormats() {}

    public static PixelFormat random(Random random) {
        while (true) {
            int bits = 8 << random.nextInt(3);
            int depth = 1 + random.nextInt(bits);
            List<Integer> values = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                values.add((1 << (1 + random.nextInt(Math.min(16, bits - 2)))) - 1);
            }
            for (int i = 0; i < 3; i++) {
                values.add(random.nextInt(bits));
            }
            try {
                return new PixelFormat(
                        bits,
                        depth,
                        random.nextBoolean(),
                        true,
                        values.get(0),
                        values.get(1),
                        values.get(2),
                        values.get(3),
                        values.get(4),
                        values.get(5));
            } catch (IllegalArgumentException illegal) {
                // Most are; the next one.
            }
        }
    }
}
