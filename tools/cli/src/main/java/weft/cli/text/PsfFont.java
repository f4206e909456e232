package weft.cli.text;

import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A font file of the Linux console: PSF 1 or 2, also compressed by gzip.
///
/// ```
/// PSF 1                                  PSF 2, little-endian
///   2 bytes  36 04                         U32  864ab572
///   U8       mode: 1 = 512 glyphs,         U32  version = 0
///            2 = has a table               U32  header size
///   U8       height; the width is 8        U32  flags: 1 = has a table
///                                          U32  glyphs
///                                          U32  bytes of a glyph
///                                          U32  height
///                                          U32  width
///   glyphs, their rows whole bytes         glyphs, their rows whole bytes
///   table: U16 characters of each          table: UTF-8 characters of each glyph,
///   glyph, FFFE a sequence, FFFF end       FE a sequence, FF end
/// ```
final class PsfFont {

    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_GLYPHS = 65_536;
    private static final int MAX_WIDTH = 32;
    private static final int MAX_HEIGHT = 64;
    private static final int ROW_GLYPHS = 64;

    private static final int SEQUENCE_1 = 0xfffe;
    private static final int END_1 = 0xffff;
    private static final int SEQUENCE_2 = 0xfe;
    private static final int END_2 = 0xff;

    private final byte[] file;
    private final int version;
    private final int first;
    private final int glyphs;
    private final int glyphBytes;
    private final int width;
    private final int height;
    private final boolean hasTable;

    private PsfFont(byte[] file) throws IOException {
        this.file = file;
        if (file.length >= 4 && u16(0) == 0x0436) {
            version = 1;
            first = 4;
            glyphs = (file[2] & 1) == 0 ? 256 : 512;
            hasTable = (file[2] & 2) != 0;
            width = 8;
            height = file[3] & 0xff;
            glyphBytes = height;
        } else if (file.length >= 32 && u32(0) == 0x864ab572L) {
            version = 2;
            first = number("header size", 8, 32, 4096);
            hasTable = (u32(12) & 1) != 0;
            glyphs = number("number of glyphs", 16, 1, MAX_GLYPHS);
            glyphBytes = number("bytes of a glyph", 20, 1, MAX_HEIGHT * MAX_WIDTH / 8);
            height = number("height", 24, 1, MAX_HEIGHT);
            width = number("width", 28, 1, MAX_WIDTH);
        } else {
            throw new IOException("it is no PSF font");
        }
        if (height == 0 || height > MAX_HEIGHT) {
            throw new IOException("its height is %d of at most %d".formatted(height, MAX_HEIGHT));
        }
        if (glyphBytes != height * rowBytes()) {
            throw new IOException(
                    "its glyphs of %dx%d have %d bytes instead of %d"
                            .formatted(width, height, glyphBytes, height * rowBytes()));
        }
        if ((long) first + (long) glyphs * glyphBytes > file.length) {
            throw new IOException(
                    "it ends after %d bytes, before the last of %d glyphs"
                            .formatted(file.length, glyphs));
        }
    }

    /// The font of a file.
    ///
    /// @param moreWidth columns that the screen adds to each cell: 1 for VGA's text mode with cells
    ///   of 9 pixels, where line-drawing characters go on in it
    static ScreenFont read(byte[] file, int moreWidth) throws IOException {
        return new PsfFont(unpacked(file)).font(moreWidth);
    }

    private static byte[] unpacked(byte[] file) throws IOException {
        if (file.length < 2 || (file[0] & 0xff) != 0x1f || (file[1] & 0xff) != 0x8b) {
            return file;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            byte[] unpacked = in.readNBytes(MAX_BYTES + 1);
            if (unpacked.length > MAX_BYTES) {
                throw new IOException("it has more than %d bytes".formatted(MAX_BYTES));
            }
            return unpacked;
        }
    }

    private int u16(int at) {
        return (file[at] & 0xff) | ((file[at + 1] & 0xff) << 8);
    }

    private long u32(int at) {
        return u16(at) | ((long) u16(at + 2) << 16);
    }

    private int number(String what, int at, int least, int most) throws IOException {
        long number = u32(at);
        if (number < least || number > most) {
            throw new IOException(
                    "its %s is %d, expected %d to %d".formatted(what, number, least, most));
        }
        return (int) number;
    }

