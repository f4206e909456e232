package weft.examples.mos6502;

import weft.examples.mos6502.Instruction.Mode;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A small assembler, in the syntax of its time.
///
/// ```
/// name = $20          ; a number has a name
/// * = $F000           ; what follows goes there
/// loop:   lda #name   ; labels end with a colon
///         sta $200,x
///         lda (ptr),y
///         bne loop
///         .byte 1, %101, $FF, <loop, >loop
///         .word loop
/// ```
///
/// An operand is a number or a name, with others added to it or taken from it; `<` and `>` before
/// it take its lower and upper byte. A page number is left out where the operand is below 256 and
/// known by then.
public final class Assembler {
    private static final int MEMORY = 0x10000;

    private final byte[] memory = new byte[MEMORY];
    private final Map<String, Integer> names = new HashMap<>();
    private final List<String> lines;

    /// Lines that the first pass had to leave room for: both must come to the same addresses.
    private final Set<Integer> far = new HashSet<>();

    private int at;
    private int lineNumber;
    private boolean isLastPass;

    private Assembler(String source) {
        lines = source.lines().toList();
    }

    /// All 64 KiB, with the program where it says.
    ///
    /// @throws IllegalArgumentException if a line is wrong, which the message has with its number
    public static byte[] assemble(String source) {
        var assembler = new Assembler(source);
        assembler.pass();
        assembler.isLastPass = true;
        assembler.pass();
        return assembler.memory;
    }

