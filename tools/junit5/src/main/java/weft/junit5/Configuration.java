package weft.junit5;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

import weft.junit5.golden.Update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What a run was configured with, see [DisplayTest].
///
/// @param goldens the folder for goldens, if it is not what the class says
/// @param artifacts the folder for the tests' files
/// @param timeoutScale what timeouts are multiplied by
/// @param update which goldens are written
/// @param kept how much before a failure is kept
/// @param summary a file to which what became of the tests is appended, in Markdown
record Configuration(
        Optional<Path> goldens,
        Path artifacts,
        double timeoutScale,
        Update update,
        Duration kept,
        Optional<Path> summary) {

    private static final double LARGEST_SCALE = 1_000;
    private static final double LARGEST_SECONDS = 3_600;

    static Configuration of(ExtensionContext context) {
        return new Configuration(
                parameter(context, "vnc.goldens").map(Path::of),
                parameter(context, "vnc.artifacts")
                        .map(Path::of)
                        .orElseGet(Configuration::usualArtifacts)
                        .toAbsolutePath(),
                number(context, "vnc.timeout.scale", 1, LARGEST_SCALE),
                update(context),
                Duration.ofMillis(
                        (long) (1_000 * number(context, "vnc.record.seconds", 5, LARGEST_SECONDS))),
                parameter(context, "vnc.summary")
                        .or(() -> Optional.ofNullable(System.getenv("GITHUB_STEP_SUMMARY")))
                        .filter(file -> !file.isEmpty())
                        .map(Path::of));
    }

    /// A configuration parameter of JUnit, which may be a system property, or a variable of the
    /// environment: `VNC_UPDATE` for `vnc.update`. Gradle hands over no other to the JVM that runs
    /// the tests.
    private static Optional<String> parameter(ExtensionContext context, String name) {
        String variable = name.replace('.', '_').toUpperCase(Locale.ROOT);
        return context.getConfigurationParameter(name)
                .or(() -> Optional.ofNullable(System.getenv(variable)));
    }

    /// Where the build's other files go.
    private static Path usualArtifacts() {
        boolean isGradle = !Files.isDirectory(Path.of("target")) && isGradleHere();
        return Path.of(isGradle ? "build" : "target", "display-tests");
    }

    private static boolean isGradleHere() {
        return Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"));
    }

    private static Update update(ExtensionContext context) {
        try {
            return parameter(context, "vnc.update")
                    .map(Update::parse)
                    .orElse(System.getenv("CI") == null ? Update.MISSING : Update.NONE);
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static double number(
            ExtensionContext context, String name, double usual, double largest) {
        String text = parameter(context, name).orElse(String.valueOf(usual));
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value > 0 && value <= largest)) {
            throw new ExtensionConfigurationException(
                    "%s is \"%s\", expected a number of more than 0 and at most %s"
                            .formatted(name, text, largest));
        }
        return value;
    }

    /// A timeout as this run has it.
    Duration scaled(Duration timeout) {
        return Duration.ofNanos((long) Math.min(timeout.toMillis() * 1e6 * timeoutScale, 1e18));
    }
}
