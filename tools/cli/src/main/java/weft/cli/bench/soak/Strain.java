package weft.cli.bench.soak;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/// What a fault has to do with: the server, chance, and what to complain of.
///
/// @param host the server that all share
/// @param random the fault's own
/// @param jvmOptions of servers that a fault starts for itself
/// @param loginSeconds what the host gives a login
/// @param messageSeconds what it gives a message
record Strain(
        HostProcess host,
        Random random,
        List<String> jvmOptions,
        int loginSeconds,
        int messageSeconds) {

    /// Something that must hold does not.
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String what) {
            super(what);
        }
    }

    /// Something that a server may end at any moment.
    @FunctionalInterface
    interface Attempt {
        void run() throws IOException;
    }

    /// Carries it out; returns whether it came to its end, and not to that of the connection.
    static boolean succeeds(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (IOException | RuntimeException e) {
            return false; // that is what faults are for; the server is what is looked at
        }
    }
}
