package weft.client.handshake;

import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.util.Optional;

/// A mechanism of SASL without TLS before it, see [SaslLogin].
final class SaslSecurity implements SecurityMethod {

    @Override
    public SecurityType type() {
        return SecurityType.SASL;
    }

    @Override
    public Optional<String> lacks(Line line, Login login) {
        return line.transport().isPrivate()
                ? SaslLogin.lacks(login)
                : Optional.of("an encrypted connection, as its mechanisms have none");
    }

    @Override
    public SecurityType run(Line line, Login login) throws IOException {
        SaslLogin.run(line, login);
        return type();
    }
}
