package weft.framebuffer.vga;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.framebuffer.font.CodePageFont;

/// A guest with a BIOS of its own, which knows nothing but ports and memory: what it programs must
/// look as the host's call does. Its tables are those of IBM's BIOS as the manual prints them.
class VgaGuestTest {

    private static final int[] MODE_3_SEQUENCER = {0x03, 0x00, 0x03, 0x00, 0x02};
    private static final int[] MODE_3_CRTC = {
        0x5F, 0x4F, 0x50, 0x82, 0x55, 0x81, 0xBF, 0x1F, 0x00, 0x4F, 0x0D, 0x0E, 0x00, 0x00, 0x00,
        0x00, 0x9C, 0x8E, 0x8F, 0x28, 0x1F, 0x96, 0xB9, 0xA3, 0xFF
    };
    private static final int[] MODE_3_ATTRIBUTE = {
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x14, 0x07, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E,
        0x3F, 0x0C, 0x00, 0x0F, 0x08, 0x00
    };
    private static final int[] MODE_3_GRAPHICS = {0, 0, 0, 0, 0, 0x10, 0x0E, 0x00, 0xFF};

    private static final int[] MODE_13_SEQUENCER = {0x03, 0x01, 0x0F, 0x00, 0x0E};
    private static final int[] MODE_13_CRTC = {
        0x5F, 0x4F, 0x50, 0x82, 0x54, 0x80, 0xBF, 0x1F, 0x00, 0x41, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x9C, 0x8E, 0x8F, 0x28, 0x40, 0x96, 0xB9, 0xA3, 0xFF
    };
    private static final int[] MODE_13_ATTRIBUTE = {
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E,
        0x0F, 0x41, 0x00, 0x0F, 0x00, 0x00
    };
    private static final int[] MODE_13_GRAPHICS = {0, 0, 0, 0, 0, 0x40, 0x05, 0x0F, 0xFF};

    private static final int[] SIXTEEN = {
        0x000000, 0x0000AA, 0x00AA00, 0x00AAAA, 0xAA0000, 0xAA00AA, 0xAA5500, 0xAAAAAA, 0x555555,
        0x5555FF, 0x55FF55, 0x55FFFF, 0xFF5555, 0xFF55FF, 0xFFFF55, 0xFFFFFF
    };

    private final Machine guest = new Machine();
    private final Machine convenient = new Machine();

    private void program(int misc, int[] sequencer, int[] crtc, int[] attribute, int[] graphics) {
        Vga vga = guest.vga;
        vga.out(0x3C4, 0);
        vga.out(0x3C5, 1); // reset
        for (int i = 1; i < sequencer.length; i++) {
            vga.out(0x3C4, i);
            vga.out(0x3C5, sequencer[i]);
        }
        vga.out(0x3C2, misc);
        vga.out(0x3C4, 0);
        vga.out(0x3C5, 3);
        vga.out(0x3D4, 0x11);
        vga.out(0x3D5, vga.in(0x3D5) & 0x7F);
        for (int i = 0; i < crtc.length; i++) {
            vga.out(0x3D4, i);
            vga.out(0x3D5, crtc[i]);
        }
        for (int i = 0; i < graphics.length; i++) {
            vga.out(0x3CE, i);
            vga.out(0x3CF, graphics[i]);
        }
        var _ = vga.in(0x3DA);
        for (int i = 0; i < attribute.length; i++) {
            vga.out(0x3C0, i);
            vga.out(0x3C0, attribute[i]);
        }
        vga.out(0x3C0, 0x20);
    }

    /// Loads colours the way of 6 bits a part.
    private void colour(int index, int rgb) {
        guest.vga.out(0x3C8, index);
        guest.vga.out(0x3C9, rgb >> 18 & 0x3F);
        guest.vga.out(0x3C9, rgb >> 10 & 0x3F);
        guest.vga.out(0x3C9, rgb >> 2 & 0x3F);
    }

