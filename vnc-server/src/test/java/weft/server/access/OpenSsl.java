package weft.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// OpenSSL's program: makes keys and certificates, and is somebody else's TLS.
final class OpenSsl {
    private final Path folder;

    OpenSsl(Path folder) {
        this.folder = folder;
    }

    /// Runs it in the folder; returns what it says.
    String run(String... arguments) throws IOException, InterruptedException {
        Result result = attempt(arguments);
        assertEquals(0, result.status, () -> List.of(arguments) + ": " + result.output);
        return result.output;
    }

    record Result(int status, String output) {}

    Result attempt(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "openssl", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile())
                        .start();
        int status = process.waitFor();
        return new Result(status, Files.readString(output, StandardCharsets.UTF_8));
    }

    /// A key in NAME.key, PKCS#8, with a certificate that it has signed itself in NAME.pem.
    void selfSigned(String name, String... keyOptions) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2", "-newkey"));
        arguments.addAll(List.of(keyOptions));
        arguments.addAll(
                List.of("-subj", "/CN=" + name, "-keyout", name + ".key", "-out", name + ".pem"));
        run(arguments.toArray(String[]::new));
    }

    /// A certificate in NAME.pem, for a key in NAME.key, that `authority` has signed.
    void signedBy(String authority, String name) throws IOException, InterruptedException {
        run(
                "req",
                "-new",
                "-nodes",
                "-newkey",
                "rsa:2048",
                "-subj",
                "/O=Weft/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        run(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                authority + ".pem",
                "-CAkey",
                authority + ".key",
                "-CAcreateserial",
                "-days",
                "2",
                "-out",
                name + ".pem");
    }
}
