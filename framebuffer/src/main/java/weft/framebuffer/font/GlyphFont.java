package weft.framebuffer.font;

/// A font of fixed width that is asked for by Unicode characters. It shows something for each.
///
/// Any thread may ask.
public interface GlyphFont {

    /// Pixels of a cell, 1 to 32.
    int width();

    /// Pixel rows of a cell, 1 to 64.
    int height();

    /// One row of a character's glyph, the leftmost pixel in bit `width() - 1`.
    ///
    /// @param codePoint any int: what is no character looks as the host likes
    /// @param row 0 at the top, less than [#height()]
    int row(int codePoint, int row);
}
