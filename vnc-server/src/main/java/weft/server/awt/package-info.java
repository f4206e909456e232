/// The viewers' input as AWT's events, for hosts that are written for AWT's listeners. It opens no
/// window and needs no graphics display.
///
/// Called by hosts. It knows the handlers of [weft.server] and keysyms; nobody there knows it, so
/// that a server without it never loads AWT. Start at [AwtInput].
@NullMarked
package weft.server.awt;

import org.jspecify.annotations.NullMarked;
