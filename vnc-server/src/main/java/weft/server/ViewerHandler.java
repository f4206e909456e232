package weft.server;

/// What is told of viewers that come and go, in this order for each, among the other callbacks.
public interface ViewerHandler {

    /// A viewer has been let in.
    default void connected(Viewer viewer) {}

    /// It is gone.
    ///
    /// @param reason as it is in the log
    default void disconnected(Viewer viewer, String reason) {}
}
