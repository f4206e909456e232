package weft.cli.terminal;

/// The character sets that can be designated as G0 to G3.
enum Charset {
    ASCII,
    UNITED_KINGDOM,
    /// DEC Special Graphics: lines, and a few more.
    GRAPHICS;

    private static final String FROM_UNDERSCORE = " ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    static Charset of(int last) {
        return switch (last) {
            case '0', '2' -> GRAPHICS;
            case 'A' -> UNITED_KINGDOM;
            default -> ASCII;
        };
    }

    int map(int codePoint) {
        if (this == GRAPHICS && codePoint >= '_' && codePoint <= '~') {
            return FROM_UNDERSCORE.charAt(codePoint - '_');
        }
        return this == UNITED_KINGDOM && codePoint == '#' ? '£' : codePoint;
    }
}
