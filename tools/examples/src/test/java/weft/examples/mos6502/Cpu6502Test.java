package weft.examples.mos6502;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Cpu6502Test {
    private static final int CARRY = 1;
    private static final int ZERO = 2;
    private static final int OVERFLOW = 0x40;
    private static final int NEGATIVE = 0x80;

    private final byte[] memory = new byte[0x10000];

    private final Cpu6502 cpu =
            new Cpu6502(
                    new Bus() {
                        @Override
                        public int read(int address) {
                            return memory[address] & 0xFF;
                        }

                        @Override
                        public void write(int address, int value) {
                            memory[address] = (byte) value;
                        }
                    });

    /// Begins with a program at 0x1000.
    private void load(String program) {
        byte[] image =
                Assembler.assemble("* = $1000\nstart:\n" + program + "\n* = $FFFC\n.word start");
        System.arraycopy(image, 0, memory, 0, memory.length);
        cpu.reset();
    }

    /// Runs as many instructions; returns their cycles.
    private int run(int instructions) {
        int cycles = 0;
        for (int i = 0; i < instructions; i++) {
            cycles += cpu.step();
        }
        return cycles;
    }

    private int flags() {
        return cpu.status() & (CARRY | ZERO | OVERFLOW | NEGATIVE);
    }

    private static int flags(boolean carry, int result, boolean overflow) {
        return (carry ? CARRY : 0)
                | ((result & 0xFF) == 0 ? ZERO : 0)
                | (overflow ? OVERFLOW : 0)
                | (result & NEGATIVE);
    }

    @Test
    void adc_andSbc_allOperands_asArithmeticSays() {
        load(
                """
                lda $20
                adc $21
                lda $20
                sbc $21
                """);
        for (int i = 0; i < 0x20000; i++) {
            int a = i & 0xFF;
            int b = i >> 8 & 0xFF;
            int carry = i >> 16;
            memory[0x20] = (byte) a;
            memory[0x21] = (byte) b;
            begin(0x1000, carry);
            run(2);
            int sum = a + b + carry;
            int signed = (byte) a + (byte) b + carry;
            assertEquals(sum & 0xFF, cpu.a());
            assertEquals(flags(sum > 0xFF, sum, signed != (byte) signed), flags());
            begin(0x1004, carry);
            run(2);
            int difference = a - b - (1 - carry);
            signed = (byte) a - (byte) b - (1 - carry);
            assertEquals(difference & 0xFF, cpu.a());
            assertEquals(flags(difference >= 0, difference, signed != (byte) signed), flags());
        }
    }

    /// Goes to an address with a carry or without.
    private void begin(int address, int carry) {
        memory[0x1FE] = (byte) (0x20 | carry);
        memory[0x1FF] = (byte) address;
        memory[0x100] = (byte) (address >> 8); // the stack goes round
        memory[0xF000] = (byte) 0xA2; // ldx #$FD
        memory[0xF001] = (byte) 0xFD;
        memory[0xF002] = (byte) 0x9A; // txs
        memory[0xF003] = 0x40; // rti
        memory[0xFFFC] = 0;
        memory[0xFFFD] = (byte) 0xF0;
        cpu.reset();
        run(3);
        assertEquals(address, cpu.counter());
    }

    @Test
    void adc_andSbc_decimal_asPeopleCount() {
        load(
                """
                sed
                lda $20
                adc $21
                sed
                lda $20
                sbc $21
                """);
        for (int a = 0; a < 100; a++) {
            for (int b = 0; b < 100; b++) {
                for (int carry = 0; carry < 2; carry++) {
                    memory[0x20] = bcd(a);
                    memory[0x21] = bcd(b);
                    begin(0x1000, carry);
                    run(3);
                    int sum = a + b + carry;
                    assertEquals(bcd(sum % 100) & 0xFF, cpu.a());
                    assertEquals(sum >= 100 ? CARRY : 0, flags() & CARRY);
                    begin(0x1005, carry);
                    run(3);
                    int difference = a - b - (1 - carry);
                    assertEquals(bcd((difference + 100) % 100) & 0xFF, cpu.a());
                    assertEquals(difference >= 0 ? CARRY : 0, flags() & CARRY);
                }
            }
        }
    }

    private static byte bcd(int number) {
        return (byte) (16 * (number / 10) + number % 10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lda #5 | 2 | 05",
                "lda $30 | 3 | 11",
                "lda $2F,x | 4 | 11",
                "lda $FF,x | 4 | 77",
                "lda $1230 | 4 | 22",
                "lda $122F,x | 4 | 22",
                "lda $122E,y | 4 | 22",
                "lda $11FF,x | 5 | 33",
                "lda $11FE,y | 5 | 33",
                "lda ($3F,x) | 6 | 22",
                "lda ($42),y | 5 | 22",
                "lda ($44),y | 6 | 33"
            }) // X is 1, and Y is 2
    void modes_readWhereTheManualSays(String instruction, int cycles, String value) {
        load("ldx #1\nldy #2\n" + instruction);
        memory[0x00] = 0x77;
        memory[0x30] = 0x11;
        memory[0x1230] = 0x22;
        memory[0x1200] = 0x33;
        word(0x40, 0x1230);
        word(0x42, 0x122E);
        word(0x44, 0x11FE);
        run(2);
        assertEquals(cycles, run(1));
        assertEquals(Integer.parseInt(value, 16), cpu.a());
    }

    private void word(int address, int value) {
        memory[address] = (byte) value;
        memory[address + 1] = (byte) (value >> 8);
    }

    @Test
    void store_acrossAPage_takesAsLongAsWithinIt() {
        load("ldx #1\nsta $11FF,x\nsta $1200,x\ninc $11FF,x\nldy #1\nsta ($40),y");
        run(1);
        assertEquals(5, run(1));
        assertEquals(5, run(1));
        assertEquals(7, run(1));
        run(1);
        assertEquals(6, run(1));
    }

    @Test
    void jump_throughTheEndOfAPage_takesItsUpperByteFromTheBeginning() {
        load("jmp ($20FF)");
        memory[0x20FF] = 0x34;
        memory[0x2100] = 0x56;
        memory[0x2000] = 0x12;
        assertEquals(5, run(1));
        assertEquals(0x1234, cpu.counter());
    }

    @Test
    void branches_takeACycleMore_andTwoIntoAnotherPage() {
        load(
                """
                lda #0
                bne start
                beq next
                nop
                next: jmp late
                * = $10F0
                late: beq past
                * = $1100
                past: nop
                """);
        run(1);
        assertEquals(2, run(1));
        assertEquals(3, run(1));
        assertEquals(0x1007, cpu.counter());
        assertEquals(3, run(1));
        assertEquals(4, run(1));
        assertEquals(0x1100, cpu.counter());
    }

    @Test
    void calls_andInterrupts_comeBack() {
        load(
                """
                cli
                jsr sub
                brk
                .byte 0
                nop
                sub: lda #$80
                rts
                irq: php
                pla
                sta $50
                rti
                * = $FFFE
                .word irq
                * = $FFFA
                .word sub
                """);
        run(1);
        assertEquals(6, run(1));
        run(1);
        assertEquals(6, run(1));
        assertEquals(0x80, cpu.a());
        int at = cpu.counter();
        assertEquals(7, run(1)); // BRK
        assertEquals(0, cpu.status() & 0x10);
        assertEquals(0x10, memory[0x1FB] & 0x10, "BRK is told by what it leaves on the stack");
        run(4);
        assertEquals(at + 2, cpu.counter());
        assertEquals((byte) 0xB4, memory[0x50]);
        cpu.irq();
        assertEquals(0, memory[0x1FB] & 0x10);
        run(4);
        assertEquals(at + 2, cpu.counter());
        int sub = cpu.counter() + 1;
        cpu.nmi();
        assertEquals(sub, cpu.counter());
    }

    @Test
    void shifts_goThroughTheCarry() {
        load("lda #$81\nasl a\nrol a\nlsr a\nror a\nsec\nror $60");
        run(2);
        assertEquals(0x02, cpu.a());
        assertEquals(CARRY, flags());
        run(1);
        assertEquals(0x05, cpu.a());
        assertEquals(0, flags());
        run(1);
        assertEquals(0x02, cpu.a());
        assertEquals(CARRY, flags());
        run(1);
        assertEquals(0x81, cpu.a());
        assertEquals(NEGATIVE, flags());
        run(1);
        assertEquals(5, run(1));
        assertEquals((byte) 0x80, memory[0x60]);
    }

    @Test
    void opcode_ofNoInstruction_isSaidWithItsPlace() {
        load(".byte $02");
        assertEquals(
                "02 at 1000 is no instruction",
                assertThrows(IllegalStateException.class, cpu::step).getMessage());
        assertEquals(0x1000, cpu.counter());
    }
}
