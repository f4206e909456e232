package weft.rfb.keyboard;

/// A key that is pressed, perhaps while Shift or AltGr is held, and the keysym that it has then.
///
/// @param key its code in XT set 1, from 0x01 to 0x7F, as in the QEMU Extended Key Event message
/// @param shift whether Shift is held
/// @param altGr whether AltGr is held: X11's third level
/// @param keysym what it means
public record KeyStroke(int key, boolean shift, boolean altGr, long keysym) {}
