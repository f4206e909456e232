/// Fonts of pixels, drawn for Weft: each is a sheet of text beside this package that shows its
/// glyphs.
///
/// Called by what draws text into pictures, the test card for one, and by what reads it there. It
/// knows arrays and nothing else.
@NullMarked
package weft.framebuffer.font;

import org.jspecify.annotations.NullMarked;
