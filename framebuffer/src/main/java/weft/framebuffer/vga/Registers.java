package weft.framebuffer.vga;

/// The registers behind the ports, apart from those of the [Dac]: a file of each of the
/// controllers, and what the ports do beyond reading and writing it.
///
/// Bits that have no meaning are not kept, and read as 0, as do registers that there are none of.
final class Registers {

    // Which registers change the picture:
    //   the path of the guest's data (graphics 0-4, 7, 8; map mask)  -> nothing
    //   start address, cursor                                       -> look: what is shown differs
    //   all others                                                  -> layout: how it is shown, too

    static final int ATTRIBUTE_MODE = 0x10;
    static final int OVERSCAN = 0x11;
    static final int COLOUR_PLANES = 0x12;
    static final int PIXEL_PANNING = 0x13;
    static final int COLOUR_SELECT = 0x14;

    static final int CURSOR_START = 0x0A;
    static final int CURSOR_END = 0x0B;
    static final int CURSOR_LOCATION = 0x0E;
    static final int START_ADDRESS = 0x0C;

    private static final int[] SEQUENCER_BITS = {0x03, 0x3D, 0x0F, 0x3F, 0x0E};
    private static final int[] GRAPHICS_BITS = {
        0x0F, 0x0F, 0x0F, 0x1F, 0x03, 0x7B, 0x0F, 0x0F, 0xFF
    };
    private static final int[] CRTC_BITS = {
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0x3F, 0x7F, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xEF, 0xFF
    };
    private static final int[] ATTRIBUTE_BITS = {
        0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F,
        0x3F, 0xEF, 0xFF, 0x3F, 0x0F, 0x0F
    };

    private static final int SEQUENCER_MAP_MASK = 2;
    private static final int GRAPHICS_MODE = 5;
    private static final int GRAPHICS_MISCELLANEOUS = 6;
    private static final int SHIFT_BITS = 0x60;
    private static final int OVERFLOW = 7;
    private static final int VERTICAL_RETRACE_END = 0x11;
    private static final int PROTECT = 0x80;
    private static final int LINE_COMPARE_BIT = 0x10;
    private static final int PALETTE_SOURCE = 0x20;
    private static final int INDEX_BITS = 0x1F;

    final int[] sequencer = new int[SEQUENCER_BITS.length];
    final int[] graphics = new int[GRAPHICS_BITS.length];
    final int[] crtc = new int[CRTC_BITS.length];
    final int[] attribute = new int[ATTRIBUTE_BITS.length];

    private int miscellaneous;
    private int feature;
    private int sequencerIndex;
    private int graphicsIndex;
    private int crtcIndex;

    /// With the bit that connects the palette to the display.
    private int attributeIndex;

    /// Whether the next byte to port 3C0 is data; else it is an index.
    private boolean attributeData;

    private boolean layoutChanged = true;
    private boolean lookChanged = true;

    /// Whether the ports of the CRT controller are 3Dx; else they are 3Bx.
    boolean isColour() {
        return (miscellaneous & 1) != 0;
    }

    int miscellaneous() {
        return miscellaneous;
    }

    void miscellaneous(int value) {
        layoutChanged |= miscellaneous != value;
        miscellaneous = value;
    }

    int feature() {
        return feature;
    }

    void feature(int value) {
        feature = value;
    }

    /// Whether the palette is connected to the display; else all of it has the border's colour.
    boolean isShown() {
        return (attributeIndex & PALETTE_SOURCE) != 0;
    }

    int sequencerIndex() {
        return sequencerIndex;
    }

    void sequencerIndex(int value) {
        sequencerIndex = value & 7;
    }

    int sequencerData() {
        return get(sequencer, sequencerIndex);
    }

    void sequencerData(int value) {
        boolean changed = set(sequencer, SEQUENCER_BITS, sequencerIndex, value);
        layoutChanged |= changed && sequencerIndex != SEQUENCER_MAP_MASK;
    }

    int graphicsIndex() {
        return graphicsIndex;
    }

    void graphicsIndex(int value) {
        graphicsIndex = value & 0xF;
    }

    int graphicsData() {
        return get(graphics, graphicsIndex);
    }

    void graphicsData(int value) {
        int before = get(graphics, graphicsIndex);
        boolean changed = set(graphics, GRAPHICS_BITS, graphicsIndex, value);
        layoutChanged |=
                changed
                        && (graphicsIndex == GRAPHICS_MISCELLANEOUS
                                || (graphicsIndex == GRAPHICS_MODE
                                        && ((before ^ value) & SHIFT_BITS) != 0));
    }

    int crtcIndex() {
        return crtcIndex;
    }

    void crtcIndex(int value) {
        crtcIndex = value & INDEX_BITS;
    }

    int crtcData() {
        return get(crtc, crtcIndex);
    }

    void crtcData(int value) {
        int allowed = value;
        if (crtcIndex <= OVERFLOW && (crtc[VERTICAL_RETRACE_END] & PROTECT) != 0) {
            if (crtcIndex < OVERFLOW) {
                return;
            }
            allowed = (crtc[OVERFLOW] & ~LINE_COMPARE_BIT) | (value & LINE_COMPARE_BIT);
        }
        boolean changed = set(crtc, CRTC_BITS, crtcIndex, allowed);
        if (crtcIndex >= CURSOR_START && crtcIndex <= CURSOR_LOCATION + 1) {
            lookChanged |= changed;
        } else {
            layoutChanged |= changed;
        }
    }

    /// A byte to port 3C0: by turns an index and its data.
    void attribute(int value) {
        if (attributeData) {
            int index = attributeIndex & INDEX_BITS;
            // the guest's way to the palette is closed while the display has it
            if (index >= ATTRIBUTE_MODE || !isShown()) {
                layoutChanged |= set(attribute, ATTRIBUTE_BITS, index, value);
            }
        } else {
            int index = value & (PALETTE_SOURCE | INDEX_BITS);
            layoutChanged |= ((attributeIndex ^ index) & PALETTE_SOURCE) != 0;
            attributeIndex = index;
        }
        attributeData = !attributeData;
    }

    int attributeIndex() {
        return attributeIndex;
    }

    int attributeData() {
        return get(attribute, attributeIndex & INDEX_BITS);
    }

    /// The next byte to port 3C0 is an index.
    void resetAttribute() {
        attributeData = false;
    }

    /// 16 bits of the CRT controller, the high byte first.
    int crtcWord(int index) {
        return crtc[index] << 8 | crtc[index + 1];
    }

    /// Whether the picture is arranged otherwise than when this was asked before.
    boolean takeLayoutChanged() {
        boolean changed = layoutChanged;
        layoutChanged = false;
        return changed;
    }

    /// Whether the cursor or the start address changed since this was asked before.
    boolean takeLookChanged() {
        boolean changed = lookChanged;
        lookChanged = false;
        return changed;
    }

    private static int get(int[] file, int index) {
        return index < file.length ? file[index] : 0;
    }

    private static boolean set(int[] file, int[] bits, int index, int value) {
        if (index >= file.length) {
            return false;
        }
        int before = file[index];
        file[index] = value & bits[index];
        return file[index] != before;
    }
}
