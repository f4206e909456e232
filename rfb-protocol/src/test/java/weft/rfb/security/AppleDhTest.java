package weft.rfb.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbProtocolException;

import java.math.BigInteger;
import java.util.Arrays;

class AppleDhTest {

    /// What LibVNCServer's client 0.9.14 was offered, in the group of RFC 2409 §6.2.
    private static final byte[] OFFER =
            Hex.bytes(
                    """
                    00020080ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e08
                    8a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6d
                    f25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6
                    f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffff
                    fffffffff1c0d05a1c67e70d74c15cba8330cb4a698c204002caab65f50fdebe
                    08b3488fdf7014482520dd1bc557a964a02af22da8aa8b00c62644fe8d71c848
                    d2eb848eebaae09768134253125e517d24c567d578831746a739d7bc915dbc1c
                    db4609fcee6e5b8f4b3d647513e7f9ae8eb588fb3825a8746d8e62ac158beec0
                    3428427d
                    """);

    /// What it has answered, with "me" and "a long password".
    private static final byte[] ANSWER =
            Hex.bytes(
                    """
                    c8aa515b831db0e9bdef5f8d866098245a8b778ac6f08c51a0636596905b3871
                    a3fbbdf752f37e2d3b3dc8ddb2d2d3d1de49e54acb059c09390b1713c5c7b6ef
                    a738c78ba1f04063caad3f220cb12b9cfa6b0d576a5ae8c3a68b4ce78f95cd12
                    5eb0b2ff66a82d65a556187716472c3e929f93430ebee67404bd5f3513efca84
                    b472ea39c51823d478a30770ab96abb9271da012b298ec0364b972eab14acc7f
                    b0b57b05576665fc08248b1a4785915bcb7284417e64822cc3adb64f0cfa3b4b
                    d862777612ac1ccc67ce8b9ec0ade0b45f84386e34f474aca9d6b9eb3231942a
                    0c3289888207fbd9d98f05b39fa31cf4b4b429bb0b7a157bfd29acae33a9b5e8
                    """);

    /// The server's secret at that.
    private static final BigInteger SERVER =
            new BigInteger("e627e2237f44543d8b79e2772a7cc79f6c8d0ea2854eef84f69fbef586339c91", 16);

    /// Another client's secret, of those with which what both know begins with a zero.
    private static final BigInteger CLIENT =
            new BigInteger("7ff7f6e938c63e7324dba996269405c412559665c1bc5424cfefab91fa670665", 16);

    /// Its answer by Python's numbers and OpenSSL's AES.
    private static final byte[] COMPUTED =
            Hex.bytes(
                    """
                    9fbddb50590bd9fcd81158bb78c4c6ca55726538d802937689578ce0a973b901
                    55726538d802937689578ce0a973b90155726538d802937689578ce0a973b901
                    635a7ed763ad4f6c01a18066fa73b7a6f19ad58dd6920a1fcfa28812add7156f
                    f19ad58dd6920a1fcfa28812add7156ff19ad58dd6920a1fcfa28812add7156f
                    0ed1a2d437236ba39b4c68006921ac29a9085514d5f21e348bf9b6ed59be3bdf
                    4c5d285f53d2b2a0bb3416fe66a184281194ead5ed285dbff2e7db021d2e7388
                    a602e3d1706da3bb6585ae726c12f4fe7a4d409fd8cf9fdfc86d21e05935871c
                    57e7c0f5f52f29b59fb595ea4c33334927fdf2e72cedcf10e5d4b91d9526a86c
                    """);

    private static AppleDhKey server() {
        AppleDhOffer offer = AppleDhOffer.read(Feed.whole(OFFER));
        return new AppleDhKey(2, 128, offer.prime(), SERVER);
    }

    @Test
    void offer_hasTheBytesOfTheSpecification() {
        AppleDhOffer offer = server().offer();
        assertEquals(Hex.of(OFFER), Hex.of(Hex.written(offer::write)));
        Feed.assertParses(offer, OFFER, AppleDhOffer::read);
    }

    @Test
    void answer_ofLibVncClient_isOpened() {
        AppleDhKey server = server();
        Feed.assertParses(
                new PlainCredentials("me", "a long password"),
                ANSWER,
                in -> server.open(AppleDhAnswer.read(in, server.offer())));
        AppleDhAnswer read = AppleDhAnswer.read(Feed.whole(ANSWER), server.offer());
        assertEquals(Hex.of(ANSWER), Hex.of(Hex.written(read::write)));
    }

    @Test
    void answer_withASecretThatBeginsWithAZero_isAsComputed() {
        byte[] fields = new byte[128];
        Arrays.fill(fields, 0, 64, (byte) 0x11);
        Arrays.fill(fields, 64, 128, (byte) 0x22);
        byte[] name = "me\0".getBytes(UTF_8);
        byte[] password = "w\u00f6rt\0".getBytes(UTF_8);
        System.arraycopy(name, 0, fields, 0, name.length);
        System.arraycopy(password, 0, fields, 64, password.length);
        AppleDhOffer offer = AppleDhOffer.read(Feed.whole(OFFER));
        AppleDhAnswer answer = AppleDhKey.answer(offer, fields, CLIENT);
        assertEquals(Hex.of(COMPUTED), Hex.of(Hex.written(answer::write)));
        assertEquals(new PlainCredentials("me", "w\u00f6rt"), server().open(answer));
    }

