package weft.cli.script;

import java.util.OptionalInt;

/// A script that cannot be understood; says where and why.
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int NONE = -1;

    private final int option;

    ScriptException(Word at, String message) {
        this(at.place(), message);
    }

    ScriptException(String place, String message) {
        super(place + ": " + message);
        option = NONE;
    }

    /// An option of the command stands in place of one of the script.
    ///
    /// @param index its place in the words of the command line, from 0
    ScriptException(Word option, int index) {
        super(option.place() + ": the option " + option.text() + " is behind a command");
        this.option = index;
    }

    /// The place of an option that stands in place of a command, in the words of the command line,
    /// from 0; empty if something else is wrong.
    public OptionalInt option() {
        return option == NONE ? OptionalInt.empty() : OptionalInt.of(option);
    }
}
