package weft.server.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/// What is logged: slf4j-simple writes to the standard error stream.
final class LogLines {

    /// So long may a line be: an address, what was expected and what came.
    private static final int LONGEST = 400;

    private static final LogLines OF_THIS_JVM = new LogLines();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private LogLines() {
        OutputStream both =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] src, int off, int len) {
                        synchronized (bytes) {
                            bytes.write(src, off, len);
                        }
                    }
                };
        System.setErr(new PrintStream(both, true, UTF_8));
    }

    /// Those of this JVM, from the first call on: nothing of them is printed any more.
    static LogLines ofThisJvm() {
        return OF_THIS_JVM;
    }

    /// Forgets all up to now.
    void clear() {
        synchronized (bytes) {
            bytes.reset();
        }
    }

    /// All since the last [#clear].
    List<String> lines() {
        synchronized (bytes) {
            // One character a byte, so that control characters of any encoding are seen.
            return bytes.toString(ISO_8859_1).lines().toList();
        }
    }

    /// What is wrong with them, in a sentence; empty if nothing is.
    String problem() {
        List<String> lines = lines();
        long warnings = lines.stream().filter(LogLines::isWarning).count();
        if (warnings > 1) {
            return warnings + " warnings: " + lines;
        }
        for (String line : lines) {
            if (line.startsWith("\tat ") || line.startsWith("Caused by: ")) {
                return "a stack trace: " + lines;
            }
            if (line.contains(" ERROR ")) {
                return "an error: " + line;
            }
            if (line.length() > LONGEST) {
                return "a line of " + line.length() + " characters: " + line.substring(0, LONGEST);
            }
            if (line.chars().anyMatch(c -> c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0))) {
                return "control characters in: " + line.replaceAll("[^ -~]", "?");
            }
        }
        return "";
    }

    private static boolean isWarning(String line) {
        return line.contains(" WARN ");
    }
}
