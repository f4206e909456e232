package weft.cli.script;

/// A step of a script that could not be carried out.
public final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String reason;

    StepFailedException(Line line, ExitCode exitCode, String message) {
        this(line.command(), exitCode, message);
    }

    StepFailedException(Word command, ExitCode exitCode, String message) {
        super("%s: %s: %s".formatted(command.place(), command.text(), message));
        this.exitCode = exitCode;
        this.reason = message;
    }

    /// Words that turned out to be wrong when their variables were known.
    StepFailedException(ScriptException cause) {
        super(cause.getMessage(), cause);
        this.exitCode = ExitCode.STEP_FAILED;
        this.reason = String.valueOf(cause.getMessage());
    }

    /// What the process says of it.
    public ExitCode exitCode() {
        return exitCode;
    }

    /// What is wrong, without where.
    public String reason() {
        return reason;
    }
}
