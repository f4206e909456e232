/// A machine of nothing but an emulated VGA and a keyboard: how a host that has text on its screen
/// uses `weft.framebuffer.vga`.
///
/// [Typewriter] is all of it. It knows the adapter's memory and ports as a program for a PC does,
/// and the server only in `main`. Run by people and by its test.
@NullMarked
package weft.examples.typewriter;

import org.jspecify.annotations.NullMarked;
