package weft.rfb.encoding;

/// The numbers that Hextile's encoder and decoder share (RFC 6143 §7.7.4).
final class Hextile {

    /// The edge of a tile.
    static final int TILE = 16;

    /// The tile's pixels follow; all other bits are void.
    static final int RAW = 1;

    /// A background follows; else it is that of the tile before.
    static final int BACKGROUND = 2;

    /// A foreground follows; else it is that of the tile before.
    static final int FOREGROUND = 4;

    /// Subrectangles follow.
    static final int ANY_SUBRECTS = 8;

    /// Each of them with its own colour, else in the foreground.
    static final int SUBRECTS_COLOURED = 16;

    private Hextile() {}
}
