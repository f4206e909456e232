package weft.framebuffer.vga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// What blinks, what is drawn when, and how little.
class VgaTimeTest {

    private static final int WIDTH = 720;

    /// 900 x 449 dots at 28.322 MHz: 70.09 frames a second.
    private static final double FRAME = 900 * 449 / 28.322e6 * 1e9;

    private final Machine machine = new Machine();
    private final Vga vga = machine.vga;

    private void atFrame(int frame) {
        machine.now = (long) (FRAME * (frame + 0.5));
    }

    private int pixel(int x, int y) {
        return machine.shown().pixels()[y * WIDTH + x];
    }

    @Test
    void cursor_blinksEveryEightFrames() {
        int on = 0;
        for (int frame = 0; frame < 64; frame++) {
            atFrame(frame);
            boolean shown = pixel(0, 14) == 0xAAAAAA;
            assertEquals(frame / 8 % 2 == 0, shown, "frame " + frame);
            on += shown ? 1 : 0;
        }
        assertEquals(32, on);
    }

    @Test
    void text_blinksEverySixteenFrames_andOnlyThatWhichShould() {
        machine.cursor(0x7FF);
        machine.text(Machine.COLOUR_TEXT, 80, 0, 0, "█", 0x9E);
        machine.text(Machine.COLOUR_TEXT, 80, 2, 0, "█", 0x1E);
        for (int frame = 0; frame < 64; frame++) {
            atFrame(frame);
            boolean shown = frame / 16 % 2 == 0;
            assertEquals(shown ? 0xFFFF55 : 0x0000AA, pixel(0, 0), "frame " + frame);
            assertEquals(0xFFFF55, pixel(18, 0));
        }
    }

    @Test
    void cursor_hasTheRowsThatTheRegistersSay() {
        assertEquals(List.of(13, 14), rowsOfCursor(0));
        machine.crtc(0x0A, 2);
        machine.crtc(0x0B, 5);
        assertEquals(List.of(2, 3, 4, 5), rowsOfCursor(0));
        machine.crtc(0x0B, 0x45); // two columns later
        assertEquals(List.of(), rowsOfCursor(0));
        assertEquals(List.of(2, 3, 4, 5), rowsOfCursor(2));
        machine.crtc(0x0A, 0x22);
        assertEquals(List.of(), rowsOfCursor(2), "off");
        machine.crtc(0x0A, 6);
        assertEquals(List.of(), rowsOfCursor(2), "it ends before it starts");
        machine.crtc(0x0A, 0);
        machine.crtc(0x0B, 0x1F);
        machine.cursor(79);
        assertEquals(16, rowsOfCursor(79).size());
    }

    private List<Integer> rowsOfCursor(int column) {
        int[] pixels = machine.shown().pixels();
        List<Integer> rows = new ArrayList<>();
        for (int y = 0; y < 16; y++) {
            if (pixels[y * WIDTH + column * 9 + 8] == 0xAAAAAA) {
                rows.add(y);
            }
        }
        return rows;
    }

    @Test
    void cursor_hasTheColourOfItsCell() {
        machine.text(Machine.COLOUR_TEXT, 80, 0, 0, " ", 0x4B);
        assertEquals(0x55FFFF, pixel(3, 14));
        assertEquals(0xAA0000, pixel(3, 12));
    }

    @Test
    void nothingChanged_nothingIsRendered() {
        machine.showcase(Machine.COLOUR_TEXT, 80);
        assertTrue(vga.render());
        long number = vga.framebuffer().snapshot().number();
        assertFalse(vga.render());
        vga.write(0xB8000 + 2 * 82 + 1, 0x0F); // what is there already
        machine.crtc(0x0E, (17 * 80 + 31) >> 8);
        vga.out(0x3C8, 0);
        for (int i = 0; i < 3; i++) {
            vga.out(0x3C9, 0);
        }
        assertFalse(vga.render());
        assertEquals(number, vga.framebuffer().snapshot().number());
        machine.now += 8 * (long) FRAME;
        assertTrue(vga.render(), "the cursor");
        assertFalse(vga.render());
    }

    @Test
    void memoryThatIsNotShown_rendersNothing() {
        for (VgaMode mode : VgaMode.values()) {
            vga.mode(mode);
            boolean _ = vga.render();
            int end = mode == VgaMode.MONOCHROME_80X25 ? 0xB7FFF : Machine.COLOUR_TEXT + 0x7FFF;
            vga.write(
                    mode.name().contains("0X4") || mode.name().contains("X2")
                            ? Machine.GRAPHICS + 0xFFFF
                            : end,
                    3);
            assertFalse(vga.render(), mode.name());
        }
    }

    @Test
    void textDamage_isTheCellsThatDiffer() {
        machine.cursor(0x7FF);
        boolean _ = vga.render();
        long before = vga.damagedPixels();
        machine.text(Machine.COLOUR_TEXT, 80, 10, 5, "█ █", 0x0F); // the space looks the same
        assertTrue(vga.render());
        assertEquals(2 * 9 * 16, vga.damagedPixels() - before);
        machine.text(Machine.COLOUR_TEXT, 80, 0, 5, "-".repeat(80), 0x0F);
        assertTrue(vga.render());
        assertEquals(82 * 9 * 16, vga.damagedPixels() - before);
    }

    @Test
    void graphicsDamage_isTheSpansThatDiffer() {
        vga.mode(VgaMode.CHAINED_320X200);
        boolean _ = vga.render();
        long before = vga.damagedPixels();
        vga.write(Machine.GRAPHICS + 50 * 320 + 17, 4);
        vga.write(Machine.GRAPHICS + 50 * 320 + 19, 4);
        vga.write(Machine.GRAPHICS + 51 * 320 + 18, 4);
        assertTrue(vga.render());
        assertEquals(3 + 1, vga.damagedPixels() - before);
        vga.write(Machine.GRAPHICS + 199 * 320 + 319, 4);
        assertTrue(vga.render());
        assertEquals(5, vga.damagedPixels() - before);
    }

    @Test
    void linearDamage_isTheSpansThatDiffer() {
        vga.linear(200, 200, 32);
        boolean _ = vga.render();
        long before = vga.damagedPixels();
        vga.writeLinear(4 * (20 * 200 + 30), 1);
        vga.writeLinear(4 * (20 * 200 + 39), 1);
        vga.writeLinear(4 * (90 * 200 + 39), 0); // as it was
        assertTrue(vga.render());
        assertEquals(10, vga.damagedPixels() - before);
        assertEquals(1, vga.framebuffer().snapshot().pixels()[20 * 200 + 30]);
    }

    @Test
    void rendering_allocatesNextToNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (VgaMode mode : VgaMode.values()) {
            vga.mode(mode);
            int memory = mode.name().startsWith("TEXT") ? Machine.COLOUR_TEXT : Machine.GRAPHICS;
            int[] address = {memory};
            long idle = allocated(threads, () -> {});
            assertTrue(idle < 2_000, mode + ": a hundred frames without a change: " + idle);
            long busy = allocated(threads, () -> vga.write(address[0]++, 0x55));
            assertTrue(busy < 100 * 400, mode + ": a hundred frames with one: " + busy);
        }
    }

    private long allocated(com.sun.management.ThreadMXBean threads, Runnable change) {
        for (int i = 0; i < 3; i++) {
            change.run();
            boolean _ = vga.render();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            change.run();
            boolean _ = vga.render();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
