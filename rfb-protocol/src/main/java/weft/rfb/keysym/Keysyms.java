package weft.rfb.keysym;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// Keysyms, their names and their characters, as the X Window System Protocol lays down in its
/// appendix A, and `keysymdef.h` and `XF86keysym.h` list them.
///
/// | keysyms                     | are                                                     |
/// |-----------------------------|---------------------------------------------------------|
/// | 0x20 .. 0x7E, 0xA0 .. 0xFF  | the characters of Latin-1                               |
/// | 0x0100 .. 0x20FF            | characters by older sets, each with a code point        |
/// | 0xFE00 .. 0xFFFF            | modifiers, function keys, the keypad                    |
/// | 0x01000100 .. 0x0110FFFF    | Unicode, 0x01000000 + the code point                    |
/// | 0x10080000 and more         | keys of vendors: sound, brightness, launchers           |
///
/// The table is read when a name or an older character is asked for the first time.
public final class Keysyms {

    /// Added to a code point.
    private static final long UNICODE = 0x0100_0000;

    private static final long BACK_SPACE = 0xFF08;
    private static final long TAB = 0xFF09;
    private static final long LINE_FEED = 0xFF0A;
    private static final long RETURN = 0xFF0D;
    private static final long ESCAPE = 0xFF1B;
    private static final long KP_SPACE = 0xFF80;
    private static final long KP_MULTIPLY = 0xFFAA;
    private static final long KP_9 = 0xFFB9;
    private static final long KP_EQUAL = 0xFFBD;
    private static final long DELETE = 0xFFFF;

    private Keysyms() {}

    private static final class Table {

        private static final KeysymTable TABLE = KeysymTable.load();
    }

    static KeysymTable table() {
        return Table.TABLE;
    }

    /// The keysym that types a character: that of Latin-1, else that of an older set if it means
    /// just this character, as servers of all ages know it, else 0x01000000 + the code point. A
    /// line feed and a carriage return are Return; tab, backspace, escape and delete are their
    /// keys.
    ///
    /// @throws IllegalArgumentException for a surrogate, another control character, or what is no
    ///   code point
    public static long ofCodePoint(int codePoint) {
        return switch (codePoint) {
            case '\b' -> BACK_SPACE;
            case '\t' -> TAB;
            case '\n', '\r' -> RETURN;
            case 0x1B -> ESCAPE;
            case 0x7F -> DELETE;
            default -> {
                if (isLatin1(codePoint)) {
                    yield codePoint;
                }
                if (!isCharacter(codePoint)) {
                    throw new IllegalArgumentException(
                            "U+%04X is no character that a key types".formatted(codePoint));
                }
                yield table().ofCodePoint(codePoint).orElse(UNICODE + codePoint);
            }
        };
    }

    /// The character that a keysym stands for, those of the keypad and of the control characters
    /// too; none for a modifier, a function key or an unknown keysym.
    public static OptionalInt codePoint(long keysym) {
        if (keysym >= 0 && keysym <= 0xFF) {
            return isLatin1((int) keysym) ? OptionalInt.of((int) keysym) : OptionalInt.empty();
        }
        if (keysym > UNICODE && keysym <= UNICODE + Character.MAX_CODE_POINT) {
            int codePoint = (int) (keysym - UNICODE);
            return isLatin1(codePoint) || isCharacter(codePoint)
                    ? OptionalInt.of(codePoint)
                    : OptionalInt.empty();
        }
        if (keysym == KP_SPACE) {
            return OptionalInt.of(' ');
        }
        if (isAscii(keysym)) {
            return OptionalInt.of((int) keysym & 0x7F);
        }
        return keysym > 0xFF && keysym < 0xFD00 ? table().codePoint(keysym) : OptionalInt.empty();
    }

    /// The keysyms that are an ASCII character in their lower seven bits.
    private static boolean isAscii(long keysym) {
        return keysym == BACK_SPACE
                || keysym == TAB
                || keysym == LINE_FEED
                || keysym == RETURN
                || keysym == ESCAPE
                || keysym == KP_EQUAL
                || keysym == DELETE
                || (keysym >= KP_MULTIPLY && keysym <= KP_9);
    }

    /// The keysym that a name of X11 means, spelt exactly so: `Return`, `eacute`, `KP_Enter`,
    /// `XF86AudioMute`. A Unicode keysym is `U20AC` as in libX11, or `U+20AC`; any other is
    /// `0xff0d`.
    public static OptionalLong ofName(String name) {
        OptionalLong known = table().ofName(name);
        return known.isPresent() ? known : ofNumber(name);
    }

    /// What [#ofName] takes for a number.
    static OptionalLong ofNumber(String name) {
        if (name.matches("[Uu]\\+?[0-9A-Fa-f]{4,6}")) {
            int codePoint = Integer.parseInt(name.substring(name.indexOf('+') < 0 ? 1 : 2), 16);
            if (isLatin1(codePoint)) {
                return OptionalLong.of(codePoint);
            }
            return isCharacter(codePoint)
                    ? OptionalLong.of(UNICODE + codePoint)
                    : OptionalLong.empty();
        }
        return name.matches("0[Xx][0-9A-Fa-f]{1,8}")
                ? OptionalLong.of(Long.parseLong(name.substring(2), 16))
                : OptionalLong.empty();
    }

    /// What people call a keysym: a printable ASCII character is its own name, but for `space` and
    /// `minus`; else it is the name of X11, `U+2192` for a Unicode keysym, `0xff00` for any other.
    /// [KeyCombination#parse] understands it.
    public static String name(long keysym) {
        if (keysym > ' ' && keysym < 0x7F && keysym != '-') {
            return String.valueOf((char) keysym);
        }
        String known = table().name(keysym);
        if (known != null) {
            return known;
        }
        if (keysym >= UNICODE + 0x100
                && keysym <= UNICODE + Character.MAX_CODE_POINT
                && isCharacter((int) (keysym - UNICODE))) {
            return "U+%04X".formatted(keysym - UNICODE);
        }
        return "0x" + Long.toHexString(keysym);
    }

    private static boolean isLatin1(int codePoint) {
        return (codePoint >= ' ' && codePoint < 0x7F) || (codePoint >= 0xA0 && codePoint <= 0xFF);
    }

    /// Whether it is a code point beyond Latin-1, and no surrogate.
    private static boolean isCharacter(int codePoint) {
        return codePoint > 0xFF
                && codePoint <= Character.MAX_CODE_POINT
                && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
