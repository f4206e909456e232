package weft.client.trust;

/// What a server shows of itself before a client believes it.
///
/// @param kind what it is
/// @param fingerprint of a certificate as openssl has it; of a key that of the server's message
///   with it: its length, modulus and exponent
/// @param problem why it is not trusted without being asked for, in a few words
public record ServerIdentity(Kind kind, Fingerprint fingerprint, String problem) {

    /// The two ways to show oneself.
    public enum Kind {
        /// An X.509 certificate.
        CERTIFICATE,
        /// An RSA key of its own.
        KEY;

        @Override
        public String toString() {
            return this == KEY ? "key" : "certificate";
        }
    }
}
