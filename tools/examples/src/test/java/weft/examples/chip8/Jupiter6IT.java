package weft.examples.chip8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The display tests with the newest JUnit, in a JVM of its own: the extension is compiled against
/// JUnit 5 alone.
@Timeout(300)
class Jupiter6IT {

    private static final Path JUNIT6 = Path.of("target", "junit6");

    @Test
    void displayTests_withJupiter6_pass() throws Exception {
        Path output = Files.createTempFile(Path.of("target"), "jupiter6", ".log");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-ea",
                        "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dvnc.artifacts=" + Path.of("target", "display-tests-jupiter6"),
                        "-Dvnc.update=none",
                        "--class-path",
                        String.join(File.pathSeparator, classPath()),
                        RunTests.class.getName(),
                        Chip8DisplayTest.class.getName());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertTrue(process.waitFor(200, TimeUnit.SECONDS), "it does not end");
        String said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.contains("JUnit 6.1.3: 16 tests passed, 0 failed"), said);
    }

    /// This JVM's class path and module path, with JUnit replaced.
    private static List<String> classPath() throws IOException {
        List<String> paths = new ArrayList<>();
        paths.add(Path.of("target", "test-classes").toString());
        paths.add(Path.of("target", "classes").toString());
        try (Stream<Path> jars = Files.list(JUNIT6)) {
            jars.map(Path::toString).forEach(paths::add);
        }
        Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator, -1)))
                .filter(path -> !path.isEmpty() && !isJUnit(path))
                .forEach(paths::add);
        return paths;
    }

    private static boolean isJUnit(String path) {
        String name = String.valueOf(Path.of(path).getFileName());
        return name.startsWith("junit-")
                || name.startsWith("surefire-")
                || name.startsWith("archunit-");
    }
}
