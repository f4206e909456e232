package weft.cli.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// How many files and sockets this process may have open.
public final class Descriptors {

    private Descriptors() {}

    /// Fails if it may not have so many, and says how that is changed.
    public static void mustBe(int count) throws IOException {
        Path limits = Path.of("/proc/self/limits");
        if (!Files.exists(limits)) {
            return; // not on Linux: it will be seen
        }
        String line =
                Files.readAllLines(limits).stream()
                        .filter(limit -> limit.startsWith("Max open files"))
                        .findFirst()
                        .orElse("Max open files unlimited");
        String soft =
                Arrays.asList(line.substring("Max open files".length()).strip().split(" +"))
                        .getFirst();
        if (!soft.equals("unlimited") && Long.parseLong(soft) < count) {
            throw new IOException(
                    "this needs %d descriptors in each process and may have %s; see ulimit -n"
                            .formatted(count, soft));
        }
    }
}
