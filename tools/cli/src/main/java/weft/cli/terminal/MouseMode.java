package weft.cli.terminal;

/// Which movements and buttons of the mouse a program wants to be told of.
public enum MouseMode {
    /// None: the mouse selects text.
    NONE,
    /// Presses alone, as X10's xterm did (mode 9).
    PRESSES,
    /// Presses and releases (mode 1000).
    BUTTONS,
    /// These, and movements with a button down (mode 1002).
    DRAGS,
    /// These, and all movements (mode 1003).
    MOVEMENTS
}
