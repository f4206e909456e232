package weft.cli.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The programs that the tests run, found on the search path. As an extension it fails a class of
/// tests as a whole, with one line, if any of them is missing.
final class Programs implements BeforeAllCallback {

    private static final List<String> ALL =
            List.of(
                    "Xvfb",
                    "xtigervncviewer",
                    "Xtigervnc",
                    "x11vnc",
                    "gvnccapture",
                    "gvncviewer",
                    "vncsnapshot",
                    "xtightvncviewer",
                    "xdotool",
                    "chromium",
                    "websockify",
                    "openssl",
                    "qemu-system-x86_64",
                    "dbus-daemon",
                    "xclip",
                    "cjpeg",
                    "djpeg",
                    "cc",
                    "ffmpeg",
                    "tesseract",
                    "pkg-config",
                    "vim",
                    "htop",
                    "mc");

    private static final String INSTALL =
            "apt-get install xvfb tigervnc-viewer tigervnc-standalone-server x11vnc gvncviewer"
                + " vncsnapshot xtightvncviewer xdotool chromium websockify novnc openssl"
                + " qemu-system-x86 dbus-daemon xclip libjpeg-turbo-progs ffmpeg tesseract-ocr gcc"
                + " pkg-config libvncserver-dev libgvnc-1.0-dev libsasl2-dev libsasl2-modules vim"
                + " htop mc";

    /// Programs are not on this machine. It has no stack trace: its one line says it all.
    private static final class MissingProgramsError extends AssertionError {
        private static final long serialVersionUID = 1;

        MissingProgramsError(List<String> programs) {
            super("missing: %s; install them: %s".formatted(String.join(", ", programs), INSTALL));
            setStackTrace(new StackTraceElement[0]);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        List<String> missing = ALL.stream().filter(program -> find(program).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new MissingProgramsError(missing);
        }
    }

    /// The path of a program.
    static String path(String program) {
        return find(program).orElseThrow(() -> new MissingProgramsError(List.of(program)));
    }

    private static Optional<String> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString);
    }
}
