package weft.client.handshake;

import weft.rfb.security.VncPassword;

import java.util.Optional;

/// Who the client is.
///
/// @param password for VNC authentication, if there is one
public record Credentials(Optional<VncPassword> password) {

    /// Nobody in particular.
    public static final Credentials NONE = new Credentials(Optional.empty());
}
