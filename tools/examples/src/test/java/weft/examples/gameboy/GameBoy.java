package weft.examples.gameboy;

import eu.rekawek.coffeegb.core.ExecutionMode;
import eu.rekawek.coffeegb.core.Gameboy;
import eu.rekawek.coffeegb.core.Gameboy.BootstrapMode;
import eu.rekawek.coffeegb.core.Gameboy.GameboyConfiguration;
import eu.rekawek.coffeegb.core.events.Event;
import eu.rekawek.coffeegb.core.events.EventBusImpl;
import eu.rekawek.coffeegb.core.gpu.Display;
import eu.rekawek.coffeegb.core.gpu.Display.DmgFrameReadyEvent;
import eu.rekawek.coffeegb.core.gpu.Display.GbcFrameReadyEvent;
import eu.rekawek.coffeegb.core.joypad.Button;
import eu.rekawek.coffeegb.core.joypad.ButtonPressEvent;
import eu.rekawek.coffeegb.core.joypad.ButtonReleaseEvent;
import eu.rekawek.coffeegb.core.memory.cart.Rom;
import eu.rekawek.coffeegb.core.serial.SerialEndpoint;
import eu.rekawek.coffeegb.core.sound.Sound.SoundSampleEvent;
import eu.rekawek.coffeegb.core.sound.StereoPcmConverter;

import weft.framebuffer.IndexedSurface;
import weft.framebuffer.PixelLayout;
import weft.framebuffer.PixelMemory;
import weft.framebuffer.PixelSurface;
import weft.framebuffer.Surface;
import weft.framebuffer.View;
import weft.rfb.audio.PcmFormat;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A Game Boy with a cartridge: the cursor keys, x for A, z for B, Return for START, Shift for
/// SELECT.
///
/// The emulator says what it has through its event bus, on the thread that runs it: a picture of
/// four shades in an `int[]` that it draws into again at once, and a sixtieth of a second of sound
/// at a time. Both are handed over as they are. The viewers' keys come from another thread, so they
/// wait for the next frame.
final class GameBoy implements AutoCloseable {

    static final int WIDTH = Display.DISPLAY_WIDTH;
    static final int HEIGHT = Display.DISPLAY_HEIGHT;

    /// 154 lines of the clock's 4 MiHz.
    static final int TICKS_PER_FRAME = 154 * 456;

    static final double FRAMES_PER_SECOND = (double) (1 << 22) / TICKS_PER_FRAME;

    /// How large a pixel of it is for viewers.
    static final int SCALE = 3;

    /// The colour of its lightest shade.
    static final int LIGHTEST = 0xE0F8D0;

    private static final int[] SHADES = {LIGHTEST, 0x88C070, 0x346856, 0x081820};
    private static final int FULL_VOLUME = 100;

    /// By keysym.
    private static final Map<Long, Button> BUTTONS =
            Map.of(
                    0xFF51L,
                    Button.LEFT,
                    0xFF52L,
                    Button.UP,
                    0xFF53L,
                    Button.RIGHT,
                    0xFF54L,
                    Button.DOWN,
                    (long) 'x',
                    Button.A,
                    (long) 'z',
                    Button.B,
                    0xFF0DL,
                    Button.START,
                    0xFFE1L,
                    Button.SELECT);

    private final Gameboy machine;
    private final EventBusImpl bus = new EventBusImpl(null, null, false);
    private final Queue<Event> buttons = new ConcurrentLinkedQueue<>();

    /// One that is switched on with a cartridge in it, past the boot ROM: so nobody looks for a
    /// logo in the cartridge, and nobody needs that ROM.
    GameBoy(byte[] cartridge) throws IOException {
        machine =
                new GameboyConfiguration(new Rom(cartridge))
                        .setBootstrapMode(BootstrapMode.SKIP)
                        .setExecutionMode(ExecutionMode.PERFORMANCE)
                        .setSupportBatterySave(false)
                        .build();
        machine.init(bus, SerialEndpoint.NULL_ENDPOINT, null);
    }

    /// A server that shows it, and takes keys for it.
    VncServerBuilder server() {
        return VncServer.builder(WIDTH, HEIGHT)
                .view(View.PLAIN.scaled(SCALE))
                .name("Game Boy")
                .audio(PcmFormat.DEFAULT)
                .onKey(this::key);
    }

    private void key(long keysym, boolean down) {
        Button button = BUTTONS.get(keysym);
        if (button != null) {
            var _ =
                    buttons.add(
                            down ? new ButtonPressEvent(button) : new ButtonReleaseEvent(button));
        }
    }

    /// Lets a server have pictures and sound from now on.
    void showOn(VncServer server) {
        bus.register(
                event -> publish(server, new IndexedSurface(memory(event.pixels()), SHADES)),
                DmgFrameReadyEvent.class);
        bus.register(
                event ->
                        publish(
                                server,
                                new PixelSurface(memory(event.pixels()), PixelLayout.XBGR1555)),
                GbcFrameReadyEvent.class);
        var converter = new StereoPcmConverter(server.audio().format().frequency());
        bus.register(event -> play(server, event, converter), SoundSampleEvent.class);
    }

    private static PixelMemory memory(int[] pixels) {
        return PixelMemory.of(pixels, WIDTH, HEIGHT);
    }

    private static void publish(VncServer server, Surface picture) {
        server.framebuffer().publish(picture);
    }

    private static void play(VncServer server, SoundSampleEvent event, StereoPcmConverter pcm) {
        int[] samples = event.buffer();
        byte[] frames = new byte[pcm.maximumPcmBytes(samples.length / 2, event.clockSpec())];
        int length = pcm.render(samples, event.clockSpec(), FULL_VOLUME, false, frames);
        server.audio().write(frames, 0, length);
    }

    /// Runs for the time of a frame.
    void frame() {
        for (Event event = buttons.poll(); event != null; event = buttons.poll()) {
            bus.post(event);
        }
        var _ = machine.runTicks(TICKS_PER_FRAME);
    }

    @Override
    public void close() {
        machine.close();
        bus.close();
    }
}
