package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.image.Images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class ImageSourceTest {

    @TempDir private Path directory;

    private Path png(String name, int width, int height, int... pixels) throws IOException {
        Path file = directory.resolve(name);
        Images.write(pixels, width, height, file);
        return file;
    }

    private static int[] shown(Source source) {
        return source.framebuffer().snapshot().pixels();
    }

    @Test
    void image_opened_isShownInItsOwnSize() throws IOException {
        Path file = png("a.png", 2, 1, 0x123456, 0xABCDEF);
        try (Source source = Sources.open("image:" + file, Optional.empty())) {
            assertEquals(2, source.framebuffer().width());
            assertArrayEquals(new int[] {0x123456, 0xABCDEF}, shown(source));
        }
    }

    @Test
    void image_withSize_isFittedToIt() throws IOException {
        Path file = png("a.png", 2, 1, 1, 2);
        try (Source source = Sources.open("image:" + file, Optional.of(new Size(1, 1)))) {
            assertArrayEquals(new int[] {1}, shown(source));
        }
    }

    @Test
    void images_several_followEachOtherAndBeginAgain() throws IOException {
        Path first = png("a.png", 2, 1, 1, 2);
        Path second = png("b.png", 4, 1, 3, 4, 5, 6);
        try (ImageSource source = ImageSource.open(first + "," + second, Optional.empty())) {
            assertArrayEquals(new int[] {1, 2}, shown(source));
            source.next();
            assertArrayEquals(new int[] {4, 5}, shown(source));
            source.next();
            assertArrayEquals(new int[] {1, 2}, shown(source));
        }
    }

    @Test
    void images_oneOfThemGoneLater_passesItOver() throws IOException {
        Path first = png("a.png", 2, 1, 1, 2);
        Path second = png("b.png", 2, 1, 3, 4);
        try (ImageSource source = ImageSource.open(first + "," + second, Optional.empty())) {
            Files.delete(second);
            assertTrue(source.next());
            assertArrayEquals(new int[] {1, 2}, shown(source));
            assertTrue(source.next());
            assertArrayEquals(new int[] {1, 2}, shown(source));
        }
    }

    @Test
    void images_lastOneBroken_isRefusedBeforeAnythingIsShown() throws IOException {
        Path first = png("a.png", 2, 1, 1, 2);
        Path broken = Files.writeString(directory.resolve("b.png"), "no picture");
        assertEquals(
                "cannot read " + broken + ": no known image format",
                assertThrows(
                                IOException.class,
                                () -> ImageSource.open(first + "," + broken, Optional.empty()))
                        .getMessage());
    }
}
