package weft.rfb.security;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server keeps of a password: enough to recognise who knows it, not enough to be taken for
/// them (RFC 5802 §2, RFC 7677). Its text is the one that PostgreSQL keeps, too:
///
/// ```
/// SCRAM-SHA-256$<iterations>:<salt>$<stored key>:<server key>
/// ```
///
/// Any thread may use it.
public final class ScramVerifier {

    /// The fewest iterations (RFC 7677 §4).
    public static final int FEWEST_ITERATIONS = 4096;

    /// The most iterations: they take seconds.
    public static final int MOST_ITERATIONS = 10_000_000;

    private static final int SALT = 16;
    private static final int LONGEST_SALT = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Pattern FORM =
            Pattern.compile(
                    "SCRAM-SHA-256\\$([1-9][0-9]{0,8}):([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

    private final int iterations;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
        check(iterations);
        if (salt.length == 0 || salt.length > LONGEST_SALT) {
            throw new IllegalArgumentException(
                    "A salt of %d bytes, expected 1 to %d".formatted(salt.length, LONGEST_SALT));
        }
        if (storedKey.length != ScramArithmetic.LENGTH
                || serverKey.length != ScramArithmetic.LENGTH) {
            throw new IllegalArgumentException(
                    "Keys of %d and %d bytes, expected %d"
                            .formatted(storedKey.length, serverKey.length, ScramArithmetic.LENGTH));
        }
        this.iterations = iterations;
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    private static void check(int iterations) {
        if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "%d iterations, expected %d to %d"
                            .formatted(iterations, FEWEST_ITERATIONS, MOST_ITERATIONS));
        }
    }

    /// The verifier of a password, with a new salt. It takes as long as the iterations do.
    ///
    /// @throws IllegalArgumentException if the password is empty or has control characters, or for
    ///   too few or too many iterations
    public static ScramVerifier of(char[] password, int iterations) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return of(password, iterations, salt);
    }

    static ScramVerifier of(char[] password, int iterations, byte[] salt) {
        check(iterations);
        if (password.length == 0) {
            throw new IllegalArgumentException("The password is empty");
        }
        byte[] salted = ScramArithmetic.saltedPassword(password, salt, iterations);
        return new ScramVerifier(
                iterations,
                salt,
                ScramArithmetic.hash(ScramArithmetic.clientKey(salted)),
                ScramArithmetic.serverKey(salted));
    }

    /// A verifier that no password fits, for names that nobody has: as the same name always gets
    /// the same salt, a client cannot see that it is none.
    ///
    /// @param secret of the server, at least 16 random bytes that stay the same
    public static ScramVerifier decoy(byte[] secret, String name, int iterations) {
        byte[] salt = ScramArithmetic.hmac(secret, "salt " + name);
        return new ScramVerifier(
                iterations,
                Arrays.copyOf(salt, SALT),
                ScramArithmetic.hmac(secret, "stored key " + name),
                ScramArithmetic.hmac(secret, "server key " + name));
    }

    /// The verifier of this text.
    ///
    /// @throws IllegalArgumentException if it is none; it does not repeat the text
    public static ScramVerifier parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Expected SCRAM-SHA-256$iterations:salt$stored-key:server-key");
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return new ScramVerifier(
                    Integer.parseInt(matcher.group(1)),
                    base64.decode(matcher.group(2)),
                    base64.decode(matcher.group(3)),
                    base64.decode(matcher.group(4)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("A SCRAM verifier: " + e.getMessage(), e);
        }
    }

    /// The text. Who has it can try passwords on it as fast as they can compute, so it is kept as a
    /// secret.
    public String format() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$%d:%s$%s:%s"
                .formatted(
                        iterations,
                        base64.encodeToString(salt),
                        base64.encodeToString(storedKey),
                        base64.encodeToString(serverKey));
    }

    /// Whether this is the password, in a time that does not tell how nearly. It takes as long as
    /// the iterations do.
    public boolean verifies(char[] password) {
        try {
            byte[] salted = ScramArithmetic.saltedPassword(password, salt, iterations);
            return isStored(ScramArithmetic.clientKey(salted));
        } catch (IllegalArgumentException e) {
            return false; // with characters that no password has
        }
    }

    /// How many iterations it has.
    public int iterations() {
        return iterations;
    }

    byte[] salt() {
        return salt.clone();
    }

    /// Whether a proof was made by somebody who knows the password.
    boolean verifies(byte[] proof, String authMessage) {
        byte[] signature = ScramArithmetic.hmac(storedKey, authMessage);
        return isStored(ScramArithmetic.xor(signature, proof));
    }

    private boolean isStored(byte[] clientKey) {
        return MessageDigest.isEqual(storedKey, ScramArithmetic.hash(clientKey));
    }

    /// What shows the client that the server knows the verifier.
    byte[] sign(String authMessage) {
        return ScramArithmetic.hmac(serverKey, authMessage);
    }

    /// Says nothing about the password.
    @Override
    public String toString() {
        return "ScramVerifier[%d iterations, hidden]".formatted(iterations);
    }
}
