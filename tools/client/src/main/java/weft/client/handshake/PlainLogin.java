package weft.client.handshake;

import weft.rfb.security.PlainCredentials;

import java.io.IOException;
import java.util.Optional;

/// Name and password as they are, which only an encrypted connection may carry (rfbproto, Plain
/// subtype).
final class PlainLogin {

    private PlainLogin() {}

    static Optional<String> lacks(Login login) {
        return login.credentials().username().isEmpty()
                ? Optional.of("a user name")
                : login.credentials().password().isEmpty()
                        ? Optional.of("a password")
                        : Optional.empty();
    }

    static void run(Line line, Login login) throws IOException {
        new PlainCredentials(
                        login.credentials().username().orElseThrow(),
                        login.credentials().password().orElseThrow())
                .write(line.out());
        line.flush();
    }
}
