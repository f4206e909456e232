package weft.examples.mos6502;

/// The processor: MOS Technology's 6502 with all that its manual says, decimal numbers and the jump
/// through the end of a page among it; not what it does with opcodes that the manual has not.
///
/// It belongs to one thread.
public final class Cpu6502 {
    private static final int NMI_VECTOR = 0xFFFA;
    private static final int RESET_VECTOR = 0xFFFC;
    private static final int IRQ_VECTOR = 0xFFFE;
    private static final int STACK = 0x100;

    private static final int CARRY = 1;
    private static final int ZERO = 2;
    private static final int NO_INTERRUPTS = 4;
    private static final int DECIMAL = 8;
    private static final int BREAK = 0x10;
    private static final int ALWAYS_SET = 0x20;
    private static final int OVERFLOW = 0x40;
    private static final int NEGATIVE = 0x80;

    private final Bus bus;
    private int a;
    private int x;
    private int y;
    private int stackPointer;
    private int counter;
    private int status = ALWAYS_SET;
    private int more; // cycles of this instruction, beside those it always takes

    public Cpu6502(Bus bus) {
        this.bus = bus;
    }

    /// Begins where the reset vector says.
    public void reset() {
        stackPointer = 0xFD;
        status = ALWAYS_SET | NO_INTERRUPTS;
        counter = word(RESET_VECTOR);
    }

    /// An interrupt that cannot be masked.
    public void nmi() {
        interrupt(NMI_VECTOR, status & ~BREAK);
    }

    /// An interrupt, if the program allows any.
    public void irq() {
        if (!is(NO_INTERRUPTS)) {
            interrupt(IRQ_VECTOR, status & ~BREAK);
        }
    }

    private void interrupt(int vector, int pushed) {
        pushWord(counter);
        push(pushed);
        status |= NO_INTERRUPTS;
        counter = word(vector);
    }

    public int a() {
        return a;
    }

    public int x() {
        return x;
    }

    public int y() {
        return y;
    }

    /// Where the next instruction is.
    public int counter() {
        return counter;
    }

    /// The flags, NV1BDIZC.
    public int status() {
        return status;
    }

    /// Does one instruction; returns how many cycles it took.
    ///
    /// @throws IllegalStateException if there is none
    public int step() {
        int at = counter;
        Instruction next = Instruction.of(fetch());
        if (next == null) {
            counter = at;
            throw new IllegalStateException(
                    "%02X at %04X is no instruction".formatted(bus.read(at), at));
        }
        more = 0;
        int address = address(next);
        if (next.mode() == Instruction.Mode.RELATIVE) {
            branch(next.mnemonic(), address);
        } else if (next.mode() == Instruction.Mode.ACCUMULATOR) {
            a = shifted(next.mnemonic(), a);
        } else {
            perform(next.mnemonic(), address);
        }
        return next.cycles() + more;
    }

    // ---- operands ----

    private int fetch() {
        int value = bus.read(counter);
        counter = (counter + 1) & 0xFFFF;
        return value;
    }

    private int fetchWord() {
        int low = fetch();
        return low | fetch() << 8;
    }

    private int word(int address) {
        return bus.read(address) | bus.read((address + 1) & 0xFFFF) << 8;
    }

    /// Both bytes from one page: the processor never carries into the page's number.
    private int wordInPage(int address) {
        return bus.read(address) | bus.read((address & 0xFF00) | (address + 1 & 0xFF)) << 8;
    }

    private int address(Instruction of) {
        return switch (of.mode()) {
            case IMPLIED, ACCUMULATOR -> 0;
            case IMMEDIATE -> {
                int at = counter;
                int _ = fetch();
                yield at;
            }
            case ZERO_PAGE -> fetch();
            case ZERO_PAGE_X -> (fetch() + x) & 0xFF;
            case ZERO_PAGE_Y -> (fetch() + y) & 0xFF;
            case ABSOLUTE -> fetchWord();
            case ABSOLUTE_X -> indexed(of, fetchWord(), x);
            case ABSOLUTE_Y -> indexed(of, fetchWord(), y);
            case INDIRECT -> wordInPage(fetchWord());
            case INDIRECT_X -> wordInPage((fetch() + x) & 0xFF);
            case INDIRECT_Y -> indexed(of, wordInPage(fetch()), y);
            case RELATIVE -> {
                int distance = (byte) fetch();
                yield (counter + distance) & 0xFFFF;
            }
        };
    }