    @Test
    void mode3_looksAsTheHostsCallMakesIt() {
        guest.vga.mode(VgaMode.CHAINED_320X200); // what it finds
        boolean _ = guest.vga.render();
        program(0x67, MODE_3_SEQUENCER, MODE_3_CRTC, MODE_3_ATTRIBUTE, MODE_3_GRAPHICS);
        for (int i = 0; i < 16; i++) {
            colour(MODE_3_ATTRIBUTE[i], SIXTEEN[i]);
        }
        uploadFont();
        for (int cell = 0; cell < 0x4000; cell++) {
            guest.vga.write(0xB8000 + 2 * cell, ' ');
            guest.vga.write(0xB8001 + 2 * cell, 7);
        }
        guest.showcase(Machine.COLOUR_TEXT, 80);
        convenient.showcase(Machine.COLOUR_TEXT, 80);
        assertArrayEquals(convenient.shown().pixels(), guest.shown().pixels());
        guest.assertShows("text-80x25");
    }

    private void uploadFont() {
        guest.sequencer(2, 4);
        guest.sequencer(4, 7);
        guest.graphics(4, 2);
        guest.graphics(5, 0);
        guest.graphics(6, 4);
        CodePageFont font = CodePageFont.of8x16();
        for (int i = 0; i < 256 * 32; i++) {
            int bits = i % 32 < 16 ? font.row(i / 32, i % 32) : 0;
            guest.vga.write(0xA0000 + i, bits);
            assertEquals(bits, guest.vga.read(0xA0000 + i));
        }
        guest.sequencer(2, 3);
        guest.sequencer(4, 3);
        guest.graphics(4, 0);
        guest.graphics(5, 0x10);
        guest.graphics(6, 0x0E);
    }

    @Test
    void mode13_looksAsTheHostsCallMakesIt() {
        program(0x63, MODE_13_SEQUENCER, MODE_13_CRTC, MODE_13_ATTRIBUTE, MODE_13_GRAPHICS);
        convenient.vga.mode(VgaMode.CHAINED_320X200);
        for (int i = 0; i < 16; i++) {
            colour(i, SIXTEEN[i]);
        }
        for (int i = 0; i < 64000; i++) {
            int colour = (i / 320 + i % 320) / 16 % 16;
            guest.vga.write(Machine.GRAPHICS + i, colour);
            convenient.vga.write(Machine.GRAPHICS + i, colour);
            assertEquals(colour, guest.vga.read(Machine.GRAPHICS + i));
        }
        assertEquals(320, guest.shown().width());
        assertEquals(200, guest.shown().height());
        assertArrayEquals(convenient.shown().pixels(), guest.shown().pixels());
    }

    /// From mode 13h to planes that are not chained, as Michael Abrash's article does it.
    @Test
    void modeX_looksAsTheHostsCallMakesIt() {
        guest.vga.mode(VgaMode.CHAINED_320X200);
        convenient.vga.mode(VgaMode.UNCHAINED_320X240);
        guest.sequencer(4, 0x06);
        guest.sequencer(0, 0x01);
        guest.vga.out(0x3C2, 0xE3);
        guest.sequencer(0, 0x03);
        guest.vga.out(0x3D4, 0x11);
        guest.vga.out(0x3D5, guest.vga.in(0x3D5) & 0x7F);
        int[] words = {
            0x0D06, 0x3E07, 0x4109, 0xEA10, 0xAC11, 0xDF12, 0x0014, 0xE715, 0x0616, 0xE317
        };
        for (int word : words) {
            guest.vga.outWord(0x3D4, word);
        }
        for (Machine machine : new Machine[] {guest, convenient}) {
            for (int y = 0; y < 240; y++) {
                for (int x = 0; x < 320; x++) {
                    machine.sequencer(2, 1 << (x & 3));
                    machine.vga.write(Machine.GRAPHICS + y * 80 + x / 4, x + y);
                }
            }
        }
        assertEquals(240, guest.shown().height());
        assertArrayEquals(convenient.shown().pixels(), guest.shown().pixels());
    }
}
