package weft.cli.qemu;

import weft.cli.dbus.DbusException;
import weft.cli.dbus.DbusWriter;

/// The viewers' pointer at a machine (`org.qemu.Display1.Mouse`). For the thread of the viewers'
/// callbacks.
final class QemuPointer {

    /// What QEMU calls the buttons, by the bits of [weft.server.PointerHandler#pointer]: left,
    /// middle, right, the wheel up, down, left and right, the side buttons back and forward.
    private static final int[] BUTTONS = {0, 1, 2, 3, 4, 7, 8, 5, 6};

    private final Calls calls;
    private int x = -1;
    private int y = -1;
    private int pressed;

    /// Calls the machine's mouse.
    @FunctionalInterface
    interface Calls {
        void call(String member, DbusWriter values) throws DbusException;
    }

    QemuPointer(Calls calls) {
        this.calls = calls;
    }

    /// It is there now, with these buttons.
    ///
    /// @param width of the screen, beyond which QEMU takes no places
    void at(int newX, int newY, int buttonMask, int width, int height) throws DbusException {
        int withinX = Math.clamp(newX, 0, width - 1);
        int withinY = Math.clamp(newY, 0, height - 1);
        if (withinX != x || withinY != y) {
            x = withinX;
            y = withinY;
            calls.call("SetAbsPosition", new DbusWriter().u32(x).u32(y));
        }
        buttons(buttonMask);
    }

    /// It moves by so much, with these buttons.
    void by(int dx, int dy, int buttonMask) throws DbusException {
        x = -1; // a tablet that comes back begins anew
        if (dx != 0 || dy != 0) {
            calls.call("RelMotion", new DbusWriter().s32(dx).s32(dy));
        }
        buttons(buttonMask);
    }

    private void buttons(int buttonMask) throws DbusException {
        int known = buttonMask & ((1 << BUTTONS.length) - 1);
        for (int changed = known ^ pressed; changed != 0; changed &= changed - 1) {
            int bit = Integer.numberOfTrailingZeros(changed);
            boolean down = (known >> bit & 1) != 0;
            calls.call(down ? "Press" : "Release", new DbusWriter().u32(BUTTONS[bit]));
        }
        pressed = known;
    }

    /// Lets go of all buttons.
    void release() throws DbusException {
        buttons(0);
    }
}
