package weft.cli.bench.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.cli.bench.scene.Scene;
import weft.cli.bench.scene.SceneRecorder;
import weft.cli.source.Size;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class MovieTest {

    private static final Size SIZE = new Size(100, 80);

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"TERMINAL, 60", "WEB, 60", "UI, 60", "VIDEO, 60", "PHOTOS, 8"})
    void of_scene_hasItsStepsInNewArrays(Scene.Kind kind, int frames) throws IOException {
        Movie movie = Movie.open(kind.toString(), SIZE);
        assertEquals(frames, movie.frames().size());
        Scene scene = Scene.of(kind, SIZE.width(), SIZE.height(), 1);
        for (int[] frame : movie.frames()) {
            scene.next(Scene.Changes.IGNORED);
            assertArrayEquals(scene.rgb(), frame);
        }
        assertFalse(Arrays.equals(movie.frames().getFirst(), movie.frames().getLast()));
    }

    @Test
    void of_largePictures_areFewerFrames() {
        assertEquals(7, Movie.of(Scene.Kind.TERMINAL, new Size(4096, 2304)).frames().size());
    }

    @Test
    void open_recording_hasThePictureAfterEachUpdate() throws IOException {
        Path file = directory.resolve("scene.rfb");
        Scene scene = Scene.of(Scene.Kind.UI, SIZE.width(), SIZE.height(), 5);
        SceneRecorder.record(scene, 7, file, _ -> {});
        Movie movie = Movie.open(file.toString(), SIZE);
        assertEquals(7, movie.frames().size());
        assertArrayEquals(scene.rgb(), movie.frames().getLast());
    }

    @Test
    void open_badFile_isOneClearLine() throws IOException {
        Path missing = directory.resolve("terminals");
        var refused = assertThrows(IOException.class, () -> Movie.open(missing.toString(), SIZE));
        assertEquals(missing + ": there is no such file", refused.getMessage());
        Path empty = Files.createFile(directory.resolve("empty"));
        refused = assertThrows(IOException.class, () -> Movie.open(empty.toString(), SIZE));
        assertEquals(
                empty + ": it has no whole update with pixels in its 0 bytes",
                refused.getMessage());
    }
}
