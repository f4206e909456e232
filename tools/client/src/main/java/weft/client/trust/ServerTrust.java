package weft.client.trust;

import weft.client.failure.RefusedException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which servers are believed: those with a certificate of an authority that this Java trusts, and
/// of the right name. A key of RSA-AES has no authority, so it must be known by its fingerprint.
///
/// Immutable; each method returns another one.
public final class ServerTrust {

    /// What holds unless somebody says otherwise.
    public static final ServerTrust SYSTEM =
            new ServerTrust(List.of(), Optional.empty(), false, _ -> false);

    private static final int LARGEST_FILE = 16 << 20;

    private final List<X509Certificate> authorities;
    private final Optional<Fingerprint> pinned;
    private final boolean any;
    private final Predicate<ServerIdentity> asked;

    private ServerTrust(
            List<X509Certificate> authorities,
            Optional<Fingerprint> pinned,
            boolean any,
            Predicate<ServerIdentity> asked) {
        this.authorities = List.copyOf(authorities);
        this.pinned = pinned;
        this.any = any;
        this.asked = asked;
    }

    /// The same with these authorities in place of those of this Java.
    ///
    /// @param pem a file of certificates
    /// @throws IOException that says in one line why it cannot be used
    public ServerTrust authorities(Path pem) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(pem)) {
            bytes = in.readNBytes(LARGEST_FILE + 1);
        } catch (IOException e) {
            throw new IOException("cannot read the certificates in " + pem + ": " + e, e);
        }
        if (bytes.length > LARGEST_FILE) {
            throw new IOException(pem + " has more than " + LARGEST_FILE + " bytes");
        }
        List<X509Certificate> read = new ArrayList<>();
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .forEach(each -> read.add((X509Certificate) each));
        } catch (CertificateException e) {
            throw new IOException(pem + " has no certificates that can be read: " + e, e);
        }
        if (read.isEmpty()) {
            throw new IOException(pem + " has no certificates");
        }
        return new ServerTrust(read, pinned, any, asked);
    }

    /// The same for one server only: the one with this fingerprint, whatever its name is and who
    /// says so.
    public ServerTrust pinned(Fingerprint fingerprint) {
        return new ServerTrust(authorities, Optional.of(fingerprint), any, asked);
    }

    /// The same for anybody. Who is on the way can then read and change everything.
    public ServerTrust anybody() {
        return new ServerTrust(authorities, pinned, true, asked);
    }

    /// Whether anybody is believed.
    public boolean believesAnybody() {
        return any;
    }

    /// The same, and somebody is asked about a server that would not be believed. It is asked on a
    /// thread of the client, within the time for the handshake.
    public ServerTrust asking(Predicate<ServerIdentity> question) {
        return new ServerTrust(authorities, pinned, any, question);
    }

    /// Those in place of this Java's; empty for those.
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /// Whether the fingerprint decides alone: the answer, or empty.
    public Optional<Boolean> decidesAlone(Fingerprint shown) {
        return any ? Optional.of(true) : pinned.map(shown::equals);
    }

    /// Whether a server is believed that nothing else speaks for.
    public boolean isAskedFor(ServerIdentity shown) {
        return asked.test(shown);
    }

    /// Believes a key of RSA-AES or does not.
    ///
    /// @throws RefusedException if not
    public void checkKey(byte[] message) {
        var shown =
                new ServerIdentity(
                        ServerIdentity.Kind.KEY, Fingerprint.of(message), "nobody vouches for it");
        boolean believed = decidesAlone(shown.fingerprint()).orElse(false) || isAskedFor(shown);
        if (!believed) {
            throw refusal(shown);
        }
    }

    /// Why a server is not believed, with what to do about it.
    public RefusedException refusal(ServerIdentity shown) {
        String why =
                pinned.isPresent() ? "expected the fingerprint " + pinned.get() : shown.problem();
        return new RefusedException(
                "The server's %s is not trusted: %s; its SHA-256 fingerprint is %s"
                        .formatted(shown.kind(), why, shown.fingerprint()));
    }
}
