package weft.cli.bench.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Programs of the operating system.
final class Commands {

    private Commands() {}

    /// Runs one to its end.
    ///
    /// @return what it has said
    /// @throws IOException with what it has said if it fails, or is not there
    static String run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException(
                        "%s ends with %d: %s"
                                .formatted(String.join(" ", words), exit, said.strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return said;
    }
}
