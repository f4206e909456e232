package weft.examples.chip8;

/// What the machine runs.
public final class Programs {

    private Programs() {}

    /// Shows `CAFE`, letter by letter, a third of a second each; then the digit of each key that is
    /// pressed, below, from left to right.
    public static int[] cafe() {
        return words(
                0x00E0, // 200 clear
                0x6014, // 202 x = 20
                0x6108, // 204 y = 8
                0x620C, // 206 C
                0x2228, // 208 show it
                0x620A, // 20A A
                0x2228, // 20C
                0x620F, // 20E F
                0x2228, // 210
                0x620E, // 212 E
                0x2228, // 214
                0x6004, // 216 x = 4
                0x6114, // 218 y = 20
                0xF20A, // 21A wait for a key
                0xF229, // 21C its digit
                0xD015, // 21E draw it
                0x7006, // 220 x += 6
                0x121A, // 222 again
                0x0000, // 224 never reached
                0x0000, // 226
                0xF229, // 228 show a digit:
                0xD015, // 22A draw it
                0x7006, // 22C x += 6
                0x6314, // 22E 20 sixtieths of a second
                0xF315, // 230 begin to wait
                0xF307, // 232 is it over?
                0x3300, // 234
                0x1232, // 236 no
                0x00EE); // 238 yes
    }

    /// The same with an E for the A, as a program with a mistake would show it.
    public static int[] cefe() {
        int[] program = cafe();
        program[0x20B - Chip8.START] = 0xE;
        return program;
    }

    private static int[] words(int... words) {
        int[] bytes = new int[2 * words.length];
        for (int i = 0; i < words.length; i++) {
            bytes[2 * i] = words[i] >> 8;
            bytes[2 * i + 1] = words[i] & 0xFF;
        }
        return bytes;
    }
}
