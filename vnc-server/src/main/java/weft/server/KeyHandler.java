package weft.server;

/// Told of the viewers' keys.
@FunctionalInterface
public interface KeyHandler {

    /// A key went down or up. Called in order, one call at a time, on a worker thread unless the
    /// server was built with another executor.
    ///
    /// @param keysym the X11 keysym, as in `keysymdef.h`; 32 bits, unsigned
    /// @param down whether it was pressed; a repeated press is an auto-repeat
    void key(long keysym, boolean down);

    /// The same with which key it is, if the viewer says so: for a host that passes keys on, see
    /// [VncServer#keyCodes]. Without it, [#key(long, boolean)] is told of what has a keysym.
    ///
    /// A key that several viewers hold goes up when the last of them lets it go, whether they say
    /// its code or its keysym; and with the keysym and the code that it went down with last.
    ///
    /// @param keysym 0 if the viewer says the key alone
    /// @param keycode as in [KeyCodeHandler#keyCode]; 0 if the viewer says the keysym alone
    default void key(long keysym, int keycode, boolean down) {
        if (keysym != 0 || keycode == 0) {
            key(keysym, down);
        }
    }
}
