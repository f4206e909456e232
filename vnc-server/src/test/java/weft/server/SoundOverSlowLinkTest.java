package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.rfb.encoding.Encoding;
import weft.server.session.HostSound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A viewer behind a slow line hears while a film plays, in virtual time: neither sound nor picture
/// starves. The sound takes 32,000 bytes a second, the film as many as there are.
class SoundOverSlowLinkTest extends ServerUnderTest {
    private static final long MILLI = SECOND / 1000;
    private static final int SIZE = 256;

    private final Random random = new Random(20261122);
    private final int[] picture = new int[SIZE * SIZE];
    private boolean plays = true;

    private void playFilm() {
        if (plays) {
            Arrays.setAll(picture, ignored -> random.nextInt(1 << 24));
            framebuffer.publish(picture);
            loop.after(SECOND / 25, this::playFilm);
        }
    }

    private void playSound(HostSound sound) {
        if (plays) {
            sound.write(new short[2 * 160], 0, 2 * 160);
            loop.after(20 * MILLI, () -> playSound(sound));
        }
    }

    /// Lets a viewer listen for 10 s.
    private FarViewer listen(long bytesPerSecond, long delay, boolean fences) {
        framebuffer.resize(SIZE, SIZE);
        display = display(builder -> builder.audio(new PcmFormat(SampleFormat.S16, 2, 8000)));
        HostSound sound = display.sound().orElseThrow();
        List<Integer> encodings = new ArrayList<>(List.of(0, -223, Encoding.QEMU_AUDIO.number()));
        if (fences) {
            encodings.addAll(List.of(-312, -313));
        }
        var viewer = new FarViewer(loop, display, bytesPerSecond, delay, encodings);
        viewer.listen();
        while (!sound.isHeard() || viewer.delivered() < 4 * SIZE * SIZE) {
            loop.advance(SECOND);
        }
        playFilm();
        playSound(sound);
        loop.advance(10 * SECOND);
        return viewer;
    }

    private void end(FarViewer viewer) {
        plays = false;
        loop.advance(60 * SECOND);
        viewer.close();
        loop.locked(() -> display.endAll());
        loop.advance(60 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({
        "2500000, 1, true, 250", "2500000, 1, false, 200",
        "2500000, 50, true, 250", "250000, 50, true, 500"
    })
    void sound_ofALineThatHasRoom_comesWholeAndSteadily(
            long bytesPerSecond, int delay, boolean fences, int longest) {
        FarViewer viewer = listen(bytesPerSecond, delay * MILLI, fences);
        int updates = viewer.updates();
        long silence = viewer.longestSilence() / MILLI;
        end(viewer);
        assertEquals(32_000 * 10 + 640, viewer.heardBytes());
        assertTrue(silence <= longest, "silence for " + silence + " ms");
        assertTrue(updates > 10, "updates " + updates);
    }

    @Test
    void sound_ofALineThatIsTooSlowForIt_leavesRoomForThePicture() {
        FarViewer viewer = listen(24_000, 50 * MILLI, true);
        int updates = viewer.updates();
        int heard = viewer.heardBytes();
        end(viewer);
        assertTrue(heard > 32_000, "bytes of sound: " + heard);
        assertTrue(heard < 160_000, "bytes of sound: " + heard);
        assertTrue(updates > 10, "updates " + updates);
    }
}
