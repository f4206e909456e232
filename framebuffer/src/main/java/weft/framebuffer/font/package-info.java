/// Fonts of pixels, our own or in the public domain: each is a sheet of text beside this package,
/// and `NOTICE.md` there says where it comes from.
///
/// Called by what draws text into pictures, the test card and the emulated adapters, and by what
/// reads it there. It knows arrays and nothing else.
@NullMarked
package weft.framebuffer.font;

import org.jspecify.annotations.NullMarked;
