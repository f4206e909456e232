package weft.framebuffer.vga;

import weft.framebuffer.font.CodePageFont;

import java.util.HexFormat;

/// The modes that a [Vga] can be put into without programming its registers, as its BIOS would.
public enum VgaMode {

    /// 80x25 characters of 9x16 pixels, 720x400: mode 3.
    TEXT_80X25(
            0x67,
            "0300030002",
            "5F4F508255 81BF1F004F 0D0E000000 009C8E8F28 1F96B9A3FF",
            "0000000000100E00FF",
            "0001020304051407 38393A3B3C3D3E3F 0C000F0800",
            Palettes.SIXTY_FOUR),

    /// 80x50 characters of 8x8 pixels, 640x400.
    TEXT_80X50(
            0x63,
            "0301030002",
            "5F4F508255 81BF1F0047 0607000000 009C8E8F28 1F96B9A3FF",
            "0000000000100E00FF",
            "0001020304051407 38393A3B3C3D3E3F 0C000F0000",
            Palettes.SIXTY_FOUR),

    /// 132x43 characters of 8x8 pixels, 1056x344.
    TEXT_132X43(
            0x63,
            "0301030002",
            "9B83849E8A 8C6F1F0047 0607000000 00598B5742 1F586EA3FF",
            "0000000000100E00FF",
            "0001020304051407 38393A3B3C3D3E3F 0C000F0000",
            Palettes.SIXTY_FOUR),

    /// 80x25 characters of 9x16 pixels in black, normal and bright, with underlined text: mode 7.
    /// Its memory is at 0xB0000, its ports at 3Bx.
    MONOCHROME_80X25(
            0x66,
            "0300030002",
            "5F4F508255 81BF1F004F 0D0E000000 009C8E8F28 0D96B9A3FF",
            "0000000000100A00FF",
            "0008080808080808 1018181818181818 0E000F0800",
            Palettes.MONOCHROME),

    /// 640x480 pixels of 16 colours, in planes: mode 12h.
    PLANAR_640X480(
            0xE3,
            "03010F0006",
            "5F4F508254 800B3E0040 0000000000 00EA8CDF28 00E704E3FF",
            "000000000000050FFF",
            "0001020304051407 38393A3B3C3D3E3F 01000F0000",
            Palettes.SIXTY_FOUR),

    /// 320x200 pixels of 256 colours, a byte each, one after the other: mode 13h.
    CHAINED_320X200(
            0x63,
            "03010F000E",
            "5F4F508254 80BF1F0041 0000000000 009C8E8F28 4096B9A3FF",
            "000000000040050FFF",
            "0001020304050607 08090A0B0C0D0E0F 41000F0000",
            Palettes.MANY),

    /// 320x240 pixels of 256 colours, each plane with every fourth pixel: "mode X".
    UNCHAINED_320X240(
            0xE3,
            "03010F0006",
            "5F4F508254 800D3E0041 0000000000 00EA8CDF28 00E706E3FF",
            "000000000040050FFF",
            "0001020304050607 08090A0B0C0D0E0F 41000F0000",
            Palettes.MANY);

    private static final int BLANK = 0x0720;
    private static final int VERTICAL_RETRACE_END = 0x11;
    private static final int SHOW = 0x20;
    private static final int EIGHT_ROWS = 0x47;
    private static final int MAXIMUM_SCAN_LINE = 9;

    private final int miscellaneous;

    // In hexadecimal, as IBM's tables have them.
    private final String sequencer;
    private final String crtc;
    private final String graphics;
    private final String attribute;
    private final Palettes palette;

    VgaMode(
            int miscellaneous,
            String sequencer,
            String crtc,
            String graphics,
            String attribute,
            Palettes palette) {
        this.miscellaneous = miscellaneous;
        this.sequencer = sequencer;
        this.crtc = crtc;
        this.graphics = graphics;
        this.attribute = attribute;
        this.palette = palette;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private boolean isText() {
        return (bytes(graphics)[6] & 1) == 0;
    }

    /// Programs everything, clears the memory and loads the font and the colours.
    void set(Vga vga, Planes planes, Dac dac) {
        program(vga);
        planes.fill(isText() ? BLANK : 0);
        if (isText()) {
            boolean eight = bytes(crtc)[MAXIMUM_SCAN_LINE] == EIGHT_ROWS;
            planes.font(0, eight ? CodePageFont.of8x8() : CodePageFont.of8x16());
        }
        dac.mask(0xFF);
        palette.load(dac);
    }

    private void program(Vga vga) {
        vga.out(0x3C2, miscellaneous);
        int base = (miscellaneous & 1) != 0 ? 0x3D0 : 0x3B0;
        registers(vga, 0x3C4, sequencer);
        vga.outWord(base + 4, VERTICAL_RETRACE_END); // lets the first eight be written
        registers(vga, base + 4, crtc);
        registers(vga, 0x3CE, graphics);
        var _ = vga.in(base + 0xA); // an index comes next
        byte[] attributes = bytes(attribute);
        for (int i = 0; i < attributes.length; i++) {
            vga.out(0x3C0, i);
            vga.out(0x3C0, attributes[i] & 0xFF);
        }
        vga.out(0x3C0, SHOW);
    }

    private static void registers(Vga vga, int port, String hex) {
        byte[] values = bytes(hex);
        for (int i = 0; i < values.length; i++) {
            vga.outWord(port, (values[i] & 0xFF) << 8 | i);
        }
    }
}
