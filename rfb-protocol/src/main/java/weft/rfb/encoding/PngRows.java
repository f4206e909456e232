package weft.rfb.encoding;

import static weft.rfb.RfbProtocolException.Reason.DATA;

import weft.rfb.RfbProtocolException;

/// The rows of a PNG, decompressed piece by piece: takes their filters back and turns their samples
/// into colours (ISO/IEC 15948, 7.2 and 9).
final class PngRows {

    private static final int GREY = 0;
    private static final int GREY_ALPHA = 4;
    private static final int RGBA = 6;

    private final Target target;
    private final int bits;
    private final int colourType;

    /// How many bytes lie between a sample and the one to the left of it.
    private final int step;

    private byte[] row;
    private byte[] above;
    private int filled;
    private int y;

    PngRows(Target target, int bits, int colourType) {
        this.target = target;
        this.bits = bits;
        this.colourType = colourType;
        int bitsPerPixel = bits * channels(colourType);
        this.step = Math.max(1, bitsPerPixel / 8);
        int length = 1 + (target.width() * bitsPerPixel + 7) / 8;
        this.row = new byte[length];
        this.above = new byte[length];
    }

    static boolean isKnown(int bits, int colourType) {
        boolean packed = colourType == GREY || colourType == PngWriter.INDEXED;
        return switch (bits) {
            case 1, 2, 4 -> packed;
            case 8 -> channels(colourType) > 0;
            default -> false;
        };
    }

    private static int channels(int colourType) {
        return switch (colourType) {
            case GREY, PngWriter.INDEXED -> 1;
            case PngWriter.TRUECOLOUR -> 3;
            case GREY_ALPHA -> 2;
            case RGBA -> 4;
            default -> 0;
        };
    }

    /// Where the bytes of the current row go, its filter first.
    byte[] row() {
        return row;
    }

    int filled() {
        return filled;
    }

    int missing() {
        return row.length - filled;
    }

    boolean isComplete() {
        return y == target.height();
    }

    /// So many bytes more are there.
    void filled(int count, byte[] palette) {
        filled += count;
        if (filled == row.length) {
            unfilter();
            colours(palette);
            byte[] free = above;
            above = row;
            row = free;
            filled = 0;
            y++;
        }
    }

    private void unfilter() {
        int filter = row[0];
        if (filter < 0 || filter > 4) {
            throw new RfbProtocolException(
                    DATA, "PNG filter " + (filter & 0xff) + ", expected 0 to 4");
        }
        if (filter == PngWriter.NONE) {
            return;
        }
        for (int i = 1; i < row.length; i++) {
            boolean first = i <= step;
            int left = first ? 0 : row[i - step] & 0xff;
            int up = above[i] & 0xff;
            int upLeft = first ? 0 : above[i - step] & 0xff;
            int expected =
                    switch (filter) {
                        case PngWriter.SUB -> left;
                        case 2 -> up;
                        case 3 -> (left + up) / 2;
                        default -> paeth(left, up, upLeft);
                    };
            row[i] += (byte) expected;
        }
    }

    private static int paeth(int left, int up, int upLeft) {
        int guess = left + up - upLeft;
        int toLeft = Math.abs(guess - left);
        int toUp = Math.abs(guess - up);
        int toUpLeft = Math.abs(guess - upLeft);
        if (toLeft <= toUp && toLeft <= toUpLeft) {
            return left;
        }
        return toUp <= toUpLeft ? up : upLeft;
    }

    private void colours(byte[] palette) {
        int to = target.at(0, y);
        int[] rgb = target.rgb();
        for (int x = 0; x < target.width(); x++) {
            int at = 1 + x * step;
            rgb[to + x] =
                    switch (colourType) {
                        case PngWriter.TRUECOLOUR, RGBA ->
                                (row[at] & 0xff) << 16
                                        | (row[at + 1] & 0xff) << 8
                                        | (row[at + 2] & 0xff);
                        case PngWriter.INDEXED -> colour(sample(x), palette);
                        case GREY -> sample(x) * (255 / ((1 << bits) - 1)) * 0x010101;
                        default -> (row[at] & 0xff) * 0x010101;
                    };
        }
    }

    /// The only sample of a pixel, of `bits` bits.
    private int sample(int x) {
        int bit = x * bits;
        int mask = (1 << bits) - 1;
        return row[1 + (bit >> 3)] >> (8 - bits - (bit & 7)) & mask;
    }

    /// The palette is the chunk: its type and then three bytes each.
    private static int colour(int number, byte[] palette) {
        int at = 4 + 3 * number;
        if (at + 3 > palette.length) {
            throw new RfbProtocolException(
                    DATA,
                    "PNG index %d into a palette of %d"
                            .formatted(number, Math.max(0, palette.length - 4) / 3));
        }
        return (palette[at] & 0xff) << 16
                | (palette[at + 1] & 0xff) << 8
                | (palette[at + 2] & 0xff);
    }
}
