package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import weft.server.access.Tls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The options about the certificate of a server, and those of its viewers.
final class TlsOptions {

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "The certificate of this server in PEM, those that lead from it to an authority"
                        + " behind it: viewers get TLS (VeNCrypt). A changed one serves who comes"
                        + " next.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its key in PEM, without a pass phrase; in the same file unless given.")
    private @Nullable Path key;

    @Option(
            names = "--tls-self-signed",
            description =
                    "Makes a certificate, keeps it in ~/.config/weft/tls, and says on standard"
                            + " error which fingerprint viewers have to know.")
    private boolean selfSigned;

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description =
                    "Lets viewers in only with a certificate that an authority in FILE has signed.")
    private @Nullable Path clientCa;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /// What they say, with all files read.
    ///
    /// @throws IOException that says in one line what cannot be used
    Optional<Tls> read() throws IOException {
        require(certificate != null || key == null, "--tls-key needs a --tls-cert");
        require(
                certificate == null || !selfSigned,
                "--tls-self-signed and --tls-cert exclude each other");
        require(
                certificate != null || selfSigned || clientCa == null,
                "--tls-client-ca needs --tls-cert or --tls-self-signed");
        if (certificate == null && !selfSigned) {
            return Optional.empty();
        }
        Tls tls = certificate == null ? ownCertificate() : given(certificate);
        return Optional.of(clientCa == null ? tls : tls.clientCa(clientCa));
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private Tls given(Path file) throws IOException {
        return Tls.of(file, key == null ? file : key);
    }

    private Tls ownCertificate() throws IOException {
        Tls tls = Tls.selfSigned(configuration().resolve("weft").resolve("tls"));
        var err = spec.commandLine().getErr();
        err.println(
                "weft: the certificate has the SHA-256 fingerprint "
                        + tls.fingerprint().orElseThrow());
        err.flush();
        return tls;
    }

    private static Path configuration() {
        String told = System.getenv("XDG_CONFIG_HOME");
        return told == null || told.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(told);
    }
}
