package weft.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/// A bar on a terminal that shows how much of long work is done; nothing elsewhere.
final class Progress implements AutoCloseable {

    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final boolean shown;
    private int shownPercent = -1;
    private int lineLength;

    /// A bar on `err`, if it is to be shown.
    Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    /// Whether standard error is a terminal. The JDK tells only of input and output together, and
    /// output is often redirected when errors are not.
    @SuppressWarnings("SystemConsoleNull") // it is null without a terminal
    static boolean isErrorATerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    /// The part of a bar for one of several steps.
    ///
    /// @param what is shown beside the bar
    DoubleConsumer step(int step, int steps, String what) {
        return done -> show((step + done) / steps, what);
    }

    private void show(double done, String what) {
        int percent = (int) (done * 100);
        if (!shown || percent == shownPercent) {
            return;
        }
        shownPercent = percent;
        int full = percent * WIDTH / 100;
        String line =
                "%3d %% [%s%s] %s"
                        .formatted(percent, "#".repeat(full), " ".repeat(WIDTH - full), what);
        err.print("\r" + line + " ".repeat(Math.max(0, lineLength - line.length())));
        err.flush();
        lineLength = line.length();
    }

    /// Takes the bar away.
    @Override
    public void close() {
        if (lineLength > 0) {
            err.print("\r" + " ".repeat(lineLength) + "\r");
            err.flush();
        }
    }
}
