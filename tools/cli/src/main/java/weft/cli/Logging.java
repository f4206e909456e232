package weft.cli;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// Sets up what is logged to standard error. To be called before the first logger is made.
final class Logging {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /// @param verbosity how often -v was given: 0 warnings, 1 what happens, 2 each session's
    ///   trouble, 3 all there is
    static void configure(int verbosity) {
        configure(verbosity, null);
    }

    /// @param file where to say it; null for standard error
    static void configure(int verbosity, @Nullable Path file) {
        set("logFile", file == null ? "System.err" : file.toString());
        set("showThreadName", Boolean.toString(verbosity >= 2));
        set("showLogName", "false");
        set("showShortLogName", Boolean.toString(verbosity >= 2));
        if (verbosity >= 1) {
            // only then: what formats dates takes its time to load
            set("showDateTime", "true");
            set("dateTimeFormat", "HH:mm:ss.SSS");
        }
        set(
                "defaultLogLevel",
                switch (verbosity) {
                    case 0 -> "warn";
                    case 1 -> "info";
                    case 2 -> "debug";
                    default -> "trace";
                });
        if (verbosity < 3) {
            set("log.io.netty", "warn");
        }
    }

    /// A property that was set on the JVM's command line is left alone.
    private static void set(String name, String value) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
        }
    }
}
