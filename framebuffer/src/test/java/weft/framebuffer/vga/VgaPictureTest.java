package weft.framebuffer.vga;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.framebuffer.font.CodePageFont;

/// What each mode looks like, compared with the pictures beside the test.
class VgaPictureTest {

    private final Machine machine = new Machine();
    private final Vga vga = machine.vga;

    @Test
    void text80x25_hasCharactersOf9x16() {
        machine.showcase(Machine.COLOUR_TEXT, 80);
        machine.assertShows("text-80x25");
    }

    @Test
    void text80x50_hasCharactersOf8x8() {
        vga.mode(VgaMode.TEXT_80X50);
        machine.showcase(Machine.COLOUR_TEXT, 80);
        machine.assertShows("text-80x50");
    }

    @Test
    void text132x43_hasCharactersOf8x8() {
        vga.mode(VgaMode.TEXT_132X43);
        machine.showcase(Machine.COLOUR_TEXT, 132);
        machine.text(Machine.COLOUR_TEXT, 132, 0, 0, "<".repeat(131) + ">", 0x70);
        machine.text(Machine.COLOUR_TEXT, 132, 0, 42, "<".repeat(131) + ">", 0x70);
        machine.assertShows("text-132x43");
    }

    @Test
    void monochrome_underlines() {
        vga.mode(VgaMode.MONOCHROME_80X25);
        int attribute = 0;
        for (int row = 1; row <= 16; row++) {
            for (int column = 0; column < 16; column++, attribute++) {
                String text = "%02Xgj ".formatted(attribute);
                machine.text(0xB0000, 80, column * 5, row, text, attribute);
            }
        }
        vga.outWord(0x3B4, 0x200A); // no cursor
        machine.assertShows("mono-80x25");
    }

    @Test
    void backgrounds_areSixteenWithoutBlinking() {
        machine.showcase(Machine.COLOUR_TEXT, 80);
        machine.attribute(0x10, 0x04);
        machine.assertShows("text-16-backgrounds");
        machine.now += 300_000_000; // blinking text would be hidden
        machine.cursor(0x7FFF);
        boolean _ = vga.render();
        int[] then = vga.framebuffer().snapshot().pixels();
        machine.now += 300_000_000;
        boolean _ = vga.render();
        assertArrayEquals(then, vga.framebuffer().snapshot().pixels());
    }

