package weft.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.client.failure.RefusedException;
import weft.client.failure.VncClientException;
import weft.client.trust.Fingerprint;
import weft.client.trust.ServerTrust;
import weft.rfb.BufferedRfbInput;
import weft.rfb.EndOfStreamException;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesMessages;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;

import javax.crypto.Cipher;

/// RSA-AES from the server's side, after its description.
@Timeout(60)
class RsaAesLoginTest {

    /// What the server does otherwise than it should.
    enum Fault {
        NONE,
        HASH,
        SUBTYPE,
        RANDOM_LENGTH
    }

    private static KeyPair newKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        return generator.generateKeyPair();
    }

    private static byte[] keyMessage(KeyPair pair) {
        var key = (RSAPublicKey) pair.getPublic();
        return new RsaAesKey(1024, key.getModulus(), key.getPublicExponent()).toByteArray();
    }

    private record Keys(RsaAesMessages out, RsaAesMessages in) {}

    private static byte[] digest(SecurityType type, byte[] first, byte[] second) throws Exception {
        boolean is256 = type.number() > 128;
        MessageDigest digest = MessageDigest.getInstance(is256 ? "SHA-256" : "SHA-1");
        digest.update(first);
        return digest.digest(second);
    }

    private static Keys agree(ScriptedServer server, SecurityType type, KeyPair pair, Fault fault)
            throws Exception {
        ProtocolVersion.V3_8.write(server.out());
        server.flush();
        assertEquals(ProtocolVersion.V3_8, ProtocolVersion.read(server.in()));
        new SecurityTypes(List.of(type.number())).write(server.out());
        server.flush();
        assertEquals(type.number(), SecurityTypes.readChoice(server.in()));
        int keyBytes = type.number() > 128 ? 32 : 16;
        byte[] ours = keyMessage(pair);
        server.out().bytes(ours);
        server.flush();
        RsaAesKey theirKey = RsaAesKey.readOfClient(server.in());
        byte[] theirs = theirKey.toByteArray();
        byte[] random = new byte[fault == Fault.RANDOM_LENGTH ? 5 : keyBytes];
        Arrays.fill(random, (byte) 9);
        byte[] encrypted = theirKey.encrypt(random);
        server.out().u16(encrypted.length);
        server.out().bytes(encrypted);
        server.flush();
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
        byte[] theirRandom = cipher.doFinal(server.in().bytes(server.in().u16()));
        assertEquals(keyBytes, theirRandom.length);
        var out = new RsaAesMessages(Arrays.copyOf(digest(type, theirRandom, random), keyBytes));
        var in = new RsaAesMessages(Arrays.copyOf(digest(type, random, theirRandom), keyBytes));
        byte[] hash = digest(type, ours, theirs);
        if (fault == Fault.HASH) {
            hash[0]++;
        }
        out.write(server.out(), hash);
        server.flush();
        if (fault != Fault.RANDOM_LENGTH) { // else its keys are others
            assertArrayEquals(digest(type, theirs, ours), in.read(server.in()));
        }
        return new Keys(out, in);
    }

    private static void logIn(
            ScriptedServer server, SecurityType type, KeyPair pair, int subtype, String expected)
            throws Exception {
        Keys keys = agree(server, type, pair, Fault.NONE);
        keys.out().write(server.out(), new byte[] {(byte) subtype});
        server.flush();
        assertEquals(expected, new String(keys.in().read(server.in()), StandardCharsets.UTF_8));
        boolean encrypted = type == SecurityType.RA2 || type == SecurityType.RA2_256;
        RfbInput in = encrypted ? opened(keys.in(), server.in()) : server.in();
        var out = new RfbBuffer();
        SecurityResult.OK.write(out, ProtocolVersion.V3_8);
        send(server, keys, out, encrypted);
        assertEquals(new ClientInit(true), ClientInit.read(in));
        new ServerInit(4, 4, PixelFormat.XRGB8888, "a desk").write(out);
        send(server, keys, out, encrypted);
        var _ = ClientMessages.read(in);
        var _ = ClientMessages.read(in);
        assertEquals(new FramebufferUpdateRequest(false, 0, 0, 4, 4), ClientMessages.read(in));
        new FramebufferUpdate(1).write(out);
        new RectangleHeader(0, 0, 4, 4, Encoding.RAW.number()).write(out);
        for (int i = 0; i < 16; i++) {
            out.u32(0x33221100L); // blue first
        }
        send(server, keys, out, encrypted);
        server.drainBytes();
    }

    /// In messages of 7 bytes, which are none of RFB's.
    private static void send(ScriptedServer server, Keys keys, RfbBuffer out, boolean encrypted)
            throws Exception {
        byte[] bytes = out.toByteArray();
        out.clear();
        if (!encrypted) {
            server.out().bytes(bytes);
        }
        for (int at = 0; encrypted && at < bytes.length; at += 7) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(at + 7, bytes.length));
            keys.out().write(server.out(), part);
        }
        server.flush();
    }

    private static RfbInput opened(RsaAesMessages messages, RfbInput in) {
        return new BufferedRfbInput(1 << 16) {
            @Override
            protected int read(byte[] dst, int off, int len) {
                try {
                    byte[] message = messages.read(in);
                    System.arraycopy(message, 0, dst, off, message.length);
                    return message.length;
                } catch (EndOfStreamException e) {
                    return -1;
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"RA2", "RA2NE", "RA2_256", "RA2NE_256"})
    void connect_withPassword_isEncryptedAsFarAsTheTypeSays(SecurityType type) throws Exception {
        KeyPair pair = newKeys();
        try (var server = ScriptedServer.start(peer -> logIn(peer, type, pair, 2, "\0\6secret"));
                VncClient client =
                        server.client()
                                .password("secret")
                                .trust(ServerTrust.SYSTEM.anybody())
                                .connect()) {
            assertEquals(0x112233, client.frame().pixel(3, 3));
        }
    }

    @Test
    void connect_withName_sendsBothInUtf8() throws Exception {
        KeyPair pair = newKeys();
        try (var server =
                        ScriptedServer.start(peer ->
                                logIn(peer, SecurityType.RA2, pair, 1, "\2é\13a long word"));
                VncClient client =
                        server.client()
                                .username("é")
                                .password("a long word")
                                .trust(ServerTrust.SYSTEM.anybody())
                                .connect()) {
            assertEquals("a desk", client.name());
        }
    }

    private static String refusal(Fault fault, int subtype, String name) throws Exception {
        KeyPair pair = newKeys();
        try (var server =
                ScriptedServer.start(peer -> {
                    try {
                        Keys keys = agree(peer, SecurityType.RA2_256, pair, fault);
                        keys.out().write(peer.out(), new byte[] {(byte) subtype});
                        peer.flush();
                        peer.drainBytes();
                    } catch (EndOfStreamException | IOException e) {
                        // the client has hung up, as it should
                    }
                })) {
            VncClientBuilder client =
                    server.client().password("x".repeat(255)).trust(ServerTrust.SYSTEM.anybody());
            if (!name.isEmpty()) {
                client.username(name);
            }
            VncClientException e = assertThrows(VncClientException.class, client::connect);
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HASH, 2, me, The hash is not that of both keys: somebody is between",
        "RANDOM_LENGTH, 2, me, A message of 32 bytes has a wrong tag",
        "SUBTYPE, 0, me, 'Expected subtype 1 or 2, got 0'",
        "SUBTYPE, 3, me, 'Expected subtype 1 or 2, got 3'",
        "NONE, 1, '', 'The server wants a user name, too'",
    })
    void connect_toAServerThatIsWrong_saysWhatIsWrong(
            Fault fault, int subtype, String name, String expected) throws Exception {
        assertEquals(expected, refusal(fault, subtype, name));
    }

    @Test
    void connect_nameTooLong_isRefused() throws Exception {
        String message = refusal(Fault.NONE, 1, "é".repeat(128));
        assertEquals("A user name of 256 bytes, expected at most 255", message);
    }

    @Test
    void connect_withoutTrust_showsTheFingerprintAndSendsNothing() throws Exception {
        KeyPair pair = newKeys();
        byte[] key = keyMessage(pair);
        try (var server =
                ScriptedServer.start(peer -> {
                    ProtocolVersion.V3_8.write(peer.out());
                    peer.flush();
                    var _ = ProtocolVersion.read(peer.in());
                    new SecurityTypes(List.of(5)).write(peer.out());
                    peer.flush();
                    var _ = SecurityTypes.readChoice(peer.in());
                    peer.out().bytes(key);
                    peer.flush();
                    assertTrue(peer.in().atEnd());
                })) {
            VncClientBuilder client = server.client().password("secret");
            var e = assertThrows(RefusedException.class, client::connect);
            assertTrue(String.valueOf(e.getMessage()).endsWith(Fingerprint.of(key).toString()));
        }
    }
}
