package weft.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.font.BitmapFont;
import weft.framebuffer.image.Images;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

class FontsTest {

    /// Two glyphs of 8x3: an L and a dot.
    private static final String L = "8080f0";

    private static final String DOT = "001800";

    @TempDir private Path folder;

    /// PSF 1 with these glyphs as numbers 65 and 66 of 256, and a table of characters or none.
    private static byte[] psf1(String table) {
        var hex = new StringBuilder("3604" + (table.isEmpty() ? "00" : "02") + "03");
        for (int glyph = 0; glyph < 256; glyph++) {
            hex.append(glyph == 65 ? L : glyph == 66 ? DOT : "000000");
        }
        return HexFormat.of().parseHex(hex + table);
    }

    /// PSF 2 of two glyphs, 8x3.
    private static byte[] psf2(String table) {
        return HexFormat.of()
                .parseHex(
                        "72b54a86"
                                + "00000000"
                                + "20000000"
                                + (table.isEmpty() ? "00000000" : "01000000")
                                + "02000000"
                                + "03000000"
                                + "03000000"
                                + "08000000"
                                + L
                                + DOT
                                + table);
    }

    /// A picture of both glyphs, `L` then the dot, and one column before them.
    private static Picture screen(int cell) {
        int[] pixels = new int[(2 * cell + 1) * 3];
        int stride = 2 * cell + 1;
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 8; x++) {
                if ((HexFormat.of().parseHex(L)[y] >> (7 - x) & 1) != 0) {
                    pixels[y * stride + 1 + x] = 0xaaaaaa;
                }
                if ((HexFormat.of().parseHex(DOT)[y] >> (7 - x) & 1) != 0) {
                    pixels[y * stride + 1 + cell + x] = 0xffffff;
                }
            }
        }
        return Picture.of(pixels, stride, 3);
    }

    private static String read(ScreenFont font, int cell) {
        return font.read(screen(cell), 1, 0).row(0);
    }

    @Test
    void psf1_withoutATable_isAscii() throws IOException {
        assertEquals("AB", read(PsfFont.read(psf1(""), 0), 8));
        assertEquals("AB", read(PsfFont.read(psf1(""), 1), 9));
    }

    @Test
    void psf1_withATable_hasItsCharacters() throws IOException {
        String table =
                "ffff".repeat(65) + "ac20ffff" + "e900" + "feff6500" + "ffff" + "ffff".repeat(189);
        assertEquals("€é", read(PsfFont.read(psf1(table), 0), 8));
    }

    @Test
    void psf2_packedByGzip_isRead() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(psf2("e282acff" + "c3a9" + "fe65cc81" + "ff"));
        }
        Path file = Files.write(folder.resolve("font.psf.gz"), packed.toByteArray());
        assertEquals("€é", read(Fonts.of(file.toString()), 8));
    }

    @Test
    void psf_cutAnywhere_isRefusedOrRead() {
        byte[] font = psf2("41ff42ff");
        for (int length = 0; length < font.length; length++) {
            byte[] cut = Arrays.copyOf(font, length);
            assertThrows(IOException.class, () -> PsfFont.read(cut, 0), "at " + length);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8|ffffffff|its header size is 4294967295, expected 32 to 4096",
                "16|ffffff7f|its number of glyphs is 2147483647, expected 1 to 65536",
                "16|00000100|it ends after 38 bytes, before the last of 65536 glyphs",
                "20|04000000|its glyphs of 8x3 have 4 bytes instead of 3",
                "24|41000000|its height is 65, expected 1 to 64",
                "28|00000000|its width is 0, expected 1 to 32",
            })
    void psf2_withWrongNumbers_isRefused(int at, String hex, String expected) {
        byte[] font = psf2("");
        System.arraycopy(HexFormat.of().parseHex(hex), 0, font, at, 4);
        var e = assertThrows(IOException.class, () -> PsfFont.read(font, 0));
        assertEquals(expected, e.getMessage());
    }

    @Test
    void picture_withItsTextBesideIt_isAFont() throws IOException {
        BitmapFont weft = BitmapFont.regular();
        int[] pixels = new int[16 * 16];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % 16;
            pixels[i] = weft.row(x < 8 ? 'o' : 'k', i / 16) >> (7 - x % 8) & 1;
        }
        Path png = folder.resolve("own.png");
        Images.write(pixels, 16, 16, png);
        assertTrue(refusal(png).endsWith("own.txt is missing"), refusal(png));
        Files.writeString(folder.resolve("own.txt"), "ok\n");
        assertEquals("ok", Fonts.of(png.toString()).read(Picture.of(pixels, 16, 16)).row(0));
        Files.writeString(folder.resolve("own.txt"), "okay!\n");
        assertTrue(refusal(png).contains("no whole cells for the 5 columns"), refusal(png));
    }

    @Test
    void otherFiles_areNoFonts() throws IOException {
        assertEquals(
                "\"nothing\" is no font: neither weft, small, vga, vga9 nor a file",
                refusal(Path.of("nothing")));
        Path file = Files.writeString(folder.resolve("text"), "this is text");
        assertEquals("cannot read the font %s: it is no PSF font".formatted(file), refusal(file));
    }

    @Test
    void ownFonts_haveNames() throws IOException {
        assertEquals(List.of(8, 6), List.of(Fonts.of("weft").width(), Fonts.of("small").width()));
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(IOException.class, () -> Fonts.of(file.toString())).getMessage());
    }
}
