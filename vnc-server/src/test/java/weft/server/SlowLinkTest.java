package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.framebuffer.Rect;
import weft.rfb.encoding.Encoding;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A viewer behind a slow line types while a film plays, in virtual time.
///
/// For contrast, measured here with ZRLE and the same film: without fences, paced by requests, the
/// echo takes 1.5 s in the middle and 1.6 s at the worst; with continuous updates but without
/// fences 18 s, which is what the socket's buffer holds; with both 0.21 s and 0.25 s. These are
/// figures of the simulation, the same on every machine.
class SlowLinkTest extends ServerUnderTest {
    private static final long MILLI = SECOND / 1000;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final Rect FILM = new Rect(64, 64, 320, 240);
    private static final Rect ECHO = new Rect(400, 420, 16, 16);

    private final Random random = new Random(20261121);
    private final int[] picture = new int[WIDTH * HEIGHT];
    private final List<Long> echoes = new ArrayList<>();
    private int echoColour;
    private boolean filmPlays = true;

    private void fill(Rect area, java.util.function.IntSupplier colour) {
        for (int y = area.y(); y < area.bottom(); y++) {
            for (int x = area.x(); x < area.right(); x++) {
                picture[y * WIDTH + x] = colour.getAsInt();
            }
        }
    }

    /// A film of 30 frames a second that no lossless encoding makes small.
    private void playFilm() {
        if (filmPlays) {
            fill(FILM, () -> random.nextInt(1 << 24) & 0x3f3f3f);
            framebuffer.publish(picture);
            loop.after(SECOND / 30, this::playFilm);
        }
    }

    private void echo(boolean down) {
        if (down) {
            echoColour++;
            fill(ECHO, () -> echoColour);
            framebuffer.publish(picture);
        }
    }

    private FarViewer connect(long bytesPerSecond, long delay, Integer... encodings) {
        framebuffer.resize(WIDTH, HEIGHT);
        display = display(builder -> builder.onKey((keysym, down) -> echo(down)));
        playFilm();
        return new FarViewer(loop, display, bytesPerSecond, delay, List.of(encodings));
    }

    /// Types for a while, a key every 170 ms if the last one is echoed; returns bytes a second.
    private double type(FarViewer viewer, int seconds) {
        echoes.clear();
        long before = viewer.delivered();
        for (long end = loop.nanoTime() + seconds * SECOND; loop.nanoTime() < end; ) {
            if (!viewer.isWaiting()) {
                viewer.press(ECHO.x() + 8, ECHO.y() + 8, echoColour + 1, echoes::add);
            }
            loop.advance(170 * MILLI);
        }
        return (viewer.delivered() - before) / (double) seconds;
    }

    private long longestEcho() {
        return echoes.stream().mapToLong(Long::longValue).max().orElse(Long.MAX_VALUE);
    }

    /// Lets everything come to rest: the viewer then has the picture.
    private void endFilm(FarViewer viewer) {
        filmPlays = false;
        loop.advance(60 * SECOND);
        assertArrayEquals(picture, viewer.pixels());
        viewer.close();
        loop.locked(() -> display.endAll());
        loop.advance(60 * SECOND);
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "ZRLE", "TIGHT"})
    void echo_whileAFilmPlaysOver2MbitAnd100ms_takesLessThan300ms(Encoding encoding) {
        FarViewer viewer = connect(250_000, 50 * MILLI, encoding.number(), 1, -223, -312, -313);
        loop.advance(8 * SECOND);
        double rate = type(viewer, 30);
        assertTrue(echoes.size() > 80, "echoes: " + echoes.size());
        assertTrue(longestEcho() < 300 * MILLI, () -> longestEcho() / MILLI + " ms");
        assertTrue(rate > 0.8 * 250_000, () -> "the line is idle: " + rate + " bytes a second");
        endFilm(viewer);
    }
}
