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
}
