package weft.cli.script;

import weft.client.VncClient;
import weft.client.recording.SoundRecorder;
import weft.rfb.audio.PcmFormat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The steps of a script that record what the server plays.
final class SoundSteps {

    private final VncClient client;
    private Optional<Running> running = Optional.empty();

    /// A recording that has begun.
    private record Running(Line line, Path file, SoundRecorder recorder) {}

    SoundSteps(VncClient client) {
        this.client = client;
    }

    void start(Line line, Path file) throws IOException {
        if (running.isPresent()) {
            throw new IOException(
                    "sound is being recorded in %s already, since %s"
                            .formatted(
                                    running.get().file(), running.get().line().command().place()));
        }
        if (!client.audio().isOffered()) {
            throw new IOException("the server offers no sound (QEMU Audio)");
        }
        try {
            SoundRecorder recorder = client.audio().record(file, PcmFormat.DEFAULT);
            running = Optional.of(new Running(line, file, recorder));
        } catch (IOException e) {
            throw RecordSteps.notWritten(file, e);
        }
    }

    Finding stop() throws IOException {
        Running ended =
                running.orElseThrow(
                        () -> new IOException("no sound is recorded; recordsound FILE does"));
        running = Optional.empty();
        try {
            ended.recorder().close();
        } catch (IOException e) {
            throw RecordSteps.notWritten(ended.file(), e);
        }
        double seconds = (double) ended.recorder().recorded() / PcmFormat.DEFAULT.frequency();
        return Finding.of("recorded")
                .with("file", ended.file().toString())
                .with("seconds", Math.round(seconds * 1000) / 1000.0);
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
}
