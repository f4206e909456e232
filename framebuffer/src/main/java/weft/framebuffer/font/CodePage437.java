package weft.framebuffer.font;

import java.util.Arrays;

/// The characters of IBM's code page 437, the one in a PC's display adapter: its 256 codes with the
/// Unicode characters that they show. Codes below 32 and 127 are pictures here, as on the screen,
/// not controls.
public final class CodePage437 {

    private static final String CHARACTERS =
            "\0☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼"
                    + " !\"#$%&'()*+,-./0123456789:;<=>?"
                    + "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"
                    + "`abcdefghijklmnopqrstuvwxyz{|}~⌂"
                    + "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
                    + "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
                    + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
                    + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    /// Each character with its code in the low byte, sorted: for looking up.
    private static final int[] CODES = codes();

    private CodePage437() {}

    private static int[] codes() {
        int[] codes = new int[CHARACTERS.length()];
        for (int code = 0; code < codes.length; code++) {
            codes[code] = CHARACTERS.charAt(code) << 8 | code;
        }
        Arrays.sort(codes);
        return codes;
    }

    /// The character that a code from 0 to 255 shows; 0 and 255 show nothing.
    public static char character(int code) {
        return CHARACTERS.charAt(code);
    }

    /// The code that shows a character, -1 if there is none.
    public static int code(int codePoint) {
        if (codePoint < 0 || codePoint > Character.MAX_VALUE) {
            return -1;
        }
        int at = Arrays.binarySearch(CODES, codePoint << 8);
        int entry = CODES[Math.min(at < 0 ? -at - 1 : at, CODES.length - 1)];
        return entry >> 8 == codePoint ? entry & 0xFF : -1;
    }
}