    private void pass() {
        at = 0;
        lineNumber = 0;
        for (String line : lines) {
            lineNumber++;
            try {
                line(line);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "line %d, \"%s\": %s".formatted(lineNumber, line.strip(), e.getMessage()),
                        e);
            }
        }
    }

    private void line(String whole) {
        int comment = whole.indexOf(';');
        String rest = (comment < 0 ? whole : whole.substring(0, comment)).strip();
        int colon = rest.indexOf(':');
        if (colon >= 0) {
            define(rest.substring(0, colon).strip(), at);
            rest = rest.substring(colon + 1).strip();
        }
        int equals = rest.indexOf('=');
        if (equals >= 0) {
            String name = rest.substring(0, equals).strip();
            int value = value(rest.substring(equals + 1));
            if (name.equals("*")) {
                at = value;
            } else {
                define(name, value);
            }
        } else if (!rest.isEmpty()) {
            String[] parts = rest.split("\\s+", 2);
            statement(parts[0], parts.length > 1 ? parts[1].strip() : "");
        }
    }

    private void define(String name, int value) {
        if (!name.matches("[A-Za-z_]\\w*")) {
            throw new IllegalArgumentException(name + " is no name");
        }
        Integer before = names.put(name, value);
        if (before != null && (!isLastPass || before != value)) {
            throw new IllegalArgumentException(name + " has two meanings");
        }
    }

    private void statement(String what, String operand) {
        switch (what.toLowerCase(Locale.ROOT)) {
            case ".byte" -> {
                for (String each : operand.split(",", -1)) {
                    put(value(each));
                }
            }
            case ".word" -> {
                for (String each : operand.split(",", -1)) {
                    putWord(value(each));
                }
            }
            default -> instruction(what, operand);
        }
    }

    private void instruction(String name, String operand) {
        Map<Mode, Instruction> forms = Instruction.named(name);
        if (forms.isEmpty()) {
            throw new IllegalArgumentException("there is no instruction " + name);
        }
        String text = operand.replaceAll("\\s", "");
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.isEmpty() || lower.equals("a")) {
            emit(forms, 0, text.isEmpty() ? Mode.IMPLIED : Mode.ACCUMULATOR, Mode.ACCUMULATOR);
        } else if (text.startsWith("#")) {
            emit(forms, value(text.substring(1)), Mode.IMMEDIATE);
        } else if (lower.startsWith("(") && lower.endsWith(",x)")) {
            emit(forms, value(text.substring(1, text.length() - 3)), Mode.INDIRECT_X);
        } else if (lower.startsWith("(") && lower.endsWith("),y")) {
            emit(forms, value(text.substring(1, text.length() - 3)), Mode.INDIRECT_Y);
        } else if (lower.startsWith("(") && lower.endsWith(")")) {
            emit(forms, value(text.substring(1, text.length() - 1)), Mode.INDIRECT);
        } else if (lower.endsWith(",x")) {
            indexed(forms, text, Mode.ZERO_PAGE_X, Mode.ABSOLUTE_X);
        } else if (lower.endsWith(",y")) {
            indexed(forms, text, Mode.ZERO_PAGE_Y, Mode.ABSOLUTE_Y);
        } else if (forms.containsKey(Mode.RELATIVE)) {
            relative(forms.get(Mode.RELATIVE), text);
        } else {
            near(forms, text, Mode.ZERO_PAGE, Mode.ABSOLUTE);
        }
    }

    private void indexed(Map<Mode, Instruction> forms, String text, Mode near, Mode far) {
        near(forms, text.substring(0, text.length() - 2), near, far);
    }

    private void near(Map<Mode, Instruction> forms, String text, Mode near, Mode far) {
        if (!isLastPass && !Arrays.stream(names(text)).allMatch(names::containsKey)) {
            this.far.add(lineNumber);
        }
        int value = value(text);
        boolean isNear = !this.far.contains(lineNumber) && value >= 0 && value < 0x100;
        emit(forms, value, isNear ? near : far, far, near);
    }

    private static String[] names(String text) {
        return Arrays.stream(text.split("[-+<>]", -1))
                .filter(each -> each.matches("[A-Za-z_]\\w*"))
                .toArray(String[]::new);
    }

    private void relative(Instruction branch, String text) {
        int distance = value(text) - (at + 2);
        if (isLastPass && distance != (byte) distance) {
            throw new IllegalArgumentException("that is too far for a branch");
        }
        put(branch.opcode());
        put(distance & 0xFF);
    }

    /// Takes the first of `modes` that the instruction has.
    private void emit(Map<Mode, Instruction> forms, int value, Mode... modes) {
        for (Mode mode : modes) {
            Instruction form = forms.get(mode);
            if (form != null) {
                put(form.opcode());
                if (mode.bytes == 1) {
                    put(value);
                } else if (mode.bytes == 2) {
                    putWord(value);
                }
                return;
            }
        }
        throw new IllegalArgumentException("it takes no such operand");
    }

    private void put(int value) {
        if (isLastPass && (value < -128 || value > 0xFF)) {
            throw new IllegalArgumentException(value + " is more than a byte");
        }
        if (at >= MEMORY) {
            throw new IllegalArgumentException("that is beyond 64 KiB");
        }
        memory[at++] = (byte) value;
    }

    private void putWord(int value) {
        put(value & 0xFF);
        put(value >> 8 & 0xFF);
    }

    private int value(String expression) {
        String text = expression.strip();
        if (text.startsWith("<")) {
            return value(text.substring(1)) & 0xFF;
        }
        if (text.startsWith(">")) {
            return value(text.substring(1)) >> 8 & 0xFF;
        }
        if (text.startsWith("-")) {
            return -value(text.substring(1));
        }
        int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        if (sign > 0) {
            int left = value(text.substring(0, sign));
            int right = value(text.substring(sign + 1));
            return text.charAt(sign) == '+' ? left + right : left - right;
        }
        return atom(text);
    }

    private int atom(String text) {
        try {
            if (text.startsWith("$")) {
                return Integer.parseInt(text.substring(1), 16);
            }
            if (text.startsWith("%")) {
                return Integer.parseInt(text.substring(1), 2);
            }
            if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
                return Integer.parseInt(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no number", e);
        }
        Integer value = names.get(text);
        if (value != null) {
            return value;
        }
        if (isLastPass || !text.matches("[A-Za-z_]\\w*")) {
            throw new IllegalArgumentException("nobody says what " + text + " is");
        }
        return at + 0x100; // as far as any label
    }
}
