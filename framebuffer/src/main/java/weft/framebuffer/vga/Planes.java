package weft.framebuffer.vga;

import weft.framebuffer.font.CodePageFont;

import java.util.Arrays;

/// The 256 KiB of memory, four planes of 64 KiB, and the way of the guest's bytes into it and out
/// of it: map mask, set/reset, rotation, the logical functions, latches and the bit mask.
///
/// A value of all four planes at an address is an int, plane 0 in the low byte.
final class Planes {

    /// Addresses of each plane.
    static final int SIZE = 0x10000;

    /// Where the memory begins in the guest's address space.
    static final int APERTURE = 0xA0000;

    private static final int PAGE_SHIFT = 8;
    private static final int NOTHING = 0xFF;
    private static final int ADDRESS_BITS = SIZE - 1;
    private static final int EVERY_BYTE = 0x01010101;
    private static final int FONT_PLANE_SHIFT = 16;
    private static final int FONT_PLANE = 0xFF << FONT_PLANE_SHIFT;

    // Windows into the aperture, by bits 2 and 3 of the graphics controller's register 6.
    private static final int[] WINDOW_START = {0, 0, 0x10000, 0x18000};
    private static final int[] WINDOW_SIZE = {0x20000, 0x10000, 0x8000, 0x8000};

    private static final int RAM_ENABLE = 2;
    private static final int CHAIN_4 = 8;
    private static final int NOT_ODD_EVEN = 4;
    private static final int READ_ODD_EVEN = 0x10;
    private static final int READ_COMPARE = 8;

    private final Registers registers;
    private final int[] memory = new int[SIZE];
    private final boolean[] dirtyPages = new boolean[SIZE >> PAGE_SHIFT];
    private boolean dirty;
    private boolean fontDirty;
    private int latch;

    Planes(Registers registers) {
        this.registers = registers;
    }

    /// All planes at an address.
    int at(int address) {
        return memory[address];
    }

    int read(int address) {
        int offset = offset(address);
        if (offset < 0) {
            return NOTHING;
        }
        int mode = registers.graphics[5];
        int plane = registers.graphics[4];
        if ((registers.sequencer[4] & CHAIN_4) != 0) {
            plane = offset & 3;
            offset &= ~3;
        } else if ((mode & READ_ODD_EVEN) != 0) {
            plane = (plane & 2) | (offset & 1);
            offset &= ~1;
        }
        latch = memory[offset & ADDRESS_BITS];
        return (mode & READ_COMPARE) != 0 ? compared() : latch >>> (8 * plane) & 0xFF;
    }

    void write(int address, int value) {
        int offset = offset(address);
        if (offset < 0) {
            return;
        }
        int planes = registers.sequencer[2];
        int memoryMode = registers.sequencer[4];
        if ((memoryMode & CHAIN_4) != 0) {
            planes &= 1 << (offset & 3);
            offset &= ~3;
        } else if ((memoryMode & NOT_ODD_EVEN) == 0) {
            planes &= (offset & 1) == 0 ? 0b0101 : 0b1010;
            offset &= ~1;
        }
        store(offset & ADDRESS_BITS, expand(planes), written(value & 0xFF));
    }

    /// Where an address is within the window that the guest has chosen; -1 if it is not.
    private int offset(int address) {
        int window = registers.graphics[6] >> 2 & 3;
        int offset = address - APERTURE - WINDOW_START[window];
        boolean enabled = (registers.miscellaneous() & RAM_ENABLE) != 0;
        return enabled && offset >= 0 && offset < WINDOW_SIZE[window] ? offset : -1;
    }

    /// A bit for each pixel whose colour is the one to compare with, in the planes that count.
    private int compared() {
        int different = (latch ^ expand(registers.graphics[2])) & expand(registers.graphics[7]);
        different |= different >>> 16;
        different |= different >>> 8;
        return ~different & 0xFF;
    }

    /// What a byte of the guest becomes, in all planes.
    private int written(int value) {
        int[] graphics = registers.graphics;
        int mask = graphics[8] * EVERY_BYTE;
        return switch (graphics[5] & 3) {
            case 0 -> {
                int set = expand(graphics[1]);
                int data = (rotated(value) * EVERY_BYTE & ~set) | (expand(graphics[0]) & set);
                yield masked(combined(data), mask);
            }
            case 1 -> latch;
            case 2 -> masked(combined(expand(value & 0xF)), mask);
            default -> {
                int bits = mask & (rotated(value) * EVERY_BYTE);
                yield masked(combined(expand(graphics[0])), bits);
            }
        };
    }

    private int masked(int data, int mask) {
        return (data & mask) | (latch & ~mask);
    }

    private int rotated(int value) {
        int count = registers.graphics[3] & 7;
        return (value >>> count | value << (8 - count)) & 0xFF;
    }

    private int combined(int data) {
        return switch (registers.graphics[3] >> 3 & 3) {
            case 0 -> data;
            case 1 -> data & latch;
            case 2 -> data | latch;
            default -> data ^ latch;
        };
    }

    /// All bits of each plane whose bit is set.
    private static int expand(int planes) {
        int spread = (planes & 1) | (planes & 2) << 7 | (planes & 4) << 14 | (planes & 8) << 21;
        return spread * 0xFF;
    }

    private void store(int offset, int planes, int value) {
        int before = memory[offset];
        int after = (before & ~planes) | (value & planes);
        if (after != before) {
            memory[offset] = after;
            dirtyPages[offset >> PAGE_SHIFT] = true;
            dirty = true;
            fontDirty |= ((before ^ after) & FONT_PLANE) != 0;
        }
    }

    /// All memory the same, in each plane.
    void fill(int value) {
        for (int offset = 0; offset < SIZE; offset++) {
            store(offset, -1, value);
        }
    }

    /// Puts a font where the character generator looks, without the guest's registers.
    ///
    /// @param address where it begins in plane 2
    void font(int address, CodePageFont font) {
        for (int glyph = 0; glyph < CodePageFont.GLYPHS; glyph++) {
            for (int row = 0; row < CodePageFont.MAX_HEIGHT; row++) {
                int bits = row < font.height() ? font.row(glyph, row) : 0;
                int offset = address + glyph * CodePageFont.MAX_HEIGHT + row;
                store(offset, FONT_PLANE, bits << FONT_PLANE_SHIFT);
            }
        }
    }

    boolean isDirty() {
        return dirty;
    }

    /// Whether plane 2 changed, where fonts are.
    boolean isFontDirty() {
        return fontDirty;
    }

    /// Whether anything changed from one address to another, both included, or around the end.
    boolean isDirty(int first, int last) {
        if (last < first) {
            return true;
        }
        for (int page = first >> PAGE_SHIFT; page <= last >> PAGE_SHIFT; page++) {
            if (dirtyPages[page]) {
                return true;
            }
        }
        return false;
    }

    void clean() {
        if (dirty) {
            Arrays.fill(dirtyPages, false);
            dirty = false;
            fontDirty = false;
        }
    }
}
