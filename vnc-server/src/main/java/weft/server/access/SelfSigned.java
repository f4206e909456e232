package weft.server.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Certificates that nobody but their own key has signed (RFC 5280, keys as in RFC 5480): for
/// viewers that know the fingerprint, or have the certificate.
final class SelfSigned {
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALT_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    private static final int VERSION_3 = 2;
    private static final int EXPLICIT_0 = 0xa0;
    private static final int EXPLICIT_3 = 0xa3;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final int SERIAL_BITS = 126;

    /// A clock that is a bit behind must not make it a certificate of the future.
    private static final Duration BEFORE = Duration.ofDays(1);

    private static final Duration VALID = Duration.ofDays(3653);

    private SelfSigned() {}

    /// A new key with a certificate.
    static ServerKey create() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        return new ServerKey(pair.getPrivate(), List.of(certify(pair, Instant.now())));
    }

    /// Sees to it that there are both files: writes what is missing.
    static void ensure(Path certificate, Path key) throws IOException, GeneralSecurityException {
        if (Files.exists(certificate) && Files.exists(key)) {
            return;
        }
        ServerKey made = create();
        Path folder = key.toAbsolutePath().getParent();
        if (folder != null) {
            PrivateFiles.createFolder(folder);
        }
        PrivateFiles.write(key, Pem.block("PRIVATE KEY", made.key().getEncoded()));
        PrivateFiles.write(certificate, Pem.block("CERTIFICATE", made.certificate().getEncoded()));
    }

    static X509Certificate certify(KeyPair pair, Instant now) throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
        String host = hostName();
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(host))));
        byte[] toBeSigned =
                Der.sequence(
                        Der.tagged(EXPLICIT_0, Der.integer(BigInteger.valueOf(VERSION_3))),
                        Der.integer(
                                new BigInteger(SERIAL_BITS, new SecureRandom())
                                        .add(BigInteger.ONE)),
                        algorithm,
                        name,
                        Der.sequence(Der.time(now.minus(BEFORE)), Der.time(now.plus(VALID))),
                        name,
                        pair.getPublic().getEncoded(),
                        Der.tagged(EXPLICIT_3, extensions(host)));
        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(pair.getPrivate());
        signing.update(toBeSigned);
        byte[] certificate = Der.sequence(toBeSigned, algorithm, Der.bits(0, signing.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate));
    }

    /// It signs nothing but handshakes: who trusts it trusts this server and no other.
    private static byte[] extensions(String host) {
        byte digitalSignature = (byte) 0x80;
        return Der.sequence(
                critical(BASIC_CONSTRAINTS, Der.sequence()),
                critical(KEY_USAGE, Der.bits(7, new byte[] {digitalSignature})),
                Der.sequence(
                        Der.oid(EXTENDED_KEY_USAGE),
                        Der.octets(Der.sequence(Der.oid(SERVER_AUTH)))),
                Der.sequence(
                        Der.oid(SUBJECT_ALT_NAME), Der.octets(Der.sequence(alternatives(host)))));
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.isTrue(), Der.octets(value));
    }

    private static byte[][] alternatives(String host) {
        List<byte[]> names = new ArrayList<>();
        names.add(Der.tagged(DNS_NAME, ascii("localhost")));
        if (!host.equals("localhost")) {
            names.add(Der.tagged(DNS_NAME, ascii(host)));
        }
        names.add(Der.tagged(IP_ADDRESS, new byte[] {127, 0, 0, 1}));
        byte[] loopback6 = new byte[16];
        loopback6[15] = 1;
        names.add(Der.tagged(IP_ADDRESS, loopback6));
        return names.toArray(byte[][]::new);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The name of this machine, if it is one that DNS could have.
    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.matches("[A-Za-z0-9.-]{1,64}") ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
