package weft.server.access;

import java.util.Optional;

/// What knows users by name and password: a file of them, the system's, or a host's own. It is
/// asked for X509Plain, RA2, Apple's Diffie-Hellman, and SASL with PLAIN.
@FunctionalInterface
public interface Authenticator {

    /// Says who gives these credentials; empty refuses the viewer. It runs on a thread that is
    /// there for logins and may take its time: nobody but those who log in waits for it.
    ///
    /// What it throws refuses the viewer, too, and is logged without its message going out.
    ///
    /// @param peer where the viewer comes from, for a log
    Optional<Identity> authenticate(Credentials credentials, String peer) throws Exception;
}