    @ParameterizedTest
    @CsvSource({"me, secret", "'', ''", "\u00e9, \uD83D\uDE00"})
    void login_ofBothEnds_isUnderstood(String name, String password) {
        AppleDhKey server = AppleDhKey.create();
        assertEquals(256, server.offer().length());
        AppleDhOffer offer = AppleDhOffer.read(Feed.whole(Hex.written(server.offer()::write)));
        assertEquals(server.offer(), offer);
        var credentials = new PlainCredentials(name, password);
        byte[] answer = Hex.written(out -> AppleDhKey.answer(offer, credentials).write(out));
        assertEquals(128 + 256, answer.length);
        Feed.assertParses(
                credentials, answer, in -> server.open(AppleDhAnswer.read(in, server.offer())));
        assertNotEquals(
                credentials,
                AppleDhKey.create().open(AppleDhAnswer.read(Feed.whole(answer), offer)));
        assertNotEquals(offer.publicValue(), AppleDhKey.create().offer().publicValue());
    }

    @Test
    void texts_asLongAsCanBe_areSent() {
        AppleDhKey server = AppleDhKey.create();
        var longest = new PlainCredentials("n".repeat(63), "\u00e9".repeat(31) + "p");
        assertEquals(longest, server.open(AppleDhKey.answer(server.offer(), longest)));
        for (String name : new String[] {"n".repeat(64), "\u00e9".repeat(32), "a\0b"}) {
            var tooLong = new PlainCredentials(name, "");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> AppleDhKey.answer(server.offer(), tooLong));
        }
    }

    @Test
    void texts_withoutAZero_endWithTheirFields() {
        byte[] fields = new byte[128];
        Arrays.fill(fields, 0, 64, (byte) 'n');
        Arrays.fill(fields, 64, 128, (byte) 0xff);
        AppleDhKey server = AppleDhKey.create();
        PlainCredentials read =
                server.open(AppleDhKey.answer(server.offer(), fields, BigInteger.TWO));
        assertEquals("n".repeat(64), read.username());
        assertEquals("\ufffd".repeat(64), read.password());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, -2, -3})
    void publicValue_thatAnybodyKnowsTheResultOf_isRefused(int fromPrime) {
        AppleDhOffer offer = AppleDhKey.create().offer();
        // 0, 1, p - 1, p, p + 1
        BigInteger value =
                fromPrime < 0
                        ? offer.prime().subtract(BigInteger.TWO.add(BigInteger.valueOf(fromPrime)))
                        : BigInteger.valueOf(fromPrime);
        assertRefusedAnswer(offer, offer.bytes(value));
    }

    @Test
    void publicValue_ofAllBits_isRefused() {
        AppleDhOffer offer = AppleDhKey.create().offer();
        byte[] all = new byte[256];
        Arrays.fill(all, (byte) 0xff);
        assertRefusedAnswer(offer, all);
    }

    private static void assertRefusedAnswer(AppleDhOffer offer, byte[] value) {
        byte[] answer = Arrays.copyOf(new byte[128], 128 + value.length);
        System.arraycopy(value, 0, answer, 128, value.length);
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> AppleDhAnswer.read(Feed.whole(answer), offer));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("A public value of "), message);
    }

    @ParameterizedTest
    @CsvSource({"0000, 0", "0010, 16", "007f, 127", "0401, 1025", "ffff, 65535"})
    void offer_ofOtherLengths_isRefusedBeforeItIsRead(String hex, int length) {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> AppleDhOffer.read(Feed.whole(Hex.bytes("0002" + hex))));
        assertEquals(
                "Numbers of " + length + " bytes for Diffie-Hellman, expected 128 to 1024",
                e.getMessage());
    }

    /// A modulus of 0 is what some clients have crashed on.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "generator 0",
                "generator 1",
                "modulus 0",
                "modulus 1",
                "modulus short",
                "modulus even",
                "value 0",
                "value 1",
                "value -1",
                "value p",
                "value more"
            })
    void offer_thatIsNone_isRefused(String wrong) {
        AppleDhOffer right = AppleDhOffer.read(Feed.whole(OFFER));
        BigInteger prime =
                switch (wrong) {
                    case "modulus 0" -> BigInteger.ZERO;
                    case "modulus 1" -> BigInteger.ONE;
                    case "modulus short" -> right.prime().shiftRight(1);
                    case "modulus even" -> right.prime().clearBit(0);
                    default -> right.prime();
                };
        BigInteger value =
                switch (wrong) {
                    case "value 0" -> BigInteger.ZERO;
                    case "value 1" -> BigInteger.ONE;
                    case "value -1" -> prime.subtract(BigInteger.ONE);
                    case "value p" -> prime;
                    case "value more" -> prime.add(BigInteger.TEN);
                    default -> BigInteger.TEN;
                };
        int generator = wrong.startsWith("generator ") ? Integer.parseInt(wrong.substring(10)) : 2;
        byte[] message =
                Hex.written(out -> new AppleDhOffer(generator, 128, prime, value).write(out));
        var e =
                assertThrows(
                        RfbProtocolException.class, () -> AppleDhOffer.read(Feed.whole(message)));
        String text = String.valueOf(e.getMessage());
        assertTrue(text.endsWith(" bits for Diffie-Hellman"), text);
    }

    @Test
    void key_printed_staysHidden() {
        assertEquals("AppleDhKey[hidden]", server().toString());
    }
}
