/// The size of the framebuffer and the screens in it, and how both sides change them (rfbproto,
/// Screen Model, ExtendedDesktopSize and SetDesktopSize).
@NullMarked
package weft.rfb.screen;

import org.jspecify.annotations.NullMarked;
