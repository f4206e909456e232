package weft.framebuffer.vga;

/// How the registers arrange the picture: its size, where its rows are in memory, and its timing.
///
/// Filled anew when a register changed, so that no frame makes objects.
final class Layout {

    /// What pixels are made from.
    enum Kind {
        TEXT,
        /// A bit of each plane makes a pixel.
        PLANAR,
        /// Two bits of a byte make a pixel, as on the CGA.
        PACKED,
        /// A byte makes a pixel, that of plane 0 the first of four.
        BYTES
    }

    private static final int CHARACTER_PIXELS = 8;
    private static final int BYTES_PER_ADDRESS = 4;
    private static final int LOW_ROW_SCAN = 0x1F;
    private static final int EVERY_COLOUR = 3;
    private static final int PANNING_UNITS = 7;
    private static final int FONT_BLOCK = 0x2000;
    private static final int WRAP = Planes.SIZE - 1;
    private static final double CLOCK_25 = 25.175e6;
    private static final double CLOCK_28 = 28.322e6;
    private static final double NANOS = 1e9;
    private static final long SHORTEST_LINE = 2_000;
    private static final long LONGEST_LINE = 200_000;

    Kind kind = Kind.TEXT;
    int width = 1;
    int height = 1;

    /// How many addresses a row shows, and pixels of each.
    int columns;

    int columnWidth;

    /// How many scan lines a row of the picture stands for.
    int repeat;

    /// Rows of a character, or of what is addressed as one.
    int rowsPerCharacter;

    /// From the address counter of one row of characters to the next.
    int pitch;

    /// Pixels to the left of the picture.
    int panning;

    int bytePanning;
    int firstRowScan;

    /// The first row of the picture that begins again at address 0; beyond the height if none does.
    int splitRow;

    boolean splitEndsPanning;

    /// Columns that the address counter needs for a step.
    int columnsPerStep;

    boolean ninthColumnRepeats;
    boolean blinks;
    int underline;

    /// Where the fonts begin in plane 2, for characters without and with bit 3 of their attribute.
    int font;

    int secondFont;

    /// Values of the DAC for the 16 colours.
    final int[] palette = new int[16];

    int border;
    boolean shown;
    boolean dark;

    long lineNanos;
    long frameNanos;
    private int lines;
    private int shownLines;
    private int shownColumns;
    private int totalColumns;
    private int retraceStart;
    private int retraceLines;

    private boolean doubleWords;
    private boolean bytes;
    private int wordTopBit;
    private boolean firstBitIsRow;
    private boolean secondBitIsRow;

    void read(Registers registers) {
        int[] crtc = registers.crtc;
        int[] attribute = registers.attribute;
        int mode = attribute[Registers.ATTRIBUTE_MODE];
        readAddressing(crtc);
        readKind(registers, (mode & 0x40) != 0);
        readRows(crtc);
        readColumns(registers, mode);
        readText(registers, mode);
        readColours(attribute, mode);
        border = attribute[Registers.OVERSCAN];
        shown = registers.isShown();
        dark = (registers.sequencer[1] & 0x20) != 0;
        readTiming(registers);
    }

    private void readAddressing(int[] crtc) {
        int control = crtc[0x17];
        doubleWords = (crtc[0x14] & 0x40) != 0;
        bytes = (control & 0x40) != 0;
        wordTopBit = (control & 0x20) != 0 ? 15 : 13;
        firstBitIsRow = (control & 1) == 0;
        secondBitIsRow = (control & 2) == 0;
        columnsPerStep = (crtc[0x14] & 0x20) != 0 ? 4 : (control & 8) != 0 ? 2 : 1;
        pitch = crtc[0x13] * 2;
        bytePanning = crtc[8] >> 5 & 3;
    }

    private void readKind(Registers registers, boolean wide) {
        if ((registers.graphics[6] & 1) == 0) {
            kind = Kind.TEXT;
        } else if ((registers.graphics[5] & 0x40) != 0 || wide) {
            kind = Kind.BYTES;
        } else {
            kind = (registers.graphics[5] & 0x20) != 0 ? Kind.PACKED : Kind.PLANAR;
        }
    }

    private void readRows(int[] crtc) {
        int overflow = crtc[7];
        shownLines = (crtc[0x12] | (overflow & 2) << 7 | (overflow & 0x40) << 3) + 1;
        int split = (crtc[0x18] | (overflow & 0x10) << 4 | (crtc[9] & 0x40) << 3) + 1;
        int rows = (crtc[9] & LOW_ROW_SCAN) + 1;
        int doubled = (crtc[9] & 0x80) != 0 ? 2 : 1;
        // in graphics all rows of a character show the same, but where they are part of the address
        boolean alike = kind != Kind.TEXT && !firstBitIsRow && !secondBitIsRow;
        repeat = alike ? doubled * rows : doubled;
        rowsPerCharacter = alike ? 1 : rows;
        height = Math.max(1, shownLines / repeat);
        splitRow = (split + repeat - 1) / repeat;
        firstRowScan = Math.min(crtc[8] & LOW_ROW_SCAN, rowsPerCharacter - 1);
    }

