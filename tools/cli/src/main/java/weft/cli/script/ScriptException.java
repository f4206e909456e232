package weft.cli.script;

/// A script that cannot be understood; says where and why.
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptException(Word at, String message) {
        this(at.place(), message);
    }

    ScriptException(String place, String message) {
        super(place + ": " + message);
    }
}
