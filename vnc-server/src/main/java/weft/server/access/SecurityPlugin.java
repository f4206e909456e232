package weft.server.access;

import java.util.Optional;

/// A security type that the host brings along. It says who a viewer is and encrypts nothing of what
/// follows, so viewers on other machines are offered it only where the host lets them come in
/// without encryption, too.
public interface SecurityPlugin {

    /// The number of the security type, 1 to 255; none of those that the server has itself.
    int number();

    /// Goes through it, up to where the SecurityResult follows, which the server sends. Runs in the
    /// session's coroutine, within the time that a login may take.
    ///
    /// An empty result counts as a wrong guess, see [SecurityDialogue#evaluating]; an exception
    /// does not, and ends the connection.
    ///
    /// @return who the viewer is; empty refuses it, and it is told so a second later
    Optional<Identity> authenticate(SecurityDialogue dialogue);
}