    private int indexed(Instruction of, int base, int index) {
        int address = (base + index) & 0xFFFF;
        if (of.isSlowerAcrossPages() && isOtherPage(base, address)) {
            more++;
        }
        return address;
    }

    private static boolean isOtherPage(int one, int other) {
        return (one ^ other) > 0xFF;
    }

    // ---- instructions ----

    private void branch(Instruction.Mnemonic how, int target) {
        boolean taken =
                switch (how) {
                    case BCC -> !is(CARRY);
                    case BCS -> is(CARRY);
                    case BNE -> !is(ZERO);
                    case BEQ -> is(ZERO);
                    case BPL -> !is(NEGATIVE);
                    case BMI -> is(NEGATIVE);
                    case BVC -> !is(OVERFLOW);
                    case BVS -> is(OVERFLOW);
                    default -> throw new IllegalStateException(how + " is no branch");
                };
        if (taken) {
            more += isOtherPage(counter, target) ? 2 : 1;
            counter = target;
        }
    }

    private void perform(Instruction.Mnemonic what, int address) {
        switch (what) {
            case LDA -> a = loaded(bus.read(address));
            case LDX -> x = loaded(bus.read(address));
            case LDY -> y = loaded(bus.read(address));
            case STA -> bus.write(address, a);
            case STX -> bus.write(address, x);
            case STY -> bus.write(address, y);
            case TAX -> x = loaded(a);
            case TAY -> y = loaded(a);
            case TSX -> x = loaded(stackPointer);
            case TXA -> a = loaded(x);
            case TYA -> a = loaded(y);
            case TXS -> stackPointer = x;
            case INX -> x = loaded((x + 1) & 0xFF);
            case INY -> y = loaded((y + 1) & 0xFF);
            case DEX -> x = loaded((x - 1) & 0xFF);
            case DEY -> y = loaded((y - 1) & 0xFF);
            case INC -> bus.write(address, loaded((bus.read(address) + 1) & 0xFF));
            case DEC -> bus.write(address, loaded((bus.read(address) - 1) & 0xFF));
            case AND -> a = loaded(a & bus.read(address));
            case ORA -> a = loaded(a | bus.read(address));
            case EOR -> a = loaded(a ^ bus.read(address));
            case ADC -> add(bus.read(address));
            case SBC -> subtract(bus.read(address));
            case CMP -> compare(a, bus.read(address));
            case CPX -> compare(x, bus.read(address));
            case CPY -> compare(y, bus.read(address));
            case BIT -> test(bus.read(address));
            case ASL, LSR, ROL, ROR -> bus.write(address, shifted(what, bus.read(address)));
            case CLC -> set(CARRY, false);
            case SEC -> set(CARRY, true);
            case CLD -> set(DECIMAL, false);
            case SED -> set(DECIMAL, true);
            case CLI -> set(NO_INTERRUPTS, false);
            case SEI -> set(NO_INTERRUPTS, true);
            case CLV -> set(OVERFLOW, false);
            case PHA -> push(a);
            case PHP -> push(status | BREAK);
            case PLA -> a = loaded(pull());
            case PLP -> pullStatus();
            case JMP -> counter = address;
            case JSR -> {
                pushWord((counter - 1) & 0xFFFF);
                counter = address;
            }
            case RTS -> counter = (pullWord() + 1) & 0xFFFF;
            case RTI -> {
                pullStatus();
                counter = pullWord();
            }
            case BRK -> {
                counter = (counter + 1) & 0xFFFF; // over a byte that tells one BRK from another
                interrupt(IRQ_VECTOR, status | BREAK);
            }
            default -> {} // NOP
        }
    }

