/// A terminal as xterm's users know it, without a screen: what a program writes goes in, cells with
/// characters, colours and styles are there to be looked at, and keys become what the program
/// reads.
///
/// ```
/// bytes -> Utf8Decoder -> ControlParser -> Emulator -> Grid of Lines, History
///                                             |  ^
///                          Emulator.Listener <-  KeyEncoder, MouseReports <- viewers
/// ```
///
/// It is the subset of xterm-256color that programs use, by ECMA-48, DEC STD 070 and xterm's
/// "Control Sequences"; JLine's model of a screen has 12 bits for a colour, no mouse modes and no
/// bracketed paste. It knows no pixels, no processes and no viewers: [weft.cli.terminal.host] has
/// these. Nothing that a program sends is kept beyond a bound. For one thread at a time. Start at
/// [weft.cli.terminal.Emulator].
@NullMarked
package weft.cli.terminal;

import org.jspecify.annotations.NullMarked;
