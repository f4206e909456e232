/// A small emulated machine: a CHIP-8, as it ran on the COSMAC VIP in 1978.
///
/// [Chip8] is the machine and knows nothing of displays; [Programs] is what it runs. [Squash] shows
/// a game to viewers, who hear it, too. Tests of its display are an example of their own: see
/// `Chip8DisplayTest`.
@NullMarked
package weft.examples.chip8;

import org.jspecify.annotations.NullMarked;
