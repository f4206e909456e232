package weft.client.handshake;

import weft.client.failure.RefusedException;
import weft.client.wire.RsaAesTransport;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesKeyPair;
import weft.rfb.security.RsaAesSession;
import weft.rfb.security.RsaAesSession.Subtype;
import weft.rfb.security.RsaAesVariant;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.util.Optional;

/// RSA agrees on keys of AES, which encrypt the login, and all that follows unless it is a type
/// that ends with `ne`. [RsaAesSession] shows the exchange.
///
/// @param variant which of the types
record RsaAesSecurity(RsaAesVariant variant) implements SecurityMethod {

    private static final int OUR_KEY_BITS = 2048;

    @Override
    public SecurityType type() {
        return variant.type();
    }

    @Override
    public Optional<String> lacks(Line line, Login login) {
        return login.credentials().password().isPresent()
                ? Optional.empty()
                : Optional.of("a password");
    }

    @Override
    public SecurityType run(Line line, Login login) throws IOException {
        RsaAesKey theirs = RsaAesKey.readOfServer(line.in());
        login.trust().checkKey(theirs.toByteArray());
        RsaAesKeyPair ours = RsaAesKeyPair.generate(OUR_KEY_BITS);
        byte[] random = variant.random();
        ours.publicKey().write(line.out());
        theirs.writeEncrypted(line.out(), random);
        line.flush();
        byte[] encrypted = ours.publicKey().readEncrypted(line.in());
        byte[] theirRandom = ours.decryptRandom(encrypted, variant.keyBytes());

        var session = new RsaAesSession(variant, ours.publicKey(), theirs, random, theirRandom);
        session.writeHash(line.out());
        line.flush();
        session.readHash(line.in());
        Subtype wanted = session.readSubtype(line.in());
        logIn(session, wanted, line, login.credentials());
        if (variant.encryptsAll()) {
            line.upgrade(new RsaAesTransport(line.transport(), session.out(), session.in()));
        }
        return type();
    }

    private static void logIn(
            RsaAesSession session, Subtype wanted, Line line, Credentials credentials)
            throws IOException {
        String name =
                switch (wanted) {
                    case PASSWORD -> "";
                    case NAME_AND_PASSWORD ->
                            credentials
                                    .username()
                                    .orElseThrow(() ->
                                            new RefusedException(
                                                    "The server wants a user name, too"));
                };
        String password = credentials.password().orElseThrow();
        try {
            session.writeCredentials(line.out(), new PlainCredentials(name, password));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        line.flush();
    }
}
