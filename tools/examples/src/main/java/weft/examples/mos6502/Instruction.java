package weft.examples.mos6502;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One of the 151 instructions of the 6502: what it does, where its operand is, and how long it
/// takes. From MOS Technology's "MCS6500 Microcomputer Family Programming Manual", 1976.
///
/// @param opcode its byte
/// @param cycles that it takes, without those for another page or a branch that is taken
record Instruction(int opcode, Mnemonic mnemonic, Mode mode, int cycles) {

    enum Mnemonic {
        ADC,
        AND,
        ASL,
        BCC,
        BCS,
        BEQ,
        BIT,
        BMI,
        BNE,
        BPL,
        BRK,
        BVC,
        BVS,
        CLC,
        CLD,
        CLI,
        CLV,
        CMP,
        CPX,
        CPY,
        DEC,
        DEX,
        DEY,
        EOR,
        INC,
        INX,
        INY,
        JMP,
        JSR,
        LDA,
        LDX,
        LDY,
        LSR,
        NOP,
        ORA,
        PHA,
        PHP,
        PLA,
        PLP,
        ROL,
        ROR,
        RTI,
        RTS,
        SBC,
        SEC,
        SED,
        SEI,
        STA,
        STX,
        STY,
        TAX,
        TAY,
        TSX,
        TXA,
        TXS,
        TYA
    }

    /// Where the operand is.
    enum Mode {
        IMPLIED(0, 2),
        ACCUMULATOR(0, 2),
        IMMEDIATE(1, 2),
        ZERO_PAGE(1, 3),
        ZERO_PAGE_X(1, 4),
        ZERO_PAGE_Y(1, 4),
        ABSOLUTE(2, 4),
        ABSOLUTE_X(2, 4),
        ABSOLUTE_Y(2, 4),
        INDIRECT(2, 5),
        INDIRECT_X(1, 6),
        INDIRECT_Y(1, 5),
        RELATIVE(1, 2);

        /// How many bytes follow the opcode.
        final int bytes;

        /// What it takes to read there.
        private final int cycles;

        Mode(int bytes, int cycles) {
            this.bytes = bytes;
            this.cycles = cycles;
        }
    }

    private static final String ALL =
            """
            ADC IMMEDIATE:69 ZERO_PAGE:65 ZERO_PAGE_X:75 ABSOLUTE:6D ABSOLUTE_X:7D ABSOLUTE_Y:79 INDIRECT_X:61 INDIRECT_Y:71
            AND IMMEDIATE:29 ZERO_PAGE:25 ZERO_PAGE_X:35 ABSOLUTE:2D ABSOLUTE_X:3D ABSOLUTE_Y:39 INDIRECT_X:21 INDIRECT_Y:31
            ASL ACCUMULATOR:0A ZERO_PAGE:06 ZERO_PAGE_X:16 ABSOLUTE:0E ABSOLUTE_X:1E
            BCC RELATIVE:90
            BCS RELATIVE:B0
            BEQ RELATIVE:F0
            BIT ZERO_PAGE:24 ABSOLUTE:2C
            BMI RELATIVE:30
            BNE RELATIVE:D0
            BPL RELATIVE:10
            BRK IMPLIED:00
            BVC RELATIVE:50
            BVS RELATIVE:70
            CLC IMPLIED:18
            CLD IMPLIED:D8
            CLI IMPLIED:58
            CLV IMPLIED:B8
            CMP IMMEDIATE:C9 ZERO_PAGE:C5 ZERO_PAGE_X:D5 ABSOLUTE:CD ABSOLUTE_X:DD ABSOLUTE_Y:D9 INDIRECT_X:C1 INDIRECT_Y:D1
            CPX IMMEDIATE:E0 ZERO_PAGE:E4 ABSOLUTE:EC
            CPY IMMEDIATE:C0 ZERO_PAGE:C4 ABSOLUTE:CC
            DEC ZERO_PAGE:C6 ZERO_PAGE_X:D6 ABSOLUTE:CE ABSOLUTE_X:DE
            DEX IMPLIED:CA
            DEY IMPLIED:88
            EOR IMMEDIATE:49 ZERO_PAGE:45 ZERO_PAGE_X:55 ABSOLUTE:4D ABSOLUTE_X:5D ABSOLUTE_Y:59 INDIRECT_X:41 INDIRECT_Y:51
            INC ZERO_PAGE:E6 ZERO_PAGE_X:F6 ABSOLUTE:EE ABSOLUTE_X:FE
            INX IMPLIED:E8
            INY IMPLIED:C8
            JMP ABSOLUTE:4C INDIRECT:6C
            JSR ABSOLUTE:20
            LDA IMMEDIATE:A9 ZERO_PAGE:A5 ZERO_PAGE_X:B5 ABSOLUTE:AD ABSOLUTE_X:BD ABSOLUTE_Y:B9 INDIRECT_X:A1 INDIRECT_Y:B1
            LDX IMMEDIATE:A2 ZERO_PAGE:A6 ZERO_PAGE_Y:B6 ABSOLUTE:AE ABSOLUTE_Y:BE
            LDY IMMEDIATE:A0 ZERO_PAGE:A4 ZERO_PAGE_X:B4 ABSOLUTE:AC ABSOLUTE_X:BC
            LSR ACCUMULATOR:4A ZERO_PAGE:46 ZERO_PAGE_X:56 ABSOLUTE:4E ABSOLUTE_X:5E
            NOP IMPLIED:EA
            ORA IMMEDIATE:09 ZERO_PAGE:05 ZERO_PAGE_X:15 ABSOLUTE:0D ABSOLUTE_X:1D ABSOLUTE_Y:19 INDIRECT_X:01 INDIRECT_Y:11
            PHA IMPLIED:48
            PHP IMPLIED:08
            PLA IMPLIED:68
            PLP IMPLIED:28
            ROL ACCUMULATOR:2A ZERO_PAGE:26 ZERO_PAGE_X:36 ABSOLUTE:2E ABSOLUTE_X:3E
            ROR ACCUMULATOR:6A ZERO_PAGE:66 ZERO_PAGE_X:76 ABSOLUTE:6E ABSOLUTE_X:7E
            RTI IMPLIED:40
            RTS IMPLIED:60
            SBC IMMEDIATE:E9 ZERO_PAGE:E5 ZERO_PAGE_X:F5 ABSOLUTE:ED ABSOLUTE_X:FD ABSOLUTE_Y:F9 INDIRECT_X:E1 INDIRECT_Y:F1
            SEC IMPLIED:38
            SED IMPLIED:F8
            SEI IMPLIED:78
            STA ZERO_PAGE:85 ZERO_PAGE_X:95 ABSOLUTE:8D ABSOLUTE_X:9D ABSOLUTE_Y:99 INDIRECT_X:81 INDIRECT_Y:91
            STX ZERO_PAGE:86 ZERO_PAGE_Y:96 ABSOLUTE:8E
            STY ZERO_PAGE:84 ZERO_PAGE_X:94 ABSOLUTE:8C
            TAX IMPLIED:AA
            TAY IMPLIED:A8
            TSX IMPLIED:BA
            TXA IMPLIED:8A
            TXS IMPLIED:9A
            TYA IMPLIED:98
            """;

