package weft.client.handshake;

import weft.rfb.security.RsaAesVariant;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One security type as a client speaks it.
///
/// A new one is a class that implements this, in the list [#ALL]. Which of them is used, the
/// server's order decides.
interface SecurityMethod {

    /// Those that this client knows.
    List<SecurityMethod> ALL =
            List.of(
                    new NoSecurity(),
                    new VncAuthentication(),
                    new RsaAesSecurity(RsaAesVariant.RA2),
                    new RsaAesSecurity(RsaAesVariant.RA2NE),
                    new TightSecurity(),
                    new VeNCryptSecurity(),
                    new SaslSecurity(),
                    new AppleDhSecurity(),
                    new RsaAesSecurity(RsaAesVariant.RA2_256),
                    new RsaAesSecurity(RsaAesVariant.RA2NE_256));

    /// Its number on the wire.
    SecurityType type();

    /// What is missing to use it, for a message; empty if nothing is.
    Optional<String> lacks(Line line, Login login);

    /// The exchange, from after the choice to before the result.
    ///
    /// @return the type that has really been used, of those that this one lets choose among
    SecurityType run(Line line, Login login) throws IOException;
}
