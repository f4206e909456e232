package weft.examples.chip8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A JVM of its own with this project's tests on the class path, and another JUnit than Maven's.
final class OtherJUnit {

    private OtherJUnit() {}

    /// What a run said, and how it ended.
    record Outcome(int exitCode, String output) {}

    /// Runs a program.
    ///
    /// @param jars the folder with that JUnit
    /// @param environment variables to add
    /// @param arguments for the JVM, the class to run, and arguments for that
    static Outcome run(Path jars, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(Path.of("target"), "junit", ".log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-ea",
                                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                                "--enable-native-access=ALL-UNNAMED",
                                "--class-path",
                                String.join(File.pathSeparator, classPath(jars))));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("CI", "GITHUB_STEP_SUMMARY"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(200, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + Files.readString(output));
        }
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    /// This JVM's class path and module path, with JUnit replaced.
    private static List<String> classPath(Path junit) throws IOException {
        List<String> paths = new ArrayList<>();
        paths.add(Path.of("target", "test-classes").toString());
        paths.add(Path.of("target", "classes").toString());
        try (Stream<Path> jars = Files.list(junit)) {
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
