package weft.cli.source;

import java.util.Map;

/// Names of keysyms, for people: those of `keysymdef.h` for the keys of common keyboards.
final class Keysyms {

    private static final long FIRST_FUNCTION_KEY = 0xFFBE;
    private static final long LAST_FUNCTION_KEY = 0xFFE0;

    /// Keysyms from here on are Unicode code points with this added.
    private static final long UNICODE = 0x0100_0000;

    private static final Map<Long, String> NAMES =
            Map.ofEntries(
                    Map.entry(0x0020L, "space"),
                    Map.entry(0xFE03L, "AltGr"),
                    Map.entry(0xFE20L, "ISO_Left_Tab"),
                    Map.entry(0xFF08L, "BackSpace"),
                    Map.entry(0xFF09L, "Tab"),
                    Map.entry(0xFF0DL, "Return"),
                    Map.entry(0xFF13L, "Pause"),
                    Map.entry(0xFF14L, "Scroll_Lock"),
                    Map.entry(0xFF15L, "Sys_Req"),
                    Map.entry(0xFF1BL, "Escape"),
                    Map.entry(0xFF50L, "Home"),
                    Map.entry(0xFF51L, "Left"),
                    Map.entry(0xFF52L, "Up"),
                    Map.entry(0xFF53L, "Right"),
                    Map.entry(0xFF54L, "Down"),
                    Map.entry(0xFF55L, "Page_Up"),
                    Map.entry(0xFF56L, "Page_Down"),
                    Map.entry(0xFF57L, "End"),
                    Map.entry(0xFF61L, "Print"),
                    Map.entry(0xFF63L, "Insert"),
                    Map.entry(0xFF67L, "Menu"),
                    Map.entry(0xFF7FL, "Num_Lock"),
                    Map.entry(0xFF8DL, "KP_Enter"),
                    Map.entry(0xFF95L, "KP_Home"),
                    Map.entry(0xFF96L, "KP_Left"),
                    Map.entry(0xFF97L, "KP_Up"),
                    Map.entry(0xFF98L, "KP_Right"),
                    Map.entry(0xFF99L, "KP_Down"),
                    Map.entry(0xFF9AL, "KP_Page_Up"),
                    Map.entry(0xFF9BL, "KP_Page_Down"),
                    Map.entry(0xFF9CL, "KP_End"),
                    Map.entry(0xFF9DL, "KP_Begin"),
                    Map.entry(0xFF9EL, "KP_Insert"),
                    Map.entry(0xFF9FL, "KP_Delete"),
                    Map.entry(0xFFAAL, "KP_Multiply"),
                    Map.entry(0xFFABL, "KP_Add"),
                    Map.entry(0xFFADL, "KP_Subtract"),
                    Map.entry(0xFFAEL, "KP_Decimal"),
                    Map.entry(0xFFAFL, "KP_Divide"),
                    Map.entry(0xFFE1L, "Shift_L"),
                    Map.entry(0xFFE2L, "Shift_R"),
                    Map.entry(0xFFE3L, "Control_L"),
                    Map.entry(0xFFE4L, "Control_R"),
                    Map.entry(0xFFE5L, "Caps_Lock"),
                    Map.entry(0xFFE7L, "Meta_L"),
                    Map.entry(0xFFE8L, "Meta_R"),
                    Map.entry(0xFFE9L, "Alt_L"),
                    Map.entry(0xFFEAL, "Alt_R"),
                    Map.entry(0xFFEBL, "Super_L"),
                    Map.entry(0xFFECL, "Super_R"),
                    Map.entry(0xFFFFL, "Delete"));

    private Keysyms() {}

    /// The name of a keysym: a printable ASCII character is its own, an unknown key is shown as
    /// hexadecimal.
    static String name(long keysym) {
        String known = NAMES.get(keysym);
        if (known != null) {
            return known;
        }
        if (keysym > 0x20 && keysym < 0x7F) {
            return String.valueOf((char) keysym);
        }
        if (keysym >= FIRST_FUNCTION_KEY && keysym <= LAST_FUNCTION_KEY) {
            return "F" + (keysym - FIRST_FUNCTION_KEY + 1);
        }
        if (keysym >= 0xFFB0 && keysym <= 0xFFB9) {
            return "KP_" + (keysym - 0xFFB0);
        }
        if (keysym > UNICODE && keysym <= UNICODE + Character.MAX_CODE_POINT) {
            return "U+%04X".formatted(keysym - UNICODE);
        }
        return "0x" + Long.toHexString(keysym);
    }
}
