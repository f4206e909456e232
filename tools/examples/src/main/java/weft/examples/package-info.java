/// Examples, each small enough to be read in one go.
///
/// [Embed] is the smallest host of a display, the one in the README. [SumServer] needs nothing but
/// the coroutines: a function that blocks on an `InputStream` serves any number of connections on
/// one loop. [weft.examples.typewriter.Typewriter] shows an emulated VGA,
/// [weft.examples.mos6502.Bricks] a small home computer with a game to play,
/// [weft.examples.chip8.Squash] a machine that beeps, and [weft.examples.swing.GuestBook] a Swing
/// program without a display. Run by people and by their tests, where there is an emulator of
/// others, too, a Game Boy (`weft.examples.gameboy`); nobody depends on them.
@NullMarked
package weft.examples;

import org.jspecify.annotations.NullMarked;
