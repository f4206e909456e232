package weft.client.handshake;

import weft.rfb.security.SecurityType;

import java.util.Optional;

/// Nothing is asked (RFC 6143 §7.2.1).
final class NoSecurity implements SecurityMethod {

    @Override
    public SecurityType type() {
        return SecurityType.NONE;
    }

    @Override
    public Optional<String> lacks(Line line, Login login) {
        return Optional.empty();
    }

    @Override
    public SecurityType run(Line line, Login login) {
        return type();
    }
}
