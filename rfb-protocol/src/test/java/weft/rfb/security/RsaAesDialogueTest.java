package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.message.ClientInit;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.ServerInit;
import weft.rfb.security.RsaAesSession.Subtype;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// What TigerVNC 1.15 said in each of the types, to an end whose key and random are known: it is
/// understood, and what it was told is what we say.
class RsaAesDialogueTest {

    private static final RsaAesKeyPair OURS = RsaAesKeyPair.parse(RsaAesKeyPairTest.PKCS8);

    /// A login that was recorded.
    record Dialogue(RsaAesVariant variant, Subtype subtype, String fromThem, String toThem) {
        @Override
        public String toString() {
            return variant + " " + subtype;
        }
    }

    private static List<Dialogue> dialogues(String with) throws IOException {
        String file = "tigervnc-1.15.txt";
        try (InputStream in =
                Objects.requireNonNull(RsaAesDialogueTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith(with + " "))
                    .map(line -> line.split(" "))
                    .map(words ->
                            new Dialogue(
                                    RsaAesVariant.valueOf(words[1]),
                                    Subtype.valueOf(words[2]),
                                    words[3],
                                    words.length > 4 ? words[4] : ""))
                    .toList();
        }
    }

    static List<Dialogue> viewers() throws IOException {
        List<Dialogue> viewers = dialogues("viewer");
        assertEquals(8, viewers.size());
        return viewers;
    }

    static List<Dialogue> servers() throws IOException {
        List<Dialogue> servers = dialogues("server");
        assertEquals(4, servers.size());
        return servers;
    }

    private static byte[] ourRandom(RsaAesVariant variant) {
        byte[] random = new byte[variant.keyBytes()];
        for (int i = 0; i < random.length; i++) {
            random[i] = (byte) (0xf0 - i);
        }
        return random;
    }

    private static RsaAesSession session(RsaAesVariant variant, RsaAesKey theirs, RfbInput in) {
        byte[] encrypted = OURS.publicKey().readEncrypted(in);
        byte[] random = OURS.decryptRandom(encrypted, variant.keyBytes());
        return new RsaAesSession(variant, OURS.publicKey(), theirs, ourRandom(variant), random);
    }

    /// The next message after the login, encrypted or not.
    private static RfbInput next(RsaAesVariant variant, RsaAesSession session, RfbInput in) {
        return variant.encryptsAll() ? Feed.whole(session.in().read(in)) : in;
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void viewerOfTigerVnc_isUnderstood(Dialogue dialogue) {
        RsaAesVariant variant = dialogue.variant();
        Feed in = Feed.oneByteAtATime(Hex.bytes(dialogue.fromThem()));
        RsaAesKey theirs = RsaAesKey.readOfClient(in);
        RsaAesSession session = session(variant, theirs, in);
        session.readHash(in);
        String name = dialogue.subtype() == Subtype.PASSWORD ? "" : "me";
        assertEquals(new PlainCredentials(name, "a long password"), session.readCredentials(in));
        assertEquals(new ClientInit(false), ClientInit.read(next(variant, session, in)));
        if (variant.encryptsAll()) { // SetEncodings follows, in a message of its own
            assertEquals(2, session.in().read(in)[0]);
        }
        assertTrue(in.atEnd());
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void whatAViewerOfTigerVncWasTold_isWhatWeSay(Dialogue dialogue) {
        RsaAesVariant variant = dialogue.variant();
        Feed fromThem = Feed.whole(Hex.bytes(dialogue.fromThem()));
        RsaAesKey theirs = RsaAesKey.readOfClient(fromThem);
        RsaAesSession session = session(variant, theirs, fromThem);
        Feed toThem = Feed.whole(Hex.bytes(dialogue.toThem()));
        assertEquals(OURS.publicKey(), RsaAesKey.readOfServer(toThem));
        byte[] _ = theirs.readEncrypted(toThem); // padded with what is random
        var out = new RfbBuffer();
        session.writeHash(out);
        session.writeSubtype(out, dialogue.subtype());
        byte[] result =
                Hex.written(message -> SecurityResult.OK.write(message, ProtocolVersion.V3_8));
        byte[] init =
                Hex.written(message ->
                        new ServerInit(8, 8, PixelFormat.XRGB8888, "weft").write(message));
        for (byte[] message : List.of(result, init)) {
            if (variant.encryptsAll()) {
                session.out().write(out, message);
            } else {
                out.bytes(message);
            }
        }
        assertArrayEquals(out.toByteArray(), toThem.bytes(out.length()));
        assertTrue(toThem.atEnd());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void serverOfTigerVnc_isUnderstood(Dialogue dialogue) {
        RsaAesVariant variant = dialogue.variant();
        Feed in = Feed.oneByteAtATime(Hex.bytes(dialogue.fromThem()));
        RsaAesKey theirs = RsaAesKey.readOfServer(in);
        assertEquals(OURS.publicKey(), theirs); // it was given the same key
        RsaAesSession session = session(variant, theirs, in);
        session.readHash(in);
        assertEquals(dialogue.subtype(), session.readSubtype(in));
        SecurityResult result =
                SecurityResult.read(next(variant, session, in), ProtocolVersion.V3_8);
        assertTrue(result.isOk());
        byte[] init = variant.encryptsAll() ? session.in().read(in) : in.bytes(24);
        assertEquals("00c80064", Hex.of(Arrays.copyOf(init, 4)));
        assertTrue(in.atEnd());
    }
}
