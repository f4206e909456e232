package weft.server.login;

import weft.rfb.RfbInput;
import weft.server.connection.Connection;

import java.util.function.BiFunction;

/// The way to a viewer, which may come to be encrypted during its login.
public interface Way {

    /// As it is now.
    Connection connection();

    /// What comes over it.
    RfbInput in();

    /// The viewer has been refused; it is told so in a moment.
    void refused();

    /// The viewer has given credentials and waits for its turn until [#hasItsTurn]: that takes some
    /// seconds at the most, and but some dozens wait.
    void waitsForItsTurn();

    /// Its credentials are looked at now.
    void hasItsTurn();

    /// Puts another connection in the place of this one.
    ///
    /// @param over makes it, of this one and the bytes that have been received over it and not been
    ///   read
    void upgrade(BiFunction<Connection, byte[], Connection> over);
}
