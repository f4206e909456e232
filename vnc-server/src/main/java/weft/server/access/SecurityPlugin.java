package weft.server.access;

import java.util.Optional;

/// A security type that the host brings along.
public interface SecurityPlugin {

    /// The number of the security type, 1 to 255.
    int number();

    /// Goes through it, up to where the SecurityResult follows, which the server sends. Runs in the
    /// session's coroutine, within the time that a login may take.
    ///
    /// @return who the viewer is; empty refuses it
    Optional<Identity> authenticate(SecurityDialogue dialogue);
}
