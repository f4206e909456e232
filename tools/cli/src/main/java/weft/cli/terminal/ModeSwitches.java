package weft.cli.terminal;

import java.util.Optional;

/// The modes of the [Emulator] by their numbers: those of ECMA-48, and those of DEC and xterm.
final class ModeSwitches {

    private final Emulator terminal;

    ModeSwitches(Emulator terminal) {
        this.terminal = terminal;
    }

    void ansi(Parameters parameters, boolean on) {
        for (int i = 0; i < parameters.count(); i++) {
            switch (parameters.get(i, 0)) {
                case 4 -> terminal.modes().insert = on;
                case 20 -> terminal.modes().newLine = on;
                default -> {}
            }
        }
    }

    void dec(Parameters parameters, boolean on) {
        for (int i = 0; i < parameters.count(); i++) {
            dec(parameters.get(i, 0), on);
        }
    }

    private void dec(int mode, boolean on) {
        Modes modes = terminal.modes();
        switch (mode) {
            case 1 -> modes.cursorKeys = on;
            case 5 -> modes.reverseScreen = on;
            case 6 -> {
                modes.origin = on;
                terminal.address(0, 0);
            }
            case 7 -> modes.autowrap = on;
            case 9 -> mouse(MouseMode.PRESSES, on);
            case 12 -> terminal.cursorStyle(terminal.cursorStyle().blinking(on));
            case 25 -> modes.cursorVisible = on;
            case 47, 1047 -> terminal.alternate(on);
            case 66 -> modes.keypad = on;
            case 1000 -> mouse(MouseMode.BUTTONS, on);
            case 1002 -> mouse(MouseMode.DRAGS, on);
            case 1003 -> mouse(MouseMode.MOVEMENTS, on);
            case 1006 -> modes.sgrMouse = on;
            case 1007 -> modes.alternateScroll = on;
            case 1048 -> saveCursor(on);
            case 1049 -> alternateWithCursor(on);
            case 2004 -> modes.bracketedPaste = on;
            case 2026 -> modes.synchronizedOutput = on;
            default -> {}
        }
    }

    private void mouse(MouseMode mode, boolean on) {
        terminal.modes().mouse = on ? mode : MouseMode.NONE;
    }

    private void saveCursor(boolean on) {
        if (on) {
            terminal.saveCursor();
        } else {
            terminal.restoreCursor();
        }
    }

    private void alternateWithCursor(boolean on) {
        if (on) {
            terminal.saveCursor();
            terminal.alternate(true);
            terminal.eraseInDisplay(2);
        } else {
            terminal.alternate(false);
            terminal.restoreCursor();
        }
    }

    /// Whether a mode is set; empty for one that there is not.
    Optional<Boolean> isSet(boolean dec, int mode) {
        Modes modes = terminal.modes();
        if (!dec) {
            return switch (mode) {
                case 4 -> Optional.of(modes.insert);
                case 20 -> Optional.of(modes.newLine);
                default -> Optional.empty();
            };
        }
        return switch (mode) {
            case 1 -> Optional.of(modes.cursorKeys);
            case 5 -> Optional.of(modes.reverseScreen);
            case 6 -> Optional.of(modes.origin);
            case 7 -> Optional.of(modes.autowrap);
            case 9 -> Optional.of(modes.mouse == MouseMode.PRESSES);
            case 12 -> Optional.of(terminal.cursorStyle().blinks());
            case 25 -> Optional.of(modes.cursorVisible);
            case 47, 1047, 1049 -> Optional.of(terminal.isAlternate());
            case 66 -> Optional.of(modes.keypad);
            case 1000 -> Optional.of(modes.mouse == MouseMode.BUTTONS);
            case 1002 -> Optional.of(modes.mouse == MouseMode.DRAGS);
            case 1003 -> Optional.of(modes.mouse == MouseMode.MOVEMENTS);
            case 1006 -> Optional.of(modes.sgrMouse);
            case 1007 -> Optional.of(modes.alternateScroll);
            case 2004 -> Optional.of(modes.bracketedPaste);
            case 2026 -> Optional.of(modes.synchronizedOutput);
            default -> Optional.empty();
        };
    }
}
