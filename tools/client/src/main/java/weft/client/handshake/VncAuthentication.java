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
    public Optional<String> lacks(Credentials credentials) {
        return credentials.password().isPresent() ? Optional.empty() : Optional.of("a password");
    }

    @Override
    public void run(Line line, Credentials credentials) throws IOException {
        byte[] challenge = VncAuth.read(line.in());
        VncAuth.write(
                line.out(), VncAuth.response(credentials.password().orElseThrow(), challenge));
        line.flush();
    }
}
