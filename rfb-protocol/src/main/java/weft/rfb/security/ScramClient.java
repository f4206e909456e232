package weft.rfb.security;

import weft.rfb.security.ScramMessage.ClientFinal;
import weft.rfb.security.ScramMessage.ClientFirst;
import weft.rfb.security.ScramMessage.ServerFinal;
import weft.rfb.security.ScramMessage.ServerFirst;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// The client's end of one login with SCRAM-SHA-256, see [ScramServer]. For one thread.
public final class ScramClient {

    private static final int NONCE = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String password;
    private final ClientFirst first;
    private byte[] expectedSignature = {};

    /// A login that has not begun.
    ///
    /// @throws IllegalArgumentException for a name or a password that cannot be one
    public ScramClient(PlainCredentials credentials) {
        this(credentials, newNonce());
    }

    ScramClient(PlainCredentials credentials, String nonce) {
        String name = Saslprep.prepare(credentials.username());
        if (name.isEmpty()) {
            throw new IllegalArgumentException("The user name is empty");
        }
        password = Saslprep.prepare(credentials.password());
        first = ClientFirst.of(name, nonce);
    }

    static String newNonce() {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }

    /// The first message.
    public byte[] first() {
        return first.format().getBytes(StandardCharsets.UTF_8);
    }

    /// The last message, the answer to the server's first. It takes as long as the iterations that
    /// the server asks for do.
    public byte[] answer(byte[] serverFirst) {
        ServerFirst asked = ServerFirst.parse(serverFirst);
        if (!asked.nonce().startsWith(first.nonce())
                || asked.nonce().length() == first.nonce().length()) {
            throw ScramMessage.malformed("the nonce does not go on from ours");
        }
        byte[] salted =
                ScramArithmetic.saltedPassword(
                        password.toCharArray(), asked.salt(), asked.iterations());
        byte[] clientKey = ScramArithmetic.clientKey(salted);
        String withoutProof = ClientFinal.withoutProof(first, asked.nonce());
        String authMessage = first.bare() + "," + asked.text() + "," + withoutProof;
        expectedSignature = ScramArithmetic.hmac(ScramArithmetic.serverKey(salted), authMessage);
        byte[] signature = ScramArithmetic.hmac(ScramArithmetic.hash(clientKey), authMessage);
        return ClientFinal.format(withoutProof, ScramArithmetic.xor(clientKey, signature))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Whether the server's last message shows that it has to do with the password, too.
    public boolean verify(byte[] serverFinal) {
        if (expectedSignature.length == 0) {
            throw new IllegalStateException("Nothing answered");
        }
        return ServerFinal.parse(serverFinal)
                .filter(last -> MessageDigest.isEqual(expectedSignature, last.signature()))
                .isPresent();
    }
}
