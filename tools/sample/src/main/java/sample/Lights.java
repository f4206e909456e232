package sample;

import weft.server.VncServer;
import weft.server.VncServerBuilder;

/// Ten lights; the keys 0 to 9 switch them: `vncviewer localhost:5900`.
public final class Lights {

    private static final int COUNT = 10;
    private static final int SIZE = 32;
    private static final int WIDTH = COUNT * SIZE;
    private static final int LIT = 0xFFD040; // 0xRRGGBB
    private static final int DARK = 0x302820;

    private final boolean[] lit = new boolean[COUNT];
    private final int[] pixels = new int[WIDTH * SIZE];

    /// A server that shows them.
    VncServerBuilder server() {
        return VncServer.builder(WIDTH, SIZE).name("Lights").onKey(this::key);
    }

    /// A viewer's key; it comes from another thread than the frames.
    private synchronized void key(long keysym, boolean down) {
        if (down && keysym >= '0' && keysym <= '9') {
            lit[(int) keysym - '0'] ^= true;
        }
    }

    /// Shows how they are.
    synchronized void frame(VncServer server) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = lit[i % WIDTH / SIZE] ? LIT : DARK;
        }
        server.publish(pixels);
    }

    /// Serves until it is killed.
    public static void main(String[] args) throws Exception {
        Lights lights = new Lights();
        try (VncServer server = lights.server().listen(5900).start()) {
            while (true) {
                lights.frame(server);
                Thread.sleep(20);
            }
        }
    }
}
