package weft.examples.gameboy;

import java.util.HashMap;
import java.util.Map;

/// Assembles a cartridge of 32 KiB for the Game Boy's processor, the SM83: as many of its
/// instructions as a small program needs, each a method named after it.
///
/// The logo in the header stays empty: only the maker's boot ROM asks for it. The title and the
/// header's checksum are there; the checksum of the whole is not, which no Game Boy looks at.
final class Sm83 {

    private static final int SIZE = 0x8000;
    private static final int ENTRY = 0x100;
    private static final int TITLE = 0x134;
    private static final int HEADER_CHECKSUM = 0x14D;
    private static final int PROGRAM = 0x150;

    /// When a jump is made.
    enum If {
        NOT_ZERO(0),
        ZERO(1),
        NO_CARRY(2),
        CARRY(3);

        private final int code;

        If(int code) {
            this.code = code;
        }
    }

    private final byte[] rom = new byte[SIZE];
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Integer, String> words = new HashMap<>();
    private final Map<Integer, String> offsets = new HashMap<>();
    private int at = PROGRAM;

    /// Instructions, or data.
    Sm83 bytes(int... values) {
        for (int value : values) {
            rom[at++] = (byte) value;
        }
        return this;
    }

    /// What comes next has this name.
    Sm83 label(String name) {
        if (labels.put(name, at) != null) {
            throw new IllegalArgumentException("a second label " + name);
        }
        return this;
    }

    private Sm83 word(int opcode, String target) {
        bytes(opcode);
        words.put(at, target);
        return bytes(0, 0);
    }

    /// Without interrupts.
    Sm83 di() {
        return bytes(0xF3);
    }

    /// Waits for an interrupt. The NOP is for those that are there already: then the byte after
    /// HALT is read twice.
    Sm83 halt() {
        return bytes(0x76, 0x00);
    }

    Sm83 jp(String target) {
        return word(0xC3, target);
    }

    Sm83 jr(If condition, String target) {
        bytes(0x20 | condition.code << 3);
        offsets.put(at, target);
        return bytes(0);
    }

    Sm83 call(String target) {
        return word(0xCD, target);
    }

    Sm83 ret() {
        return bytes(0xC9);
    }

    /// A becomes a number.
    Sm83 ldA(int value) {
        return bytes(0x3E, value);
    }

    /// B becomes a number.
    Sm83 ldB(int value) {
        return bytes(0x06, value);
    }

    /// HL becomes an address.
    Sm83 ldHl(int address) {
        return bytes(0x21, address & 0xFF, address >> 8);
    }

    /// DE becomes an address.
    Sm83 ldDe(String label) {
        return word(0x11, label);
    }

    /// A from one of the registers and the high memory at 0xFF00.
    Sm83 ldhA(int port) {
        return bytes(0xF0, port & 0xFF);
    }

    /// A to one of them.
    Sm83 ldh(int port) {
        return bytes(0xE0, port & 0xFF);
    }

    /// A to where HL points, which then points to the next byte.
    Sm83 store() {
        return bytes(0x22);
    }

    /// The same as [#ldA] of 0.
    Sm83 xorA() {
        return bytes(0xAF);
    }

    /// The cartridge, beginning with the first instruction.
    byte[] cartridge(String title) {
        words.forEach((place, label) -> {
            int target = target(label);
            rom[place] = (byte) target;
            rom[place + 1] = (byte) (target >> 8);
        });
        offsets.forEach((place, label) -> {
            int distance = target(label) - (place + 1);
            if (distance != (byte) distance) {
                throw new IllegalArgumentException(label + " is too far for JR: " + distance);
            }
            rom[place] = (byte) distance;
        });
        at = ENTRY;
        bytes(0x00, 0xC3, PROGRAM & 0xFF, PROGRAM >> 8); // NOP, JP
        at = TITLE;
        bytes(title.chars().toArray());
        int sum = 0;
        for (int i = TITLE; i < HEADER_CHECKSUM; i++) {
            sum -= rom[i] + 1;
        }
        rom[HEADER_CHECKSUM] = (byte) sum;
        return rom;
    }

    private int target(String label) {
        Integer target = labels.get(label);
        if (target == null) {
            throw new IllegalArgumentException("no label " + label);
        }
        return target;
    }
}
