package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.RfbProtocolException;

import java.util.Base64;
import java.util.Optional;
import java.util.Random;

class ScramTest {

    /// The exchange of RFC 7677 §3.
    private static final PlainCredentials USER = new PlainCredentials("user", "pencil");

    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String CLIENT_FIRST = "n,,n=user,r=" + CLIENT_NONCE;
    private static final String SERVER_FIRST =
            "r=" + CLIENT_NONCE + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private static final String CLIENT_FINAL =
            "c=biws,r="
                    + CLIENT_NONCE
                    + SERVER_NONCE
                    + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final String SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    /// The verifier of its password, as PostgreSQL keeps it.
    private static final String PENCIL =
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static ScramServer challenged() {
        ScramServer server = ScramServer.begin(CLIENT_FIRST.getBytes(UTF_8), SERVER_NONCE);
        assertEquals(SERVER_FIRST, text(server.challenge(ScramVerifier.parse(PENCIL))));
        return server;
    }

    @Test
    void client_inTheExchangeOfTheRfc_saysWhatItSays() {
        var client = new ScramClient(USER, CLIENT_NONCE);
        assertEquals(CLIENT_FIRST, text(client.first()));
        assertEquals(CLIENT_FINAL, text(client.answer(SERVER_FIRST.getBytes(UTF_8))));
        assertTrue(client.verify(SERVER_FINAL.getBytes(UTF_8)));
    }

    @Test
    void server_inTheExchangeOfTheRfc_saysWhatItSays() {
        ScramServer server = challenged();
        assertEquals("user", server.username());
        assertEquals(
                Optional.of(SERVER_FINAL),
                server.answer(CLIENT_FINAL.getBytes(UTF_8)).map(ScramTest::text));
        assertThrows(
                IllegalStateException.class, () -> server.answer(CLIENT_FINAL.getBytes(UTF_8)));
    }

    /// What gtk-vnc's Cyrus SASL has sent, with "me" and "a long password", and been content with.
    @Test
    void server_inTheExchangeWithGtkVnc_saysWhatItWasToldThen() {
        String clientNonce = "LzXHP1sYiPhfy7ulUP3Ji2FZ/7yQFeCX";
        String serverNonce = "rjyjBnZOLxTjCcHmJG97913ih1S4FiFs";
        byte[] salt = Base64.getDecoder().decode("EOrN1sgZP44bOqlx+im4Cg==");
        ScramServer server =
                ScramServer.begin(("n,,n=me,r=" + clientNonce).getBytes(UTF_8), serverNonce);
        assertEquals("me", server.username());
        assertEquals(
                "r=" + clientNonce + serverNonce + ",s=EOrN1sgZP44bOqlx+im4Cg==,i=4096",
                text(
                        server.challenge(
                                ScramVerifier.of("a long password".toCharArray(), 4096, salt))));
        String last =
                "c=biws,r="
                        + clientNonce
                        + serverNonce
                        + ",p=bxJWP835lIXomaG76MWIno4SIrUH4kYgFiNPeij2P78=";
        assertEquals(
                Optional.of("v=SvJOSFr680ogO10WCQuxG+MmO0jpldTvS5szS+lqpiw="),
                server.answer(last.getBytes(UTF_8)).map(ScramTest::text));
    }

    @Test
    void verifier_ofThePasswordOfTheRfc_isTheOneOfPostgreSql() {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        assertEquals(PENCIL, ScramVerifier.of("pencil".toCharArray(), 4096, salt).format());
        assertEquals(PENCIL, ScramVerifier.parse(PENCIL).format());
        // hashlib of Python, with the password that has become one in SASLprep
        String composed =
                "SCRAM-SHA-256$5000:AAECAwQFBgc=$qtD6VZGNh+1YBaRRml7h2gyqEspY8RrvSKR7UPkSM8c="
                        + ":+pm19NJCyjcnsZ482L+ohREK0kHAAjcERVwFbFAXfKE=";
        byte[] shortSalt = {0, 1, 2, 3, 4, 5, 6, 7};
        assertEquals(
                composed,
                ScramVerifier.of("\u2168\u00a0e\u0301".toCharArray(), 5000, shortSalt).format());
        assertTrue(ScramVerifier.parse(composed).verifies("I\u00adX \u00e9".toCharArray()));
    }

    @Test
    void verifier_knowsItsPasswordOnly() {
        ScramVerifier verifier = ScramVerifier.of("a long password".toCharArray(), 4096);
        assertTrue(verifier.verifies("a long password".toCharArray()));
        for (String wrong :
                new String[] {"", "a long passwore", "a long password ", "a\0", "\ud800"}) {
            assertFalse(verifier.verifies(wrong.toCharArray()), wrong);
        }
        assertNotEquals(
                verifier.format(),
                ScramVerifier.of("a long password".toCharArray(), 4096).format());
        assertEquals(verifier.format(), ScramVerifier.parse(verifier.format()).format());
        assertEquals("ScramVerifier[4096 iterations, hidden]", verifier.toString());
    }

