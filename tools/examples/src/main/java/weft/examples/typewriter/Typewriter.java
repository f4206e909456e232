package weft.examples.typewriter;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.font.CodePage437;
import weft.framebuffer.vga.Vga;
import weft.rfb.keysym.Keysyms;
import weft.server.VncServer;

import java.util.function.LongSupplier;

/// A typewriter: what is typed appears on a screen of 80x25 characters, which scrolls.
///
/// All drawing is what a program for a PC would do: bytes to 0xB8000, and the cursor through the
/// ports 3D4 and 3D5. Keys come from the server's thread and frames from another, so both take
/// turns.
public final class Typewriter {

    private static final int COLUMNS = 80;
    private static final int ROWS = 25;
    private static final int SCREEN = 0xB8000;
    private static final int YELLOW_ON_BLUE = 0x1E;
    private static final int GREY = 0x07;
    private static final int CURSOR_HIGH = 0x0E;
    private static final int CURSOR_LOW = 0x0F;

    private final Vga vga;

    /// Where the next character goes: a cell, row by row.
    private int at = 2 * COLUMNS;

    /// @param clock nanoseconds, from any thread: the cursor blinks by it
    public Typewriter(LongSupplier clock) {
        vga = new Vga(clock);
        String title = " A typewriter: 80x25 characters in code page 437. Type anything. ";
        for (int i = 0; i < COLUMNS; i++) {
            put(i, i < title.length() ? title.charAt(i) : ' ', YELLOW_ON_BLUE);
        }
        moveCursor();
    }

    public Framebuffer framebuffer() {
        return vga.framebuffer();
    }

    /// Types a key, by its X11 keysym.
    public synchronized void key(long keysym, boolean down) {
        if (!down) {
            return;
        }
        Keysyms.codePoint(keysym).ifPresent(this::type);
        if (at == COLUMNS * ROWS) {
            scroll();
        }
        moveCursor();
    }

    private void type(int character) {
        if (character == '\r') {
            at += COLUMNS - at % COLUMNS;
        } else if (character == '\b') {
            at = Math.max(at - 1, COLUMNS);
            put(at, ' ', GREY);
        } else if (character >= ' ' && CodePage437.code(character) >= 0) {
            put(at, character, GREY);
            at++;
        }
    }

    /// Shows what was typed, and the cursor's blinking: to be called for each frame.
    public synchronized void frame() {
        boolean _ = vga.render();
    }

    private void put(int cell, int character, int attribute) {
        vga.write(SCREEN + 2 * cell, CodePage437.code(character));
        vga.write(SCREEN + 2 * cell + 1, attribute);
    }

    /// Moves all rows below the title up by one.
    private void scroll() {
        for (int i = 2 * COLUMNS; i < 2 * COLUMNS * (ROWS - 1); i++) {
            vga.write(SCREEN + i, vga.read(SCREEN + i + 2 * COLUMNS));
        }
        at -= COLUMNS;
        for (int i = 0; i < COLUMNS; i++) {
            put(at + i, ' ', GREY);
        }
    }

    private void moveCursor() {
        vga.outWord(0x3D4, (at & 0xFF00) | CURSOR_HIGH);
        vga.outWord(0x3D4, (at & 0xFF) << 8 | CURSOR_LOW);
    }

    /// Serves until it is killed: `vncviewer localhost:5900`.
    public static void main(String[] args) throws Exception {
        Typewriter typewriter = new Typewriter(System::nanoTime);
        try (VncServer server =
                VncServer.builder(typewriter.framebuffer())
                        .name("Typewriter")
                        .listen(5900)
                        .onKey(typewriter::key)
                        .start()) {
            while (server.framebuffer() == typewriter.framebuffer()) {
                typewriter.frame();
                Thread.sleep(16);
            }
        }
    }
}
