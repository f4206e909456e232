package weft.server.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Where the certificates of a [Tls] are, and what is made of them.
///
/// @param fixed the key and its certificate, if they are in no files
/// @param certificate the file of the certificate and those that lead from it to an authority
/// @param key the file of the key
/// @param clientCa the file of the authorities whose word on viewers is taken
record TlsFiles(
        Optional<ServerKey> fixed,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Path> clientCa) {

    private static final int MOST_BYTES = 1 << 20;

    static TlsFiles of(Path certificate, Path key) {
        return new TlsFiles(
                Optional.empty(), Optional.of(certificate), Optional.of(key), Optional.empty());
    }

    static TlsFiles of(ServerKey fixed) {
        return new TlsFiles(
                Optional.of(fixed), Optional.empty(), Optional.empty(), Optional.empty());
    }

    TlsFiles withClientCa(Path file) {
        return new TlsFiles(fixed, certificate, key, Optional.of(file));
    }

    /// What the files say now; it is in them only, so nothing of them is kept but its digest.
    Contents read() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Optional<Path> file : List.of(certificate, key, clientCa)) {
            texts.add(file.isPresent() ? read(file.get(), file.equals(key)) : "");
        }
        return new Contents(texts);
    }

    private static String read(Path file, boolean isSecret) throws IOException {
        try {
            if (isSecret) {
                PrivateFiles.check(file);
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it is larger than 1 MiB");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static IOException unusable(Path file, IOException e) {
        return new IOException("cannot use %s: %s".formatted(file, PrivateFiles.reason(e)), e);
    }

    /// The text of each file.
    record Contents(List<String> texts) {

        /// Differs if the contents do.
        String digest() {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                for (String text : texts) {
                    sha256.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
                }
                return HexFormat.of().formatHex(sha256.digest());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /// Says nothing: a key is among them.
        @Override
        public String toString() {
            return "Contents";
        }
    }

    /// What became of some contents.
    record Loaded(String digest, SSLContext context, ServerKey own) {}

    /// @throws IOException with one clear line
    Loaded load(Contents contents) throws IOException {
        ServerKey own = fixed.isPresent() ? fixed.get() : ownOf(contents);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(own).getKeyManagers(), trusted(contents), null);
            return new Loaded(contents.digest(), context, own);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use the certificate: " + e.getMessage(), e);
        }
    }

    private ServerKey ownOf(Contents contents) throws IOException {
        Path certificateFile = certificate.orElseThrow();
        Path keyFile = key.orElseThrow();
        List<X509Certificate> chain = certificates(certificateFile, contents.texts().get(0));
        try {
            var own =
                    new ServerKey(
                            Pem.privateKey(
                                    contents.texts().get(1), chain.getFirst().getPublicKey()),
                            chain);
            if (!own.fits()) {
                throw new IOException("it is not the key of the certificate " + certificateFile);
            }
            return own;
        } catch (GeneralSecurityException e) {
            throw unusable(keyFile, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw unusable(keyFile, e);
        }
    }

    private static List<X509Certificate> certificates(Path file, String text) throws IOException {
        try {
            return Pem.certificates(text);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static KeyManagerFactory keyManagers(ServerKey own)
            throws GeneralSecurityException, IOException {
        char[] none = new char[0]; // it stays in memory
        KeyStore store = emptyStore();
        store.setKeyEntry("server", own.key(), none, own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, none);
        return keys;
    }

    private TrustManager[] trusted(Contents contents) throws GeneralSecurityException, IOException {
        if (clientCa.isEmpty()) {
            return new TrustManager[0];
        }
        KeyStore store = emptyStore();
        int count = 0;
        for (X509Certificate one : certificates(clientCa.get(), contents.texts().get(2))) {
            store.setCertificateEntry("authority " + count++, one);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
