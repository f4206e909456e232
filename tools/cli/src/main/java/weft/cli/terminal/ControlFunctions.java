package weft.cli.terminal;

/// The control functions of the [Emulator], by their final characters. Those that it does not have
/// do nothing.
final class ControlFunctions implements ControlParser.Handler {

    private final Emulator terminal;
    private final Reports reports;
    private final ModeSwitches modes;
    private final OperatingSystemCommands commands;

    ControlFunctions(Emulator terminal) {
        this.terminal = terminal;
        reports = new Reports(terminal);
        modes = new ModeSwitches(terminal);
        commands = new OperatingSystemCommands(terminal);
    }

    @Override
    public void print(int codePoint) {
        terminal.print(codePoint);
    }

    @Override
    public void control(int code) {
        terminal.forgetCharacter();
        switch (code) {
            case 0x07 -> terminal.bell();
            case 0x08 -> terminal.backspace();
            case 0x09 -> terminal.tabulate(1);
            case 0x0A, 0x0B, 0x0C -> terminal.lineFeed();
            case 0x0D -> terminal.carriageReturn();
            case 0x0E -> terminal.shift(1);
            case 0x0F -> terminal.shift(0);
            default -> {}
        }
    }

    @Override
    public void escape(int intermediate, int last) {
        terminal.forgetCharacter();
        switch (intermediate) {
            case 0 -> escape(last);
            case '(', ')', '*', '+' -> terminal.designate(intermediate - '(', Charset.of(last));
            case '#' -> {
                if (last == '8') {
                    terminal.alignmentPattern();
                }
            }
            default -> {}
        }
    }

    private void escape(int last) {
        switch (last) {
            case '7' -> terminal.saveCursor();
            case '8' -> terminal.restoreCursor();
            case '=' -> terminal.modes().keypad = true;
            case '>' -> terminal.modes().keypad = false;
            case 'D' -> terminal.index();
            case 'E' -> {
                terminal.index();
                terminal.carriageReturn();
            }
            case 'H' -> terminal.setTab();
            case 'M' -> terminal.reverseIndex();
            case 'Z' -> reports.primaryAttributes();
            case 'c' -> terminal.reset();
            case 'n' -> terminal.shift(2);
            case 'o' -> terminal.shift(3);
            default -> {}
        }
    }

    @Override
    public void sequence(int marker, Parameters parameters, int intermediate, int last) {
        if (last != 'b') {
            terminal.forgetCharacter();
        }
        switch (intermediate) {
            case 0 -> {
                switch (marker) {
                    case 0 -> sequence(parameters, last);
                    case '?' -> privateSequence(parameters, last);
                    case '>' -> reports.secondary(parameters, last);
                    default -> {}
                }
            }
            case '!' -> {
                if (last == 'p') {
                    terminal.softReset();
                }
            }
            case '$' -> {
                if (last == 'p') {
                    reports.mode(marker == '?', parameters.get(0, 0));
                }
            }
            case ' ' -> {
                if (last == 'q') {
                    terminal.cursorStyle(CursorStyle.of(parameters.get(0, 0)));
                }
            }
            default -> {}
        }
    }

    private void sequence(Parameters parameters, int last) {
        int times = parameters.times(0);
        switch (last) {
            case '@' -> terminal.insertCharacters(times);
            case 'A' -> terminal.moveRows(-times);
            case 'B', 'e' -> terminal.moveRows(times);
            case 'C', 'a' -> terminal.moveColumns(times);
            case 'D' -> terminal.moveColumns(-times);
            case 'E' -> {
                terminal.moveRows(times);
                terminal.carriageReturn();
            }
            case 'F' -> {
                terminal.moveRows(-times);
                terminal.carriageReturn();
            }
            case 'G', '`' -> terminal.moveTo(times - 1, terminal.row());
            case 'H', 'f' -> terminal.address(parameters.times(1) - 1, times - 1);
            case 'I' -> terminal.tabulate(times);
            case 'J' -> terminal.eraseInDisplay(parameters.get(0, 0));
            case 'K' -> terminal.eraseInLine(parameters.get(0, 0));
            case 'L' -> terminal.insertLines(times);
            case 'M' -> terminal.deleteLines(times);
            case 'P' -> terminal.deleteCharacters(times);
            case 'S' -> terminal.scrollUp(times);
            case 'T' -> {
                // with 0, and with more, it tracks the mouse
                if (parameters.count() == 1 && parameters.get(0, 1) != 0) {
                    terminal.scrollDown(times);
                }
            }
            case 'X' -> terminal.eraseCharacters(times);
            case 'Z' -> terminal.tabulateBack(times);
            case 'b' -> terminal.repeat(times);
            case 'c' -> reports.primaryAttributes();
            case 'd' -> terminal.address(terminal.column(), times - 1);
            case 'g' -> clearTabs(parameters.get(0, 0));
            case 'h' -> modes.ansi(parameters, true);
            case 'l' -> modes.ansi(parameters, false);
            case 'm' -> terminal.pen().select(parameters);
            case 'n' -> reports.status(false, parameters.get(0, 0));
            case 'r' -> margins(parameters);
            case 's' -> terminal.saveCursor();
            case 't' -> reports.window(parameters);
            case 'u' -> terminal.restoreCursor();
            default -> {}
        }
    }

    private void privateSequence(Parameters parameters, int last) {
        switch (last) {
            case 'J' -> terminal.eraseInDisplay(parameters.get(0, 0));
            case 'K' -> terminal.eraseInLine(parameters.get(0, 0));
            case 'h' -> modes.dec(parameters, true);
            case 'l' -> modes.dec(parameters, false);
            case 'n' -> reports.status(true, parameters.get(0, 0));
            default -> {}
        }
    }

    private void clearTabs(int what) {
        if (what == 0) {
            terminal.clearTab();
        } else if (what == 3) {
            terminal.clearTabs();
        }
    }

    private void margins(Parameters parameters) {
        int bottom = parameters.get(1, 0);
        terminal.margins(parameters.times(0) - 1, bottom == 0 ? terminal.rows() : bottom);
    }

    @Override
    public void operatingSystemCommand(String text) {
        commands.run(text);
    }

    @Override
    public void deviceControl(String text) {
        reports.deviceControl(text);
    }
}
