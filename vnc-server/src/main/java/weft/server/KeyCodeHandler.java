package weft.server;

/// Told of the viewers' keys by the keys of a PC's keyboard: what a guest needs.
///
/// Viewers that know which keys are pressed say so. Of others only keysyms are known; those are
/// looked up in the layout that the guest believes its keyboard to have (see
/// [VncServerBuilder#keyboard]), and Shift and AltGr come with them as they need it.
@FunctionalInterface
public interface KeyCodeHandler {

    /// A key went down or up. Called in order, one call at a time, on a worker thread unless the
    /// server was built with another executor. A key that several viewers hold goes up when the
    /// last of them lets it go.
    ///
    /// @param keycode XT set 1, keys behind e0 with bit 7 set, as in the QEMU Extended Key Event
    ///   message: 0x1e is A on a keyboard of the US, 0xcd the right arrow, 0x54 Print, 0xc6 Pause
    /// @param down whether it was pressed; a repeated press is an auto-repeat
    void keyCode(int keycode, boolean down);
}
