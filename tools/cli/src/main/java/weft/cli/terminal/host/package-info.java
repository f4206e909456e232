/// A program in a pseudo-terminal as a host of Weft.
///
/// ```
/// TerminalHost       one thread: what the program writes, what viewers do, the picture
///  ├ PseudoTerminal  the program and its end of the line, by libc on Linux
///  ├ CellPicture     the emulator's cells on a TextScreen, CellFont has the glyphs
///  └ ViewerInput     keys, mouse, wheel, selection and paste
/// ```
///
/// The server's threads only put what they have to say into a bounded queue; the emulator and the
/// picture belong to the host's thread. Start at [TerminalHost].
@NullMarked
package weft.cli.terminal.host;

import org.jspecify.annotations.NullMarked;
