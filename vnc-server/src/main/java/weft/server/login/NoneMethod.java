package weft.server.login;

import weft.rfb.security.SecurityType;
import weft.server.access.Identity;

import java.util.Optional;

/// No authentication (RFC 6143 §7.2.1) but the certificate that a viewer may have had to show.
final class NoneMethod implements SecurityMethod {

    @Override
    public int number() {
        return SecurityType.NONE.number();
    }

    @Override
    public boolean isFor33() {
        return true;
    }

    @Override
    public boolean isNone() {
        return true;
    }

    @Override
    public Optional<Identity> run(Negotiation viewer) {
        return Optional.of(new Identity(viewer.tlsSubject(), viewer.access().rights()));
    }
}