    @ParameterizedTest
    @CsvSource({"'', 4096", "a\0b, 4096", "a, 4095", "a, 10000001", "a, 0", "a, -1"})
    void verifier_thatIsUnusable_isNotMade(String password, int iterations) {
        assertThrows(
                IllegalArgumentException.class,
                () -> ScramVerifier.of(password.toCharArray(), iterations));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SCRAM-SHA-1$4096:QQ==$QQ==:QQ==",
                "SCRAM-SHA-256$4096:QQ==$QQ==:QQ==",
                "SCRAM-SHA-256$4095:QQ==$SALT:SALT",
                "SCRAM-SHA-256$10000001:QQ==$SALT:SALT",
                "SCRAM-SHA-256$4294971392:QQ==$SALT:SALT",
                "SCRAM-SHA-256$-4096:QQ==$SALT:SALT",
                "SCRAM-SHA-256$04096:QQ==$SALT:SALT",
                "SCRAM-SHA-256$4096:$SALT:SALT",
                "SCRAM-SHA-256$4096:Q$SALT:SALT",
                "SCRAM-SHA-256$4096:QQ==$SALT:SALT ",
                "SCRAM-SHA-256$4096:QQ==$SALT",
            })
    void verifier_thatIsNone_isRefusedAndNotRepeated(String text) {
        String key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        String whole = text.replace("SALT", key);
        String message =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> ScramVerifier.parse(whole))
                                .getMessage());
        assertFalse(message.contains(key), message);
        assertEquals(
                4096,
                ScramVerifier.parse("SCRAM-SHA-256$4096:QQ==$" + key + ":" + key).iterations());
    }

    @Test
    void decoy_isTheSameForTheSameNameAndFitsNoPassword() {
        byte[] secret = new byte[32];
        String decoy = ScramVerifier.decoy(secret, "nobody", 4096).format();
        assertEquals(decoy, ScramVerifier.decoy(secret, "nobody", 4096).format());
        assertNotEquals(decoy, ScramVerifier.decoy(secret, "somebody", 4096).format());
        secret[0] = 1;
        assertNotEquals(decoy, ScramVerifier.decoy(secret, "nobody", 4096).format());
        assertFalse(ScramVerifier.parse(decoy).verifies("".toCharArray()));
        assertFalse(ScramVerifier.parse(decoy).verifies("nobody".toCharArray()));
    }

    private static Optional<byte[]> login(
            PlainCredentials credentials, ScramVerifier verifier, String name) {
        var client = new ScramClient(credentials);
        ScramServer server = ScramServer.begin(client.first());
        assertEquals(name, server.username());
        Optional<byte[]> last = server.answer(client.answer(server.challenge(verifier)));
        last.ifPresent(message -> assertTrue(client.verify(message)));
        return last;
    }

    @ParameterizedTest
    @CsvSource({
        "user, pencil, user",
        "'a,b=c', 'x,y=z', 'a,b=c'",
        "'=2C', '=3D', '=2C'",
        "\u2168, \u00aa, IX",
        "\uD83D\uDE00, \uD83D\uDE00, \uD83D\uDE00",
    })
    void login_ofBothEnds_isUnderstood(String name, String password, String prepared) {
        ScramVerifier verifier = ScramVerifier.of(password.toCharArray(), 4096);
        var right = new PlainCredentials(name, password);
        assertTrue(login(right, verifier, prepared).isPresent());
        var wrong = new PlainCredentials(name, password + "x");
        assertTrue(login(wrong, verifier, prepared).isEmpty());
        var empty = new PlainCredentials(name, "");
        assertTrue(login(empty, verifier, prepared).isEmpty());
        ScramVerifier decoy = ScramVerifier.decoy(new byte[16], name, 4096);
        assertTrue(login(right, decoy, prepared).isEmpty());
    }

    /// RFC 5802's flag of a client that could bind to the channel, and a name for whom to be taken
    /// that is the same.
    @ParameterizedTest
    @CsvSource({"'y,,', eSws", "'n,a=user,', bixhPXVzZXIs", "'y,a=user,', eSxhPXVzZXIs"})
    void header_ofAClientThatSaysMore_isTaken(String header, String encoded) {
        ScramVerifier verifier = ScramVerifier.parse(PENCIL);
        ScramServer server =
                ScramServer.begin((header + "n=user,r=x").getBytes(UTF_8), SERVER_NONCE);
        String asked = text(server.challenge(verifier));
        String withoutProof = "c=" + encoded + ",r=x" + SERVER_NONCE;
        String authMessage = "n=user,r=x," + asked + "," + withoutProof;
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        byte[] key =
                ScramArithmetic.clientKey(
                        ScramArithmetic.saltedPassword("pencil".toCharArray(), salt, 4096));
        byte[] signature = ScramArithmetic.hmac(ScramArithmetic.hash(key), authMessage);
        byte[] proof = ScramArithmetic.xor(key, signature);
        String last = withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
        assertTrue(server.answer(last.getBytes(UTF_8)).isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it ends too early",
                "n | it ends too early",
                "n, | it ends too early",
                "n,, | expected 'n='",
                "n,,n=user | it ends too early",
                "n,,n=,r=x | a name that is none",
                "n,,n=a=b,r=x | a name that is none",
                "n,,n=a=2c,r=x | a name that is none",
                "n,,n=a=,r=x | a name that is none",
                "n,,n=a\u0007b,r=x | a name that is none: The character U+0007 is not allowed in"
                        + " names and passwords",
                "n,,n=user,r= | expected a nonce of 1 to 512 printable characters",
                "n,,n=user,r=\u00e9 | expected a nonce of 1 to 512 printable characters",
                "n,,r=x,n=user | expected 'n='",
                "n,,m=1,n=user,r=x | expected 'n='",
                "n,,n=user,r=x,m=1 | an extension that is not known",
                "n,,n=user,r=x, | an extension that is not known",
                "n,a=root,n=user,r=x | somebody asks to be taken for somebody else",
                "n,root,n=user,r=x | somebody asks to be taken for somebody else",
                "x,,n=user,r=x | expected 'n' or 'y' at its beginning",
                "p=tls-unique,,n=user,r=x | the client binds to a channel, which was not offered",
            })
    void clientFirst_malformed_isRefused(String message, String expected) {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> ScramServer.begin(message.getBytes(UTF_8)));
        assertEquals("A message of SCRAM: " + expected, e.getMessage());
    }

    @Test
    void clientFirst_withAnUnknownExtension_isTaken() {
        assertEquals("user", ScramServer.begin("n,,n=user,r=x,z=1".getBytes(UTF_8)).username());
    }

    @Test
    void message_thatIsNotUtf8_isRefused() {
        byte[] message = "n,,n=us\u00e9r,r=x".getBytes(ISO_8859_1);
        var e = assertThrows(RfbProtocolException.class, () -> ScramServer.begin(message));
        assertEquals("A message of SCRAM: it is not UTF-8", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "c=biws, c=eSws, another binding than in the first message",
        "c=biws, c=, another binding than in the first message",
        "c=biws, 'm=1,c=biws', expected 'c='",
        "hvYDp, hvYDq, another nonce",
        "'r=rOprNGfwEbeRWgbNEkqO', 'r=', another nonce",
        "'k0,p=', 'k0,m=1,p=', an extension that is not known",
        "'p=', 'q=', no proof",
        "dHzb, dH b, it is not Base64: Illegal base64 character 20",
        "dHzb, '', a proof of 29 bytes",
    })
    void clientFinal_malformed_isRefused(String part, String instead, String expected) {
        String message = CLIENT_FINAL.replace(part, instead);
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> challenged().answer(message.getBytes(UTF_8)));
        assertEquals("A message of SCRAM: " + expected, e.getMessage());
    }

    @Test
    void clientFinal_withAnyBitOfTheProofWrong_isAnsweredByNothing() {
        int proof = CLIENT_FINAL.indexOf(",p=") + 3;
        byte[] right = Base64.getDecoder().decode(CLIENT_FINAL.substring(proof));
        for (int bit = 0; bit < 256; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << (bit % 8));
            String message =
                    CLIENT_FINAL.substring(0, proof) + Base64.getEncoder().encodeToString(wrong);
            assertEquals(
                    Optional.empty(), challenged().answer(message.getBytes(UTF_8)), "bit " + bit);
        }
        assertTrue(challenged().answer(CLIENT_FINAL.getBytes(UTF_8)).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "rOprNGfwEbeRWgbNEkqO, xOprNGfwEbeRWgbNEkqO, the nonce does not go on from ours",
        "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0, '', the nonce does not go on from ours",
        "s=W22ZaJ0SNY7soEsUEjb6gQ==, s=, a salt of 0 bytes",
        "s=W22ZaJ0SNY7soEsUEjb6gQ==, s====, it is not Base64: Input byte array has wrong 4-byte"
                + " ending unit",
        "i=4096, i=4095, 'expected 4096 to 10000000 iterations'",
        "i=4096, i=1, 'expected 4096 to 10000000 iterations'",
        "i=4096, i=10000001, 'expected 4096 to 10000000 iterations'",
        "i=4096, i=4294971392, 'expected 4096 to 10000000 iterations'",
        "i=4096, i=99999999999999999999, 'expected 4096 to 10000000 iterations'",
        "i=4096, i=-4096, 'expected 4096 to 10000000 iterations'",
        "i=4096, 'i=4096,m=1', an extension that is not known",
        "'r=', 'm=1,r=', expected 'r='",
        "',i=4096', '', it ends too early",
    })
    void serverFirst_ofAServerThatIsWrong_isRefused(String part, String instead, String expected) {
        var client = new ScramClient(USER, CLIENT_NONCE);
        var _ = client.first();
        String message = SERVER_FIRST.replace(part, instead);
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> client.answer(message.getBytes(UTF_8)));
        assertEquals("A message of SCRAM: " + expected, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'', expected 'v='",
        "x=6rri, expected 'v='",
        "v=????, it is not Base64: Illegal base64 character 3f",
        "'v=,', an extension that is not known",
    })
    void serverFinal_malformed_isRefused(String message, String expected) {
        var client = new ScramClient(USER, CLIENT_NONCE);
        assertThrows(IllegalStateException.class, () -> client.verify(new byte[0]));
        var _ = client.answer(SERVER_FIRST.getBytes(UTF_8));
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> client.verify(message.getBytes(UTF_8)));
        assertEquals("A message of SCRAM: " + expected, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G0=",
                "v=AAAA",
                "v=",
                "e=other-error"
            })
    void serverFinal_ofAServerThatDoesNotKnowThePassword_isNoProof(String message) {
        var client = new ScramClient(USER, CLIENT_NONCE);
        var _ = client.answer(SERVER_FIRST.getBytes(UTF_8));
        assertFalse(client.verify(message.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"'', pencil", "'a\u0007', pencil", "user, 'pen\0cil'"})
    void client_withANameOrPasswordThatIsNone_isRefused(String name, String password) {
        var credentials = new PlainCredentials(name, password);
        assertThrows(IllegalArgumentException.class, () -> new ScramClient(credentials));
    }

    /// Any bytes, and the right ones with some changed: refused in one way, or understood.
    @Test
    void messages_ofAnyBytes_areUnderstoodOrRefused() {
        var random = new Random(4);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] first = changed(CLIENT_FIRST, random);
            byte[] last = changed(CLIENT_FINAL, random);
            try {
                ScramServer server = ScramServer.begin(first, SERVER_NONCE);
                byte[] _ = server.challenge(ScramVerifier.parse(PENCIL));
                assertTrue(server.answer(last).isEmpty());
            } catch (RfbProtocolException e) {
                refused++;
            }
        }
        assertTrue(refused > 10_000, refused + " refused");
    }

    private static byte[] changed(String message, Random random) {
        byte[] bytes = message.getBytes(UTF_8);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void nonces_areAllDifferent() {
        assertNotEquals(ScramClient.newNonce(), ScramClient.newNonce());
        assertEquals(32, ScramClient.newNonce().length());
    }

    @Test
    void plain_isTheMessageOfTheRfc() {
        var credentials = new PlainCredentials("tim", "tanstaaftanstaaf");
        byte[] message = "\0tim\0tanstaaftanstaaf".getBytes(UTF_8);
        assertArrayEquals(message, SaslPlain.message(credentials));
        assertEquals(credentials, SaslPlain.parse(message));
        assertEquals(credentials, SaslPlain.parse("tim\0tim\0tanstaaftanstaaf".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', has not a name and a password",
        "tim, has not a name and a password",
        "'\0tim', has not a name and a password",
        "'\0tim\0', has not a name and a password",
        "'\0\0secret', has not a name and a password",
        "'\0tim\0secret\0', has not a name and a password",
        "'Ursel\0Kurt\0xipj3plmq', asks to be taken for somebody else",
    })
    void plain_malformed_isRefused(String message, String expected) {
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> SaslPlain.parse(message.getBytes(UTF_8)));
        assertEquals("The message of PLAIN " + expected, e.getMessage());
    }

    @Test
    void plain_thatIsNotUtf8OrTooLong_isRefused() {
        assertThrows(RfbProtocolException.class, () -> SaslPlain.parse(new byte[] {0, -1, 0, -1}));
        byte[] tooLong = ("\0" + "n".repeat(1024) + "\0x").getBytes(UTF_8);
        assertThrows(RfbProtocolException.class, () -> SaslPlain.parse(tooLong));
    }

    @ParameterizedTest
    @CsvSource({"'', x", "x, ''", "'a\0b', x", "a, 'x\0'"})
    void plain_thatCannotBeSent_isRefused(String name, String password) {
        var credentials = new PlainCredentials(name, password);
        assertThrows(IllegalArgumentException.class, () -> SaslPlain.message(credentials));
    }
}
