/// A Game Boy as a host: the emulator coffee-gb (MIT), which knows nothing of Weft, with its
/// screen, its buttons and its sound at any viewer's.
///
/// [GameBoy] is the host, in about as many lines as any emulator needs. [TestRom] is a program for
/// it, made by [Sm83]. [Play] plays a cartridge, [Measure] says what it costs. The emulator is
/// taken from Maven Central for these tests only, and is no part of what Weft hands out: its jar
/// has the boot ROMs of its maker in it, which are not run here.
@NullMarked
package weft.examples.gameboy;

import org.jspecify.annotations.NullMarked;
