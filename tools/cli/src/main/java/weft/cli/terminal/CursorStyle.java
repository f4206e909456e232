package weft.cli.terminal;

/// What the cursor looks like (DECSCUSR).
public enum CursorStyle {
    BLINKING_BLOCK,
    STEADY_BLOCK,
    BLINKING_UNDERLINE,
    STEADY_UNDERLINE,
    BLINKING_BAR,
    STEADY_BAR;

    /// By its number, from 1 on; 0 is the one at the beginning.
    static CursorStyle of(int number) {
        return switch (number) {
            case 1 -> BLINKING_BLOCK;
            case 3 -> BLINKING_UNDERLINE;
            case 4 -> STEADY_UNDERLINE;
            case 5 -> BLINKING_BAR;
            case 6 -> STEADY_BAR;
            default -> STEADY_BLOCK;
        };
    }

    /// The number that a program chooses it by.
    int number() {
        return switch (this) {
            case BLINKING_BLOCK -> 1;
            case STEADY_BLOCK -> 2;
            case BLINKING_UNDERLINE -> 3;
            case STEADY_UNDERLINE -> 4;
            case BLINKING_BAR -> 5;
            case STEADY_BAR -> 6;
        };
    }

    boolean blinks() {
        return this == BLINKING_BLOCK || this == BLINKING_UNDERLINE || this == BLINKING_BAR;
    }

    /// The same shape, blinking or not.
    CursorStyle blinking(boolean on) {
        return switch (this) {
            case BLINKING_BLOCK, STEADY_BLOCK -> on ? BLINKING_BLOCK : STEADY_BLOCK;
            case BLINKING_UNDERLINE, STEADY_UNDERLINE -> on ? BLINKING_UNDERLINE : STEADY_UNDERLINE;
            case BLINKING_BAR, STEADY_BAR -> on ? BLINKING_BAR : STEADY_BAR;
        };
    }
}
