package weft.cli.e2e;

import weft.client.VncClient;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.font.UnicodeFont;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Reads what a terminal shows: its characters, cell by cell, whatever their colours are.
final class ShownText {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final UnicodeFont FONT = UnicodeFont.regular();
    private static final Map<Integer, Character> GLYPHS = glyphs();

    private ShownText() {}

    private static Map<Integer, Character> glyphs() {
        Map<Integer, Character> glyphs = new HashMap<>();
        for (char each = '~'; each >= ' '; each--) {
            glyphs.put(glyph(each, true), each);
            glyphs.put(glyph(each, false), each);
        }
        return glyphs;
    }

    private static int glyph(char each, boolean bold) {
        boolean[] set = new boolean[FONT.width() * FONT.height()];
        for (int i = 0; i < set.length; i++) {
            int bits = FONT.row(each, i / FONT.width());
            bits |= bold ? bits >> 1 : 0;
            set[i] = (bits >> (FONT.width() - 1 - i % FONT.width()) & 1) != 0;
        }
        return Arrays.hashCode(set);
    }

    /// Waits until a text is shown, which may have line ends.
    static Frame await(VncClient viewer, String text) {
        try {
            return viewer.waitFor(frame -> of(frame).contains(text), PATIENCE);
        } catch (TimedOutException e) {
            throw new AssertionError("no \"%s\" in:%n%s".formatted(text, of(viewer.frame())), e);
        }
    }

    /// The rows, without the blanks at their ends; a cell with another character is `?`.
    static String of(Frame frame) {
        var text = new StringBuilder();
        int[] pixels = frame.pixels();
        for (int y = 0; y + FONT.height() <= frame.height(); y += FONT.height()) {
            var row = new StringBuilder();
            for (int x = 0; x + FONT.width() <= frame.width(); x += FONT.width()) {
                row.append(character(pixels, frame.width(), x, y));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing();
    }

    private static char character(int[] pixels, int stride, int x, int y) {
        // no glyph of ASCII has its upper left corner set
        int ground = pixels[y * stride + x];
        boolean[] set = new boolean[FONT.width() * FONT.height()];
        for (int i = 0; i < set.length; i++) {
            set[i] = pixels[(y + i / FONT.width()) * stride + x + i % FONT.width()] != ground;
        }
        return GLYPHS.getOrDefault(Arrays.hashCode(set), '?');
    }
}
