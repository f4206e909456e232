package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import weft.cli.script.Manner;
import weft.framebuffer.match.Tolerance;
import weft.rfb.keyboard.KeyboardLayout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The options of `weft do` that say how a script is carried out.
final class MannerOptions {

    private static final int USUAL_DELAY = 10;

    @Option(
            names = "--delay",
            paramLabel = "MILLISECONDS",
            defaultValue = "${env:" + PlainDo.DELAY + ":-" + USUAL_DELAY + "}",
            converter = Converters.ToDelay.class,
            description = "Between two commands, and two characters; 10 unless given.")
    private int delayMillis = USUAL_DELAY;

    @Option(
            names = "--sync",
            description =
                    "Waits after each of them until the picture shows it, instead of --delay.")
    private boolean syncs;

    @Option(
            names = "--force-caps",
            description =
                    "Sends a shift key with capital letters and with what is above the digits.")
    private boolean forceCaps;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            converter = Converters.ToLayout.class,
            description =
                    "Types texts with the keys of this layout, Shift and AltGr and dead keys among"
                            + " them: us, de, fr and more.")
    private @Nullable KeyboardLayout layout;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            converter = Converters.ToTime.class,
            description = "For all commands together; without it they take as long as they take.")
    private @Nullable Duration timeout;

    @Option(
            names = "--step-timeout",
            paramLabel = "SECONDS",
            converter = Converters.ToTime.class,
            description = "For each command.")
    private @Nullable Duration stepTimeout;

    @Option(
            names = {"-w", "--warp"},
            paramLabel = "FACTOR",
            description = "How many times shorter pauses are; 1 unless given.")
    private double warp = 1;

    @Option(
            names = {"-i", "--incremental-refreshes"},
            description = "Accepted; refreshes are incremental whenever the server can do it.")
    @SuppressWarnings("unused") // nothing is to be done for it
    private boolean incremental;

    @Option(
            names = "--fuzz",
            paramLabel = "0-255",
            description =
                    "How far a pixel may be off where expect does not say it; 0 unless given.")
    private double fuzz;

    @Option(
            names = "--blur",
            paramLabel = "PIXELS",
            description = "Blurs pictures before they are compared; 0 unless given.")
    private double blur;

    @Option(
            names = "--failures",
            paramLabel = "FOLDER",
            description = "For pictures of what was not as expected; weft-failures unless given.")
    private Path failures = Path.of("weft-failures");

    @Option(
            names = "--dialect",
            paramLabel = "kasmvnc|vmware",
            description =
                    "Accepted; VMware's servers need nothing, and of KasmVNC's what RFB has is"
                            + " used.")
    @SuppressWarnings("unused") // nothing is to be done for it
    private @Nullable Dialect dialect;

    private enum Dialect {
        KASMVNC,
        VMWARE
    }

    /// Sets one of the options that most have, see [PlainDo].
    boolean setPlain(String option, PlainDo.Value value) {
        switch (option) {
            case "--delay" -> delayMillis = value.number();
            case "--sync" -> syncs = true;
            case "--force-caps" -> forceCaps = true;
            case "--timeout" -> timeout = value.seconds();
            case "--step-timeout" -> stepTimeout = value.seconds();
            case "--failures" -> failures = value.path();
            default -> {
                return false;
            }
        }
        return true;
    }

    /// The time for all of it, if there is a limit.
    @Nullable Duration timeout() {
        return timeout;
    }

    /// What they say.
    ///
    /// @param paintsCursor whether pictures show the pointer
    /// @throws UsageException if that cannot be
    Manner manner(boolean paintsCursor) {
        if (!(warp > 0)) {
            throw new UsageException("--warp must be more than 0, not " + warp);
        }
        if (!(fuzz >= 0 && fuzz <= 255)) {
            throw new UsageException("--fuzz must be from 0 to 255, not " + fuzz);
        }
        if (!(blur >= 0 && blur <= Tolerance.MAX_BLUR)) {
            throw new UsageException(
                    "--blur must be from 0 to %s, not %s".formatted(Tolerance.MAX_BLUR, blur));
        }
        return new Manner(
                Duration.ofMillis(delayMillis),
                syncs,
                warp,
                forceCaps,
                Optional.ofNullable(layout),
                fuzz,
                blur,
                paintsCursor,
                Optional.ofNullable(timeout),
                Optional.ofNullable(stepTimeout),
                failures);
    }
}
