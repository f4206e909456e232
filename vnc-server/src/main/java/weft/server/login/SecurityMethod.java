package weft.server.login;

import weft.server.access.Identity;

import java.util.Optional;

/// One security type, as the server goes through it.
interface SecurityMethod {

    /// Its number.
    int number();

    /// Whether viewers of RFB 3.3, which cannot choose, may be given it.
    default boolean isFor33() {
        return false;
    }

    /// Whether RFB 3.7 has no SecurityResult after it.
    default boolean isNone() {
        return false;
    }

    /// Goes through it, up to where the SecurityResult follows. Returns who the viewer is; empty
    /// refuses it.
    ///
    /// @throws RefusedException to refuse it with another reason than that it did not pass
    Optional<Identity> run(Negotiation viewer);
}
