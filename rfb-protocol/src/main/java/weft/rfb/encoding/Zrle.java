package weft.rfb.encoding;

/// The numbers that the encoders and decoders of ZRLE and TRLE share (RFC 6143 §7.7.5, §7.7.6).
///
/// ```
///   subencoding   0          raw
///                 1          one colour
///                 2 to 16    a palette of that size, indices packed into 1, 2 or 4 bits
///                 127        packed indices into the last palette, TRLE only
///                 128        runs
///                 129        runs of indices into the last palette, TRLE only
///                 130 to 255 a palette of that size less 128, runs of indices
/// ```
final class Zrle {

    /// The edge of ZRLE's tiles.
    static final int TILE = 64;

    /// The edge of TRLE's tiles.
    static final int SMALL_TILE = 16;

    static final int RAW = 0;
    static final int SOLID = 1;

    /// The largest palette with packed indices.
    static final int LARGEST_PACKED = 16;

    static final int PACKED_AGAIN = 127;
    static final int PLAIN_RLE = 128;
    static final int PALETTE_RLE_AGAIN = 129;

    /// What to add to a palette's size if runs of indices follow.
    static final int PALETTE_RLE = 128;

    /// The largest palette with runs of indices.
    static final int LARGEST_PALETTE = 127;

    private Zrle() {}

    /// How many bits an index into a packed palette takes.
    static int bitsPerIndex(int colours) {
        return colours <= 2 ? 1 : colours <= 4 ? 2 : 4;
    }
}
