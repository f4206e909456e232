/// A small computer of its own design around a MOS 6502, as home computers of 1977 to 1985 had it,
/// with a game to play.
///
/// [Cpu6502] is the processor and [Assembler] makes programs for it; neither knows anything of
/// displays. [Computer] is the whole: memory, of which a part is the picture, and a few registers.
/// [Bricks] shows it to viewers: its display is a view of the computer's own memory, so no pixel is
/// copied before a viewer asks for it.
@NullMarked
package weft.examples.mos6502;

import org.jspecify.annotations.NullMarked;
