package weft.cli.dbus;

import java.util.Optional;

/// What the other side of a connection does. Told by the thread that reads it, in order.
public interface DbusPeer {

    /// It calls a method.
    ///
    /// @param call with the values; they are there as long as this takes
    /// @return the values to answer with; empty if there is no such method
    /// @throws DbusException if the call breaks the protocol; the connection ends
    default Optional<DbusWriter> called(DbusMessage call) throws DbusException {
        return Optional.empty();
    }

    /// It says that something has happened.
    ///
    /// @throws DbusException if the signal breaks the protocol; the connection ends
    default void signalled(DbusMessage signal) throws DbusException {}

    /// It is there no more.
    default void ended() {}
}
