package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.framebuffer.testcard.TestCard;

import java.io.File;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;

/// A display without images starts fast because nothing of AWT is loaded.
class StartUpTest {

    /// What the JVM under observation runs.
    static final class Host {

        private Host() {}

        public static void main(String[] args) {
            TestCard card = new TestCard(320, 200);
            Framebuffer framebuffer = new Framebuffer(320, 200);
            framebuffer.publish(card.pixels());
            framebuffer.surface(XrgbSurface.of(card.pixels(), 320, 200));
            framebuffer.damage(card.tick(1, LocalTime.NOON));
            framebuffer.cursor(Cursor.invisible());
            System.out.println("shown " + framebuffer.snapshot());
        }
    }

    @Test
    void display_withoutImages_loadsNoAwt() throws Exception {
        String classes = Path.of("target", "classes") + File.pathSeparator;
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-Xlog:class+load",
                                "-cp",
                                classes + Path.of("target", "test-classes"),
                                Host.class.getName())
                        .redirectErrorStream(true)
                        .start();
        List<String> lines = jvm.inputReader().lines().toList();

        assertEquals(0, jvm.waitFor(), () -> String.join("\n", lines));
        assertTrue(lines.stream().anyMatch(line -> line.contains("shown frame")));
        assertTrue(lines.stream().anyMatch(line -> line.contains("weft.framebuffer.Framebuffer ")));
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line ->
                                line.contains(" java.awt.")
                                        || line.contains(" sun.awt.")
                                        || line.contains(" javax.imageio."))
                        .toList());
    }
}
