package weft.client.wire;

import org.jspecify.annotations.Nullable;

import weft.client.trust.Fingerprint;
import weft.client.trust.ServerIdentity;
import weft.client.trust.ServerTrust;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// A [ServerTrust] as JSSE asks for it. It is an extended one, so that JSSE leaves it to us whether
/// the name must be right.
final class TrustManager extends X509ExtendedTrustManager {

    private final ServerTrust trust;
    private final X509ExtendedTrustManager authorities;
    private volatile @Nullable ServerIdentity refused;

    TrustManager(ServerTrust trust) throws IOException {
        this.trust = trust;
        try {
            authorities = authorities(trust);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot check certificates: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager authorities(ServerTrust trust)
            throws GeneralSecurityException, IOException {
        @Nullable KeyStore store = null; // that of this Java
        if (!trust.authorities().isEmpty()) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate each : trust.authorities()) {
                store.setCertificateEntry(Integer.toString(store.size()), each);
            }
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509"));
    }

    /// Whom it has refused.
    Optional<ServerIdentity> refused() {
        return Optional.ofNullable(refused);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        var fingerprint = Fingerprint.of(chain[0].getEncoded());
        Optional<Boolean> decision = trust.decidesAlone(fingerprint);
        if (decision.isEmpty()) {
            try {
                authorities.checkServerTrusted(chain, authType, engine);
            } catch (CertificateException e) {
                decide(fingerprint, String.valueOf(e.getMessage()), e);
            }
        } else if (!decision.get()) {
            decide(fingerprint, "it has another fingerprint", null);
        }
    }

    private void decide(
            Fingerprint fingerprint, String problem, @Nullable CertificateException cause)
            throws CertificateException {
        var shown = new ServerIdentity(ServerIdentity.Kind.CERTIFICATE, fingerprint, problem);
        if (!trust.isAskedFor(shown)) {
            refused = shown;
            throw new CertificateException(problem, cause);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are used");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("only engines are used");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
