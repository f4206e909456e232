package weft.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.image.Images;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

@Timeout(60)
class OcrTest {

    private static final Picture PICTURE = Picture.of(new int[200 * 100], 200, 100);
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir private Path folder;

    private Ocr program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
        return new Ocr(file.toString());
    }

    @Test
    void program_getsThePictureAndSaysTheText() throws IOException {
        Path seen = folder.resolve("seen.png");
        Ocr ocr = program("cat > %s; echo args $*; echo oné; echo".formatted(seen));
        assertEquals("args stdin stdout --psm 6\noné", ocr.read(PICTURE, LONG));
        assertEquals(200, Images.read(seen).width());
    }

    @Test
    void program_thatReadsNothing_isHeard() throws IOException {
        assertEquals("text", program("echo text").read(PICTURE, LONG));
    }

    @Test
    void program_thatFails_isAnError() throws IOException {
        Ocr ocr = program("exit 3");
        var e = assertThrows(IOException.class, () -> ocr.read(PICTURE, LONG));
        assertTrue(
                String.valueOf(e.getMessage()).endsWith("it ended with exit code 3"),
                e.getMessage());
    }

    @Test
    void program_thatTakesTooLong_isEnded() throws IOException {
        Path id = folder.resolve("pid");
        Ocr ocr = program("echo $$ > %s; exec sleep 1000".formatted(id));
        var e = assertThrows(IOException.class, () -> ocr.read(PICTURE, Duration.ofMillis(500)));
        assertTrue(
                String.valueOf(e.getMessage()).endsWith("took longer than 500 ms"), e.getMessage());
        if (Files.exists(id)) {
            long pid = Long.parseLong(Files.readString(id).strip());
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        }
    }

    @Test
    void program_thatIsMissing_saysWhatToInstall() {
        var e =
                assertThrows(
                        IOException.class,
                        () -> new Ocr(folder.resolve("none").toString()).read(PICTURE, LONG));
        assertEquals(
                "reading any text needs the program tesseract; Debian: apt-get install"
                        + " tesseract-ocr",
                e.getMessage());
    }
}
