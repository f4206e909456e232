package weft.framebuffer.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.framebuffer.Frame;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.testcard.TestCard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

class ImagesTest {

    private static final int[] SIX = {0xFF0000, 0x00FF00, 0x0000FF, 0x336699, 0xFFFFFF, 0x000000};
    private static final String PLAIN_PPM =
            """
            P3 3 2 255
            255 0 0  0 255 0  0 0 255
            51 102 153  255 255 255  0 0 0
            """;
    private static final List<String> GOLDEN =
            List.of(
                    GoldenFiles.PNG,
                    GoldenFiles.BMP,
                    GoldenFiles.TGA,
                    GoldenFiles.TGA_RUN_LENGTH,
                    GoldenFiles.TIFF,
                    HexFormat.of().formatHex(ascii(PLAIN_PPM)));

    @TempDir Path folder;

    @Test
    void read_goldenFiles_areTheirPixels() throws IOException {
        for (String file : GOLDEN) {
            XrgbSurface picture = read(bytes(file));

            assertEquals(3, picture.width(), file);
            assertEquals(2, picture.height(), file);
            assertArrayEquals(SIX, picture.copyPixels(), file);
        }
    }

    @Test
    void read_webp_isItsColour() throws IOException {
        XrgbSurface picture = read(bytes(GoldenFiles.WEBP));

        assertEquals(3, picture.width());
        assertEquals(2, picture.height());
        assertArrayEquals(new int[] {0x336699}, distinct(picture));
    }

    @Test
    void read_gif_isItsFirstPicture() throws IOException {
        assertArrayEquals(
                new int[] {0x336699, 0xCC3300}, read(bytes(GoldenFiles.GIF)).copyPixels());
    }

    @Test
    void read_grayPictures_keepTheirValues() throws IOException {
        int[] expected = {0, 0x808080, 0xFFFFFF};

        assertArrayEquals(expected, read(bytes(GoldenFiles.PNG_GRAY)).copyPixels());
        assertArrayEquals(expected, read(ascii("P2 3 1 255 0 128 255\n")).copyPixels());
    }

    @Test
    void read_bitmap_isBlackAndWhite() throws IOException {
        assertArrayEquals(new int[] {0, 0xFFFFFF, 0}, read(ascii("P1 3 1 1 0 1\n")).copyPixels());
    }

