package weft.examples.mos6502;

import weft.framebuffer.IndexedSurface;
import weft.framebuffer.PixelMemory;
import weft.framebuffer.Rect;

import java.util.Random;

/// The computer: a 6502 at a megahertz, 16 KiB of memory, a picture of 160x120 in 16 colours that
/// is memory, too, and 8 KiB of ROM.
///
/// | address | |
/// |---|---|
/// | 0000 | memory |
/// | 4000 | the picture: a byte for each pixel, its lower four bits a colour, row by row |
/// | 9000 | the keys that are down: 1 left, 2 right, 4 up, 8 down, 10 fire |
/// | 9001 | another random number with each look |
/// | 9002 | counts the frames, sixty a second |
/// | E000 | the program; FFFC where it begins |
///
/// It belongs to one thread, as which the host draws; but for [#keys].
public final class Computer implements Bus {
    public static final int WIDTH = 160;
    public static final int HEIGHT = 120;

    public static final int LEFT = 1;
    public static final int RIGHT = 2;
    public static final int UP = 4;
    public static final int DOWN = 8;
    public static final int FIRE = 0x10;

    private static final int SCREEN = 0x4000;
    private static final int SCREEN_END = SCREEN + WIDTH * HEIGHT;
    private static final int KEYS = 0x9000;
    private static final int RANDOM = 0x9001;
    private static final int FRAME = 0x9002;
    private static final int ROM = 0xE000;
    private static final int CYCLES_PER_FRAME = 1_000_000 / 60;

    private static final int[] PALETTE = {
        0x000000, 0xFFFFFF, 0x9F3B3B, 0x6FC7C2, 0xA04CB8, 0x55A84F, 0x3E3FA8, 0xD8D873,
        0xA06A34, 0x6A4A10, 0xCE7A7A, 0x4E4E4E, 0x7C7C7C, 0x9BE08F, 0x7E7FE0, 0xADADAD
    };

    private final byte[] memory;
    private final Cpu6502 cpu = new Cpu6502(this);
    private final Random random;
    private volatile int keys;
    private int ahead; // cycles that the last frame was too long
    private int firstRow = HEIGHT;
    private int lastRow = -1;

    /// A computer with a program, just switched on.
    ///
    /// @param program 64 KiB, of which the ROM counts
    /// @param random where random numbers come from
    public Computer(byte[] program, Random random) {
        memory = new byte[0x10000];
        System.arraycopy(program, ROM, memory, ROM, memory.length - ROM);
        this.random = random;
        cpu.reset();
    }

    /// The picture: the computer's own memory.
    public IndexedSurface picture() {
        return new IndexedSurface(PixelMemory.of(memory, SCREEN, WIDTH, WIDTH, HEIGHT), PALETTE);
    }

    /// A key goes down or up; from any thread.
    ///
    /// @param key one of the bits
    public void key(int key, boolean down) {
        synchronized (random) {
            keys = down ? keys | key : keys & ~key;
        }
    }

    /// Runs for a sixtieth of a second; returns the rows that were drawn into.
    ///
    /// @throws IllegalStateException if the program runs into something that is none
    public Rect frame() {
        firstRow = HEIGHT;
        lastRow = -1;
        memory[FRAME]++;
        int cycles = ahead;
        while (cycles < CYCLES_PER_FRAME) {
            cycles += cpu.step();
        }
        ahead = cycles - CYCLES_PER_FRAME;
        return lastRow < 0 ? Rect.EMPTY : new Rect(0, firstRow, WIDTH, lastRow - firstRow + 1);
    }

    @Override
    public int read(int address) {
        return switch (address) {
            case KEYS -> keys;
            case RANDOM -> random.nextInt(0x100);
            default -> memory[address] & 0xFF;
        };
    }

    @Override
    public void write(int address, int value) {
        if (address >= SCREEN && address < SCREEN_END) {
            memory[address] = (byte) (value & 0xF);
            int row = (address - SCREEN) / WIDTH;
            firstRow = Math.min(firstRow, row);
            lastRow = Math.max(lastRow, row);
        } else if (address < SCREEN) {
            memory[address] = (byte) value;
        }
    }
}
