package weft.junit5;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

import weft.junit5.golden.Update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a run was configured with, see [DisplayTest].
///
/// @param goldens the folder for goldens, if it is not what the class says
/// @param artifacts the folder for the tests' files
/// @param timeoutScale what timeouts are multiplied by
/// @param update which goldens are written
/// @param kept how much before a failure is kept
record Configuration(
        Optional<Path> goldens, Path artifacts, double timeoutScale, Update update, Duration kept) {

    private static final double LARGEST_SCALE = 1_000;
    private static final double LARGEST_SECONDS = 3_600;

    static Configuration of(ExtensionContext context) {
        return new Configuration(
                context.getConfigurationParameter("vnc.goldens").map(Path::of),
                context.getConfigurationParameter("vnc.artifacts")
                        .map(Path::of)
                        .orElseGet(Configuration::usualArtifacts)
                        .toAbsolutePath(),
                number(context, "vnc.timeout.scale", 1, LARGEST_SCALE),
                update(context),
                Duration.ofMillis(
                        (long)
                                (1_000
                                        * number(
                                                context,
                                                "vnc.record.seconds",
                                                5,
                                                LARGEST_SECONDS))));
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
            return context.getConfigurationParameter("vnc.update")
                    .map(Update::parse)
                    .orElse(System.getenv("CI") == null ? Update.MISSING : Update.NONE);
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static double number(
            ExtensionContext context, String name, double usual, double largest) {
        String text = context.getConfigurationParameter(name).orElse(String.valueOf(usual));
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
