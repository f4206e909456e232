package weft.framebuffer.image;

/// The header of a TGA file, which begins with no signature.
///
/// | byte | field                                                             |
/// |-----:|-------------------------------------------------------------------|
/// |    1 | colour map: 0 none, 1 there is one                                |
/// |    2 | image type: 1, 2, 3 mapped, true colour, grey; + 8 run-length      |
/// |    7 | bits of a colour map entry                                        |
/// |   12 | U16 width, little-endian                                          |
/// |   14 | U16 height                                                        |
/// |   16 | bits of a pixel                                                   |
/// |   17 | attribute bits, origin, interleaving (obsolete, 0)                |
final class TgaHeader {

    private static final int BYTES = 18;

    private TgaHeader() {}

    static boolean isPlausible(byte[] head) {
        if (head.length < BYTES || head[1] < 0 || head[1] > 1) {
            return false;
        }
        int width = (head[12] & 0xFF) | (head[13] & 0xFF) << 8;
        int height = (head[14] & 0xFF) | (head[15] & 0xFF) << 8;
        boolean known =
                switch (head[2]) {
                    case 1, 9 -> head[1] == 1 && head[16] == 8;
                    case 2, 10 -> isTrueColour(head[16]);
                    case 3, 11 -> head[16] == 8 || head[16] == 16;
                    default -> false;
                };
        return known && width > 0 && height > 0 && (head[17] & 0xC0) == 0;
    }

    private static boolean isTrueColour(byte bits) {
        return bits == 15 || bits == 16 || bits == 24 || bits == 32;
    }
}
