package weft.client.handshake;

import weft.client.failure.RefusedException;
import weft.rfb.security.AppleDhKey;
import weft.rfb.security.AppleDhOffer;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.util.Optional;

/// Name and password, encrypted for whoever is at the other end (rfbproto, Diffie-Hellman
/// Authentication). Who is on the way can be that, so it needs somebody to accept that: by allowing
/// this type by its name, or by believing anybody.
final class AppleDhSecurity implements SecurityMethod {

    @Override
    public SecurityType type() {
        return SecurityType.APPLE_DH;
    }

    @Override
    public Optional<String> lacks(Line line, Login login) {
        boolean accepted =
                login.allowed().contains(type())
                        || login.trust().believesAnybody()
                        || line.transport().isPrivate();
        return accepted
                ? PlainLogin.lacks(login)
                : Optional.of("a server that need not be known, as it cannot show who it is");
    }

    @Override
    public SecurityType run(Line line, Login login) throws IOException {
        AppleDhOffer offer = AppleDhOffer.read(line.in());
        try {
            var credentials =
                    new PlainCredentials(
                            login.credentials().username().orElseThrow(),
                            login.credentials().password().orElseThrow());
            AppleDhKey.answer(offer, credentials).write(line.out());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        line.flush();
        return type();
    }
}
