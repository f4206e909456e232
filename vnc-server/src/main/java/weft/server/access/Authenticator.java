package weft.server.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What knows users by name and password: a file of them ([UsersFile]), the system ([Pam]), or a
/// host's own. It is asked for X509Plain, RA2, Apple's Diffie-Hellman, and SASL with PLAIN.
@FunctionalInterface
public interface Authenticator {

    /// Says who gives these credentials; empty refuses the viewer. It runs on a thread that is
    /// there for logins and may take its time: nobody but those who log in waits for it.
    ///
    /// What it throws refuses the viewer, too, and is logged without its message going out.
    ///
    /// @param peer where the viewer comes from, for a log
    Optional<Identity> authenticate(Credentials credentials, String peer) throws Exception;

    /// The same users for SASL with SCRAM, where passwords are not told; empty if this knows them
    /// only by their passwords.
    default Optional<ScramAccounts> scram() {
        return Optional.empty();
    }

    /// The same users, of which nobody may do anything else than this.
    default Authenticator limitedTo(Set<Right> rights) {
        return new LimitedAuthenticator(this, EnumSet.copyOf(rights));
    }
}
