package weft.server.access;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.server.access.TlsFiles.Contents;
import weft.server.access.TlsFiles.Loaded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/// The server's side of TLS: its certificate, and whom it wants to see one of.
///
/// TLS 1.3 and 1.2 are spoken, with ephemeral elliptic curves and ciphers that authenticate what
/// they encrypt, the server's favourite first. What is in files is looked at again before each
/// handshake: changed ones serve whoever comes next, and nobody is dropped; those that cannot be
/// used are logged once, and the last good ones go on.
public final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /// All of TLS 1.3, and what is like them of TLS 1.2.
    private static final Pattern SUITES =
            Pattern.compile(
                    "TLS_(ECDHE_(ECDSA|RSA)_WITH_)?"
                            + "(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)");

    private final Optional<TlsFiles> files;
    private final Optional<SSLContext> fixed;
    private final boolean asksForCertificates;
    private final AtomicReference<@Nullable Loaded> current = new AtomicReference<>();

    /// What was found wrong with the files last.
    private final AtomicReference<String> complaint = new AtomicReference<>("");

    private Tls(Optional<TlsFiles> files, Optional<SSLContext> fixed, boolean asksForCertificates) {
        this.files = files;
        this.fixed = fixed;
        this.asksForCertificates = asksForCertificates;
    }

    /// Whatever the host has put together.
    public static Tls of(SSLContext context) {
        return new Tls(Optional.empty(), Optional.of(context), false);
    }

    /// Whatever the host has put together, with trust managers that know viewers' certificates:
    /// each must show one.
    public static Tls withClientCertificates(SSLContext context) {
        return new Tls(Optional.empty(), Optional.of(context), true);
    }

    /// The certificate and its key in two files of the PEM format, which may be the same.
    ///
    /// @param certificate the server's certificate first, then those that lead from it to an
    ///   authority
    /// @param key PKCS#8, or what OpenSSL writes besides (PKCS#1, SEC 1), without a pass phrase;
    ///   nobody else may have access to the file
    /// @throws IOException with one clear line if they cannot be used
    public static Tls of(Path certificate, Path key) throws IOException {
        return loaded(TlsFiles.of(certificate, key), false);
    }

    /// A certificate that is its own authority, for viewers that know its [#fingerprint()]; made in
    /// `folder` if it is not there, and used from then on.
    ///
    /// @param folder gets `cert.pem`, which viewers may be given, and `key.pem`, which only its
    ///   owner can read
    public static Tls selfSigned(Path folder) throws IOException {
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        try {
            SelfSigned.ensure(certificate, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot keep a certificate in " + folder + ": " + PrivateFiles.reason(e), e);
        }
        return of(certificate, key);
    }

    /// A certificate that is its own authority and as old as this server.
    public static Tls selfSigned() {
        try {
            return loaded(TlsFiles.of(SelfSigned.create()), false);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same, for viewers that show a certificate that one of these authorities has signed, and
    /// no others.
    ///
    /// @param authorities a file of certificates in the PEM format
    /// @throws IOException with one clear line if it cannot be used
    /// @throws IllegalStateException if this is what a host has put together itself
    public Tls clientCa(Path authorities) throws IOException {
        TlsFiles before =
                files.orElseThrow(() ->
                        new IllegalStateException("the host's context knows its authorities"));
        return loaded(before.withClientCa(authorities), true);
    }

    private static Tls loaded(TlsFiles files, boolean asksForCertificates) throws IOException {
        var tls = new Tls(Optional.of(files), Optional.empty(), asksForCertificates);
        tls.current.set(files.load(files.read()));
        return tls;
    }

    /// Whether viewers must show a certificate.
    public boolean asksForCertificates() {
        return asksForCertificates;
    }

    /// The SHA-256 of the certificate, `AB:CD:…` as OpenSSL prints it; empty for what a host has
    /// put together itself.
    public Optional<String> fingerprint() {
        Loaded loaded = current.get();
        if (loaded == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(loaded.own().fingerprint());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An engine for one connection. Looks at the files, so it is nothing to do under a lock.
    public SSLEngine newEngine() {
        SSLEngine engine = context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(asksForCertificates);
        engine.setEnabledProtocols(PROTOCOLS);
        engine.setEnabledCipherSuites(
                Arrays.stream(engine.getSupportedCipherSuites())
                        .filter(suite -> SUITES.matcher(suite).matches())
                        .toArray(String[]::new));
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLContext context() {
        if (fixed.isPresent()) {
            return fixed.get();
        }
        TlsFiles from = files.orElseThrow();
        Loaded before = current.get();
        if (before == null) {
            throw new IllegalStateException("nothing was loaded");
        }
        try {
            Contents contents = from.read();
            if (contents.digest().equals(before.digest())) {
                complaint.set("");
                return before.context();
            }
            Loaded now = from.load(contents);
            if (current.compareAndSet(before, now)) {
                complaint.set("");
                LOG.info("TLS has a new certificate, SHA-256 {}", now.own().fingerprint());
            }
            return now.context();
        } catch (IOException | GeneralSecurityException e) {
            String why = String.valueOf(e.getMessage());
            if (!complaint.getAndSet(why).equals(why)) {
                LOG.warn("{}; the certificate of before stays in use", why);
            }
            return before.context();
        }
    }
}
