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

    /// A ball between three walls, and a paddle below that 4 and 6 move. Where the ball meets it,
    /// it beeps; where it does not, all begins again. For a machine that runs 40 instructions a
    /// frame.
    public static int[] squash() {
        return words(
                0x00E0, // 200 clear
                0x601E, // 202 ball x
                0x6104, // 204 ball y
                0x6201, // 206 to the right
                0x6301, // 208 down
                0x641C, // 20A paddle x
                0x661E, // 20C paddle y
                0xA25E, // 20E draw the paddle
                0xD461, // 210
                0xA25F, // 212 draw the ball
                0xD011, // 214
                0x6502, // 216 two sixtieths of a second
                0xF515, // 218
                0xF507, // 21A are they over?
                0x3500, // 21C
                0x121A, // 21E no
                0xA25E, // 220 take the paddle away
                0xD461, // 222
                0x6504, // 224 is 4 down?
                0xE5A1, // 226
                0x74FE, // 228 then to the left
                0x6506, // 22A is 6 down?
                0xE5A1, // 22C
                0x7402, // 22E then to the right
                0x653F, // 230 and round
                0x8452, // 232
                0xD461, // 234 draw it again
                0xA25F, // 236 take the ball away
                0xD011, // 238
                0x8024, // 23A move it
                0x8134, // 23C
                0x4000, // 23E at the left wall?
                0x6201, // 240 to the right
                0x403F, // 242 at the right wall?
                0x62FF, // 244 to the left
                0x4100, // 246 at the upper wall?
                0x6301, // 248 down
                0xD011, // 24A draw it again
                0x3F00, // 24C is the paddle there?
                0x2256, // 24E yes
                0x411F, // 250 is it past the paddle?
                0x1200, // 252 begin again
                0x1216, // 254 go on
                0x63FF, // 256 up
                0x6504, // 258 beep for four sixtieths of a second
                0xF518, // 25A
                0x00EE, // 25C
                0xFF80); // 25E the paddle, the ball
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
