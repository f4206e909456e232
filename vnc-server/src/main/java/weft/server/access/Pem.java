package weft.server.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The textual form of certificates and keys (RFC 7468): blocks between BEGIN and END, with
/// anything between them.
///
/// | block           | holds                                             |
/// |-----------------|---------------------------------------------------|
/// | CERTIFICATE     | a certificate                                     |
/// | PRIVATE KEY     | PKCS#8 (RFC 5958)                                 |
/// | RSA PRIVATE KEY | PKCS#1 (RFC 8017)                                 |
/// | EC PRIVATE KEY  | SEC 1 (RFC 5915), perhaps behind an EC PARAMETERS |
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final int LINE = 64;

    private Pem() {}

    private record Block(String type, String body) {
        byte[] bytes() throws IOException {
            try {
                return Base64.getMimeDecoder().decode(body);
            } catch (IllegalArgumentException e) {
                throw new IOException("its " + type + " is damaged", e);
            }
        }
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    /// A block with this type and content.
    static String block(String type, byte[] content) {
        String body =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
    }

    /// All certificates in `text`, at least one.
    static List<X509Certificate> certificates(String text) throws IOException {
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks(text)) {
                if (block.type.equals("CERTIFICATE")) {
                    var encoded = new ByteArrayInputStream(block.bytes());
                    all.add((X509Certificate) factory.generateCertificate(encoded));
                }
            }
        } catch (CertificateException e) {
            throw new IOException("a certificate in it is damaged", e);
        }
        if (all.isEmpty()) {
            throw new IOException("there is no certificate in it");
        }
        return all;
    }

    /// The private key in `text`.
    ///
    /// @param publicKey of the certificate that it is for: the old formats leave to it what sort of
    ///   key they hold
    static PrivateKey privateKey(String text, PublicKey publicKey) throws IOException {
        for (Block block : blocks(text)) {
            switch (block.type) {
                case "PRIVATE KEY" -> {
                    return decoded(block.bytes());
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                    return old(block, publicKey);
                }
                case "ENCRYPTED PRIVATE KEY" -> throw encrypted();
                default -> {}
            }
        }
        throw new IOException("there is no private key in it");
    }

    private static IOException encrypted() {
        return new IOException("its key is encrypted, and there is nobody to ask for the phrase");
    }

    private static PrivateKey old(Block block, PublicKey publicKey) throws IOException {
        if (block.body.contains("ENCRYPTED")) {
            throw encrypted();
        }
        String algorithm = block.type.startsWith("RSA") ? "RSA" : "EC";
        if (!publicKey.getAlgorithm().equals(algorithm)) {
            throw mismatch(algorithm, publicKey);
        }
        return decoded(
                Der.sequence(
                        Der.integer(BigInteger.ZERO),
                        algorithmOf(publicKey),
                        Der.octets(block.bytes())));
    }

    private static IOException mismatch(String algorithm, PublicKey publicKey) {
        return new IOException(
                "its key is of %s, the certificate of %s"
                        .formatted(algorithm, publicKey.getAlgorithm()));
    }

    /// What a SubjectPublicKeyInfo says of its algorithm, with the curve: its first element.
    private static byte[] algorithmOf(PublicKey publicKey) {
        byte[] info = publicKey.getEncoded();
        int start = contentAt(info, 0);
        return Arrays.copyOfRange(info, start, contentAt(info, start) + lengthAt(info, start));
    }

    private static int contentAt(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int lengthAt(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? first : new BigInteger(1, der, at + 2, first & 0x7f).intValueExact();
    }

    private static PrivateKey decoded(byte[] pkcs8) throws IOException {
        for (String algorithm : List.of("EC", "RSA")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // perhaps the other one
            } catch (GeneralSecurityException e) {
                throw new IOException("keys of " + algorithm + " are unknown here", e);
            }
        }
        throw new IOException("its key is damaged, or neither RSA nor EC");
    }
}
