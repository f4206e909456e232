/// Emulated display hardware that hosts share: a [Vga] at the level of its registers, and a
/// [TextScreen] for hosts that want cells of text with more colours and characters than it has.
///
/// ```
/// guest --ports, memory--> Vga --.                        .-- Registers, Dac, Planes
/// host  --VgaMode, linear------> Vga --render()--> Layout, TextPicture, GraphicsPicture --> Damage
///                                                                                     |
/// host  --cells, cursor, scroll--> TextScreen --render()---------------------> Framebuffer
/// ```
///
/// Called by emulators and by the terminal. It knows surfaces and fonts, and nothing of processors,
/// keyboards or the server. Both classes belong to one thread at a time, are drawn by the host's
/// call alone, and take the time from a clock of the host's, so that what blinks can be tested.
///
/// Start reading at [Vga]; the comments of its parts name the registers as IBM's manuals number
/// them.
@NullMarked
package weft.framebuffer.vga;

import org.jspecify.annotations.NullMarked;
