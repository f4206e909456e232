package weft.client.handshake;

import weft.rfb.security.SecurityType;
import weft.rfb.security.VncAuth;

import java.io.IOException;
import java.util.Optional;

/// A password of up to 8 bytes encrypts the server's challenge (RFC 6143 §7.2.2).
final class VncAuthentication implements SecurityMethod {

    @Override
    public SecurityType type() {
        return SecurityType.VNC_AUTH;
    }

    @Override
    public Optional<String> lacks(Line line, Login login) {
        try {
            return login.credentials().vncPassword().isPresent()
                    ? Optional.empty()
                    : Optional.of("a password");
        } catch (IllegalArgumentException e) {
            return Optional.of("another password: " + e.getMessage());
        }
    }

    @Override
    public SecurityType run(Line line, Login login) throws IOException {
        byte[] challenge = VncAuth.read(line.in());
        VncAuth.write(
                line.out(),
                VncAuth.response(login.credentials().vncPassword().orElseThrow(), challenge));
        line.flush();
        return type();
    }
}
