package weft.rfb.encoding;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Which details of a tile [ZywrleEncoder] keeps, by a viewer's quality: each becomes a multiple of
/// a step, and those below one step vanish. Finer levels have larger steps, and colour has larger
/// ones than brightness, since both are seen less.
final class ZywrleQuantizer {

    /// What the coarsest format can hold.
    private static final int GRAIN = 8;

    private static final int LARGEST = 127 / GRAIN * GRAIN;

    /// The step of brightness at the finest level, by quality.
    private static final int[] STEPS = {72, 64, 56, 56, 48, 40, 32, 24, 16};

    private static final @Nullable ZywrleQuantizer[] QUANTIZERS = new ZywrleQuantizer[STEPS.length];

    static {
        for (int quality = 0; quality < STEPS.length; quality++) {
            QUANTIZERS[quality] = new ZywrleQuantizer(STEPS[quality]);
        }
    }

    private final byte[][] brightness = new byte[ZywrleTile.MOST_LEVELS][];
    private final byte[][] colour = new byte[ZywrleTile.MOST_LEVELS][];

    private ZywrleQuantizer(int finest) {
        for (int l = 0; l < ZywrleTile.MOST_LEVELS; l++) {
            int step = Math.max(GRAIN, (finest >> l) / GRAIN * GRAIN);
            brightness[l] = table(step);
            colour[l] = table(2 * step);
        }
    }

    /// @param quality 0 to 8
    static ZywrleQuantizer of(int quality) {
        return Objects.requireNonNull(QUANTIZERS[quality]);
    }

    /// What becomes of a coefficient, by its low 8 bits.
    byte[] table(int level, boolean ofBrightness) {
        return ofBrightness ? brightness[level] : colour[level];
    }

    private static byte[] table(int step) {
        byte[] table = new byte[256];
        int middle = step / 2 / GRAIN * GRAIN;
        for (int value = 0; value < 128; value++) {
            int kept = value < step ? 0 : Math.min(LARGEST, value / step * step + middle);
            table[value] = (byte) kept;
            table[-value & 0xff] = (byte) -kept;
        }
        return table;
    }
}
