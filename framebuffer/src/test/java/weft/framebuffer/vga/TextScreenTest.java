package weft.framebuffer.vga;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.framebuffer.font.UnicodeFont;
import weft.framebuffer.vga.TextScreen.CursorShape;

import java.lang.management.ManagementFactory;

class TextScreenTest {

    private static final int WHITE = 0xFFFFFF;

    private long now;
    private final TextScreen screen = new TextScreen(64, 20, UnicodeFont.regular(), () -> now);

    private int[] shown() {
        boolean _ = screen.render();
        return screen.framebuffer().snapshot().pixels();
    }

    @Test
    void cells_haveAnyColourStyleAndCharacter() {
        for (int x = 0; x < 64; x++) {
            int hue = (x * 4) << 16 | (255 - x * 4) << 8 | 0x80;
            screen.put(x, 0, ' ', 0, hue, 0);
            screen.put(x, 1, '▄', hue, (x * 4) * 0x010101, 0);
        }
        screen.write(1, 3, "plain", 0xFFD787, 0x262626, 0);
        screen.write(8, 3, "underlined", 0xFFD787, 0x262626, TextScreen.UNDERLINED);
        screen.write(20, 3, "struck", 0xFFD787, 0x262626, TextScreen.STRUCK);
        screen.write(28, 3, "bold", 0xFFD787, 0x262626, TextScreen.BOLD);
        screen.write(34, 3, "reversed", 0xFFD787, 0x262626, TextScreen.REVERSED);
        screen.write(44, 3, "blinking", 0xFFD787, 0x262626, TextScreen.BLINKING);
        screen.write(1, 5, "┏━━┳━━┓ ╭──┬──╮ ╔══╦══╗ ┌┄┄┬┄┄┐ ▁▂▃▄▅▆▇█ ▏▎▍▌▋▊▉█", 0x87D7FF, 0, 0);
        screen.write(1, 6, "┣━━╋━━┫ ├──┼──┤ ╠══╬══╣ ┆  ┆  ┆ ▖▗▘▙▚▛▜▝ ░▒▓█▀▄▌▐", 0x87D7FF, 0, 0);
        screen.write(1, 7, "┗━━┻━━┛ ╰──┴──╯ ╚══╩══╝ └┄┄┴┄┄┘ ⠁⠃⠇⠏⠟⠿⡿⣿ ╱╲╳", 0x87D7FF, 0, 0);
        screen.write(1, 9, "Größe, façade, señor, œuvre, žluťoučký kůň, İstanbul", WHITE, 0, 0);
        screen.write(1, 10, "Съешь же ещё этих мягких французских булок", WHITE, 0, 0);
        screen.write(1, 11, "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία", WHITE, 0, 0);
        screen.write(1, 12, "∀x∈ℝ: ⌈x⌉ = −⌊−x⌋, α ∧ ¬β, ∑ √ ∞ ≠ ≤ ≥ → ⇒", WHITE, 0, 0);
        screen.write(1, 13, "✓ ✔ ✗ ✘ ❯ ❮ ➜ \uE0B0\uE0B1\uE0B2\uE0B3 none: 漢字 😀", WHITE, 0, 0);
        screen.fill(40, 15, 20, 4, '·', 0x5F8700, 0x1C1C1C, 0);
        screen.cursor(6, 3);
        boolean _ = screen.render();
        Machine.assertGolden("text-screen", screen.framebuffer());
    }

