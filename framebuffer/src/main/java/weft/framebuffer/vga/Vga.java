package weft.framebuffer.vga;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.IndexedSurface;
import weft.framebuffer.font.CodePageFont;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongSupplier;

/// A display adapter like IBM's VGA, for emulators: the guest reads and writes its memory and its
/// ports, and the host calls [#render()] as often as its screen is refreshed.
///
/// ```
/// guest   write(0xB8000, 'A')   out(0x3D4, 0x0E)      host   mode(TEXT_80X25)   render()
///              |                      |                            |               |
///         four planes  <----     registers     <-------------------'               |
///              '----------------------'------ what changed ---> surface ---> framebuffer()
/// ```
///
/// What there is: text with 8 or 9 pixels a character, two fonts of the guest's own, attributes,
/// blinking and the cursor; 16 colours in planes, with all write and read modes; the CGA's packed
/// pixels; 256 colours, chained or not; start address, panning, the split screen, the palette and
/// the DAC; and linear modes of any size, [#linear], which are not the VGA's. What there is not: a
/// border, the light pen, interrupts, and what depends on the beam's place within one frame. A
/// picture is as large as its pixels: lines that the adapter shows twice are there once, so mode
/// 13h has 320x200.
///
/// Nothing that a guest does throws, and nothing reaches outside of the adapter. Colours remain
/// indices up to the encoders, so a change of the palette costs no drawing.
///
/// Not thread-safe: guest and host take turns, or are one thread. What [#framebuffer()] has may be
/// looked at from any thread meanwhile.
public final class Vga {

    // Of what changes, nothing is drawn before render():
    //   memory          -> pages of the planes are marked, cells and rows compared with the last
    //   registers       -> all is drawn anew, and compared with what is shown
    //   DAC             -> the surface's palette; no pixel is touched
    //   time            -> the cells that blink, and the cursor's

    /// The clock stands still while a guest polls in a frame of virtual time: a read of the status
    /// takes as long as it does on an ISA bus, so that a loop that waits for the retrace ends.
    private static final long NANOS_OF_A_READ = 1000;

    private static final int NOTHING = 0xFF;

    /// Bit 4 of the input status: a monitor is there.
    private static final int MONITOR = 0x10;

    private static final int CURSOR_FRAMES_SHIFT = 3;
    private static final int BLINK_FRAMES_SHIFT = 4;

    private final LongSupplier clock;
    private final long origin;
    private final Registers registers = new Registers();
    private final Dac dac = new Dac();
    private final Planes planes = new Planes(registers);
    private final Layout layout = new Layout();
    private final TextPicture text = new TextPicture(registers, planes, layout);
    private final GraphicsPicture graphics = new GraphicsPicture(registers, planes, layout);
    private final int[] colours = new int[Dac.COLOURS];

    private byte[] pixels = {0};
    private IndexedSurface surface = IndexedSurface.of(pixels, 1, 1, colours);
    private final Framebuffer framebuffer;
    private final Damage damage;
    private @Nullable LinearMemory linear;
    private boolean surfaceShown = true;
    private boolean layoutChanged;
    private boolean wasDark;
    private boolean cursorOn = true;
    private boolean textOn = true;

    /// When the status was read last, and how many times since the clock moved.
    private long statusTime;

    private long statusReads;

    /// An adapter in the machine's time, in [VgaMode#TEXT_80X25].
    public Vga() {
        this(System::nanoTime);
    }

    /// An adapter in another time, for tests and for machines that are not run in real time: the
    /// cursor, blinking text and the retrace go by it.
    ///
    /// @param clock nanoseconds from any origin, never fewer than before, asked from any thread
    public Vga(LongSupplier clock) {
        this.clock = clock;
        this.origin = clock.getAsLong();
        framebuffer = new Framebuffer(surface, clock);
        damage = new Damage(framebuffer);
        mode(VgaMode.TEXT_80X25);
        boolean _ = render();
    }

    /// What shows the picture, whose size changes with the mode.
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    /// Puts the adapter into a known mode, as its BIOS would: registers, colours and font, and the
    /// memory cleared. It is shown by the next [#render()].
    public void mode(VgaMode mode) {
        linear = null;
        mode.set(this, planes, dac);
    }

