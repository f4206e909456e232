package weft.cli.text;

import weft.framebuffer.font.BitmapFont;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Fonts to read screens with, by name or from files.
///
/// - `weft` and `small`: those of Weft's test card;
/// - `vga` and `vga9`: VGA's in cells of 8x16 or 9x16, of which the Linux console has a file;
/// - a file of the Linux console, PSF;
/// - a picture of text, `NAME.png`, with that text in `NAME.txt`.
public final class Fonts {

    private static final long MAX_BYTES = 4 << 20;

    private static final List<Path> VGA =
            List.of(
                    Path.of("/usr/share/consolefonts/Lat15-VGA16.psf.gz"),
                    Path.of("/usr/share/consolefonts/Uni2-VGA16.psf.gz"),
                    Path.of("/usr/share/kbd/consolefonts/default8x16.psfu.gz"),
                    Path.of("/usr/lib/kbd/consolefonts/default8x16.psfu.gz"));

    private Fonts() {}

    /// The font of this name or file.
    ///
    /// @throws IOException whose message says in one line what is wrong with it
    public static ScreenFont of(String name) throws IOException {
        return switch (name) {
            case "weft" -> ScreenFont.of(BitmapFont.regular());
            case "small" -> ScreenFont.of(BitmapFont.small());
            case "vga" -> console(vga(), 0);
            case "vga9" -> console(vga(), 1);
            default -> name.endsWith(".png") ? learned(Path.of(name)) : console(Path.of(name), 0);
        };
    }

    private static Path vga() throws IOException {
        return VGA.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() ->
                        new IOException(
                                "no file with VGA's font is on this machine; Debian:"
                                        + " apt-get install console-setup-linux"));
    }

    private static ScreenFont console(Path file, int moreWidth) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "\"%s\" is no font: neither weft, small, vga, vga9 nor a file".formatted(file));
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(
                    "the font %s has %d bytes of at most %d"
                            .formatted(file, Files.size(file), MAX_BYTES));
        }
        try {
            return PsfFont.read(Files.readAllBytes(file), moreWidth);
        } catch (IOException e) {
            throw new IOException("cannot read the font %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// A picture that begins with the first character and shows nothing but the text.
    private static ScreenFont learned(Path png) throws IOException {
        Picture sample = Picture.read(png);
        String name = png.toString();
        Path txt = Path.of(name.substring(0, name.length() - ".png".length()) + ".txt");
        if (!Files.isRegularFile(txt)) {
            throw new IOException("the font %s has no text: %s is missing".formatted(png, txt));
        }
        List<String> rows = Files.readAllLines(txt);
        int columns =
                rows.stream().mapToInt(row -> row.codePointCount(0, row.length())).max().orElse(0);
        if (columns == 0 || sample.width() % columns != 0 || sample.height() % rows.size() != 0) {
            throw new IOException(
                    "the font %s has %dx%d pixels, which are no whole cells for the %d columns and"
                                    .formatted(png, sample.width(), sample.height(), columns)
                            + " %d rows of %s".formatted(rows.size(), txt));
        }
        try {
            return ScreenFont.learn(
                    sample, sample.width() / columns, sample.height() / rows.size(), rows);
        } catch (IllegalArgumentException e) {
            throw new IOException("cannot learn the font %s: %s".formatted(png, e.getMessage()), e);
        }
    }
}
