package weft.examples.chip8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the machine's instructions do, most in a program that lights the pixel at V1, V2 then.
class Chip8Test {

    /// Runs a program, which lights a pixel at V1, V2 and stays there.
    private static Chip8 run(int... words) {
        int[] program = new int[0xF1];
        for (int i = 0; i < words.length; i++) {
            program[2 * i] = words[i] >> 8;
            program[2 * i + 1] = words[i] & 0xFF;
        }
        int at = 2 * words.length;
        int[] end = {0xA2, 0xF0, 0xD1, 0x21, 0x12, at + 4};
        System.arraycopy(end, 0, program, at, end.length);
        program[0xF0] = 0x80;
        Chip8 machine = new Chip8(program);
        machine.speed(50);
        machine.frame();
        return machine;
    }

    @ParameterizedTest(name = "{0}: {1} and {2} make {3}, left over {4}")
    @CsvSource({
        "8120, 05, 09, 09, 7",
        "8121, 05, 09, 0D, 7",
        "8122, 05, 09, 01, 7",
        "8123, 05, 09, 0C, 7",
        "8124, 05, 09, 0E, 0",
        "8124, FF, 09, 08, 1",
        "8125, 09, 05, 04, 1",
        "8125, 05, 06, FF, 0",
        "8126, 00, 0B, 05, 1",
        "8127, 05, 09, 04, 1",
        "8127, 06, 05, FF, 0",
        "812E, 00, 85, 0A, 1"
    })
    void arithmetic_hasResultAndRest(
            String instruction, String one, String other, String result, int rest) {
        int v1 = Integer.parseInt(result, 16) & 0x3F;
        Chip8 machine =
                run(
                        0x6F07,
                        0x6100 | Integer.parseInt(one, 16),
                        0x6200 | Integer.parseInt(other, 16),
                        Integer.parseInt(instruction, 16),
                        0x82F0); // V2 = what is left over
        assertTrue(machine.isLit(v1, rest), () -> "not lit at %d, %d".formatted(v1, rest));
    }

    @Test
    void decimal_isStoredAndLoaded() {
        Chip8 machine = run(0x60EA, 0xA300, 0xF033, 0xA300, 0xF265); // 234: V0 2, V1 3, V2 4
        assertTrue(machine.isLit(3, 4));
    }

    @Test
    void heldKey_isSeenUntilItGoesUp() {
        var machine =
                new Chip8(
                        0x65, 0x05, // 200 V5 = 5
                        0xE5, 0xA1, // 202 is it up?
                        0x12, 0x02, // 204 no
                        0xA2, 0x0C, // 206 a pixel
                        0xD1, 0x11, // 208 lit
                        0x12, 0x0A, // 20A stay here
                        0x80);
        machine.hold(5, true);
        machine.frame();
        assertFalse(machine.isLit(0, 0));
        machine.hold(5, false);
        machine.frame();
        assertTrue(machine.isLit(0, 0));
    }

    @Test
    void sound_lastsAsLongAsItsTimer() {
        Chip8 machine = run(0x6303, 0xF318);
        int frames = 1;
        while (machine.isSounding()) {
            machine.frame();
            frames++;
        }
        assertEquals(3, frames);
    }

    @Test
    void unknownInstruction_isSaid() {
        assertEquals(
                "8xyF is no instruction",
                assertThrows(IllegalStateException.class, () -> run(0x812F)).getMessage());
    }
}
