package weft.server.login;

import weft.rfb.security.SecurityType;
import weft.rfb.security.VncAuth;
import weft.server.access.Identity;

import java.util.Optional;

/// VNC authentication: a challenge, answered by DES (RFC 6143 §7.2.2).
final class VncAuthMethod implements SecurityMethod {

    @Override
    public int number() {
        return SecurityType.VNC_AUTH.number();
    }

    @Override
    public boolean isFor33() {
        return true;
    }

    @Override
    public Optional<Identity> run(Negotiation viewer) {
        byte[] challenge = VncAuth.challenge();
        VncAuth.write(viewer.out(), challenge);
        viewer.flush();
        byte[] response = VncAuth.read(viewer.in());
        viewer.evaluating();
        return viewer.identity(
                viewer.access().match(each -> VncAuth.verify(each, challenge, response)));
    }
}
