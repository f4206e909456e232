package weft.rfb.codec;

/// Which compressor serves which of RFB's compression levels.
///
/// | level | with ISA-L | without |
/// |-------|------------|---------|
/// | 0 - 2 | ISA-L 1    | zlib 1, 1, 2 |
/// | 3 - 5 | ISA-L 2    | zlib 3 - 5 |
/// | 6 - 9 | zlib 6 - 9 | zlib 6 - 9 |
///
/// ISA-L compresses several times as fast as zlib's fastest level to about the same size, and has
/// nothing that matches zlib's better ones. Zlib's level 0 is never used: storing the bytes costs
/// more in sending them than compressing them does.
final class DeflateLevels {

    private static final int[] ISAL = {1, 1, 1, 2, 2, 2};

    private DeflateLevels() {}

    static Deflate open(int level) {
        if (level < ISAL.length && level >= 0 && Isal.available()) {
            return IsalDeflate.open(ISAL[level]);
        }
        return JdkDeflate.open(zlib(level));
    }

    static int zlib(int level) {
        return Math.max(1, check(level));
    }

    static int check(int level) {
        if (level < Deflate.FASTEST || level > Deflate.SMALLEST) {
            throw new IllegalArgumentException(
                    "Compression level " + level + ", expected 0 to " + Deflate.SMALLEST);
        }
        return level;
    }
}
