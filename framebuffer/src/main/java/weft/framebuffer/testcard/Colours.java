package weft.framebuffer.testcard;

/// The colours that several parts of the card share, 0x00RRGGBB.
final class Colours {

    static final int WHITE = 0xFFFFFF;
    static final int BLACK = 0x000000;
    static final int GROUND = 0x1B2430;
    static final int GRID = 0x4A5A70;
    static final int PANEL = 0x0C1118;
    static final int LINE = 0x8FA3BD;
    static final int TEXT = 0xE8EEF6;
    static final int DIM_TEXT = 0x8494A8;
    static final int ACCENT = 0xFFB938;
    static final int PRESSED = 0x5CE08A;

    private Colours() {}
}
