package weft.rfb.keyboard;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// The keys that mean the same on every layout, by their keysyms: their codes in XT set 1, those
/// behind e0 with bit 7 set, as in [weft.rfb.message.QemuKeyEvent].
public final class KeyCodes {

    /// Left Shift.
    public static final int SHIFT_L = 0x2a;

    /// Right Shift.
    public static final int SHIFT_R = 0x36;

    /// Left Ctrl.
    public static final int CONTROL_L = 0x1d;

    /// Right Ctrl.
    public static final int CONTROL_R = 0x9d;

    /// Left Alt.
    public static final int ALT_L = 0x38;

    /// Right Alt, which is AltGr.
    public static final int ALT_R = 0xb8;

    /// The left key with a window.
    public static final int SUPER_L = 0xdb;

    /// The right one.
    public static final int SUPER_R = 0xdc;

    /// Caps Lock.
    public static final int CAPS_LOCK = 0x3a;

    /// Tab.
    public static final int TAB = 0x0f;

    /// The space bar.
    public static final int SPACE = 0x39;

    /// Num Lock.
    public static final int NUM_LOCK = 0x45;

    /// Print, whatever is held with it.
    public static final int PRINT = 0x54;

    /// What some send for [#PRINT].
    private static final int PRINT_SYNONYM = 0xb7;

    private static final int LARGEST = 0xff;

    private static final Map<Long, Integer> BY_KEYSYM = table();

    private KeyCodes() {}

    /// The key with a keysym.
    public static OptionalInt of(long keysym) {
        Integer code = BY_KEYSYM.get(keysym);
        return code == null ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /// The key that a peer means; none if there cannot be one of this code.
    public static OptionalInt normalised(long keycode) {
        if (keycode < 1 || keycode > LARGEST) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(keycode == PRINT_SYNONYM ? PRINT : (int) keycode);
    }

    private static Map<Long, Integer> table() {
        Map<Long, Integer> codes = new HashMap<>();
        put(codes, 0x01, 0xff1b); // Escape
        put(codes, 0x0e, 0xff08); // BackSpace
        put(codes, TAB, 0xff09, 0xfe20); // Tab, ISO_Left_Tab
        put(codes, 0x1c, 0xff0d, 0xff0a); // Return, Linefeed
        put(codes, CONTROL_L, 0xffe3);
        put(codes, CONTROL_R, 0xffe4);
        put(codes, SHIFT_L, 0xffe1);
        put(codes, SHIFT_R, 0xffe2);
        put(codes, ALT_L, 0xffe9, 0xffe7); // Alt_L, Meta_L
        put(codes, ALT_R, 0xffea, 0xffe8, 0xfe03, 0xff7e); // Alt_R, Meta_R, AltGr, Mode_switch
        put(codes, SUPER_L, 0xffeb, 0xffed); // Super_L, Hyper_L
        put(codes, SUPER_R, 0xffec, 0xffee);
        put(codes, 0xdd, 0xff67); // Menu
        put(codes, CAPS_LOCK, 0xffe5, 0xffe6); // Caps_Lock, Shift_Lock
        put(codes, NUM_LOCK, 0xff7f); // Num_Lock
        put(codes, 0x46, 0xff14); // Scroll_Lock
        put(codes, PRINT, 0xff61, 0xff15); // Print, Sys_Req
        put(codes, 0xc6, 0xff13, 0xff6b); // Pause, Break
        for (int f = 0; f < 10; f++) {
            put(codes, 0x3b + f, 0xffbe + f); // F1 to F10
        }
        put(codes, 0x57, 0xffc8); // F11
        put(codes, 0x58, 0xffc9); // F12
        navigation(codes);
        keypad(codes);
        media(codes);
        return codes;
    }

    private static void navigation(Map<Long, Integer> codes) {
        put(codes, 0xc7, 0xff50); // Home
        put(codes, 0xc8, 0xff52); // Up
        put(codes, 0xc9, 0xff55); // Page_Up
        put(codes, 0xcb, 0xff51); // Left
        put(codes, 0xcd, 0xff53); // Right
        put(codes, 0xcf, 0xff57); // End
        put(codes, 0xd0, 0xff54); // Down
        put(codes, 0xd1, 0xff56); // Page_Down
        put(codes, 0xd2, 0xff63); // Insert
        put(codes, 0xd3, 0xffff); // Delete
    }

    /// A key of the keypad has two keysyms, with Num Lock and without.
    private static void keypad(Map<Long, Integer> codes) {
        put(codes, 0x47, 0xffb7, 0xff95); // 7, Home
        put(codes, 0x48, 0xffb8, 0xff97); // 8, Up
        put(codes, 0x49, 0xffb9, 0xff9a); // 9, Page_Up
        put(codes, 0x4a, 0xffad); // Subtract
        put(codes, 0x4b, 0xffb4, 0xff96); // 4, Left
        put(codes, 0x4c, 0xffb5, 0xff9d); // 5, Begin
        put(codes, 0x4d, 0xffb6, 0xff98); // 6, Right
        put(codes, 0x4e, 0xffab); // Add
        put(codes, 0x4f, 0xffb1, 0xff9c); // 1, End
        put(codes, 0x50, 0xffb2, 0xff99); // 2, Down
        put(codes, 0x51, 0xffb3, 0xff9b); // 3, Page_Down
        put(codes, 0x52, 0xffb0, 0xff9e); // 0, Insert
        put(codes, 0x53, 0xffae, 0xff9f, 0xffac); // Decimal, Delete, Separator
        put(codes, 0x37, 0xffaa); // Multiply
        put(codes, 0xb5, 0xffaf); // Divide
        put(codes, 0x9c, 0xff8d); // Enter
        put(codes, 0x59, 0xffbd); // Equal
    }

    private static void media(Map<Long, Integer> codes) {
        put(codes, 0xa0, 0x1008ff12L); // XF86AudioMute
        put(codes, 0xae, 0x1008ff11L); // XF86AudioLowerVolume
        put(codes, 0xb0, 0x1008ff13L); // XF86AudioRaiseVolume
        put(codes, 0xa2, 0x1008ff14L); // XF86AudioPlay
        put(codes, 0xa4, 0x1008ff15L); // XF86AudioStop
        put(codes, 0x90, 0x1008ff16L); // XF86AudioPrev
        put(codes, 0x99, 0x1008ff17L); // XF86AudioNext
        put(codes, 0xde, 0x1008ff2aL); // XF86PowerOff
        put(codes, 0xdf, 0x1008ff2fL); // XF86Sleep
        put(codes, 0xe3, 0x1008ff2bL); // XF86WakeUp
    }

    private static void put(Map<Long, Integer> codes, int code, long... keysyms) {
        for (long keysym : keysyms) {
            codes.put(keysym, code);
        }
    }
}
