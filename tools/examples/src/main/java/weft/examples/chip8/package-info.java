/// A small emulated machine, for tests of its display to look at: a CHIP-8, as it ran on the COSMAC
/// VIP in 1978.
///
/// [Chip8] is the machine and knows nothing of displays; [Programs] is what it runs. Its tests are
/// the example: see `Chip8DisplayTest`.
@NullMarked
package weft.examples.chip8;

import org.jspecify.annotations.NullMarked;