    @Test
    void secondFont_isThatOfBrightCharacters() {
        byte[] rows = new byte[256 * 16];
        CodePageFont regular = CodePageFont.of8x16();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) regular.row(i / 16, 15 - i % 16); // upside down
        }
        vga.font(5, CodePageFont.of(rows));
        machine.showcase(Machine.COLOUR_TEXT, 80);
        machine.sequencer(3, 0b100100); // block 5 with bit 3 of the attribute, block 0 without
        machine.assertShows("text-two-fonts");
    }

    @Test
    void fontUpload_changesWhatIsShown() {
        machine.text(Machine.COLOUR_TEXT, 80, 0, 0, "ABBA", 0x0F);
        int[] before = machine.shown().pixels();
        // as a program does it: plane 2 alone, addresses in a row, at A0000
        machine.sequencer(2, 4);
        machine.sequencer(4, 6);
        machine.graphics(5, 0);
        machine.graphics(6, 4);
        for (int row = 0; row < 16; row++) {
            vga.write(Machine.GRAPHICS + 'B' * 32 + row, row % 2 == 0 ? 0xAA : 0x55);
        }
        machine.sequencer(2, 3);
        machine.sequencer(4, 2);
        machine.graphics(5, 0x10);
        machine.graphics(6, 0x0E);
        int[] after = machine.shown().pixels();
        assertEquals(before[2], after[2], "an A");
        assertEquals(0xFFFFFF, after[9]);
        assertEquals(0, after[10]);
        assertEquals(0, after[720 + 9]);
        assertEquals(0xFFFFFF, after[720 + 10]);
        assertEquals(0, after[720 + 17], "the ninth column");
        assertEquals('B', vga.read(Machine.COLOUR_TEXT + 2));
        assertEquals(0x0F, vga.read(Machine.COLOUR_TEXT + 3));
    }

    @Test
    void panningAndSplit_moveTextByPixels() {
        machine.showcase(Machine.COLOUR_TEXT, 80);
        for (int row = 0; row < 6; row++) {
            machine.text(Machine.COLOUR_TEXT, 80, 0, row + 26, "-".repeat(79) + "|", 0x2F);
        }
        machine.crtc(0x0C, 160 >> 8);
        machine.crtc(0x0D, 160); // two rows down
        machine.crtc(0x08, 5); // and five pixels
        machine.attribute(0x13, 2); // three to the right
        machine.attribute(0x10, 0x2C); // but not below the split
        int line = 299;
        machine.crtc(0x11, 0x0E);
        machine.crtc(0x18, line & 0xFF);
        machine.crtc(0x07, 0x0F | (line >> 4 & 0x10));
        machine.crtc(0x09, 0x0F);
        machine.assertShows("text-panning");
    }

    @Test
    void planar_drawsWithAllWriteModes() {
        vga.mode(VgaMode.PLANAR_640X480);
        for (int colour = 0; colour < 16; colour++) { // mode 0, set/reset
            machine.graphics(0, colour);
            machine.graphics(1, 0x0F);
            for (int y = 0; y < 160; y++) {
                for (int x = 0; x < 5; x++) {
                    vga.write(Machine.GRAPHICS + y * 80 + colour * 5 + x, 0);
                }
            }
        }
        machine.graphics(1, 0);
        machine.graphics(5, 2); // mode 2: a triangle, pixel by pixel
        for (int y = 0; y < 120; y++) {
            for (int x = 20; x < 20 + 2 * y; x++) {
                int at = Machine.GRAPHICS + (180 + y) * 80 + x / 8;
                machine.graphics(8, 0x80 >> x % 8);
                var _ = vga.read(at);
                vga.write(at, (x + y) / 8);
            }
        }
        machine.graphics(5, 3); // mode 3: text in yellow over what is there
        machine.graphics(8, 0xFF);
        machine.graphics(0, 14);
        CodePageFont font = CodePageFont.of8x16();
        String text = "Write mode 3 draws text over anything";
        for (int i = 0; i < text.length(); i++) {
            for (int row = 0; row < 16; row++) {
                int at = Machine.GRAPHICS + (100 + row) * 80 + 10 + i;
                var _ = vga.read(at);
                vga.write(at, font.row(text.charAt(i), row));
            }
        }
        machine.graphics(5, 1); // mode 1: a copy of the upper right quarter
        for (int y = 0; y < 240; y++) {
            for (int x = 0; x < 40; x++) {
                var _ = vga.read(Machine.GRAPHICS + y * 80 + x);
                vga.write(Machine.GRAPHICS + (y + 240) * 80 + 40 + x, 0);
            }
        }
        machine.graphics(5, 0); // mode 0 with XOR
        machine.graphics(3, 0x18);
        for (int y = 40; y < 300; y++) {
            for (int x = 50; x < 60; x++) {
                var _ = vga.read(Machine.GRAPHICS + y * 80 + x);
                vga.write(Machine.GRAPHICS + y * 80 + x, 0xF0);
            }
        }
        machine.assertShows("planar-640x480");
    }

    @Test
    void chained_showsTheColoursOfTheBios() {
        vga.mode(VgaMode.CHAINED_320X200);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 320; x++) {
                int colour = y < 192 ? y / 12 * 16 + x / 20 : x;
                vga.write(Machine.GRAPHICS + y * 320 + x, colour);
            }
        }
        machine.assertShows("chained-320x200");
        int[] pixels = machine.shown().pixels();
        int last = 192 * 320; // a row with one pixel of each
        assertEquals(0xAA5500, pixels[last + 6], "brown");
        assertEquals(0x717171, pixels[last + 0x18], "a grey");
        assertEquals(0x0000FF, pixels[last + 0x20], "blue begins the circle of hues");
        assertEquals(0xFF0000, pixels[last + 0x28]);
        assertEquals(0xFFFF00, pixels[last + 0x2C]);
        assertEquals(0x00FF00, pixels[last + 0x30]);
        assertEquals(0x0041FF, pixels[last + 0x37]);
        assertEquals(0x2C2C41, pixels[last + 0xE0], "dark and pale");
    }

    @Test
    void chained_showsTheGuestsColours() {
        vga.mode(VgaMode.CHAINED_320X200);
        vga.out(0x3C8, 0);
        for (int i = 0; i < 256; i++) {
            vga.out(0x3C9, i / 4);
            vga.out(0x3C9, i % 64);
            vga.out(0x3C9, 63 - i / 4);
        }
        for (int i = 0; i < 64000; i++) {
            int x = i % 320 - 160;
            int y = i / 320 - 100;
            vga.write(Machine.GRAPHICS + i, (x * x + y * y) / 64);
        }
        machine.assertShows("chained-colours");
    }

    @Test
    void unchained_flipsPages() {
        vga.mode(VgaMode.UNCHAINED_320X240);
        assertEquals(320, machine.shown().width());
        for (int page = 0; page < 2; page++) {
            for (int x = 0; x < 320; x++) {
                machine.sequencer(2, 1 << x % 4);
                for (int y = 0; y < 240; y++) {
                    int colour = page == 0 ? 4 : (x ^ y) & 0xFF;
                    vga.write(Machine.GRAPHICS + page * 19200 + y * 80 + x / 4, colour);
                }
            }
        }
        int[] first = machine.shown().pixels();
        assertEquals(0xAA0000, first[0]);
        assertEquals(0xAA0000, first[320 * 240 - 1]);
        machine.crtc(0x0C, 19200 >> 8);
        machine.crtc(0x0D, 0x00);
        machine.assertShows("unchained-320x240");
    }

    /// The CGA's modes 4 and 6, which interleave rows: their registers as IBM's manual has them.
    @Test
    void cga_hasPackedPixelsInTwoBanks() {
        int[] crtc = {
            0x2D, 0x27, 0x28, 0x90, 0x2B, 0x80, 0xBF, 0x1F, 0x00, 0xC1, 0, 0, 0, 0, 0, 0, 0x9C,
            0x0E, 0x8F, 0x14, 0x00, 0x96, 0xB9, 0xA2, 0xFF
        };
        vga.out(0x3C2, 0x63);
        machine.crtc(0x11, 0);
        for (int i = 0; i < crtc.length; i++) {
            machine.crtc(i, crtc[i]);
        }
        machine.sequencer(1, 0x09);
        machine.sequencer(4, 0x02);
        machine.graphics(5, 0x30);
        machine.graphics(6, 0x0F);
        int[] colours = {0x00, 0x3B, 0x3D, 0x3F};
        for (int i = 0; i < 4; i++) {
            machine.attribute(i, colours[i]);
        }
        machine.attribute(0x10, 0x01);
        machine.attribute(0x12, 0x03);
        machine.attribute(0x13, 0x00);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 80; x++) {
                int pixels = x < 20 ? 0b00011011 : y < 100 ? 0x55 * (x / 20) : (x * 3 + y) & 0xFF;
                vga.write(Machine.COLOUR_TEXT + (y % 2) * 0x2000 + y / 2 * 80 + x, pixels);
            }
        }
        machine.assertShows("cga-320x200");
    }

    @Test
    void linear_hasAnySizeAndDepth() {
        for (int bits : new int[] {8, 15, 16, 32}) {
            vga.linear(100, 70, bits);
            assertEquals(100 * 70 * ((bits + 7) / 8), vga.linearSize());
            byte[] red =
                    switch (bits) {
                        case 8 -> new byte[] {4};
                        case 15 -> new byte[] {0, 0x7C};
                        case 16 -> new byte[] {0, (byte) 0xF8};
                        default -> new byte[] {0, 0, (byte) 0xFF, 0};
                    };
            int at = (20 * 100 + 30) * red.length;
            vga.writeLinear(at, red, 0, red.length);
            assertEquals(red[red.length - 1] & 0xFF, vga.readLinear(at + red.length - 1));
            assertTrue(vga.render());
            int[] pixels = vga.framebuffer().snapshot().pixels();
            assertEquals(7000, pixels.length);
            assertEquals(bits == 8 ? 0xAA0000 : 0xFF0000, pixels[2030], bits + " bits");
            assertEquals(0, pixels[2031]);
            assertFalse(vga.render());
            vga.writeLinear(-1, 1);
            vga.writeLinear(vga.linearSize(), 1);
            assertEquals(0xFF, vga.readLinear(-1));
            assertEquals(0xFF, vga.readLinear(vga.linearSize()));
            assertFalse(vga.render());
        }
        assertThrows(IllegalArgumentException.class, () -> vga.linear(100, 70, 24));
        assertThrows(IllegalArgumentException.class, () -> vga.linear(20000, 70, 8));
        assertThrows(IllegalArgumentException.class, () -> vga.linear(0, 70, 8));
        assertEquals(14000 * 2, vga.linearSize(), "as it was");
    }

    @Test
    void linear_endsWithAMode_andLeavesItsColours() {
        machine.showcase(Machine.COLOUR_TEXT, 80);
        int[] text = machine.shown().pixels();
        vga.linear(64, 64, 8);
        vga.out(0x3C8, 7);
        for (int i = 0; i < 3; i++) {
            vga.out(0x3C9, 1);
        }
        vga.writeLinear(0, 7);
        boolean _ = vga.render();
        assertEquals(0x040404, vga.framebuffer().snapshot().pixels()[0]);
        vga.mode(VgaMode.TEXT_80X25);
        machine.showcase(Machine.COLOUR_TEXT, 80);
        assertArrayEquals(text, machine.shown().pixels());
        assertEquals(0, vga.linearSize());
        assertEquals(0xFF, vga.readLinear(0));
    }

    @Test
    void palette_changesColoursWithoutDrawing() {
        machine.showcase(Machine.COLOUR_TEXT, 80);
        int[] before = machine.shown().pixels();
        vga.out(0x3C8, 0);
        vga.out(0x3C9, 63);
        vga.out(0x3C9, 0);
        vga.out(0x3C9, 0);
        assertTrue(vga.render());
        int[] after = vga.framebuffer().snapshot().pixels();
        for (int i = 0; i < before.length; i++) {
            assertEquals(before[i] == 0 ? 0xFF0000 : before[i], after[i]);
        }
        vga.out(0x3C6, 0); // the mask: everything has colour 0
        int[] masked = machine.shown().pixels();
        for (int pixel : masked) {
            assertEquals(0xFF0000, pixel);
        }
    }

    @Test
    void attributePalette_choosesAmongTheDacs() {
        machine.text(Machine.COLOUR_TEXT, 80, 0, 0, "█", 0x01);
        assertEquals(0x0000AA, machine.shown().pixels()[0]);
        machine.attribute(1, 0x3E);
        assertEquals(0xFFFF55, machine.shown().pixels()[0]);
        machine.attribute(0x12, 0); // no plane counts: colour 0
        assertEquals(0, machine.shown().pixels()[0]);
        machine.attribute(0x12, 0xF);
        machine.attribute(0x14, 0x0C); // the upper two bits
        vga.out(0x3C8, 0xFE);
        vga.out(0x3C9, 0);
        vga.out(0x3C9, 63);
        vga.out(0x3C9, 0);
        assertEquals(0x00FF00, machine.shown().pixels()[0]);
        machine.attribute(0x10, 0x8C); // and the two below them
        machine.attribute(0x14, 0x0F);
        assertEquals(0x00FF00, machine.shown().pixels()[0]);
        machine.attribute(0x14, 0x0E);
        assertNotEquals(0x00FF00, machine.shown().pixels()[0]);
    }

    @Test
    void display_canBeTurnedOffInTwoWays() {
        machine.showcase(Machine.COLOUR_TEXT, 80);
        int[] shown = machine.shown().pixels();
        machine.attribute(0x11, 0x02);
        var _ = vga.in(0x3DA);
        vga.out(0x3C0, 0); // the palette is the guest's: all has the border's colour
        for (int pixel : machine.shown().pixels()) {
            assertEquals(0x00AA00, pixel);
        }
        assertFalse(vga.render());
        var _ = vga.in(0x3DA);
        vga.out(0x3C0, 0x20);
        assertArrayEquals(shown, machine.shown().pixels());
        machine.sequencer(1, 0x20); // the screen off
        for (int pixel : machine.shown().pixels()) {
            assertEquals(0, pixel);
        }
        machine.sequencer(1, 0);
        assertArrayEquals(shown, machine.shown().pixels());
    }
}
