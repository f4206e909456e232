package weft.examples.chip8;

import java.util.Arrays;
import java.util.Random;

/// The machine: 4 KiB, 16 registers, 16 keys, 64x32 pixels, and two timers that count 60 times a
/// second, one of which lets it beep.
///
/// All that it knows of time is [#frame()], a sixtieth of a second.
public final class Chip8 {

    public static final int WIDTH = 64;
    public static final int HEIGHT = 32;

    /// Where programs begin.
    static final int START = 0x200;

    private static final int NO_KEY = -1;

    private static final int[] DIGITS = {
        0xF0, 0x90, 0x90, 0x90, 0xF0, // 0
        0x20, 0x60, 0x20, 0x20, 0x70, // 1
        0xF0, 0x10, 0xF0, 0x80, 0xF0, // 2
        0xF0, 0x10, 0xF0, 0x10, 0xF0, // 3
        0x90, 0x90, 0xF0, 0x10, 0x10, // 4
        0xF0, 0x80, 0xF0, 0x10, 0xF0, // 5
        0xF0, 0x80, 0xF0, 0x90, 0xF0, // 6
        0xF0, 0x10, 0x20, 0x40, 0x40, // 7
        0xF0, 0x90, 0xF0, 0x90, 0xF0, // 8
        0xF0, 0x90, 0xF0, 0x10, 0xF0, // 9
        0xF0, 0x90, 0xF0, 0x90, 0x90, // A
        0xE0, 0x90, 0xE0, 0x90, 0xE0, // B
        0xF0, 0x80, 0x80, 0x80, 0xF0, // C
        0xE0, 0x90, 0x90, 0x90, 0xE0, // D
        0xF0, 0x80, 0xF0, 0x80, 0xF0, // E
        0xF0, 0x80, 0xF0, 0x80, 0x80, // F
    };

    private final int[] memory = new int[4096];
    private final boolean[] pixels = new boolean[WIDTH * HEIGHT];
    private final int[] v = new int[16];
    private final int[] stack = new int[16];
    private int stackPointer;
    private int counter = START;
    private int index;
    private int delay;
    private int key = NO_KEY;
    private int sound;
    private int heldKeys; // a bit for each
    private int instructionsPerFrame = 10;
    private final Random random = new Random(1);

    /// A machine with a program.
    ///
    /// @param program its bytes
    public Chip8(int... program) {
        System.arraycopy(DIGITS, 0, memory, 0, DIGITS.length);
        System.arraycopy(program, 0, memory, START, program.length);
    }

    /// How many instructions it runs in a sixtieth of a second; 10 unless set.
    public void speed(int instructions) {
        instructionsPerFrame = instructions;
    }

    /// A key goes down and up.
    ///
    /// @param digit from 0 to 15
    public void press(int digit) {
        key = digit & 0xF;
    }

    /// A key goes down or up.
    ///
    /// @param digit from 0 to 15
    public void hold(int digit, boolean down) {
        int bit = 1 << (digit & 0xF);
        heldKeys = down ? heldKeys | bit : heldKeys & ~bit;
        if (down) {
            press(digit);
        }
    }

    /// Whether it beeps.
    public boolean isSounding() {
        return sound > 0;
    }

    /// Whether a pixel is lit.
    public boolean isLit(int x, int y) {
        return pixels[y * WIDTH + x];
    }

    /// Runs for a sixtieth of a second.
    public void frame() {
        for (int i = 0; i < instructionsPerFrame; i++) {
            step();
        }
        delay = Math.max(0, delay - 1);
        sound = Math.max(0, sound - 1);
    }

