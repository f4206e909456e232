package weft.client.probe;

import java.util.List;
import java.util.Optional;

/// What a server offers to anybody, before a login.
///
/// @param version the protocol version as it writes it, `003.008` say
/// @param securityTypes by number, the server's favourite first; empty if it refuses
/// @param venCryptSubtypes the same inside of VeNCrypt; empty without it
/// @param refusal why it refuses, if it does
public record ServerOffer(
        String version,
        List<Integer> securityTypes,
        List<Integer> venCryptSubtypes,
        Optional<String> refusal) {

    /// Copies its arguments.
    public ServerOffer {
        securityTypes = List.copyOf(securityTypes);
        venCryptSubtypes = List.copyOf(venCryptSubtypes);
    }
}
