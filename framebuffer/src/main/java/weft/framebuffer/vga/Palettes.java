package weft.framebuffer.vga;

/// The colours that a VGA's BIOS loads into the DAC with a mode.
enum Palettes {
    /// The EGA's 64: two bits for each of red, green and blue.
    SIXTY_FOUR {
        @Override
        void load(Dac dac) {
            for (int i = 0; i < Dac.COLOURS; i++) {
                dac.set(i, part(i, 2), part(i, 1), part(i, 0));
            }
        }

        // Two thirds by the bit, one third by the one that is three higher.
        private static int part(int colour, int bit) {
            return (colour >> bit & 1) * TWO_THIRDS + (colour >> (bit + 3) & 1) * THIRD;
        }
    },

    /// Black, normal and bright.
    MONOCHROME {
        @Override
        void load(Dac dac) {
            for (int i = 0; i < Dac.COLOURS; i++) {
                int grey = (i & 8) == 0 ? 0 : (i & 16) == 0 ? TWO_THIRDS : FULL;
                dac.set(i, grey, grey, grey);
            }
        }
    },

    /// The CGA's 16, 16 greys, and 24 hues in three saturations and three intensities.
    MANY {
        @Override
        void load(Dac dac) {
            for (int i = 0; i < 16; i++) {
                sixteen(dac, i);
                dac.set(16 + i, GREYS[i], GREYS[i], GREYS[i]);
            }
            int index = 32;
            for (int[] levels : LEVELS) {
                for (int hue = 0; hue < HUES; hue++) {
                    dac.set(
                            index++,
                            levels[height(hue + HUES * 2 / 3)],
                            levels[height(hue + HUES / 3)],
                            levels[height(hue)]);
                }
            }
            while (index < Dac.COLOURS) {
                dac.set(index++, 0, 0, 0);
            }
        }

        // The colours of the CGA, dark yellow brown.
        private static void sixteen(Dac dac, int colour) {
            int bright = (colour & 8) == 0 ? 0 : THIRD;
            int red = (colour & 4) == 0 ? bright : TWO_THIRDS + bright;
            int green = (colour & 2) == 0 ? bright : TWO_THIRDS + bright;
            int blue = (colour & 1) == 0 ? bright : TWO_THIRDS + bright;
            dac.set(colour, red, colour == BROWN ? THIRD : green, blue);
        }

        // Around the circle of hues from blue over red and green: blue's part of five levels.
        private static int height(int hue) {
            int at = hue % HUES;
            int distance = Math.min(at, HUES - at);
            return Math.clamp(FULL_HUES - distance + MOST, 0, MOST);
        }
    };

    private static final int FULL = 63;
    private static final int TWO_THIRDS = 42;
    private static final int THIRD = 21;
    private static final int BROWN = 6;
    private static final int HUES = 24;

    /// So many hues to either side of a primary have all of it, and from there on less.
    private static final int FULL_HUES = 4;

    private static final int MOST = 4;

    private static final int[] GREYS = {
        0, 5, 8, 11, 14, 17, 20, 24, 28, 32, 36, 40, 45, 50, 56, 63
    };

    /// The five levels of each group: intensity 63, 28 and 16, each with less and less saturation.
    private static final int[][] LEVELS = {
        {0, 16, 31, 47, 63}, {31, 39, 47, 55, 63}, {45, 49, 54, 58, 63},
        {0, 7, 14, 21, 28}, {14, 17, 21, 24, 28}, {20, 22, 24, 26, 28},
        {0, 4, 8, 12, 16}, {8, 10, 12, 14, 16}, {11, 12, 13, 15, 16}
    };

    abstract void load(Dac dac);
}