    private int rowBytes() {
        return (width + 7) / 8;
    }

    /// Paints all glyphs and learns them, which is what there is for fonts from pictures.
    private ScreenFont font(int moreWidth) throws IOException {
        List<List<Integer>> characters = hasTable ? table() : ascii();
        int cell = Math.min(width + moreWidth, MAX_WIDTH);
        List<String> rows = new ArrayList<>();
        List<int[]> lines = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        int[] line = new int[cell * ROW_GLYPHS * height];
        int column = 0;
        for (int glyph = 0; glyph < characters.size(); glyph++) {
            for (int character : characters.get(glyph)) {
                if (isPlain(glyph) || character == ' ') {
                    continue; // a space, and a full block, which nothing tells from one
                }
                paint(glyph, character, line, column * cell, cell);
                row.appendCodePoint(character);
                if (++column == ROW_GLYPHS) {
                    rows.add(row.toString());
                    lines.add(line);
                    row.setLength(0);
                    line = new int[line.length];
                    column = 0;
                }
            }
        }
        rows.add(row.toString());
        lines.add(line);
        int[] pixels = new int[line.length * lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            System.arraycopy(lines.get(i), 0, pixels, i * line.length, line.length);
        }
        Picture sample = Picture.of(pixels, cell * ROW_GLYPHS, height * lines.size());
        return ScreenFont.learn(sample, cell, height, rows);
    }

    private boolean isSet(int glyph, int x, int y) {
        int at = first + glyph * glyphBytes + y * rowBytes() + x / 8;
        return (file[at] >> (7 - x % 8) & 1) != 0;
    }

    private boolean isPlain(int glyph) {
        boolean corner = isSet(glyph, 0, 0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (isSet(glyph, x, y) != corner) {
                    return false;
                }
            }
        }
        return true;
    }

    private void paint(int glyph, int character, int[] line, int left, int cell) {
        boolean goesOn = character >= 0x2500 && character < 0x25a0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < cell; x++) {
                boolean set = x < width ? isSet(glyph, x, y) : goesOn && isSet(glyph, width - 1, y);
                line[y * cell * ROW_GLYPHS + left + x] = set ? 0xffffff : 0;
            }
        }
    }

    // ---- which glyph is which character ----

    private List<List<Integer>> ascii() {
        List<List<Integer>> characters = new ArrayList<>();
        for (int glyph = 0; glyph < Math.min(glyphs, 127); glyph++) {
            characters.add(glyph < ' ' ? List.of() : List.of(glyph));
        }
        return characters;
    }

    private List<List<Integer>> table() throws IOException {
        List<List<Integer>> characters = new ArrayList<>();
        int at = first + glyphs * glyphBytes;
        for (int glyph = 0; glyph < glyphs; glyph++) {
            int end = version == 1 ? end1(at) : end2(at);
            characters.add(version == 1 ? characters1(at, end) : characters2(at, end));
            at = end + (version == 1 ? 2 : 1);
        }
        return characters;
    }

    private int end1(int from) throws IOException {
        for (int at = from; at + 1 < file.length; at += 2) {
            if (u16(at) == END_1) {
                return at;
            }
        }
        throw new IOException("its table of characters has no end");
    }

    /// Without sequences, which are glyphs of several characters.
    private List<Integer> characters1(int from, int end) {
        List<Integer> characters = new ArrayList<>();
        for (int at = from; at < end && u16(at) != SEQUENCE_1; at += 2) {
            characters.add(u16(at));
        }
        return characters;
    }

    private int end2(int from) throws IOException {
        for (int at = from; at < file.length; at++) {
            if ((file[at] & 0xff) == END_2) {
                return at;
            }
        }
        throw new IOException("its table of characters has no end");
    }

    private List<Integer> characters2(int from, int end) {
        int last = from;
        while (last < end && (file[last] & 0xff) != SEQUENCE_2) {
            last++;
        }
        byte[] utf8 = Arrays.copyOfRange(file, from, last);
        return new String(utf8, StandardCharsets.UTF_8).codePoints().boxed().toList();
    }
}
