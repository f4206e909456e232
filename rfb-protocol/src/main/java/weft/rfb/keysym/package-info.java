/// Keys by name and by character: what a `KeyEvent` of RFC 6143 §7.5.4 carries is a keysym of X11.
///
/// ```
///   "ctrl-alt-del"  -> KeyCombination -> KeyNames (bsp, ret, pgup ...) -> keysyms
///                                     -> Keysyms  (Return, U+20AC ...) -> keysyms.txt
///   'é'            <-> Keysyms
/// ```
///
/// Scripts, viewers without a window and logs call it. It knows no message and no keyboard layout.
/// Start at [weft.rfb.keysym.Keysyms].
@NullMarked
package weft.rfb.keysym;

import org.jspecify.annotations.NullMarked;
