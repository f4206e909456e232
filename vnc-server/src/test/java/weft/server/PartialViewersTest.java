package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.SetEncodings;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Many viewers that each wait for a change in a part of the picture.
class PartialViewersTest extends ServerUnderTest {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 300;
    private static final int VIEWERS = 60;
    private static final int ROUNDS = 150;

    private final Random random = new Random(20261122);
    private final int[] picture = new int[WIDTH * HEIGHT];

    private final class Viewer implements AutoCloseable {
        final ScriptedPeer peer = login();
        final DecodingViewer shown =
                new DecodingViewer(WIDTH, HEIGHT, PixelTranslator.of(PixelFormat.XRGB8888));
        Rect part = Rect.ofSize(WIDTH, HEIGHT);

        Viewer() {
            peer.send(new SetEncodings(List.of(Encoding.ZRLE.number()))::write);
            ask(false);
        }

        void ask(boolean incremental) {
            peer.send(
                    ServerUnderTest.ask(
                                    incremental, part.x(), part.y(), part.width(), part.height())
                            ::write);
        }

        /// Says whether there was an update.
        boolean hears() {
            byte[] bytes = peer.takeAll();
            var in = new Bytes(bytes);
            while (!in.atEnd()) {
                shown.apply(in);
            }
            return bytes.length > 0;
        }

        void hasItsPart() {
            for (int y = part.y(); y < part.bottom(); y++) {
                for (int x = part.x(); x < part.right(); x++) {
                    int at = y * WIDTH + x;
                    assertEquals(picture[at], shown.pixels[at], "at " + x + "," + y);
                }
            }
        }

        @Override
        public void close() {
            shown.close();
        }
    }

    private Rect anywhere() {
        int x = random.nextInt(WIDTH);
        int y = random.nextInt(HEIGHT);
        return new Rect(x, y, 1 + random.nextInt(WIDTH - x), 1 + random.nextInt(HEIGHT - y));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void viewers_waitForAPartEach_areToldOfWhatChangesThere(boolean surface) {
        if (surface) {
            framebuffer.surface(XrgbSurface.of(picture, WIDTH, HEIGHT));
        } else {
            framebuffer.resize(WIDTH, HEIGHT);
        }
        List<Viewer> viewers = new ArrayList<>();
        for (int i = 0; i < VIEWERS; i++) {
            viewers.add(new Viewer());
        }
        int waited = 0;
        int told = 0;
        for (int round = 0; round < ROUNDS; round++) {
            loop.advance(SECOND);
            for (Viewer viewer : viewers) {
                if (viewer.hears()) {
                    told++;
                    viewer.part = anywhere();
                    viewer.ask(true);
                } else {
                    waited++;
                    viewer.hasItsPart();
                }
            }
            loop.advance(SECOND);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                change(surface);
                if (random.nextBoolean()) {
                    loop.runReady();
                }
            }
        }
        viewers.forEach(Viewer::close);
        assertTrue(told > ROUNDS && waited > ROUNDS, told + " told, " + waited + " waited");
    }

    private void change(boolean surface) {
        Rect area = anywhere();
        int colour = random.nextInt(0x1000000);
        for (int y = area.y(); y < area.bottom(); y++) {
            for (int x = area.x(); x < area.right(); x++) {
                picture[y * WIDTH + x] = colour;
            }
        }
        if (surface) {
            framebuffer.damage(area);
        } else {
            framebuffer.publish(picture);
        }
    }
}
