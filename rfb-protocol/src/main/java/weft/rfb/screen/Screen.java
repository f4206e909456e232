package weft.rfb.screen;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// A part of the framebuffer that a monitor shows (rfbproto, ExtendedDesktopSize Pseudo-encoding).
///
/// | bytes | type | field      |
/// |------:|------|------------|
/// |     4 | U32  | id         |
/// |     2 | U16  | x-position |
/// |     2 | U16  | y-position |
/// |     2 | U16  | width      |
/// |     2 | U16  | height     |
/// |     4 | U32  | flags      |
///
/// @param id tells a screen that was moved from a new one
/// @param x its left edge in the framebuffer
/// @param y its upper edge
/// @param width how many columns
/// @param height how many rows
/// @param flags none is defined; whoever changes a screen leaves them as they are
public record Screen(long id, int x, int y, int width, int height, long flags) {

    private static final int U16_MAX = 0xffff;
    private static final long U32_MAX = 0xffff_ffffL;

    /// The length on the wire.
    static final int BYTES = 16;

    /// Takes what fits into the fields.
    public Screen {
        check("id", id, U32_MAX);
        check("x-position", x, U16_MAX);
        check("y-position", y, U16_MAX);
        check("width", width, U16_MAX);
        check("height", height, U16_MAX);
        check("flags", flags, U32_MAX);
    }

    /// A screen without flags.
    public Screen(long id, int x, int y, int width, int height) {
        this(id, x, y, width, height, 0);
    }

    static void check(String field, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    "The " + field + " of a screen is " + value + ", expected 0 to " + most);
        }
    }

    /// Whether it has pixels, all of them in a framebuffer of this size.
    boolean isWithin(int framebufferWidth, int framebufferHeight) {
        return width > 0
                && height > 0
                && x + width <= framebufferWidth
                && y + height <= framebufferHeight;
    }

    static Screen read(RfbInput in) {
        return new Screen(in.u32(), in.u16(), in.u16(), in.u16(), in.u16(), in.u32());
    }

    void write(RfbOutput out) {
        out.u32(id);
        out.u16(x);
        out.u16(y);
        out.u16(width);
        out.u16(height);
        out.u32(flags);
    }

    @Override
    public String toString() {
        return "screen %d of %dx%d at %d,%d".formatted(id, width, height, x, y);
    }
}