    private void readColumns(Registers registers, int mode) {
        boolean nine = (registers.sequencer[1] & 1) == 0;
        columnWidth =
                switch (kind) {
                    case TEXT -> nine ? CHARACTER_PIXELS + 1 : CHARACTER_PIXELS;
                    case PLANAR, PACKED -> CHARACTER_PIXELS;
                    case BYTES -> BYTES_PER_ADDRESS;
                };
        columns = registers.crtc[1] + 1;
        width = columns * columnWidth;
        int units = registers.attribute[Registers.PIXEL_PANNING];
        panning =
                switch (kind) {
                    // nine columns: 8 for none, 0 to 7 for one to eight
                    case TEXT -> nine ? (units > PANNING_UNITS ? 0 : units + 1) : units & 7;
                    case PLANAR, PACKED -> units & PANNING_UNITS;
                    case BYTES -> units >> 1 & 3;
                };
        splitEndsPanning = (mode & 0x20) != 0;
    }

    private void readText(Registers registers, int mode) {
        ninthColumnRepeats = (mode & 4) != 0;
        blinks = (mode & 8) != 0;
        underline = registers.crtc[0x14] & LOW_ROW_SCAN;
        int maps = registers.sequencer[3];
        font = fontAddress((maps & 3) | (maps & 0x10) >> 2);
        secondFont = fontAddress((maps >> 2 & 3) | (maps & 0x20) >> 3);
    }

    /// Where a font begins in plane 2: 0 to 3 are 16 KiB apart, 4 to 7 between them.
    static int fontAddress(int block) {
        return (block & 3) * 2 * FONT_BLOCK + (block >> 2) * FONT_BLOCK;
    }

    private void readColours(int[] attribute, int mode) {
        int select = attribute[Registers.COLOUR_SELECT];
        int planes = attribute[Registers.COLOUR_PLANES] & 0xF;
        for (int i = 0; i < palette.length; i++) {
            int colour = attribute[i & planes];
            if ((mode & 0x80) != 0) {
                colour = (colour & 0xF) | (select & EVERY_COLOUR) << 4;
            }
            palette[i] = colour | (select & 0xC) << 4;
        }
    }

    private void readTiming(Registers registers) {
        int[] crtc = registers.crtc;
        int overflow = crtc[7];
        lines = (crtc[6] | (overflow & 1) << 8 | (overflow & 0x20) << 4) + 2;
        retraceStart = crtc[0x10] | (overflow & 4) << 6 | (overflow & 0x80) << 2;
        retraceLines = Math.max(1, (crtc[0x11] - retraceStart) & 0xF);
        totalColumns = crtc[0] + 5;
        shownColumns = columns;
        double clock = (registers.miscellaneous() & 0xC) == 4 ? CLOCK_28 : CLOCK_25;
        int halves = (registers.sequencer[1] & 8) != 0 ? 2 : 1;
        int dots = (registers.sequencer[1] & 1) == 0 ? 9 : CHARACTER_PIXELS;
        long nanos = (long) (totalColumns * dots * halves * NANOS / clock);
        lineNanos = Math.clamp(nanos, SHORTEST_LINE, LONGEST_LINE);
        frameNanos = lineNanos * lines;
    }

    /// Where the memory is read for an address counter: the CRT controller's wiring.
    int address(int counter, int rowScan) {
        int address = counter & WRAP;
        if (doubleWords) {
            address = (address << 2 | address >> 14) & WRAP;
        } else if (!bytes) {
            address = (address << 1 | (address >> wordTopBit & 1)) & WRAP;
        }
        if (firstBitIsRow) {
            address = (address & ~0x2000) | (rowScan & 1) << 13;
        }
        if (secondBitIsRow) {
            address = (address & ~0x4000) | (rowScan & 2) << 13;
        }
        return address;
    }

    /// Whether the beam is in the vertical retrace, so long after the frame began.
    boolean isRetracing(long nanos) {
        long line = nanos / lineNanos;
        return line >= retraceStart && line < retraceStart + retraceLines;
    }

    /// Whether the beam is outside of the picture.
    boolean isBlanked(long nanos) {
        return nanos / lineNanos >= shownLines
                || nanos % lineNanos * totalColumns >= lineNanos * shownColumns;
    }
}
