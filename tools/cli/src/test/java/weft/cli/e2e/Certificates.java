package weft.cli.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An authority, and a server at localhost that it vouches for, in a folder as QEMU wants it.
record Certificates(Path folder) {

    static Certificates make(Path home) {
        var made = new Certificates(home.resolve("tls"));
        try {
            Files.createDirectories(made.folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        made.request(home, "ca", "/CN=Weft test authority", "keyUsage=critical,keyCertSign");
        made.request(
                home,
                "server",
                "/CN=localhost",
                "basicConstraints=critical,CA:FALSE",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-CA",
                made.path("ca-cert.pem").toString(),
                "-CAkey",
                made.path("ca-key.pem").toString());
        return made;
    }

    private void request(Path home, String who, String subject, String extension, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"));
        arguments.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256", "-subj", subject));
        arguments.addAll(List.of("-keyout", path(who + "-key.pem").toString()));
        arguments.addAll(List.of("-out", path(who + "-cert.pem").toString()));
        arguments.addAll(List.of("-addext", extension));
        arguments.addAll(List.of(more));
        try (Running openssl = Running.start(home, "openssl", arguments.toArray(String[]::new))) {
            openssl.succeed();
        }
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    Path authority() {
        return path("ca-cert.pem");
    }

    Path certificate() {
        return path("server-cert.pem");
    }

    Path key() {
        return path("server-key.pem");
    }

    /// What openssl says that the fingerprint of the server's certificate is.
    String fingerprint(Path home) {
        try (Running openssl =
                Running.start(
                        home,
                        "openssl",
                        "x509",
                        "-noout",
                        "-fingerprint",
                        "-sha256",
                        "-in",
                        certificate().toString())) {
            openssl.succeed();
            return openssl.output().strip();
        }
    }
}
