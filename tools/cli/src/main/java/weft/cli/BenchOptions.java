package weft.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import weft.rfb.PixelFormat;

import java.time.Duration;

/// The options that all benchmarks of recordings have.
final class BenchOptions {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    SizeOption picture;

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

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NativesOption natives;

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

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    ResultOptions results;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }

    /// Must come before the first encoder or decoder is made.
    void apply() {
        natives.apply();
    }
}
