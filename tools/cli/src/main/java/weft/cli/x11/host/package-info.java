/// An X display as a host of Weft: its screen is the picture, and what viewers do is done there.
///
/// ```
/// XDisplay          one connection: opens, takes the events, ends when the server goes
///  ├ ScreenPicture  DAMAGE says where, ScreenImages brings the pixels, PixelReader understands them
///  ├ Keyboard       keysyms to keys of the display's own map (KeyboardMap), by XTEST
///  ├ Pointer        places and buttons, by XTEST
///  ├ PointerShape   the cursor, by XFIXES
///  ├ Lamps          locks and bell, by XKEYBOARD
///  ├ Selections     the clipboard
///  └ ScreenSize     another size, by RANDR
/// ```
///
/// Two threads use a display: the one that runs [XDisplay#run] takes all events, and the one of the
/// viewers' callbacks types and clicks. Start at [XDisplay].
@NullMarked
package weft.cli.x11.host;

import org.jspecify.annotations.NullMarked;
