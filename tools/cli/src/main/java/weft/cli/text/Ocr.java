package weft.cli.text;

import org.slf4j.LoggerFactory;

import weft.framebuffer.image.Images;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads any text of a picture with the program tesseract, if that is installed.
public final class Ocr {

    private static final int MAX_TEXT = 4 << 20;

    /// What it may take at the most.
    public static final Duration LONGEST = Duration.ofMinutes(1);

    private final String program;

    /// @param program its name or path
    Ocr(String program) {
        this.program = program;
    }

    /// The program of this machine.
    public static Ocr tesseract() {
        return new Ocr("tesseract");
    }

    /// The text of a picture, its lines parted by line feeds.
    ///
    /// @param timeout at most a minute counts
    /// @throws IOException if there is no such program, or it fails or takes too long
    public String read(Picture picture, Duration timeout) throws IOException {
        Duration patience = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        byte[] png = Images.png(picture.pixels(), picture.width(), picture.height());
        Process process = start();
        try {
            var writer = Thread.startVirtualThread(() -> write(png, process));
            var text = new FutureTask<>(() -> text(process));
            Thread.startVirtualThread(text);
            String read = text.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            writer.join();
            return read;
        } catch (TimeoutException e) {
            throw new IOException(
                    "%s took longer than %d ms".formatted(program, patience.toMillis()), e);
        } catch (ExecutionException e) {
            throw new IOException(program + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while %s was reading".formatted(program), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String reason(ExecutionException e) {
        return e.getCause() == null ? e.toString() : String.valueOf(e.getCause().getMessage());
    }

    /// A program that does not read all of it says itself what is wrong.
    private static void write(byte[] png, Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(png);
        } catch (IOException e) {
            LoggerFactory.getLogger(Ocr.class).debug("not all of the picture was read", e);
        }
    }

    private static String text(Process process) throws IOException, InterruptedException {
        byte[] text = process.getInputStream().readNBytes(MAX_TEXT + 1);
        int exitCode = process.waitFor();
        String said = new String(text, 0, Math.min(text.length, MAX_TEXT), StandardCharsets.UTF_8);
        if (exitCode != 0) {
            throw new IOException("it ended with exit code %d".formatted(exitCode));
        }
        return said.strip();
    }

    private Process start() throws IOException {
        try {
            return new ProcessBuilder(List.of(program, "stdin", "stdout", "--psm", "6"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "reading any text needs the program tesseract; Debian: apt-get install"
                            + " tesseract-ocr",
                    e);
        }
    }
}
