package weft.framebuffer.vga;

/// The 256 colours, of 6 bits for each of red, green and blue, behind the ports 3C6 to 3C9.
final class Dac {

    static final int COLOURS = 256;

    private static final int READING = 3;
    private static final int SIX_BITS = 0x3F;

    /// Red, green and blue of each colour, one after the other.
    private final byte[] parts = new byte[COLOURS * 3];

    private int mask = 0xFF;
    private int writeIndex;
    private int readIndex;

    /// Which part of the colour comes next: 0 for red.
    private int part;

    private int red;
    private int green;
    private boolean reading;
    private boolean changed = true;

    int mask() {
        return mask;
    }

    void mask(int value) {
        changed |= mask != value;
        mask = value;
    }

    /// Begins to read colours.
    void readIndex(int value) {
        readIndex = value;
        part = 0;
        reading = true;
    }

    /// Begins to write colours.
    void writeIndex(int value) {
        writeIndex = value;
        part = 0;
        reading = false;
    }

    int writeIndex() {
        return writeIndex;
    }

    /// 3 after an index to read from was written, 0 after one to write to.
    int state() {
        return reading ? READING : 0;
    }

    int read() {
        int value = parts[readIndex * 3 + part];
        part = (part + 1) % 3;
        if (part == 0) {
            readIndex = (readIndex + 1) % COLOURS;
        }
        return value;
    }

    /// The third byte of a colour changes all of it.
    void write(int value) {
        int bits = value & SIX_BITS;
        switch (part) {
            case 0 -> red = bits;
            case 1 -> green = bits;
            default -> {
                set(writeIndex, red, green, bits);
                writeIndex = (writeIndex + 1) % COLOURS;
            }
        }
        part = (part + 1) % 3;
    }

    /// @param redPart 0 to 63, as the others
    void set(int index, int redPart, int greenPart, int bluePart) {
        int at = index * 3;
        changed |= parts[at] != redPart || parts[at + 1] != greenPart || parts[at + 2] != bluePart;
        parts[at] = (byte) redPart;
        parts[at + 1] = (byte) greenPart;
        parts[at + 2] = (byte) bluePart;
    }

    /// Whether a colour or the mask changed since this was asked before.
    boolean takeChanged() {
        boolean result = changed;
        changed = false;
        return result;
    }

    /// What each value of a pixel looks like: 0x00RRGGBB.
    void colours(int[] rgb) {
        for (int i = 0; i < COLOURS; i++) {
            int at = (i & mask) * 3;
            rgb[i] = eight(parts[at]) << 16 | eight(parts[at + 1]) << 8 | eight(parts[at + 2]);
        }
    }

    /// 6 bits to 8: all of them set remain so.
    private static int eight(int six) {
        return six << 2 | six >> 4;
    }
}
