package weft.server.hostile;

import static weft.server.hostile.Said.hex;

import weft.rfb.BufferedRfbInput;
import weft.rfb.RfbBuffer;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesKeyPair;
import weft.rfb.security.RsaAesSession;
import weft.rfb.security.RsaAesVariant;

import java.util.Arrays;

import javax.net.ssl.SSLEngine;

/// How a viewer that has the list of security types comes into an encrypted session.
final class SecureLogin {
    static final int VENCRYPT = 19;
    static final int X509_NONE = 260;
    static final int X509_VNC = 261;
    static final int X509_PLAIN = 262;

    private static final int HEAD_BYTES = 4;
    private static final int TAG = 16;
    private static final int SHORTEST_RSA_KEY = 1024;
    private static final RsaAesKeyPair KEY = RsaAesKeyPair.generate(SHORTEST_RSA_KEY);

    private SecureLogin() {}

    /// Goes there with what the server knows of it.
    static void by(Transport transport, HostileViewer viewer) {
        switch (transport) {
            case TLS -> tls(viewer, TlsClient.engine());
            case RA2 -> rsaAes(viewer, RsaAesVariant.RA2_256);
            case TCP, UNIX -> throw new IllegalArgumentException(transport + " encrypts nothing");
        }
    }

    /// Up to where the subtypes have come; returns the first one.
    static int subtypes(HostileViewer viewer) {
        viewer.mark();
        viewer.chooseAlone(VENCRYPT);
        viewer.await("the version", () -> viewer.recent().length >= 2);
        viewer.send(hex("0002"));
        viewer.await("the subtypes", () -> viewer.recent().length >= HEAD_BYTES + 4);
        byte[] got = viewer.recent();
        InputList.expect(hex("0002 00 01 0000 01"), Arrays.copyOf(got, 7));
        return (1 << 8) | (got[7] & 0xff);
    }

    /// Up to where TLS begins; returns what goes on inside.
    static int subtype(HostileViewer viewer) {
        int subtype = subtypes(viewer);
        viewer.mark();
        viewer.send(hex("%08x".formatted(subtype)));
        viewer.await("that the subtype is taken", () -> viewer.recent().length >= 1);
        InputList.expect(hex("01"), viewer.recent());
        return subtype;
    }

    /// By VeNCrypt, up to where the password is asked for if it is.
    static void tls(HostileViewer viewer, SSLEngine engine) {
        int subtype = subtype(viewer);
        viewer.upgrade(line -> TlsLine.over(line, engine));
        inside(viewer, subtype);
    }

    /// TLS has begun.
    static void inside(HostileViewer viewer, int subtype) {
        viewer.mark();
        viewer.stream().inside(subtype == X509_VNC ? 2 : 1);
        if (subtype == X509_PLAIN) {
            var given = new RfbBuffer();
            new PlainCredentials(Setting.USER, Setting.PASSWORD_OF_USER).write(given);
            viewer.send(given.toByteArray());
        }
    }

    /// By RSA-AES, with the password.
    static void rsaAes(HostileViewer viewer, RsaAesVariant variant) {
        finish(viewer, agreed(viewer, variant), variant);
    }

    /// The rest of it, from where name and password are asked for.
    static void finish(HostileViewer viewer, RsaAesSession session, RsaAesVariant variant) {
        credentials(viewer, session);
        if (variant.encryptsAll()) {
            viewer.upgrade(line -> new RsaAesLine(line, session));
        }
        viewer.mark();
        viewer.stream().inside(1);
    }

    /// The server's key, when it has been chosen.
    static RsaAesKey serverKey(HostileViewer viewer, RsaAesVariant variant) {
        viewer.mark();
        viewer.chooseAlone(variant.type().number());
        viewer.await("the key's length", () -> viewer.recent().length >= HEAD_BYTES);
        int bytes = HEAD_BYTES + 2 * (int) (input(viewer.recent()).u32() / Byte.SIZE);
        viewer.await("the key", () -> viewer.recent().length >= bytes);
        return RsaAesKey.readOfServer(input(viewer.recent()));
    }

    /// The random that the server has said, when it has come.
    static byte[] serverRandom(HostileViewer viewer, RsaAesVariant variant) {
        int bytes = 2 + KEY.publicKey().bytes();
        viewer.await("the random", () -> viewer.recent().length >= bytes);
        return decrypted(KEY.publicKey().readEncrypted(input(viewer.recent())), variant);
    }

    /// What was encrypted with [#ownKey].
    static byte[] decrypted(byte[] encrypted, RsaAesVariant variant) {
        return KEY.decryptRandom(encrypted, variant.keyBytes());
    }

    /// A viewer's own key, as it says it.
    static RsaAesKey ownKey() {
        return KEY.publicKey();
    }

    /// Up to where both have said their hashes and the server what it wants to know.
    static RsaAesSession agreed(HostileViewer viewer, RsaAesVariant variant) {
        RsaAesKey theirs = serverKey(viewer, variant);
        viewer.mark();
        byte[] ourRandom = variant.random();
        var said = new RfbBuffer();
        ownKey().write(said);
        theirs.writeEncrypted(said, ourRandom);
        viewer.send(said.toByteArray());
        byte[] theirRandom = serverRandom(viewer, variant);
        var session = new RsaAesSession(variant, ownKey(), theirs, ourRandom, theirRandom);
        var hash = new RfbBuffer();
        session.writeHash(hash);
        viewer.send(hash.toByteArray());
        readToSubtype(viewer, session, 2 + ownKey().bytes());
        return session;
    }

    /// Reads what comes behind the server's random.
    ///
    /// @param before how many bytes that is
    static void readToSubtype(HostileViewer viewer, RsaAesSession session, int before) {
        byte[][] got = {{}};
        viewer.await(
                "hash and subtype",
                () -> {
                    got[0] = viewer.recent();
                    return got[0].length >= before + 2 && got[0].length >= end(got[0], before);
                });
        BufferedRfbInput in = input(Arrays.copyOfRange(got[0], before, got[0].length));
        session.readHash(in);
        var _ = session.readSubtype(in);
    }

    /// Where the subtype's message ends, behind that of the hash.
    private static int end(byte[] got, int before) {
        return before + 2 + got[before + 1] + TAG + 2 + 1 + TAG;
    }

    /// Who the viewer is.
    static void credentials(HostileViewer viewer, RsaAesSession session) {
        String password = viewer.stage().password();
        var said = new RfbBuffer();
        session.writeCredentials(
                said,
                password.isEmpty()
                        ? new PlainCredentials(Setting.USER, Setting.PASSWORD_OF_USER)
                        : new PlainCredentials("", password));
        viewer.send(said.toByteArray());
    }

    /// Bytes that have come.
    static BufferedRfbInput input(byte[] bytes) {
        return new BufferedRfbInput() {
            private int at;

            @Override
            protected int read(byte[] dst, int off, int len) {
                int count = Math.min(len, bytes.length - at);
                System.arraycopy(bytes, at, dst, off, count);
                at += count;
                return count == 0 ? -1 : count;
            }
        };
    }
}
