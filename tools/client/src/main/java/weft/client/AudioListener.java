package weft.client;

/// Told of the sound of a server. It is called on the thread that reads from the server, in the
/// order of the messages: it must return soon, and must wait for nothing that the server does.
@FunctionalInterface
public interface AudioListener {

    /// Sound begins. There may be none behind it for a while.
    default void begin() {}

    /// Some sound, in the format that was asked for: whole frames, which nobody changes.
    void frames(byte[] frames);

    /// Sound has ended; it may begin again.
    default void end() {}
}