    private static final @Nullable Instruction[] BY_OPCODE = new Instruction[256];
    private static final Map<Mnemonic, Map<Mode, Instruction>> BY_NAME = new HashMap<>();

    static {
        ALL.lines().forEach(Instruction::define);
    }

    private static void define(String line) {
        String[] words = line.split(" ", -1);
        Mnemonic mnemonic = Mnemonic.valueOf(words[0]);
        for (int i = 1; i < words.length; i++) {
            String[] form = words[i].split(":", -1);
            Mode mode = Mode.valueOf(form[0]);
            int opcode = Integer.parseInt(form[1], 16);
            var instruction = new Instruction(opcode, mnemonic, mode, cycles(mnemonic, mode));
            BY_OPCODE[opcode] = instruction;
            BY_NAME.computeIfAbsent(mnemonic, _ -> new EnumMap<>(Mode.class))
                    .put(mode, instruction);
        }
    }

    private static int cycles(Mnemonic mnemonic, Mode mode) {
        return switch (mnemonic) {
            case BRK -> 7;
            case RTI, RTS, JSR -> 6;
            case PHA, PHP -> 3;
            case PLA, PLP -> 4;
            case JMP -> mode == Mode.INDIRECT ? 5 : 3;
            case STA -> mode.cycles + (isIndexedFar(mode) ? 1 : 0);
            case ASL, LSR, ROL, ROR, INC, DEC -> {
                int again = mode == Mode.ABSOLUTE_X ? 3 : 2;
                yield mode == Mode.ACCUMULATOR ? 2 : mode.cycles + again;
            }
            default -> mode.cycles;
        };
    }

    private static boolean isIndexedFar(Mode mode) {
        return mode == Mode.ABSOLUTE_X || mode == Mode.ABSOLUTE_Y || mode == Mode.INDIRECT_Y;
    }

    /// Whether it takes a cycle more if the operand is in another page than its base.
    boolean isSlowerAcrossPages() {
        return isIndexedFar(mode) && mnemonic != Mnemonic.STA && cycles <= 5;
    }

    /// The instruction of an opcode; null if the 6502 has none.
    static @Nullable Instruction of(int opcode) {
        return BY_OPCODE[opcode];
    }

    /// The forms of an instruction by their modes; none if there is no such instruction.
    static Map<Mode, Instruction> named(String name) {
        for (Mnemonic each : BY_NAME.keySet()) {
            if (each.name().equals(name.toUpperCase(Locale.ROOT))) {
                return BY_NAME.getOrDefault(each, Map.of());
            }
        }
        return Map.of();
    }
}
