package weft.examples.mos6502;

import static java.nio.charset.StandardCharsets.US_ASCII;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Group;
import weft.framebuffer.View;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// A game on a display: `vncviewer localhost:5900`, the cursor keys, and the space bar to begin.
///
/// The display is a view of the computer's memory, each pixel as large as four by four.
public final class Bricks {
    private static final int SCALE = 4;
    private static final long FRAME_NANOS = 1_000_000_000 / 60;

    /// By keysym.
    private static final Map<Long, Integer> KEYS =
            Map.of(
                    0xFF51L, Computer.LEFT,
                    0xFF52L, Computer.UP,
                    0xFF53L, Computer.RIGHT,
                    0xFF54L, Computer.DOWN,
                    0x20L, Computer.FIRE);

    private final Computer computer;
    private final Framebuffer framebuffer;

    /// A game that has not begun.
    public Bricks(Random random) throws IOException {
        computer = new Computer(program(), random);
        framebuffer = new Framebuffer(computer.picture());
        framebuffer.view(View.PLAIN.scaled(SCALE));
    }

    private static byte[] program() throws IOException {
        try (InputStream in = Bricks.class.getResourceAsStream("bricks.asm")) {
            if (in == null) {
                throw new IOException("bricks.asm is missing");
            }
            return Assembler.assemble(new String(in.readAllBytes(), US_ASCII));
        }
    }

    /// A server that shows it.
    public VncServerBuilder server() {
        return VncServer.builder(framebuffer)
                .name("Bricks")
                .onKey((keysym, down) -> computer.key(KEYS.getOrDefault(keysym, 0), down));
    }

    /// A sixtieth of a second. No viewer sees the half of it.
    public void frame() {
        try (Group _ = framebuffer.begin()) {
            framebuffer.damage(computer.frame());
        }
    }

    /// Serves until it is killed.
    public static void main(String[] args) throws Exception {
        var game = new Bricks(new Random());
        try (VncServer _ = game.server().listen(5900).start()) {
            for (long next = System.nanoTime(); ; next += FRAME_NANOS) {
                game.frame();
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }
}
