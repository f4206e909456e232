package weft.server.login;

import weft.rfb.security.PlainCredentials;
import weft.rfb.security.VeNCrypt.Subtype;
import weft.server.access.Identity;

import java.util.Optional;

/// Name and password, inside of TLS (rfbproto, VeNCrypt).
final class PlainMethod implements SecurityMethod {

    @Override
    public int number() {
        return Subtype.X509_PLAIN.number();
    }

    @Override
    public Optional<Identity> run(Negotiation viewer) {
        return viewer.authenticate(PlainCredentials.read(viewer.in()));
    }
}
