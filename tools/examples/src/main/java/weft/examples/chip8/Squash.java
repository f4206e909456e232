package weft.examples.chip8;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.IndexedSurface;
import weft.framebuffer.View;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A game on a CHIP-8: `vncviewer localhost:5900`, and the cursor keys.
///
/// The sixteen keys of the machine are where programs of today have them: 1 2 3 4, q w e r, a s d f
/// and z x c v, for 1 2 3 C, 4 5 6 D, 7 8 9 E and A 0 B F.
public final class Squash {

    private static final int SCALE = 8;
    private static final int LIT = 0x40FF40;
    private static final int DARK = 0x002800;
    private static final int SPEED = 40; // instructions a frame
    private static final long FRAME_NANOS = 1_000_000_000 / 60;

    private static final PcmFormat SOUND = new PcmFormat(SampleFormat.S16, 1, 22_050);
    private static final int SAMPLES_PER_FRAME = 22_050 / 60;
    private static final int SAMPLES_PER_WAVE = 22_050 / 441;
    private static final short LOUD = 6000;

    private static final String KEYS = "x123qweasdzc4rfv"; // 0 to F
    private static final Map<Long, Integer> CURSOR_KEYS = Map.of(0xFF51L, 4, 0xFF53L, 6);

    private final Chip8 machine = new Chip8(Programs.squash());
    private final byte[] picture = new byte[Chip8.WIDTH * Chip8.HEIGHT];
    private final IndexedSurface surface =
            IndexedSurface.of(picture, Chip8.WIDTH, Chip8.HEIGHT, new int[] {DARK, LIT});
    private int played; // samples

    /// A game that begins.
    public Squash() {
        machine.speed(SPEED);
    }

    /// A server that shows it and lets it be heard.
    public VncServerBuilder server() {
        return VncServer.builder(new Framebuffer(Chip8.WIDTH, Chip8.HEIGHT))
                .view(View.PLAIN.scaled(SCALE))
                .name("Squash")
                .audio(SOUND)
                .onKey(this::key);
    }

    /// Comes from another thread than the frames.
    private synchronized void key(long keysym, boolean down) {
        int digit = CURSOR_KEYS.getOrDefault(keysym, KEYS.indexOf((int) keysym));
        if (digit >= 0) {
            machine.hold(digit, down);
        }
    }

    /// A sixtieth of a second.
    public synchronized void frame(VncServer server) {
        machine.frame();
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (byte) (machine.isLit(i % Chip8.WIDTH, i / Chip8.WIDTH) ? 1 : 0);
        }
        server.framebuffer().publish(surface);
        server.audio().write(sound());
    }

    /// What is heard for as long.
    private short[] sound() {
        short[] samples = new short[SAMPLES_PER_FRAME];
        for (int i = 0; i < samples.length && machine.isSounding(); i++) {
            boolean high = (played + i) % SAMPLES_PER_WAVE < SAMPLES_PER_WAVE / 2;
            samples[i] = high ? LOUD : -LOUD;
        }
        played += samples.length;
        return samples;
    }

    /// Serves until it is killed.
    public static void main(String[] args) throws Exception {
        Squash game = new Squash();
        try (VncServer server = game.server().listen(5900).start()) {
            for (long next = System.nanoTime(); ; next += FRAME_NANOS) {
                game.frame(server);
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }
}