    private int shifted(Instruction.Mnemonic how, int value) {
        int carry = is(CARRY) ? 1 : 0;
        boolean isLeft = how == Instruction.Mnemonic.ASL || how == Instruction.Mnemonic.ROL;
        set(CARRY, (value & (isLeft ? 0x80 : 1)) != 0);
        return loaded(
                switch (how) {
                    case ASL -> (value << 1) & 0xFF;
                    case ROL -> ((value << 1) & 0xFF) | carry;
                    case LSR -> value >> 1;
                    case ROR -> (value >> 1) | carry << 7;
                    default -> throw new IllegalStateException(how + " shifts nothing");
                });
    }

    private void compare(int register, int value) {
        set(CARRY, register >= value);
        int _ = loaded((register - value) & 0xFF);
    }

    private void test(int value) {
        set(ZERO, (a & value) == 0);
        set(OVERFLOW, (value & 0x40) != 0);
        set(NEGATIVE, (value & 0x80) != 0);
    }

    /// Of decimal numbers the flags N, V and Z are those of the binary sum, as on the chip of 1976
    /// N and V come before the upper digit is put right.
    private void add(int value) {
        int carry = is(CARRY) ? 1 : 0;
        int sum = a + value + carry;
        if (!is(DECIMAL)) {
            set(OVERFLOW, (~(a ^ value) & (a ^ sum) & 0x80) != 0);
            set(CARRY, sum > 0xFF);
            a = loaded(sum & 0xFF);
            return;
        }
        int low = (a & 0xF) + (value & 0xF) + carry;
        if (low > 9) {
            low = ((low + 6) & 0xF) + 0x10;
        }
        int high = (a & 0xF0) + (value & 0xF0) + low;
        set(ZERO, (sum & 0xFF) == 0);
        set(NEGATIVE, (high & 0x80) != 0);
        set(OVERFLOW, (~(a ^ value) & (a ^ high) & 0x80) != 0);
        if (high > 0x9F) {
            high += 0x60;
        }
        set(CARRY, high > 0xFF);
        a = high & 0xFF;
    }

    private void subtract(int value) {
        int borrow = is(CARRY) ? 0 : 1;
        int difference = a - value - borrow;
        int result = difference & 0xFF;
        if (is(DECIMAL)) {
            int low = (a & 0xF) - (value & 0xF) - borrow;
            int digits = (a & 0xF0) - (value & 0xF0) + low;
            if (low < 0) {
                digits = (a & 0xF0) - (value & 0xF0) + ((low - 6) & 0xF) - 0x10;
            }
            result = (digits < 0 ? digits - 0x60 : digits) & 0xFF;
        }
        set(OVERFLOW, ((a ^ value) & (a ^ difference) & 0x80) != 0);
        set(CARRY, difference >= 0);
        int _ = loaded(difference & 0xFF);
        a = result;
    }

    // ---- flags and the stack ----

    private boolean is(int flag) {
        return (status & flag) != 0;
    }

    private void set(int flag, boolean on) {
        status = on ? status | flag : status & ~flag;
    }

    /// Sets N and Z by what a register has now.
    private int loaded(int value) {
        set(ZERO, value == 0);
        set(NEGATIVE, (value & 0x80) != 0);
        return value;
    }

    private void push(int value) {
        bus.write(STACK + stackPointer, value);
        stackPointer = (stackPointer - 1) & 0xFF;
    }

    private void pushWord(int value) {
        push(value >> 8);
        push(value & 0xFF);
    }

    private int pull() {
        stackPointer = (stackPointer + 1) & 0xFF;
        return bus.read(STACK + stackPointer);
    }

    private int pullWord() {
        int low = pull();
        return low | pull() << 8;
    }

    private void pullStatus() {
        status = (pull() & ~BREAK) | ALWAYS_SET;
    }
}
