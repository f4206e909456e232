package weft.rfb.keyboard;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;

/// The lamps of a keyboard: what is locked (rfbproto, QEMU LED State and VMware LED State
/// Pseudo-encodings).
///
/// @param scrollLock whether Scroll Lock is on
/// @param numLock whether Num Lock is on
/// @param capsLock whether Caps Lock is on
public record KeyboardLeds(boolean scrollLock, boolean numLock, boolean capsLock) {

    /// Nothing is locked.
    public static final KeyboardLeds OFF = new KeyboardLeds(false, false, false);

    private static final int SCROLL_LOCK = 1;
    private static final int NUM_LOCK = 1 << 1;
    private static final int CAPS_LOCK = 1 << 2;

    private static KeyboardLeds of(long bits) {
        return new KeyboardLeds(
                (bits & SCROLL_LOCK) != 0, (bits & NUM_LOCK) != 0, (bits & CAPS_LOCK) != 0);
    }

    private int bits() {
        return (scrollLock ? SCROLL_LOCK : 0)
                | (numLock ? NUM_LOCK : 0)
                | (capsLock ? CAPS_LOCK : 0);
    }

    /// Reads QEMU's form, one byte.
    public static KeyboardLeds readQemu(RfbInput in) {
        return of(in.u8());
    }

    /// Writes QEMU's form.
    public void writeQemu(RfbOutput out) {
        out.u8(bits());
    }

    /// Reads VMware's form, a number of 32 bits.
    public static KeyboardLeds readVmware(RfbInput in) {
        return of(in.u32());
    }

    /// Writes VMware's form.
    public void writeVmware(RfbOutput out) {
        out.u32(bits());
    }
}
