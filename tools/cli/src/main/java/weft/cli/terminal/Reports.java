package weft.cli.terminal;

/// What the [Emulator] answers when a program asks.
///
/// What a program has written itself is never part of an answer, so that a file that is shown
/// cannot type.
final class Reports {

    private static final String CSI = "\033[";

    private final Emulator terminal;
    private final ModeSwitches modes;

    Reports(Emulator terminal) {
        this.terminal = terminal;
        modes = new ModeSwitches(terminal);
    }

    /// DA1: a VT220 with colours.
    void primaryAttributes() {
        terminal.reply(CSI + "?62;22c");
    }

    /// DA2, and xterm's question for its version.
    void secondary(Parameters parameters, int last) {
        if (parameters.get(0, 0) != 0) {
            return;
        }
        if (last == 'c') {
            // from 277 on, programs take the mouse to know SGR
            terminal.reply(CSI + ">1;277;0c");
        } else if (last == 'q') {
            terminal.reply("\033P>|Weft\033\\");
        }
    }

    /// DSR.
    void status(boolean dec, int what) {
        if (what == 5 && !dec) {
            terminal.reply(CSI + "0n");
        } else if (what == 6) {
            terminal.reply(
                    "%s%s%d;%dR"
                            .formatted(
                                    CSI,
                                    dec ? "?" : "",
                                    terminal.addressedRow() + 1,
                                    terminal.column() + 1));
        }
    }

    /// DECRQM.
    void mode(boolean dec, int mode) {
        int state = modes.isSet(dec, mode).map(set -> set ? 1 : 2).orElse(0);
        terminal.reply("%s%s%d;%d$y".formatted(CSI, dec ? "?" : "", mode, state));
    }

    /// XTWINOPS, as far as a window that cannot be moved has them.
    void window(Parameters parameters) {
        switch (parameters.get(0, 0)) {
            case 11 -> terminal.reply(CSI + "1t");
            case 18, 19 -> {
                int what = parameters.get(0, 0) - 10;
                terminal.reply(
                        "%s%d;%d;%dt".formatted(CSI, what, terminal.rows(), terminal.columns()));
            }
            case 22 -> {
                if (parameters.get(1, 0) != 1) {
                    terminal.pushTitle();
                }
            }
            case 23 -> {
                if (parameters.get(1, 0) != 1) {
                    terminal.popTitle();
                }
            }
            default -> {}
        }
    }

    /// DECRQSS, and XTGETTCAP, which it answers with nothing.
    void deviceControl(String text) {
        if (text.startsWith("+q")) {
            terminal.reply("\033P0+r\033\\");
        } else if (text.startsWith("$q")) {
            String what = text.substring(2);
            String setting =
                    switch (what) {
                        case "r" ->
                                "%d;%d"
                                        .formatted(
                                                terminal.grid().top() + 1,
                                                terminal.grid().bottom());
                        case " q" -> "" + terminal.cursorStyle().number();
                        default -> "";
                    };
            terminal.reply(
                    setting.isEmpty() ? "\033P0$r\033\\" : "\033P1$r" + setting + what + "\033\\");
        }
    }
}
