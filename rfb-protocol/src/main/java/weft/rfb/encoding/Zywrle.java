package weft.rfb.encoding;

import weft.rfb.PixelFormat;

/// The rules of ZYWRLE that its encoder and its decoder share: both must come to the same level,
/// since it is not sent.
///
/// | quality      | level of wavelets         |
/// |--------------|---------------------------|
/// | 0, 1, 2      | 3                         |
/// | 3, 4, 5      | 2                         |
/// | 6, 7, 8      | 1                         |
/// | 9, not given | 0: the pixels are exact   |
///
/// That is how LibVNCServer's client has it. Servers disagree about the last line, so
/// [ZywrleEncoder] writes nothing there that would be read in two ways.
final class Zywrle {

    private static final int[] LEVELS = {3, 3, 3, 2, 2, 2, 1, 1, 1, 0};

    private Zywrle() {}

    /// The level of wavelets that this viewer expects.
    static int level(EncodingPreferences preferences) {
        if (preferences.exact()) {
            return 0;
        }
        return preferences.quality().stream().map(quality -> LEVELS[quality]).findFirst().orElse(0);
    }

    /// Whether there are wavelets in this format: green in the middle, red and blue around it, in
    /// 8, 8 and 8, or 5, 6 and 5, or 5, 5 and 5 bits.
    static boolean isUsable(PixelFormat format) {
        if (!format.trueColour() || format.redMax() != format.blueMax()) {
            return false;
        }
        int bits = Integer.bitCount(format.redMax());
        int middle = Integer.bitCount(format.greenMax());
        int low = Math.min(format.redShift(), format.blueShift());
        int high = Math.max(format.redShift(), format.blueShift());
        boolean inOrder = low == 0 && format.greenShift() == bits && high == bits + middle;
        return inOrder
                && switch (format.bitsPerPixel()) {
                    case 16 -> bits == 5 && (middle == 5 || middle == 6);
                    case 32 -> bits == 8 && middle == 8 && format.depth() <= 24;
                    default -> false;
                };
    }
}
