package weft.server.login;

import weft.rfb.security.AppleDhAnswer;
import weft.rfb.security.AppleDhKey;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.SecurityType;
import weft.server.access.Identity;

import java.util.Optional;

/// Apple's Diffie-Hellman, for the Screen Sharing of macOS (rfbproto, Diffie-Hellman
/// Authentication). It hides name and password from who only listens; who is between reads them,
/// and the session is in clear.
final class AppleDhMethod implements SecurityMethod {

    @Override
    public int number() {
        return SecurityType.APPLE_DH.number();
    }

    @Override
    public Optional<Identity> run(Negotiation viewer) {
        AppleDhKey key = viewer.call(AppleDhKey::create);
        key.offer().write(viewer.out());
        viewer.flush();
        AppleDhAnswer answer = AppleDhAnswer.read(viewer.in(), key.offer());
        PlainCredentials given = viewer.call(() -> key.open(answer));
        return viewer.authenticate(given);
    }
}
