package weft.cli.script;

/// A step of a script that could not be carried out.
public final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    StepFailedException(Line line, ExitCode exitCode, String message) {
        super("%s: %s: %s".formatted(line.command().place(), line.command().text(), message));
        this.exitCode = exitCode;
    }

    /// What the process says of it.
    public ExitCode exitCode() {
        return exitCode;
    }
}
