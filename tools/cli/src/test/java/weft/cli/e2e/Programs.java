package weft.cli.e2e;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The programs that the tests run, found on the search path.
final class Programs {

    private static final String INSTALL =
            "apt-get install xvfb tigervnc-viewer gvncviewer vncsnapshot xtightvncviewer xdotool";

    private Programs() {}

    /// A program is not on this machine. It has no stack trace: its one line says it all.
    static final class MissingProgramError extends AssertionError {
        private static final long serialVersionUID = 1;

        MissingProgramError(String program) {
            super(program + " is missing; the end-to-end tests need: " + INSTALL);
            setStackTrace(new StackTraceElement[0]);
        }
    }

    /// The path of a program.
    ///
    /// @throws MissingProgramError if it is not installed
    static String find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new MissingProgramError(program))
                .toString();
    }
}
