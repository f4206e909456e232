package weft.framebuffer.vga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.font.CodePage437;
import weft.framebuffer.image.Images;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A guest with an adapter in a time of its own, and the pictures that it is compared with.
final class Machine {

    static final int COLOUR_TEXT = 0xB8000;
    static final int GRAPHICS = 0xA0000;

    long now;
    final Vga vga = new Vga(() -> now);

    /// Text at a cell, in an adapter of so many columns.
    void text(int memory, int columns, int column, int row, String text, int attribute) {
        int at = memory + 2 * (row * columns + column);
        for (int i = 0; i < text.length(); i++) {
            vga.write(at++, CodePage437.code(text.charAt(i)));
            vga.write(at++, attribute);
        }
    }

    void crtc(int index, int value) {
        vga.outWord(0x3D4, value << 8 | index);
    }

    void graphics(int index, int value) {
        vga.outWord(0x3CE, value << 8 | index);
    }

    void sequencer(int index, int value) {
        vga.outWord(0x3C4, value << 8 | index);
    }

    void attribute(int index, int value) {
        var _ = vga.in(0x3DA);
        vga.out(0x3C0, index);
        vga.out(0x3C0, value);
        vga.out(0x3C0, 0x20);
    }

    void cursor(int cell) {
        crtc(0x0E, cell >> 8);
        crtc(0x0F, cell & 0xFF);
    }

    /// All characters, all attributes, and boxes: what a text mode can show.
    void showcase(int memory, int columns) {
        for (int code = 0; code < 256; code++) {
            int at = memory + 2 * ((code / 32 + 1) * columns + code % 32 + 2);
            vga.write(at, code);
            vga.write(at + 1, 0x0F);
            int cell = memory + 2 * ((code / 16 + 1) * columns + code % 16 * 2 + 38);
            vga.write(cell, 'A' + code % 26);
            vga.write(cell + 1, code);
            vga.write(cell + 2, '.');
            vga.write(cell + 3, code);
        }
        text(memory, columns, 2, 10, "╔══╦══╗┌──┬──┐╒══╤══╕╓──╥──╖░▒▓█", 0x1E);
        text(memory, columns, 2, 11, "║▄▀║▌▐║│▄▀│▌▐││▄▀│▌▐│║▄▀║▌▐║░▒▓█", 0x1E);
        text(memory, columns, 2, 12, "╠══╬══╣├──┼──┤╞══╪══╡╟──╫──╢░▒▓█", 0x1E);
        text(memory, columns, 2, 13, "╚══╩══╝└──┴──┘╘══╧══╛╙──╨──╜░▒▓█", 0x1E);
        text(memory, columns, 2, 15, "The quick brown fox jumps over", 0x0A);
        text(memory, columns, 2, 16, "the lazy dog, 0123456789 times.", 0x0A);
        text(memory, columns, 2, 17, "Größe, façade, señor, ½ µ ≈ ∞", 0x0B);
        cursor(17 * columns + 31);
    }

    Frame shown() {
        boolean _ = vga.render();
        return vga.framebuffer().snapshot();
    }

    void assertShows(String golden) {
        boolean _ = vga.render();
        assertGolden(golden, vga.framebuffer());
    }

    /// Compares with a picture of the test's resources, and leaves what is shown beside the classes
    /// if it is another.
    static void assertGolden(String golden, Framebuffer framebuffer) {
        Frame frame = framebuffer.snapshot();
        try (InputStream in = Machine.class.getResourceAsStream(golden + ".png")) {
            Path actual = Path.of("target", "goldens", "vga-" + golden + ".png");
            Files.createDirectories(actual.getParent());
            Images.write(frame, actual);
            assertNotNull(in, "there is no picture " + golden + ".png; shown was " + actual);
            XrgbSurface expected = Images.read(in);
            assertEquals(
                    expected.width() + "x" + expected.height(),
                    frame.width() + "x" + frame.height(),
                    golden);
            int[] shown = frame.pixels();
            for (int i = 0; i < shown.length; i++) {
                if (shown[i] != expected.pixels()[i]) {
                    assertEquals(
                            "%06x".formatted(expected.pixels()[i]),
                            "%06x".formatted(shown[i]),
                            "%s at %d,%d; shown was %s"
                                    .formatted(
                                            golden, i % frame.width(), i / frame.width(), actual));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
