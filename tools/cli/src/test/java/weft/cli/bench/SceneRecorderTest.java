package weft.cli.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.cli.bench.scene.Scene;
import weft.cli.bench.scene.SceneRecorder;
import weft.cli.source.Size;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class SceneRecorderTest {

    private static final Size SIZE = new Size(300, 250);
    private static final int UPDATES = 12;

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource(Scene.Kind.class)
    void record_everyScene_drawsItsPictureAfterEachUpdate(Scene.Kind kind) throws IOException {
        Recording recording = Recording.read(record(kind, SIZE, 3));
        Scene scene = Scene.of(kind, SIZE.width(), SIZE.height(), 3);
        RecordedInput in = recording.open();
        try (var picture =
                new StreamPicture(
                        SIZE, PixelTranslator.of(PixelFormat.XRGB8888), CpuClock.STOPPED)) {
            for (int i = 0; i < UPDATES; i++) {
                int[] before = scene.rgb().clone();
                scene.next(Scene.Changes.IGNORED);
                assertFalse(Arrays.equals(before, scene.rgb()), "update " + i + " changes nothing");
                assertTrue(picture.nextUpdate(in).isPresent());
                assertArrayEquals(scene.rgb(), picture.rgb(), "update " + i);
            }
            assertTrue(picture.nextUpdate(in).isEmpty());
            boolean copies = picture.tally().counts().containsKey(Encoding.COPY_RECT);
            assertEquals(kind == Scene.Kind.TERMINAL, copies);
        }
    }

    @Test
    void record_sameSeedOnly_givesTheSameBytes() throws IOException {
        for (Scene.Kind kind : Scene.Kind.values()) {
            byte[] first = Files.readAllBytes(record(kind, SIZE, 1));
            assertArrayEquals(first, Files.readAllBytes(record(kind, SIZE, 1)));
            assertFalse(Arrays.equals(first, Files.readAllBytes(record(kind, SIZE, 2))));
        }
    }

    @ParameterizedTest
    @EnumSource(Scene.Kind.class)
    void record_smallestPicture_isDrawn(Scene.Kind kind) throws IOException {
        assertTrue(Files.size(record(kind, new Size(1, 1), 1)) > UPDATES * 4L);
    }

    private Path record(Scene.Kind kind, Size size, long seed) throws IOException {
        Path file = directory.resolve("scene.rfb");
        Scene scene = Scene.of(kind, size.width(), size.height(), seed);
        SceneRecorder.record(scene, UPDATES, file, _ -> {});
        return file;
    }
}
