package weft.client.handshake;

import weft.client.trust.ServerTrust;
import weft.rfb.security.SecurityType;

import java.util.Optional;
import java.util.Set;

/// What a client brings to the handshake.
///
/// @param credentials who it says it is
/// @param trust which servers it believes
/// @param serverName whose certificate the server must have; empty if nobody has said it
/// @param port of the server, for messages
/// @param allowed the security types that may be used; empty for all
/// @param shared whether other viewers may stay
public record Login(
        Credentials credentials,
        ServerTrust trust,
        Optional<String> serverName,
        int port,
        Set<SecurityType> allowed,
        boolean shared) {

    /// Copies its arguments.
    public Login {
        allowed = Set.copyOf(allowed);
    }
}
