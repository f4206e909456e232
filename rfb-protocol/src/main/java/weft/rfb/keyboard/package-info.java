/// Keyboards: which key, with Shift and AltGr or without, has which keysym.
///
/// ```
///   'ß'  -> KeyboardLayout.of("de") -> KeyStroke[key=0x0c, keysym=ssharp]
///   '{'                             -> KeyStroke[key=0x08, altGr, keysym=braceleft]
///   'è'                             -> KeyStroke[key=0x0d, shift, keysym=dead_grave], KeyStroke[e]
/// ```
///
/// A viewer that types text by the keys of its user asks it; so does a host that needs keys and has
/// keysyms. Keys are numbered as in the QEMU Extended Key Event message of rfbproto. It knows
/// keysyms and no message. Start at [weft.rfb.keyboard.KeyboardLayout].
@NullMarked
package weft.rfb.keyboard;

import org.jspecify.annotations.NullMarked;
