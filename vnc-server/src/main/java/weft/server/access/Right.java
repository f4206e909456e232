package weft.server.access;

/// What a viewer may do or be told, each by itself; see [Role] for the usual sets of them.
///
/// What a viewer sends without the right to is ignored, and answered by a refusal where the
/// protocol has one.
public enum Right {
    /// Gets the picture and the pointer's shape. Without it the display is black, in its size.
    SEE,

    /// Presses keys.
    KEY,

    /// Moves the pointer and presses its buttons, and those of its tablets and pads.
    POINTER,

    /// Gives what is on its clipboard to the host.
    CLIPBOARD_IN,

    /// Gets what is on the host's clipboard.
    CLIPBOARD_OUT,

    /// Asks for another size or other screens; the host decides.
    RESIZE,

    /// Asks for the machine to be shut down, rebooted or reset.
    POWER,

    /// Hears what the host plays.
    SOUND
}