    @Test
    void write_endsWithTheRow() {
        screen.write(62, 2, "abc", WHITE, 0, 0);
        assertEquals('b', screen.character(63, 2));
        assertEquals(' ', screen.character(0, 3));
        screen.write(0, 0, "😀x", WHITE, 0, 0);
        assertEquals(0x1F600, screen.character(0, 0));
        assertEquals('x', screen.character(1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> screen.write(64, 0, "a", WHITE, 0, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> screen.put(0, 20, 'a', WHITE, 0, 0));
        assertThrows(
                IndexOutOfBoundsException.class, () -> screen.fill(60, 0, 5, 1, 'a', WHITE, 0, 0));
    }

    @Test
    void scroll_movesRowsAndLeavesBlankOnes() {
        for (int row = 0; row < 20; row++) {
            screen.write(0, row, "" + (char) ('a' + row), WHITE, 0, 0);
        }
        assertEquals("abcdefghijklmnopqrst", firstColumn());
        screen.scroll(2, 6, 1, 0);
        assertEquals("abdef ghijklmnopqrst", firstColumn());
        screen.scroll(2, 6, -2, 0);
        assertEquals("ab  deghijklmnopqrst", firstColumn());
        screen.scroll(18, 20, 100, 0);
        assertEquals("ab  deghijklmnopqr  ", firstColumn());
        screen.scroll(0, 2, Integer.MIN_VALUE, 0x112233);
        assertEquals("    deghijklmnopqr  ", firstColumn());
        assertEquals(0x112233, shown()[64 * 8 + 20]);
        screen.scroll(3, 3, 1, 0);
        screen.scroll(0, 20, 0, 0);
        assertEquals("    deghijklmnopqr  ", firstColumn());
        assertThrows(IndexOutOfBoundsException.class, () -> screen.scroll(0, 21, 1, 0));
    }

    private String firstColumn() {
        StringBuilder column = new StringBuilder();
        for (int row = 0; row < 20; row++) {
            column.appendCodePoint(screen.character(0, row));
        }
        return column.toString();
    }

    @Test
    void changedBackBeforeItIsRendered_isNoChange() {
        screen.write(0, 5, "something", WHITE, 0, 0);
        assertTrue(screen.render());
        assertFalse(screen.render());
        screen.scroll(0, 20, 3, 0);
        screen.scroll(0, 20, -3, 0);
        assertFalse(screen.render());
        screen.put(0, 5, 's', WHITE, 0, 0);
        assertFalse(screen.render());
        screen.put(0, 5, 's', WHITE - 1, 0, 0);
        assertTrue(screen.render());
    }

    @Test
    void cursor_isWhereAndWhatItIsSaidToBe() {
        int width = 64 * 8;
        assertEquals(0xAAAAAA, shown()[0]);
        now += 500_000_000;
        assertEquals(0, shown()[0]);
        screen.cursorShape(CursorShape.BLOCK, false);
        assertEquals(0xAAAAAA, shown()[0]);
        screen.cursor(2, 1);
        int[] block = shown();
        assertEquals(0, block[0]);
        assertEquals(0xAAAAAA, block[16 * width + 16]);
        screen.cursorShape(CursorShape.UNDERLINE, false);
        int[] underline = shown();
        assertEquals(0, underline[16 * width + 16]);
        assertEquals(0xAAAAAA, underline[31 * width + 16]);
        assertEquals(0, underline[29 * width + 16]);
        screen.cursorShape(CursorShape.BAR, false);
        int[] bar = shown();
        assertEquals(0xAAAAAA, bar[16 * width + 17]);
        assertEquals(0, bar[16 * width + 18]);
        screen.cursorShape(CursorShape.NONE, false);
        assertEquals(0, shown()[16 * width + 17]);
        screen.cursorShape(CursorShape.BLOCK, false);
        screen.cursor(-1, 1);
        for (int pixel : shown()) {
            assertEquals(0, pixel);
        }
    }

    @Test
    void blinkingText_goesByTheClock() {
        screen.cursorShape(CursorShape.NONE, false);
        screen.write(0, 0, "█", WHITE, 0x123456, TextScreen.BLINKING | TextScreen.UNDERLINED);
        assertEquals(WHITE, shown()[0]);
        now += 499_999_999;
        assertEquals(WHITE, shown()[0]);
        now++;
        assertEquals(0x123456, shown()[0]);
        assertEquals(0x123456, shown()[14 * 64 * 8]);
        now += 500_000_000;
        assertEquals(WHITE, shown()[0]);
    }

    @Test
    void resize_keepsWhatFits() {
        screen.cursorShape(CursorShape.NONE, false);
        screen.write(0, 0, "abc", WHITE, 0, 0);
        screen.write(0, 19, "last", WHITE, 0, 0);
        int[] before = shown();
        screen.resize(2, 30);
        assertEquals(16, screen.framebuffer().width());
        assertEquals(480, screen.framebuffer().height());
        assertEquals('b', screen.character(1, 0));
        assertEquals('l', screen.character(0, 19));
        assertEquals(' ', screen.character(0, 20));
        int[] after = shown();
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                assertEquals(before[y * 512 + x], after[y * 16 + x]);
            }
        }
        screen.resize(64, 20);
        screen.write(2, 0, "c", WHITE, 0, 0);
        screen.write(2, 19, "st", WHITE, 0, 0);
        assertArrayEquals(before, shown());
        assertThrows(IllegalArgumentException.class, () -> screen.resize(0, 20));
        assertThrows(IllegalArgumentException.class, () -> screen.resize(5000, 5));
        assertThrows(
                IllegalArgumentException.class,
                () -> screen.resize(Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertEquals(64, screen.columns());
    }

    @Test
    void rendering_allocatesNextToNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 3; i++) {
            screen.put(i, 1, 'x', WHITE, 0, 0);
            boolean _ = screen.render();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            screen.put(i % 64, 2 + i / 64, 'x', WHITE, 0, 0);
            boolean _ = screen.render();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < 100 * 400, "a hundred frames: " + bytes);
    }
}
