package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.client.VncClient;
import weft.client.recording.FileRecorder;
import weft.client.recording.Pace;
import weft.client.recording.RecordedScreen;
import weft.client.recording.RecordingException;
import weft.framebuffer.Framebuffer;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ServerInit;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Sessions of Weft's server, recorded and played.
@Timeout(60)
class RecordSourceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int WIDTH = 150;
    private static final int HEIGHT = 90;
    private static final int PICTURES = 8;

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("a.fbs");
    }

    /// Blocks of colour, some of which move.
    private static int[] pixels(int seed) {
        var random = new Random(seed);
        int[] colours = random.ints(30, 0, 1 << 24).toArray();
        int[] pixels = new int[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = colours[(i % WIDTH / 15 + i / WIDTH / 10) % colours.length];
        }
        return pixels;
    }

    /// Records pictures 0 to 7, one each 100 ms.
    private void record(Encoding encoding) throws IOException {
        var clock = new AtomicLong();
        var picture = new Framebuffer(WIDTH, HEIGHT);
        picture.publish(pixels(0));
        try (VncServer server = VncServer.builder(picture).listen(0).name("desk").start();
                var recorder = FileRecorder.create(file(), clock::get);
                VncClient client =
                        VncClient.to("::" + server.port())
                                .encodings(List.of(encoding))
                                .record(recorder)
                                .connect()) {
            for (int i = 1; i < PICTURES; i++) {
                clock.addAndGet(100_000_000);
                picture.publish(pixels(i));
                int[] expected = pixels(i);
                var _ = client.waitFor(shown -> Arrays.equals(shown.pixels(), expected), SOON);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "HEXTILE", "ZRLE", "TIGHT", "COPY_RECT", "ZLIB", "TRLE", "RRE"})
    void replay_ofEachEncoding_showsThePicturesAtTheirTimes(Encoding encoding) throws IOException {
        record(encoding);
        var display = new Framebuffer(1, 1);
        try (var screen = RecordedScreen.open(file(), display, Pace.UNPACED)) {
            int seen = -1;
            while (screen.next().isPresent()) {
                int number = (int) (screen.millis() / 100);
                if (Arrays.equals(pixels(number), display.snapshot().pixels())) {
                    seen = number;
                }
            }
            assertEquals(PICTURES - 1, seen);
            assertEquals(700, screen.millis());
        }
    }

    private static VncServer serve(Source source) throws IOException {
        VncServerBuilder builder = VncServer.builder(source.framebuffer()).listen(0);
        source.name(builder);
        source.connect(builder);
        VncServer server = builder.start();
        source.start(server);
        return server;
    }

    @Test
    void replay_forAViewer_endsWithTheLastPicture() throws IOException {
        record(Encoding.ZRLE);
        try (Source source = RecordSource.open(file(), new ReplayManner(50, false, Duration.ZERO));
                VncServer server = serve(source);
                VncClient viewer = VncClient.to("::" + server.port()).connect()) {
            assertEquals("desk", viewer.name());
            int[] last = pixels(PICTURES - 1);
            assertArrayEquals(
                    last,
                    viewer.waitFor(shown -> Arrays.equals(shown.pixels(), last), SOON).pixels());
        }
    }

    @Test
    void replay_beforeSomebodyWatches_showsTheBeginning() throws IOException {
        record(Encoding.ZRLE);
        var manner = new ReplayManner(1, false, Duration.ofMillis(300));
        try (Source source = RecordSource.open(file(), manner)) {
            assertArrayEquals(pixels(3), source.framebuffer().snapshot().pixels());
        }
    }

    @Test
    void replay_inALoop_showsTheBeginningAgain() throws IOException {
        record(Encoding.ZRLE);
        try (Source source = RecordSource.open(file(), new ReplayManner(10, true, Duration.ZERO));
                VncServer server = serve(source);
                VncClient viewer = VncClient.to("::" + server.port()).connect()) {
            for (int round = 0; round < 3; round++) {
                for (int i : new int[] {PICTURES - 1, 0}) {
                    int[] expected = pixels(i);
                    var _ = viewer.waitFor(shown -> Arrays.equals(shown.pixels(), expected), SOON);
                }
            }
        }
    }

    @Test
    void open_aRecordingWithoutAPicture_saysSo() throws IOException {
        try (var recorder = FileRecorder.create(file())) {
            recorder.began(new ServerInit(9, 9, PixelFormat.XRGB8888, "nothing"));
        }
        var e =
                assertThrows(
                        RecordingException.class,
                        () -> RecordSource.open(file(), ReplayManner.ONCE));
        assertTrue(String.valueOf(e.getMessage()).endsWith("it has no whole picture"));
    }
}
