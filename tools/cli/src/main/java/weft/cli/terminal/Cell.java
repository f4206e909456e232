package weft.cli.terminal;

/// How one cell is to be drawn: everything that an [Emulator] says of it.
///
/// For one that draws many, it is filled again and again by [ScreenReader#read].
public final class Cell {

    /// A code point.
    public int character;

    /// 0xRRGGBB.
    public int front;

    /// 0xRRGGBB.
    public int back;

    public boolean bold;
    public boolean italic;
    public boolean underlined;
    public boolean blinking;
    public boolean struck;

    /// It is the left of two cells of a character.
    public boolean left;

    /// It is the right of two cells of a character, which is that of the left one.
    public boolean right;
}