    private void step() {
        int opcode = memory[counter] << 8 | memory[counter + 1];
        counter += 2;
        int x = opcode >> 8 & 0xF;
        int y = opcode >> 4 & 0xF;
        int low = opcode & 0xFF;
        switch (opcode >> 12) {
            case 0x0 -> system(low);
            case 0x1 -> counter = opcode & 0xFFF;
            case 0x2 -> {
                stack[stackPointer++] = counter;
                counter = opcode & 0xFFF;
            }
            case 0x3 -> counter += v[x] == low ? 2 : 0;
            case 0x4 -> counter += v[x] != low ? 2 : 0;
            case 0x5 -> counter += v[x] == v[y] ? 2 : 0;
            case 0x6 -> v[x] = low;
            case 0x7 -> v[x] = (v[x] + low) & 0xFF;
            case 0x8 -> arithmetic(opcode & 0xF, x, y);
            case 0x9 -> counter += v[x] != v[y] ? 2 : 0;
            case 0xA -> index = opcode & 0xFFF;
            case 0xB -> counter = (opcode & 0xFFF) + v[0];
            case 0xC -> v[x] = random.nextInt(0x100) & low;
            case 0xD -> draw(v[x], v[y], opcode & 0xF);
            case 0xE -> keys(low, v[x]);
            case 0xF -> special(low, x);
            default ->
                    throw new IllegalStateException(
                            "%04X at %03X is no instruction".formatted(opcode, counter - 2));
        }
    }

    private void system(int low) {
        switch (low) {
            case 0xE0 -> Arrays.fill(pixels, false);
            case 0xEE -> counter = stack[--stackPointer];
            default -> throw new IllegalStateException("00%02X is no instruction".formatted(low));
        }
    }

    /// Vx becomes what comes of Vx and Vy, and VF what is left over.
    private void arithmetic(int operation, int x, int y) {
        int before = v[x];
        int result =
                switch (operation) {
                    case 0x0 -> v[y];
                    case 0x1 -> v[x] | v[y];
                    case 0x2 -> v[x] & v[y];
                    case 0x3 -> v[x] ^ v[y];
                    case 0x4 -> v[x] + v[y];
                    case 0x5 -> v[x] - v[y];
                    case 0x6 -> v[y] >> 1;
                    case 0x7 -> v[y] - v[x];
                    case 0xE -> v[y] << 1;
                    default ->
                            throw new IllegalStateException(
                                    "8xy%X is no instruction".formatted(operation));
                };
        int flag =
                switch (operation) {
                    case 0x4 -> result >> 8;
                    case 0x5 -> before >= v[y] ? 1 : 0;
                    case 0x6 -> v[y] & 1;
                    case 0x7 -> v[y] >= before ? 1 : 0;
                    case 0xE -> v[y] >> 7;
                    default -> v[0xF];
                };
        v[x] = result & 0xFF;
        if (operation >= 0x4) {
            v[0xF] = flag;
        }
    }

    private void keys(int low, int digit) {
        boolean down = ((heldKeys >> (digit & 0xF)) & 1) != 0;
        counter +=
                switch (low) {
                    case 0x9E -> down ? 2 : 0;
                    case 0xA1 -> down ? 0 : 2;
                    default ->
                            throw new IllegalStateException(
                                    "Ex%02X is no instruction".formatted(low));
                };
    }

    private void special(int low, int x) {
        switch (low) {
            case 0x07 -> v[x] = delay;
            case 0x0A -> {
                if (key == NO_KEY) {
                    counter -= 2; // again, until there is one
                } else {
                    v[x] = key;
                    key = NO_KEY;
                }
            }
            case 0x15 -> delay = v[x];
            case 0x18 -> sound = v[x];
            case 0x1E -> index = (index + v[x]) & 0xFFF;
            case 0x29 -> index = v[x] * 5;
            case 0x33 -> {
                memory[index] = v[x] / 100;
                memory[index + 1] = v[x] / 10 % 10;
                memory[index + 2] = v[x] % 10;
            }
            case 0x55 -> {
                System.arraycopy(v, 0, memory, index, x + 1);
                index += x + 1;
            }
            case 0x65 -> {
                System.arraycopy(memory, index, v, 0, x + 1);
                index += x + 1;
            }
            default -> throw new IllegalStateException("Fx%02X is no instruction".formatted(low));
        }
    }

    private void draw(int left, int top, int rows) {
        v[0xF] = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < 8; column++) {
                if ((memory[index + row] & 0x80 >> column) != 0) {
                    int at = (top + row) % HEIGHT * WIDTH + (left + column) % WIDTH;
                    v[0xF] |= pixels[at] ? 1 : 0;
                    pixels[at] = !pixels[at];
                }
            }
        }
    }
}
