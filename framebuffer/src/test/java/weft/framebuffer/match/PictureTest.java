package weft.framebuffer.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

import javax.imageio.ImageIO;

class PictureTest {

    private static final Picture NOISE = Pictures.noise(new Random(1), 150, 100);

    @Test
    void picture_ofAFrame_hasItsPixels() {
        Frame frame = Frame.of(XrgbSurface.of(NOISE.pixels(), 150, 100));
        assertArrayEquals(NOISE.pixels(), Picture.of(frame).pixels());
        Rect area = new Rect(60, 50, 70, 30);
        assertArrayEquals(NOISE.part(area).pixels(), Picture.of(frame, area).pixels());
        assertEquals(NOISE.pixel(60, 50), Picture.of(frame, area).pixel(0, 0));
    }

    @Test
    void part_ofAPart_isWhereItIs() {
        Picture part = NOISE.part(new Rect(10, 20, 50, 40)).part(new Rect(5, 6, 7, 8));
        assertEquals(Rect.ofSize(7, 8), part.area());
        assertEquals(NOISE.pixel(15, 26), part.pixel(0, 0));
        assertEquals(NOISE.pixel(21, 33), part.pixel(6, 7));
        assertThrows(IndexOutOfBoundsException.class, () -> part.pixel(7, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> part.part(new Rect(0, 0, 8, 8)));
        assertThrows(IndexOutOfBoundsException.class, () -> part.part(Rect.EMPTY));
    }

    @Test
    void masked_areas_keepTheirColoursAndLeaveThePictureAlone() {
        Picture masked = NOISE.masked(new Rect(-5, 98, 7, 10));
        assertTrue(masked.isMasked(1, 99));
        assertFalse(masked.isMasked(2, 99));
        assertFalse(masked.isMasked(1, 97));
        assertFalse(NOISE.isMasked(1, 99));
        assertArrayEquals(NOISE.pixels(), masked.pixels());
        assertFalse(masked.unmasked().isMasked(1, 99));
    }

    @Test
    void array_changedAfterwards_doesNotChangeThePicture() {
        int[] pixels = {0xFF123456, 0};
        Picture picture = Picture.of(pixels, 2, 1);
        pixels[0] = 0;
        assertEquals(0x123456, picture.pixel(0, 0));
        assertFalse(picture.isMasked(0, 0));
    }

    @Test
    void file_withTransparency_isMaskedThere(@TempDir Path dir) throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFF112233);
        image.setRGB(1, 0, 0xFE112233);
        image.setRGB(2, 0, 0x00112233);
        Path file = dir.resolve("golden.png");
        assertTrue(ImageIO.write(image, "png", file.toFile()));
        Picture picture = Picture.read(file);
        assertEquals(0x112233, picture.pixel(0, 0));
        assertFalse(picture.isMasked(0, 0));
        assertTrue(picture.isMasked(1, 0));
        assertTrue(picture.isMasked(2, 0));
    }

    @Test
    void file_written_isReadTheSame(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("noise.png");
        NOISE.write(file);
        Picture read = Picture.read(file);
        assertArrayEquals(NOISE.pixels(), read.pixels());
        assertFalse(read.isMasked(0, 0));
    }
}
