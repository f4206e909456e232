package weft.server.login;

import weft.rfb.RfbBuffer;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesKeyPair;
import weft.rfb.security.RsaAesSession;
import weft.rfb.security.RsaAesSession.Subtype;
import weft.rfb.security.RsaAesVariant;
import weft.server.access.Identity;

import java.util.Optional;

/// RSA-AES: RSA keys of both sides agree on keys of AES, which hide the login and, unless it is one
/// of the types that end with `ne`, all that follows (rfbproto, RSA-AES Security Type;
/// [RsaAesSession] draws it).
///
/// Whether a viewer has decrypted and encrypted rightly shows in its hash only, and at the same
/// time: all that can go wrong before ends there.
final class RsaAesMethod implements SecurityMethod {
    private final RsaAesVariant variant;

    RsaAesMethod(RsaAesVariant variant) {
        this.variant = variant;
    }

    @Override
    public int number() {
        return variant.type().number();
    }

    @Override
    public Optional<Identity> run(Negotiation viewer) {
        Access access = viewer.access();
        RsaAesKeyPair ours = viewer.call(access.rsaKey()::join);
        RsaAesSession session = agree(viewer, ours);
        boolean wantsName = access.authenticator().isPresent();
        session.writeSubtype(
                viewer.out(), wantsName ? Subtype.NAME_AND_PASSWORD : Subtype.PASSWORD);
        viewer.flush();
        PlainCredentials given = session.readCredentials(viewer.in());
        if (variant.encryptsAll()) {
            viewer.encrypt(session);
        }
        return viewer.authenticate(given);
    }

    /// Up to where both sides have seen the other's hash.
    private RsaAesSession agree(Negotiation viewer, RsaAesKeyPair ours) {
        ours.publicKey().write(viewer.out());
        viewer.flush();
        RsaAesKey theirs = RsaAesKey.readOfClient(viewer.in());
        byte[] ourRandom = variant.random();
        viewer.out().bytes(viewer.call(() -> encrypted(theirs, ourRandom)));
        viewer.flush();
        byte[] encrypted = ours.publicKey().readEncrypted(viewer.in());
        byte[] theirRandom = viewer.call(() -> ours.decryptRandom(encrypted, variant.keyBytes()));
        var session = new RsaAesSession(variant, ours.publicKey(), theirs, ourRandom, theirRandom);
        session.writeHash(viewer.out());
        viewer.flush();
        session.readHash(viewer.in());
        return session;
    }

    private static byte[] encrypted(RsaAesKey key, byte[] random) {
        var out = new RfbBuffer();
        key.writeEncrypted(out, random);
        return out.toByteArray();
    }
}
