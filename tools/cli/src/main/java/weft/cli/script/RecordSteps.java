package weft.cli.script;

import weft.client.VncClient;
import weft.client.recording.ScreenRecorder;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The steps of a script that record what the picture shows.
final class RecordSteps {

    private final VncClient client;
    private Optional<Running> running = Optional.empty();

    /// A recording that has begun.
    private record Running(Line line, Path file, ScreenRecorder recorder) {}

    RecordSteps(Run run) {
        client = run.client();
    }

    void start(Line line, Path file) throws IOException {
        if (running.isPresent()) {
            throw new IOException(
                    "%s is being recorded already, since %s"
                            .formatted(
                                    running.get().file(), running.get().line().command().place()));
        }
        try {
            running = Optional.of(new Running(line, file, client.record(file)));
        } catch (IOException e) {
            throw notWritten(file, e);
        }
    }

    Finding stop() throws IOException {
        Running ended =
                running.orElseThrow(() -> new IOException("nothing is recorded; record FILE does"));
        running = Optional.empty();
        try {
            ended.recorder().close();
        } catch (IOException e) {
            throw notWritten(ended.file(), e);
        }
        return Finding.of("recorded").with("file", ended.file().toString());
    }

    /// Ends a recording that the script has not ended.
    void end() {
        if (running.isPresent()) {
            Line line = running.get().line();
            try {
                Finding _ = stop();
            } catch (IOException e) {
                throw new StepFailedException(
                        line, ExitCode.STEP_FAILED, String.valueOf(e.getMessage()));
            }
        }
    }

    static IOException notWritten(Path file, IOException e) {
        String reason =
                e instanceof NoSuchFileException
                        ? "there is no such directory"
                        : String.valueOf(e.getMessage());
        return new IOException("cannot write %s: %s".formatted(file, reason), e);
    }
}
