package weft.server.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Has Linux give up a connection whose peer acknowledges nothing for some time, or takes nothing
/// (TCP_USER_TIMEOUT).
///
/// Keepalive does not ask while something is on its way, and what the system has taken is no longer
/// ours to wait for: without this, a viewer that is gone in the middle of an update is noticed when
/// the system gives up by itself, after a quarter of an hour, and one that reads nothing is never.
///
/// The JDK has no such option. It is set on the socket that listens, from which accepted ones have
/// it, and whose descriptor is found in /proc.
final class UserTimeout {
    private static final Logger LOG = LoggerFactory.getLogger(UserTimeout.class);

    /// The numbers of Linux.
    private static final int IPPROTO_TCP = 6;

    private static final int TCP_USER_TIMEOUT = 18;

    /// The columns of /proc/net/tcp.
    private static final int LOCAL_ADDRESS = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENS = "0A";

    private UserTimeout() {}

    /// Sets it for what this process listens on at a port; where that is not possible, as on other
    /// systems or without native access, the system's own times hold.
    ///
    /// @return on how many sockets it is set
    static int set(int port, long millis) {
        Path tables = Path.of("/proc/self/net");
        if (!Files.isDirectory(tables) || !UserTimeout.class.getModule().isNativeAccessEnabled()) {
            return 0;
        }
        try {
            Set<String> listening = new HashSet<>();
            for (String name : List.of("tcp", "tcp6")) {
                Path table = tables.resolve(name);
                if (Files.exists(table)) {
                    listening.addAll(listening(table, port));
                }
            }
            int count = 0;
            for (int descriptor : descriptors(listening)) {
                count += setOption(descriptor, millis) ? 1 : 0;
            }
            return count;
        } catch (IOException e) {
            LOG.debug("no TCP_USER_TIMEOUT: {}", e.toString());
            return 0;
        }
    }

    /// What the sockets that listen at a port are called among descriptors.
    private static List<String> listening(Path table, int port) throws IOException {
        String end = ":%04X".formatted(port);
        return Files.readAllLines(table).stream()
                .map(line -> line.strip().split(" +", -1))
                .filter(row -> row[LOCAL_ADDRESS].endsWith(end) && row[STATE].equals(LISTENS))
                .map(row -> "socket:[" + row[INODE] + "]")
                .toList();
    }

    private static List<Integer> descriptors(Set<String> names) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(link -> names.contains(target(link)))
                    .map(link -> Integer.valueOf(String.valueOf(link.getFileName())))
                    .toList();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    @SuppressWarnings("restricted")
    private static boolean setOption(int descriptor, long millis) {
        Linker linker = Linker.nativeLinker();
        var type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            var function = linker.defaultLookup().findOrThrow("setsockopt");
            int value = (int) Math.min(millis, Integer.MAX_VALUE);
            int result =
                    (int)
                            linker.downcallHandle(function, type)
                                    .invokeExact(
                                            descriptor,
                                            IPPROTO_TCP,
                                            TCP_USER_TIMEOUT,
                                            arena.allocateFrom(JAVA_INT, value),
                                            (int) JAVA_INT.byteSize());
            return result == 0;
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
