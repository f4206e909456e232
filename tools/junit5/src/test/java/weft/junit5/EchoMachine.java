package weft.junit5;

import weft.framebuffer.font.BitmapFont;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.util.Arrays;

/// A machine of 160x48 pixels: the text that is typed in the upper row, a mark where the mouse was
/// clicked, and a bar that has grown by a pixel with each frame below, up to 100.
final class EchoMachine implements DisplayHost {

    static final int WIDTH = 160;
    static final int HEIGHT = 48;
    static final int BAR = 40;
    static final int INK = 0xFFFFFF;
    static final int PAPER = 0x000080;

    private final BitmapFont font = BitmapFont.regular();
    private final StringBuilder text = new StringBuilder();
    private final int[] pixels = new int[WIDTH * HEIGHT];
    private int clickX = -1;
    private int clickY = -1;
    private int frames;
    boolean closed;

    @Override
    public VncServerBuilder server() {
        return VncServer.builder(WIDTH, HEIGHT)
                .name("echo")
                .onKey(this::key)
                .onPointer((x, y, buttons) -> {
                    if (buttons == 1) {
                        click(x, y);
                    }
                });
    }

    private synchronized void key(long keysym, boolean down) {
        if (down && keysym < 0x7F) {
            text.append((char) keysym);
        } else if (down) {
            text.setLength(0);
        }
    }

    private synchronized void click(int x, int y) {
        clickX = x;
        clickY = y;
    }

    @Override
    public synchronized void nextFrame(VncServer server) {
        frames++;
        Arrays.fill(pixels, PAPER);
        for (int i = 0; i < text.length(); i++) {
            for (int y = 0; y < font.height(); y++) {
                int row = font.row(text.charAt(i), y);
                for (int x = 0; x < font.width(); x++) {
                    if ((row >> (font.width() - 1 - x) & 1) != 0) {
                        pixels[y * WIDTH + i * font.width() + x] = INK;
                    }
                }
            }
        }
        Arrays.fill(pixels, BAR * WIDTH, BAR * WIDTH + Math.min(frames, 100), INK);
        if (clickX >= 0) {
            pixels[clickY * WIDTH + clickX] = 0xFF0000;
        }
        server.publish(pixels);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
