package weft.server.access;

/// What becomes of viewers that are connected when who may come in changes.
public enum Connected {
    /// They stay.
    KEEP,

    /// They have to log in again.
    DISCONNECT
}
