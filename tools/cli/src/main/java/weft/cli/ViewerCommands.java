package weft.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.server.Viewer;
import weft.server.ViewerHandler;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Commands that are run when viewers come and go: a few at a time, the others wait, and too many
/// are left out. What they print goes to the log.
///
/// What a viewer says about itself is in the environment only, so that no command line is made of
/// it.
final class ViewerCommands implements ViewerHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ViewerCommands.class);

    private static final int AT_A_TIME = 4;
    private static final int MOST_WAITING = 64;
    private static final int MOST_LINES = 100;
    private static final int LONGEST_LINE = 256;
    private static final long LONGEST_SECONDS = 60;
    private static final long IDLE_SECONDS = 10;

    private final List<String> onConnect;
    private final List<String> onDisconnect;
    private final Executor running;

    /// @param onConnect a program and its arguments; none if nothing is to be run
    ViewerCommands(List<String> onConnect, List<String> onDisconnect) {
        this.onConnect = onConnect;
        this.onDisconnect = onDisconnect;
        var pool =
                new ThreadPoolExecutor(
                        AT_A_TIME,
                        AT_A_TIME,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().daemon().name("weft-command-", 1).factory());
        pool.allowCoreThreadTimeOut(true);
        running = pool;
    }

    /// The words of a command line: blanks part them unless they are between quotes.
    ///
    /// @throws IllegalArgumentException if a quote has no end, or there is no word
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        if (quote != 0 || words.isEmpty()) {
            throw new IllegalArgumentException(
                    words.isEmpty() ? "a command is empty" : "a quote has no end: " + line);
        }
        return words;
    }

    @Override
    public void connected(Viewer viewer) {
        run(onConnect, environment(viewer));
    }

    @Override
    public void disconnected(Viewer viewer, String reason) {
        Map<String, String> environment = environment(viewer);
        run(onDisconnect, with(environment, "WEFT_REASON", reason));
    }

    private static Map<String, String> environment(Viewer viewer) {
        return with(Map.of("WEFT_PEER", printable(viewer.peer())), "WEFT_USER", viewer.user());
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        var all = new HashMap<>(some);
        all.put(name, printable(value));
        return all;
    }

    private static String printable(String text) {
        return text.codePoints()
                .limit(LONGEST_LINE)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void run(List<String> command, Map<String, String> environment) {
        if (command.isEmpty()) {
            return;
        }
        try {
            running.execute(() -> execute(command, environment));
        } catch (RejectedExecutionException e) {
            LOG.warn("{}: too many wait already, left out for {}", command.getFirst(), environment);
        }
    }

    private static void execute(List<String> command, Map<String, String> environment) {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Thread reading = Thread.ofVirtual().start(() -> log(command.getFirst(), process));
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{}: ended after {} s", command.getFirst(), LONGEST_SECONDS);
                process.destroyForcibly();
            } else if (process.exitValue() != 0) {
                LOG.warn("{}: exit code {}", command.getFirst(), process.exitValue());
            }
            reading.join(TimeUnit.SECONDS.toMillis(1));
        } catch (IOException e) {
            LOG.warn("cannot run {}: {}", command.getFirst(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void log(String program, Process process) {
        try (BufferedReader output = process.inputReader()) {
            int lines = 0;
            for (String line; (line = output.readLine()) != null; lines++) {
                if (lines < MOST_LINES) {
                    LOG.info("{}: {}", program, printable(line));
                }
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", program, e.getMessage());
        }
    }
}
