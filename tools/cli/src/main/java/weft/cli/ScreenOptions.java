package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import weft.cli.script.ExitCode;
import weft.client.VncClient;
import weft.client.failure.VncClientException;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Where a picture comes from: a file or a server.
final class ScreenOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "A picture in place of what the server shows.")
    private @Nullable Path picture;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ClientOptions client;

    /// What is done with the picture.
    interface Use {
        int with(Picture picture) throws IOException;
    }

    /// Gets the picture and uses it.
    ///
    /// @return the exit code
    int ask(CommandSpec spec, Use use) throws IOException {
        if (picture != null) {
            return use.with(Picture.read(picture));
        }
        Picture shown;
        try (VncClient vnc = client.connect(null)) {
            shown = Picture.of(vnc.sync(PATIENCE));
        } catch (VncClientException e) {
            Main.complain(spec.commandLine().getErr(), String.valueOf(e.getMessage()));
            return ExitCode.of(e).code();
        }
        return use.with(shown);
    }
}