    /// Puts the adapter into a mode of any size, as VESA's BIOS extensions have: with
    /// [#writeLinear(int, int)], pixels are written one after the other, the low byte first, rows
    /// without a gap. They are black. A [#mode] ends it; the guest's memory and ports work on, but
    /// are not shown apart from the DAC.
    ///
    /// @param bits of a pixel: 8 chooses from the DAC's colours, 15 is RGB555, 16 RGB565, 32 XRGB
    /// @throws IllegalArgumentException for other bits, or if the size is beyond the
    ///   [weft.framebuffer.Limits]
    public void linear(int width, int height, int bits) {
        LinearMemory memory = new LinearMemory(width, height, bits, colours);
        linear = memory;
        surfaceShown = false;
        framebuffer.surface(memory.surface());
    }

    /// Replaces the font of a block of text modes; 0 is the one that all modes use at first.
    ///
    /// @param block 0 to 7, as the sequencer's character map select counts them
    public void font(int block, CodePageFont font) {
        Objects.checkIndex(block, 8);
        planes.font(Layout.fontAddress(block), font);
    }

    /// The guest reads a byte: 0xFF where the adapter has no memory.
    ///
    /// @param address 0xA0000 to 0xBFFFF
    public int read(int address) {
        return planes.read(address);
    }

    /// The guest writes a byte. Other addresses do nothing.
    ///
    /// @param address 0xA0000 to 0xBFFFF, of which the adapter has what the graphics controller
    ///   says
    /// @param value of which the low 8 bits count
    public void write(int address, int value) {
        planes.write(address, value);
    }

    /// The guest reads a byte of a linear mode: 0xFF beyond its end, or without one.
    public int readLinear(int offset) {
        return linear == null ? NOTHING : linear.read(offset);
    }

    /// The guest writes a byte of a linear mode; beyond its end, or without one, that does nothing.
    public void writeLinear(int offset, int value) {
        if (linear != null) {
            linear.write(offset, value);
        }
    }

    /// The guest writes bytes of a linear mode.
    ///
    /// @throws IndexOutOfBoundsException if there are not so many in the source
    public void writeLinear(int offset, byte[] source, int from, int count) {
        Objects.checkFromIndexSize(from, count, source.length);
        for (int i = 0; i < count; i++) {
            writeLinear(offset + i, source[from + i]);
        }
    }

    /// How many bytes the linear mode has, 0 without one.
    public int linearSize() {
        return linear == null ? 0 : linear.size();
    }

    /// The guest writes two ports at once: the low byte goes to `port`, the high one to the next.
    public void outWord(int port, int value) {
        out(port, value & 0xFF);
        out(port + 1, value >> 8 & 0xFF);
    }

    /// The guest writes to a port. Ports that the adapter has not do nothing.
    ///
    /// @param port 3C0 to 3CF, and 3D4, 3D5 and 3DA, or 3B4, 3B5 and 3BA when monochrome
    /// @param value of which the low 8 bits count
    public void out(int port, int value) {
        int data = value & 0xFF;
        switch (port) {
            case 0x3C0 -> registers.attribute(data);
            case 0x3C2 -> registers.miscellaneous(data);
            case 0x3C4 -> registers.sequencerIndex(data);
            case 0x3C5 -> registers.sequencerData(data);
            case 0x3C6 -> dac.mask(data);
            case 0x3C7 -> dac.readIndex(data);
            case 0x3C8 -> dac.writeIndex(data);
            case 0x3C9 -> dac.write(data);
            case 0x3CE -> registers.graphicsIndex(data);
            case 0x3CF -> registers.graphicsData(data);
            default -> {
                switch (controllerPort(port)) {
                    case 4 -> registers.crtcIndex(data);
                    case 5 -> registers.crtcData(data);
                    case 0xA -> registers.feature(data);
                    default -> {}
                }
            }
        }
    }

    /// The guest reads a port: 0xFF if the adapter has it not, or only for writing.
    public int in(int port) {
        return switch (port) {
            case 0x3C0 -> registers.attributeIndex();
            case 0x3C1 -> registers.attributeData();
            case 0x3C2 -> MONITOR;
            case 0x3C4 -> registers.sequencerIndex();
            case 0x3C5 -> registers.sequencerData();
            case 0x3C6 -> dac.mask();
            case 0x3C7 -> dac.state();
            case 0x3C8 -> dac.writeIndex();
            case 0x3C9 -> dac.read();
            case 0x3CA -> registers.feature();
            case 0x3CC -> registers.miscellaneous();
            case 0x3CE -> registers.graphicsIndex();
            case 0x3CF -> registers.graphicsData();
            default ->
                    switch (controllerPort(port)) {
                        case 4 -> registers.crtcIndex();
                        case 5 -> registers.crtcData();
                        case 0xA -> status();
                        default -> NOTHING;
                    };
        };
    }

