package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import weft.cli.Converters.Natives;
import weft.cli.source.Size;
import weft.rfb.PixelFormat;

import java.nio.file.Path;
import java.time.Duration;

/// The options that all benchmarks of recordings have.
final class BenchOptions {

    @Option(
            names = "--size",
            paramLabel = "WxH",
            converter = Converters.ToSize.class,
            defaultValue = "1280x800",
            description = "The size of the recorded picture; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Size size;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            converter = Converters.ToPixelFormat.class,
            defaultValue = "xrgb8888",
            description =
                    "The pixel format between server and viewer: xrgb8888, rgb565, rgb555 or"
                            + " bgr233; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    PixelFormat format;

    @Option(
            names = "--natives",
            paramLabel = "on|off",
            converter = Converters.ToNatives.class,
            defaultValue = "on",
            description = "Whether to use native libraries, where there are any.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Natives natives;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            converter = Converters.ToSeconds.class,
            defaultValue = "2",
            description =
                    "How much CPU time to spend before it counts, for the JVM's compiler; one pass"
                            + " at the least. ${DEFAULT-VALUE} unless given.")
    private int warmUpSeconds;

    @Option(
            names = "--passes",
            paramLabel = "N",
            converter = Converters.ToCount.class,
            defaultValue = "5",
            description = "How many passes to measure; ${DEFAULT-VALUE} unless given.")
    int passes;

    @Option(names = "--json", description = "Prints an array with an object for each result.")
    boolean json;

    @Option(names = "--chart", paramLabel = "FILE", description = "Writes a chart as PNG.")
    @Nullable Path chart;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }

    /// Must come before the first encoder or decoder is made.
    void apply() {
        if (natives == Natives.OFF) {
            System.setProperty("weft.natives", "off");
        }
    }
}
