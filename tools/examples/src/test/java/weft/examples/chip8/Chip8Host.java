package weft.examples.chip8;

import weft.junit5.DisplayHost;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

/// The machine as its tests see it: four times as large, in the green of its time. The keys are 0
/// to 9 and a to f.
public final class Chip8Host implements DisplayHost {

    static final int SCALE = 4;
    static final int WIDTH = Chip8.WIDTH * SCALE;
    static final int HEIGHT = Chip8.HEIGHT * SCALE;

    private static final int LIT = 0x40FF40;
    private static final int DARK = 0x002800;

    private final Chip8 machine;
    private final int[] pixels = new int[WIDTH * HEIGHT];

    /// A machine with a program.
    public Chip8Host(int... program) {
        machine = new Chip8(program);
    }

    @Override
    public VncServerBuilder server() {
        return VncServer.builder(WIDTH, HEIGHT).name("CHIP-8").onKey(this::key);
    }

    /// Comes from another thread than the frames.
    private synchronized void key(long keysym, boolean down) {
        int digit = Character.digit((int) keysym, 16);
        if (down && digit >= 0) {
            machine.press(digit);
        }
    }

    @Override
    public synchronized void nextFrame(VncServer server) {
        machine.frame();
        for (int i = 0; i < pixels.length; i++) {
            boolean isLit = machine.isLit(i % WIDTH / SCALE, i / WIDTH / SCALE);
            pixels[i] = isLit ? LIT : DARK;
        }
        server.publish(pixels);
    }
}
