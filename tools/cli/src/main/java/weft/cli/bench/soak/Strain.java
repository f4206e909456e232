package weft.cli.bench.soak;

import weft.cli.source.Size;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// What a fault has to do with: the server, chance, what to complain of, and where to note what was
/// measured.
///
/// @param fault its number
/// @param host the server that all share
/// @param random the fault's own
/// @param settings of servers
/// @param notes for all faults
record Strain(String fault, HostProcess host, Random random, SoakSettings settings, Notes notes) {

    private static final Size SIZE = new Size(320, 240);
    private static final int MOST_VIEWERS = 3000;

    /// A server may be busy, and the machine, too.
    static final Duration GRACE = Duration.ofSeconds(20);

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

    /// Something that comes true in time.
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
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

    /// The server that all share.
    static HostProcess shared(SoakSettings settings) throws IOException {
        return HostProcess.start(
                settings.jvmOptions(),
                SIZE,
                MOST_VIEWERS,
                settings.loginSeconds(),
                "--message=" + settings.messageSeconds());
    }

    /// A server of the fault's own.
    HostProcess another(String... more) throws IOException {
        return HostProcess.start(
                settings.jvmOptions(), SIZE, MOST_VIEWERS, settings.loginSeconds(), more);
    }

    /// A server of the fault's own on another machine, as it seems.
    HostProcess anotherIn(Namespace namespace, String... more) throws IOException {
        return HostProcess.startIn(
                namespace,
                settings.jvmOptions(),
                SIZE,
                MOST_VIEWERS,
                settings.loginSeconds(),
                more);
    }

    SocketAddress address() {
        return host.address();
    }

    /// So many, times what was asked for.
    int times(int count) {
        return count * settings.times();
    }

    /// Notes a figure that is the worse the larger it is.
    void most(String what, double value, String goal) {
        notes.most(fault, what, value, goal);
    }

    /// Notes one that is the worse the smaller it is.
    void least(String what, double value, String goal) {
        notes.least(fault, what, value, goal);
    }

    /// Adds to one that counts.
    void count(String what, long more) {
        notes.count(fault, what, more);
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /// Looks again and again.
    ///
    /// @return the seconds that it took
    /// @throws Broken if it does not become true in time
    static double await(String what, Duration most, Duration each, Condition condition)
            throws IOException, Broken {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > most.toNanos()) {
                throw new Broken("not within %d s: %s".formatted(most.toSeconds(), what));
            }
            pause(each);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /// Whether a thread comes to its end.
    static boolean joined(Thread thread, Duration most) {
        try {
            return thread.join(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Lets go of all.
    static void closeAll(List<? extends SoakConnection> all) throws IOException {
        for (SoakConnection one : all) {
            one.close();
        }
    }

    /// All connections must be ended by the server in time.
    ///
    /// @return after how many seconds each was
    static List<Double> mustEnd(List<SoakConnection> all, Duration most)
            throws IOException, Broken {
        long start = System.nanoTime();
        List<Double> after = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        for (SoakConnection one : all) {
            readers.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                boolean _ = succeeds(one::drain);
                                synchronized (after) {
                                    after.add((System.nanoTime() - start) / 1e9);
                                }
                            }));
        }
        long end = start + most.toNanos();
        int open = 0;
        for (Thread reader : readers) {
            open += joined(reader, Duration.ofNanos(Math.max(1, end - System.nanoTime()))) ? 0 : 1;
        }
        closeAll(all);
        if (open > 0) {
            throw new Broken("%d of %d are still open".formatted(open, all.size()));
        }
        synchronized (after) {
            return List.copyOf(after);
        }
    }
}
