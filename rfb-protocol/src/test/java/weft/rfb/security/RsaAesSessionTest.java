package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbProtocolException;
import weft.rfb.security.RsaAesSession.Subtype;

import java.util.Optional;

class RsaAesSessionTest {

    private static final RsaAesKeyPair CLIENT = RsaAesKeyPair.generate(1024);
    private static final RsaAesKeyPair SERVER = RsaAesKeyPair.generate(1030);

    /// Both ends of a login.
    private record Ends(RsaAesSession client, RsaAesSession server) {

        static Ends of(RsaAesVariant variant) {
            byte[] ofClient = variant.random();
            byte[] ofServer = variant.random();
            return new Ends(
                    new RsaAesSession(
                            variant, CLIENT.publicKey(), SERVER.publicKey(), ofClient, ofServer),
                    new RsaAesSession(
                            variant, SERVER.publicKey(), CLIENT.publicKey(), ofServer, ofClient));
        }
    }

    private static void assertRefused(String message, Executable reading) {
        var e = assertThrows(RfbProtocolException.class, reading);
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void login_ofBothEnds_isUnderstood(RsaAesVariant variant) {
        Ends ends = Ends.of(variant);
        byte[] fromClient =
                Hex.written(out -> {
                    ends.client().writeHash(out);
                    ends.client().writeCredentials(out, new PlainCredentials("é", "a word"));
                    ends.client().out().write(out, new byte[] {1});
                });
        byte[] fromServer =
                Hex.written(out -> {
                    ends.server().writeHash(out);
                    ends.server().writeSubtype(out, Subtype.NAME_AND_PASSWORD);
                    ends.server().out().write(out, new byte[] {2});
                });
        Feed toServer = Feed.oneByteAtATime(fromClient);
        ends.server().readHash(toServer);
        assertEquals(new PlainCredentials("é", "a word"), ends.server().readCredentials(toServer));
        assertArrayEquals(new byte[] {1}, ends.server().in().read(toServer));
        assertTrue(toServer.atEnd());
        Feed toClient = Feed.oneByteAtATime(fromServer);
        ends.client().readHash(toClient);
        assertEquals(Subtype.NAME_AND_PASSWORD, ends.client().readSubtype(toClient));
        assertArrayEquals(new byte[] {2}, ends.client().in().read(toClient));
        assertTrue(toClient.atEnd());
    }

    @Test
    void hash_ofOtherKeys_isRefused() {
        RsaAesVariant variant = RsaAesVariant.RA2_256;
        byte[] random = new byte[32];
        RsaAesKey another = RsaAesKeyPair.generate(1024).publicKey();
        var client = new RsaAesSession(variant, CLIENT.publicKey(), another, random, random);
        var server =
                new RsaAesSession(variant, SERVER.publicKey(), CLIENT.publicKey(), random, random);
        byte[] hash = Hex.written(client::writeHash);
        assertRefused(
                "The hash is not that of both keys: somebody is between",
                () -> server.readHash(Feed.whole(hash)));
    }

    /// Nobody can tell a random that was padded wrongly from one that was not the right one.
    @Test
    void hash_underAnotherSessionKey_isRefusedByItsTag() {
        Ends one = Ends.of(RsaAesVariant.RA2_256);
        Ends other = Ends.of(RsaAesVariant.RA2_256);
        byte[] hash = Hex.written(one.client()::writeHash);
        assertRefused(
                "A message of 32 bytes has a wrong tag",
                () -> other.server().readHash(Feed.whole(hash)));
        one.server().readHash(Feed.whole(hash));
        assertRefused(
                "A message of 32 bytes has a wrong tag",
                () -> one.server().readHash(Feed.whole(hash)));
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "255"})
    void subtype_withAnotherNumber_isRefused(int number) {
        Ends ends = Ends.of(RsaAesVariant.RA2);
        byte[] message =
                Hex.written(out -> ends.server().out().write(out, new byte[] {(byte) number}));
        assertRefused(
                "Expected subtype 1 or 2, got " + number,
                () -> ends.client().readSubtype(Feed.whole(message)));
    }

    @ParameterizedTest
    @CsvSource({
        "0000, '', ''",
        "00 01 62, '', b",
        "01 61 00, a, ''",
        "01 61 01 62, a, b",
        "02 c3a9 03 e282ac, é, €",
    })
    void credentials_haveTheBytesOfTheSpecification(String hex, String name, String password) {
        Ends ends = Ends.of(RsaAesVariant.RA2);
        var credentials = new PlainCredentials(name, password);
        byte[] message = Hex.written(out -> ends.client().writeCredentials(out, credentials));
        assertArrayEquals(Hex.bytes(hex), ends.server().in().read(Feed.whole(message)));
        byte[] written = Hex.written(out -> ends.client().out().write(out, Hex.bytes(hex)));
        assertEquals(credentials, ends.server().readCredentials(Feed.whole(written)));
    }

    @Test
    void credentials_asLongAsCanBe_areRead() {
        Ends ends = Ends.of(RsaAesVariant.RA2);
        var longest = new PlainCredentials("n".repeat(255), "p".repeat(255));
        byte[] message = Hex.written(out -> ends.client().writeCredentials(out, longest));
        assertEquals(longest, ends.server().readCredentials(Feed.whole(message)));
        String notUtf8 = "ff" + "ff".repeat(255);
        byte[] written =
                Hex.written(out -> ends.client().out().write(out, Hex.bytes(notUtf8 + notUtf8)));
        assertEquals(255, ends.server().readCredentials(Feed.whole(written)).password().length());
        var tooLong = new PlainCredentials("", "é".repeat(128));
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Hex.written(out -> ends.client().writeCredentials(out, tooLong)));
        assertEquals("A password of 256 bytes, expected at most 255", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "01 61, 1, 0, 2",
        "ff 00, 255, 0, 2",
        "00 01, 0, 1, 2",
        "00 ff 61, 0, 255, 3",
        "00 00 61, 0, 0, 3",
        "02 61 00, 2, 0, 3",
        "01 61 01 62 63, 1, 1, 5",
    })
    void credentials_thatDoNotFillTheirMessage_areRefused(
            String hex, int name, int password, int length) {
        Ends ends = Ends.of(RsaAesVariant.RA2);
        byte[] message = Hex.written(out -> ends.client().out().write(out, Hex.bytes(hex)));
        assertRefused(
                "A name of %d and a password of %d bytes in a message of %d"
                        .formatted(name, password, length),
                () -> ends.server().readCredentials(Feed.whole(message)));
    }

    @ParameterizedTest
    @CsvSource({"0000, 0", "0001, 1", "0201, 513", "ffff, 65535"})
    void credentials_inAMessageTooShortOrLong_areRefusedBeforeItIsRead(String hex, int length) {
        Ends ends = Ends.of(RsaAesVariant.RA2);
        assertRefused(
                "Expected a name and password of 2 to 512 bytes, got " + length,
                () -> ends.server().readCredentials(Feed.whole(Hex.bytes(hex))));
    }

    @Test
    void variant_isOneOfTheSecurityTypes() {
        for (RsaAesVariant variant : RsaAesVariant.values()) {
            assertEquals(Optional.of(variant), RsaAesVariant.of(variant.type()));
            assertEquals(variant.name(), variant.type().name());
            assertEquals(!variant.name().contains("NE"), variant.encryptsAll());
            assertEquals(variant.name().endsWith("256") ? 32 : 16, variant.random().length);
        }
        assertEquals(Optional.empty(), RsaAesVariant.of(SecurityType.VNC_AUTH));
    }
}
