package weft.server.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A certificate with the key to it, and those that lead from it to an authority.
///
/// @param chain the certificate of the key first
record ServerKey(PrivateKey key, List<X509Certificate> chain) {

    ServerKey {
        chain = List.copyOf(chain);
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /// Whether the key belongs to the certificate: tried out, so it holds for every algorithm.
    boolean fits() throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> throw new GeneralSecurityException("not RSA or EC");
                };
        if (!certificate().getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        byte[] probe = new byte[32];
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(probe);
        byte[] signature = signing.sign();
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(certificate().getPublicKey());
        verifying.update(probe);
        return verifying.verify(signature);
    }

    /// The SHA-256 of the certificate, as browsers and OpenSSL show it.
    String fingerprint() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
        return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
    }

    /// Says nothing about the key.
    @Override
    public String toString() {
        return "ServerKey[" + certificate().getSubjectX500Principal() + "]";
    }
}