    /// The last digit of a port of the CRT controller, -1 for others.
    private int controllerPort(int port) {
        int base = registers.isColour() ? 0x3D0 : 0x3B0;
        return (port & ~0xF) == base ? port & 0xF : -1;
    }

    /// Bit 0: the beam is outside of the picture; bit 3: in the vertical retrace.
    private int status() {
        registers.resetAttribute();
        refreshLayout();
        long now = clock.getAsLong() - origin;
        statusReads = now == statusTime ? statusReads + 1 : 0;
        statusTime = now;
        long beam = Math.floorMod(now + statusReads * NANOS_OF_A_READ, layout.frameNanos);
        return (layout.isBlanked(beam) ? 1 : 0) | (layout.isRetracing(beam) ? 8 : 0);
    }

    private void refreshLayout() {
        if (registers.takeLayoutChanged()) {
            layout.read(registers);
            layoutChanged = true;
        }
    }

    /// Shows what the guest changed since the last time, and what blinks. To be called at each
    /// refresh of the host's screen; where nothing changed it costs next to nothing.
    ///
    /// @return whether the picture changed
    public boolean render() {
        LinearMemory memory = linear;
        if (memory != null) {
            boolean recoloured =
                    memory.surface() instanceof IndexedSurface indexed && recolour(indexed, false);
            boolean drawn = false;
            try {
                memory.show(damage);
            } finally {
                drawn = damage.end();
            }
            return drawn || recoloured;
        }
        refreshLayout();
        boolean all = layoutChanged;
        layoutChanged = false;
        boolean resized = fit();
        all |= resized;
        boolean recoloured = recolour(surface, layout.dark);
        boolean timeChanged = refreshTime();
        boolean moved = registers.takeLookChanged();
        boolean drawn = false;
        if (all || moved || timeChanged || planes.isDirty()) {
            try {
                draw(all, moved);
                planes.clean();
            } finally {
                drawn = damage.end();
            }
        }
        return drawn || recoloured || resized;
    }

    private void draw(boolean all, boolean moved) {
        if (!layout.shown) {
            fill(all, (byte) layout.border);
        } else if (layout.kind == Layout.Kind.TEXT) {
            text.draw(pixels, all || planes.isFontDirty(), cursorOn, textOn, damage);
        } else if (all || moved || planes.isDirty()) {
            graphics.draw(pixels, all || moved, damage);
        }
    }

    private void fill(boolean all, byte colour) {
        if (all) {
            damage.begin();
            Arrays.fill(pixels, colour);
            damage.add(0, 0, layout.width, layout.height);
        }
    }

    /// Makes the surface as large as the registers say; whether it was not, or was not shown.
    private boolean fit() {
        boolean fits = surface.width() == layout.width && surface.height() == layout.height;
        if (fits && surfaceShown) {
            return false;
        }
        if (!fits) {
            pixels = new byte[layout.width * layout.height];
            surface = IndexedSurface.of(pixels, layout.width, layout.height, colours);
        }
        surface.setColours(0, colours); // while it was not shown, they were another's
        surfaceShown = true;
        framebuffer.surface(surface);
        return true;
    }

    private boolean recolour(IndexedSurface shown, boolean dark) {
        if (!dac.takeChanged() && dark == wasDark) {
            return false;
        }
        wasDark = dark;
        dac.colours(colours);
        if (dark) {
            Arrays.fill(colours, 0);
        }
        shown.setColours(0, colours);
        return true;
    }

    /// Whether the cursor or blinking text came or went.
    private boolean refreshTime() {
        long frames = (clock.getAsLong() - origin) / layout.frameNanos;
        boolean cursorNow = (frames >> CURSOR_FRAMES_SHIFT & 1) == 0;
        boolean textNow = (frames >> BLINK_FRAMES_SHIFT & 1) == 0;
        boolean changed = cursorNow != cursorOn || textNow != textOn;
        cursorOn = cursorNow;
        textOn = textNow;
        return changed;
    }

    /// How many pixels the framebuffer was told of so far, for tests.
    long damagedPixels() {
        return damage.pixels();
    }
}