    @Test
    void read_transparentPicture_isShownOnBlack() throws IOException {
        assertArrayEquals(
                new int[] {0xFF0000, 0x808080, 0},
                read(bytes(GoldenFiles.PNG_TRANSPARENT)).copyPixels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tga", "tif", "tiff", "ppm", "PNG"})
    void write_losslessFormats_readBackTheSame(String extension) throws IOException {
        Random random = new Random(1);
        for (int run = 0; run < 20; run++) {
            int width = random.nextInt(1, 90);
            int height = random.nextInt(1, 90);
            int[] pixels = random.ints((long) width * height).map(p -> p & 0xFFFFFF).toArray();
            Path file = folder.resolve(run + "." + extension);
            Images.write(pixels, width, height, file);
            XrgbSurface picture = Images.read(file);

            assertEquals(width, picture.width());
            assertEquals(height, picture.height());
            assertArrayEquals(pixels, picture.copyPixels());
        }
    }

    @Test
    void write_frame_readsBackTheSame() throws IOException {
        TestCard card = TestCard.still(333, 222);
        Frame frame = Frame.of(XrgbSurface.of(card.pixels(), 333, 222));
        Images.write(frame, folder.resolve("card.png"));

        assertArrayEquals(card.pixels(), Images.read(folder.resolve("card.png")).copyPixels());
    }

    @Test
    void write_jpeg_readsBackSimilar() throws IOException {
        TestCard card = TestCard.still(320, 200);
        Path file = folder.resolve("card.jpg");
        Images.write(card.pixels(), 320, 200, file);
        int[] read = Images.read(file).copyPixels();

        long difference = 0;
        for (int i = 0; i < read.length; i++) {
            difference += Math.abs((read[i] >> 8 & 0xFF) - (card.pixels()[i] >> 8 & 0xFF));
        }
        assertTrue(difference / read.length < 8, "mean " + (double) difference / read.length);
        assertFalse(Arrays.equals(card.pixels(), read), "JPEG is not lossless");
        assertTrue(Files.size(file) < 50_000, Files.size(file) + " bytes");
    }

    @Test
    void read_wrongExtension_goesByTheContent() throws IOException {
        Path file = folder.resolve("picture.jpg");
        Files.write(file, bytes(GoldenFiles.TGA));

        assertArrayEquals(SIX, Images.read(file).copyPixels());
    }

    @Test
    void read_missingFile_saysSo() {
        Path file = folder.resolve("none.png");
        var e = assertThrows(IOException.class, () -> Images.read(file));

        assertEquals("cannot read " + file + ": there is no such file", e.getMessage());
    }

    @Test
    void read_noImage_saysSo() throws IOException {
        Path file = folder.resolve("text.png");
        Files.writeString(file, "this is a text and no picture at all");
        var e = assertThrows(IOException.class, () -> Images.read(file));

        assertEquals("cannot read " + file + ": no known image format", e.getMessage());
        assertThrows(IOException.class, () -> read(new byte[0]));
    }

    @Test
    void read_tooLarge_saysTheLimitBeforeDecoding() {
        assertEquals(
                "cannot read image as PNG: a picture has 1 to 16384 pixels per side, not"
                        + " 20000x20000",
                refusal(bytes(GoldenFiles.PNG_20000_X_20000)));
        assertEquals(
                "cannot read image as PNG: a picture has at most 67108864 pixels, not"
                        + " 16384x16384 = 268435456",
                refusal(bytes(GoldenFiles.PNG_16384_X_16384)));
        assertEquals(
                "cannot read image as PNM: a picture has 1 to 16384 pixels per side, not"
                        + " 2000000000x2000000000",
                refusal(ascii("P6 2000000000 2000000000 255 ")));
    }

    @Test
    void write_gif_isExactUpTo256Colours() throws IOException {
        int[] pixels = new int[32 * 8];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 0x010203 & 0xFFFFFF;
        }
        Path file = folder.resolve("picture.gif");
        Images.write(pixels, 32, 8, file);
        assertArrayEquals(pixels, Images.read(file).copyPixels());
    }

    @Test
    void writePng_leavesTheStreamOpenAndIsRead() throws IOException {
        var out = new ByteArrayOutputStream();
        Images.writePng(SIX, 3, 2, out);
        assertArrayEquals(
                XrgbSurface.of(SIX, 3, 2).copyPixels(),
                Images.read(new ByteArrayInputStream(out.toByteArray())).copyPixels());
    }

    @Test
    void checkWritable_saysWhatIs() throws IOException {
        Images.checkWritable(Path.of("a.PNG"));
        assertThrows(IOException.class, () -> Images.checkWritable(Path.of("png")));
        assertThrows(IOException.class, () -> Images.checkWritable(Path.of("a.webp")));
    }

    @Test
    void write_unknownExtension_saysWhichThereAre() {
        Path file = folder.resolve("picture.webp");
        var e = assertThrows(IOException.class, () -> Images.write(SIX, 3, 2, file));

        assertEquals(
                "cannot write %s: its name must end with one of png, jpg, gif, bmp, tif, ppm, tga"
                        .formatted(file),
                e.getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void read_truncatedAnywhere_isAPictureOrARefusal() throws IOException {
        int refusals = 0;
        for (String file : GOLDEN) {
            byte[] whole = bytes(file);
            for (int length = 0; length < whole.length; length++) {
                refusals += refuses(Arrays.copyOf(whole, length)) ? 1 : 0;
            }
        }
        assertTrue(refusals > 300, "only " + refusals);
    }

    @Test
    void read_damagedAnywhere_isAPictureOrARefusal() throws IOException {
        List<String> files = new ArrayList<>(GOLDEN);
        files.addAll(List.of(GoldenFiles.GIF, GoldenFiles.WEBP, GoldenFiles.PNG_GRAY));
        Random random = new Random(7);
        int refusals = 0;
        for (int run = 0; run < 3_000; run++) {
            byte[] damaged = bytes(files.get(run % files.size()));
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            refusals += refuses(damaged) ? 1 : 0;
        }
        assertTrue(refusals > 500, "only " + refusals);
    }

    /// Whether a file is refused as it should be: with an IOException of one line, and no other.
    private static boolean refuses(byte[] file) {
        try {
            read(file);
            return false;
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.startsWith("cannot read image"), message);
            assertEquals(1, message.lines().count(), message);
            return true;
        }
    }

    private static String refusal(byte[] file) {
        return String.valueOf(assertThrows(IOException.class, () -> read(file)).getMessage());
    }

    private static XrgbSurface read(byte[] file) throws IOException {
        return Images.read(new ByteArrayInputStream(file));
    }

    private static int[] distinct(XrgbSurface picture) {
        return Arrays.stream(picture.copyPixels()).distinct().toArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
