package weft.rfb.security;

import static weft.rfb.RfbProtocolException.Reason.SECURITY;

import weft.rfb.RfbProtocolException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// One of the four messages of SCRAM (RFC 5802 §7). Extensions are passed over, but for those that
/// must be understood. There is no channel binding.
sealed interface ScramMessage {

    /// Who the client is, and a nonce.
    ///
    /// @param header what is before the bare message: whether the client could bind to the channel
    /// @param bare the message without the header
    record ClientFirst(String header, String bare, String name, String nonce)
            implements ScramMessage {

        static final String HEADER = "n,,";

        static ClientFirst of(String name, String nonce) {
            return new ClientFirst(HEADER, "n=" + escape(name) + ",r=" + nonce, name, nonce);
        }

        static ClientFirst parse(byte[] message) {
            String text = ScramAttributes.text(message);
            if (text.startsWith("p=")) {
                throw malformed("the client binds to a channel, which was not offered");
            }
            var attributes = new ScramAttributes(text);
            String flag = attributes.next();
            String authorization = attributes.next();
            int header = flag.length() + authorization.length() + 2;
            if (!flag.equals("n") && !flag.equals("y")) {
                throw malformed("expected 'n' or 'y' at its beginning");
            }
            String name = unescape(attributes.next('n'));
            String nonce = attributes.nonce();
            attributes.skipExtensions();
            if (!authorization.isEmpty() && !authorization.equals("a=" + escape(name))) {
                throw malformed("somebody asks to be taken for somebody else");
            }
            return new ClientFirst(
                    text.substring(0, header), text.substring(header), prepared(name), nonce);
        }

        private static String escape(String name) {
            return name.replace("=", "=3D").replace(",", "=2C");
        }

        private static String unescape(String escaped) {
            if (escaped.isEmpty() || escaped.replaceAll("=(2C|3D)", "").contains("=")) {
                throw malformed("a name that is none");
            }
            return escaped.replace("=2C", ",").replace("=3D", "=");
        }

        private static String prepared(String name) {
            try {
                return Saslprep.prepare(name);
            } catch (IllegalArgumentException e) {
                throw malformed("a name that is none: " + e.getMessage());
            }
        }

        String format() {
            return header + bare;
        }
    }

    /// How the server keeps the password, and a longer nonce.
    ///
    /// @param text the whole message
    /// @param salted the salt in Base64
    record ServerFirst(String text, String nonce, String salted, int iterations)
            implements ScramMessage {

        private static final int LONGEST_SALT = 1024;

        static ServerFirst of(String nonce, byte[] salt, int iterations) {
            String encoded = Base64.getEncoder().encodeToString(salt);
            return new ServerFirst(
                    "r=%s,s=%s,i=%d".formatted(nonce, encoded, iterations),
                    nonce,
                    encoded,
                    iterations);
        }

        static ServerFirst parse(byte[] message) {
            String text = ScramAttributes.text(message);
            var attributes = new ScramAttributes(text);
            String nonce = attributes.nonce();
            String encoded = attributes.next('s');
            int salt = ScramAttributes.decode(encoded).length;
            String count = attributes.next('i');
            attributes.skipExtensions();
            if (salt == 0 || salt > LONGEST_SALT) {
                throw malformed("a salt of %d bytes".formatted(salt));
            }
            int iterations = count.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(count) : 0;
            if (iterations < ScramVerifier.FEWEST_ITERATIONS
                    || iterations > ScramVerifier.MOST_ITERATIONS) {
                throw malformed(
                        "expected %d to %d iterations"
                                .formatted(
                                        ScramVerifier.FEWEST_ITERATIONS,
                                        ScramVerifier.MOST_ITERATIONS));
            }
            return new ServerFirst(text, nonce, encoded, iterations);
        }

        byte[] salt() {
            return ScramAttributes.decode(salted);
        }
    }

    /// The proof that the client knows the password.
    ///
    /// @param withoutProof all that is before the proof
    /// @param proven the proof in Base64
    record ClientFinal(String withoutProof, String binding, String nonce, String proven)
            implements ScramMessage {

        static String withoutProof(ClientFirst first, String nonce) {
            byte[] header = first.header().getBytes(StandardCharsets.UTF_8);
            return "c=%s,r=%s".formatted(Base64.getEncoder().encodeToString(header), nonce);
        }

        static ClientFinal parse(byte[] message) {
            String text = ScramAttributes.text(message);
            int end = text.lastIndexOf(",p=");
            if (end < 0) {
                throw malformed("no proof");
            }
            var attributes = new ScramAttributes(text.substring(0, end));
            String binding = attributes.next('c');
            String nonce = attributes.nonce();
            attributes.skipExtensions();
            var last =
                    new ClientFinal(
                            text.substring(0, end), binding, nonce, text.substring(end + 3));
            if (last.proof().length != ScramArithmetic.LENGTH) {
                throw malformed("a proof of %d bytes".formatted(last.proof().length));
            }
            return last;
        }

        byte[] proof() {
            return ScramAttributes.decode(proven);
        }

        static String format(String withoutProof, byte[] proof) {
            return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
        }
    }

    /// The proof that the server does.
    ///
    /// @param signed the signature in Base64
    record ServerFinal(String signed) implements ScramMessage {

        static ServerFinal of(byte[] signature) {
            return new ServerFinal(Base64.getEncoder().encodeToString(signature));
        }

        /// Reads the message; empty if it is an error instead.
        static Optional<ServerFinal> parse(byte[] message) {
            String text = ScramAttributes.text(message);
            if (text.startsWith("e=")) {
                return Optional.empty();
            }
            var attributes = new ScramAttributes(text);
            var last = new ServerFinal(attributes.next('v'));
            attributes.skipExtensions();
            return Optional.of(last);
        }

        byte[] signature() {
            return ScramAttributes.decode(signed);
        }

        String format() {
            return "v=" + signed;
        }
    }

    static RfbProtocolException malformed(String why) {
        return new RfbProtocolException(SECURITY, "A message of SCRAM: " + why);
    }
}
