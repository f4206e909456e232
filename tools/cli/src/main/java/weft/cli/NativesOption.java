package weft.cli;

import picocli.CommandLine.Option;

import weft.cli.Converters.Natives;

import java.util.List;

/// Whether a benchmark may use native libraries.
final class NativesOption {

    private static final String PROPERTY = "weft.natives";

    @Option(
            names = "--natives",
            paramLabel = "on|off",
            converter = Converters.ToNatives.class,
            defaultValue = "on",
            description = "Whether to use native libraries, where there are any.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Natives natives;

    /// Must come before the first encoder or decoder is made.
    void apply() {
        if (natives == Natives.OFF) {
            System.setProperty(PROPERTY, "off");
        }
    }

    /// The same for another JVM.
    List<String> jvmOptions() {
        return natives == Natives.OFF ? List.of("-D" + PROPERTY + "=off") : List.of();
    }
}
