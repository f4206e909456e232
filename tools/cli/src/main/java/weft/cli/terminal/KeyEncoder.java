package weft.cli.terminal;

import weft.rfb.keysym.Keysyms;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// Keys as xterm sends them to programs, by their keysyms.
public final class KeyEncoder {

    private static final byte[] NOTHING = {};
    private static final String CSI = "\033[";

    private static final int SHIFT = 1;
    private static final int ALT = 2;
    private static final int CONTROL = 4;

    private final Emulator terminal;
    private int held;

    /// Keys of a terminal, whose modes say what they send.
    public KeyEncoder(Emulator terminal) {
        this.terminal = terminal;
    }

    /// Notes a modifier.
    ///
    /// @return whether it is one
    public boolean modifier(long keysym, boolean down) {
        int bit =
                switch ((int) keysym) {
                    case 0xFFE1, 0xFFE2 -> SHIFT;
                    case 0xFFE3, 0xFFE4 -> CONTROL;
                    case 0xFFE7, 0xFFE8, 0xFFE9, 0xFFEA -> ALT;
                    default -> 0;
                };
        held = down ? held | bit : held & ~bit;
        return bit != 0;
    }

    /// Whether Shift is down.
    public boolean isShifted() {
        return (held & SHIFT) != 0;
    }

    /// What Shift, Alt and Control add to the number of a mouse button.
    int mouseModifiers() {
        return held << 2;
    }

    /// What a key sends when it goes down; nothing for one that the program is not told of.
    public byte[] encode(long keysym) {
        String function = function((int) keysym);
        if (!function.isEmpty()) {
            return function.getBytes(StandardCharsets.US_ASCII);
        }
        OptionalInt codePoint = Keysyms.codePoint(keysym);
        if (codePoint.isEmpty()) {
            return NOTHING;
        }
        int character =
                (held & CONTROL) != 0 ? control(codePoint.getAsInt()) : codePoint.getAsInt();
        String prefix = (held & ALT) != 0 ? "\033" : "";
        return (prefix + Character.toString(character)).getBytes(StandardCharsets.UTF_8);
    }

    /// What a key sends without the modifiers that are down.
    public byte[] plain(long keysym) {
        int before = held;
        held = 0;
        byte[] result = encode(keysym);
        held = before;
        return result;
    }

    /// The character that Control makes of another.
    private static int control(int character) {
        if (character >= '@' && character <= '_') {
            return character - '@';
        }
        if (character >= 'a' && character <= 'z') {
            return character - 'a' + 1;
        }
        return switch (character) {
            case ' ', '2', '`' -> 0;
            case '3', '{' -> 0x1B;
            case '4', '|' -> 0x1C;
            case '5', '}' -> 0x1D;
            case '6', '~' -> 0x1E;
            case '7', '/' -> 0x1F;
            case '8', '?' -> 0x7F;
            default -> character;
        };
    }

    private String function(int keysym) {
        if (keysym >= 0xFFBE && keysym <= 0xFFD5) {
            int number = keysym - 0xFFBE;
            return number < 12 ? functionKey(number, held) : functionKey(number - 12, held | SHIFT);
        }
        return switch (keysym) {
            case 0xFF08 -> alt((held & CONTROL) != 0 ? "\b" : "\177");
            case 0xFF09 -> isShifted() ? CSI + "Z" : alt("\t");
            case 0xFE20 -> CSI + "Z";
            case 0xFF0D -> alt(enter());
            case 0xFF8D -> terminal.modes().keypad ? "\033OM" : alt(enter());
            case 0xFF1B -> alt("\033");
            case 0xFF50, 0xFF95 -> cursor('H');
            case 0xFF51, 0xFF96 -> cursor('D');
            case 0xFF52, 0xFF97 -> cursor('A');
            case 0xFF53, 0xFF98 -> cursor('C');
            case 0xFF54, 0xFF99 -> cursor('B');
            case 0xFF57, 0xFF9C -> cursor('F');
            case 0xFF9D -> cursor('E');
            case 0xFF55, 0xFF9A -> tilde(5, held);
            case 0xFF56, 0xFF9B -> tilde(6, held);
            case 0xFF63, 0xFF9E -> tilde(2, held);
            case 0xFFFF, 0xFF9F -> tilde(3, held);
            case 0xFF91, 0xFF92, 0xFF93, 0xFF94 -> functionKey(keysym - 0xFF91, held);
            // digits of the keypad are there with Num Lock only, which goes before the mode
            case 0xFFAA, 0xFFAB, 0xFFAC, 0xFFAD, 0xFFAF ->
                    terminal.modes().keypad ? "\033O" + (char) (keysym - 0xFFAA + 'j') : "";
            default -> "";
        };
    }

    private String alt(String text) {
        return (held & ALT) != 0 ? "\033" + text : text;
    }

    private String enter() {
        return terminal.modes().newLine ? "\r\n" : "\r";
    }

    private String cursor(char last) {
        if (held != 0) {
            return CSI + "1;" + (held + 1) + last;
        }
        return (terminal.modes().cursorKeys ? "\033O" : CSI) + last;
    }

    private static String functionKey(int number, int modifiers) {
        if (number < 4) {
            char last = (char) ('P' + number);
            return modifiers == 0 ? "\033O" + last : CSI + "1;" + (modifiers + 1) + last;
        }
        int[] codes = {15, 17, 18, 19, 20, 21, 23, 24};
        return tilde(codes[number - 4], modifiers);
    }

    private static String tilde(int code, int modifiers) {
        return modifiers == 0 ? CSI + code + "~" : CSI + code + ";" + (modifiers + 1) + "~";
    }

    /// Text as a program is to read it that was pasted: the terminal's own keys cannot be among it,
    /// nor the end of the paste.
    public byte[] paste(String text) {
        var typed = new StringBuilder(text.length());
        text.codePoints()
                .map(each -> each == '\n' ? '\r' : each)
                .filter(each -> each == '\r' || each == '\t' || !Character.isISOControl(each))
                .forEach(typed::appendCodePoint);
        boolean bracketed = terminal.modes().bracketedPaste;
        String whole = bracketed ? CSI + "200~" + typed + CSI + "201~" : typed.toString();
        return whole.getBytes(StandardCharsets.UTF_8);
    }
}
