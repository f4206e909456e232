package weft.framebuffer.font;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The sheets that fonts are kept in: 16 glyphs in a row, `#` for a pixel that is set, with a space
/// between glyphs and an empty line between rows.
final class Sheet {

    private static final int GLYPHS_IN_A_ROW = 16;

    private Sheet() {}

    /// The rows of all glyphs, the leftmost pixel in bit `width - 1`.
    static int[] glyphs(String name, int width, int height, int count) {
        List<String> sheet = lines(name);
        int[] rows = new int[count * height];
        for (int i = 0; i < rows.length; i++) {
            int glyph = i / height;
            String line = sheet.get(glyph / GLYPHS_IN_A_ROW * (height + 1) + i % height);
            int start = glyph % GLYPHS_IN_A_ROW * (width + 1);
            for (int x = start; x < start + width; x++) {
                rows[i] = (rows[i] << 1) | (line.charAt(x) == '#' ? 1 : 0);
            }
        }
        return rows;
    }

    static List<String> lines(String name) {
        try (InputStream in = Sheet.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the font sheet " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
