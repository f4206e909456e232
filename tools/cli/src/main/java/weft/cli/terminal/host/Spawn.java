package weft.cli.terminal.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Starts a program on a terminal with posix_spawn, which is safe in a process of many threads
/// where forkpty is not: in a session of its own, which has the terminal because it opens it first,
/// with signals as they are by default, and with no other file of ours.
final class Spawn {

    /// Larger than `posix_spawnattr_t`, `posix_spawn_file_actions_t` and `sigset_t` are anywhere.
    private static final long ENOUGH = 1024;

    private static final short SET_SIGNAL_DEFAULTS = 0x04;
    private static final short SET_SIGNAL_MASK = 0x08;
    private static final short SET_SESSION = 0x80;

    private static final int READ_WRITE = 2;

    /// Of glibc since 2.34.
    private static final String CLOSE_FROM = "posix_spawn_file_actions_addclosefrom_np";

    private final Arena arena;
    private final MemorySegment actions;
    private final MemorySegment attributes;

    private Spawn(Arena arena) {
        this.arena = arena;
        actions = arena.allocate(ENOUGH, 16);
        attributes = arena.allocate(ENOUGH, 16);
    }

    /// Starts a program.
    ///
    /// @param terminal the path of what becomes its standard input, output and error
    /// @param environment `NAME=value`
    /// @return its process id
    static int start(String terminal, List<String> command, List<String> environment)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return new Spawn(arena).run(terminal, command, environment);
        }
    }

    private int run(String terminal, List<String> command, List<String> environment)
            throws IOException {
        try {
            check(call("posix_spawn_file_actions_init", actions));
            check(call("posix_spawnattr_init", attributes));
            try {
                addActions(terminal);
                setAttributes();
                return spawn(command, environment);
            } finally {
                int _ = call("posix_spawn_file_actions_destroy", actions);
                int _ = call("posix_spawnattr_destroy", attributes);
            }
        } catch (IOException e) {
            throw new IOException(command.getFirst() + " cannot be started: " + e.getMessage(), e);
        } catch (Throwable e) {
            throw Libc.broken(e);
        }
    }

    private void addActions(String terminal) throws Throwable {
        MethodHandle open =
                handle(
                        "posix_spawn_file_actions_addopen",
                        ADDRESS,
                        JAVA_INT,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT);
        MethodHandle copy = handle("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
        MemorySegment path = arena.allocateFrom(terminal);
        check((int) open.invokeExact(actions, 0, path, READ_WRITE, 0));
        check((int) copy.invokeExact(actions, 0, 1));
        check((int) copy.invokeExact(actions, 0, 2));
        closeOthers();
    }

    private void closeOthers() throws Throwable {
        if (Libc.has(CLOSE_FROM)) {
            MethodHandle closeFrom = handle(CLOSE_FROM, ADDRESS, JAVA_INT);
            check((int) closeFrom.invokeExact(actions, 3));
            return;
        }
        MethodHandle close = handle("posix_spawn_file_actions_addclose", ADDRESS, JAVA_INT);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : files) {
                int number = Integer.parseInt(String.valueOf(file.getFileName()));
                if (number > 2) {
                    check((int) close.invokeExact(actions, number));
                }
            }
        }
    }

    private void setAttributes() throws Throwable {
        MemorySegment none = arena.allocate(ENOUGH, 16);
        MemorySegment all = arena.allocate(ENOUGH, 16);
        check(call("sigemptyset", none));
        check(call("sigfillset", all));
        MethodHandle flags = handle("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
        short wanted = SET_SIGNAL_DEFAULTS | SET_SIGNAL_MASK | SET_SESSION;
        check((int) flags.invokeExact(attributes, wanted));
        MethodHandle mask = handle("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
        check((int) mask.invokeExact(attributes, none));
        MethodHandle defaults = handle("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS);
        check((int) defaults.invokeExact(attributes, all));
    }

    private int spawn(List<String> command, List<String> environment) throws Throwable {
        MethodHandle spawn =
                handle("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        MemorySegment pid = arena.allocate(JAVA_INT);
        MemorySegment path = arena.allocateFrom(command.getFirst());
        MemorySegment arguments = strings(command);
        MemorySegment variables = strings(environment);
        check((int) spawn.invokeExact(pid, path, actions, attributes, arguments, variables));
        return pid.get(JAVA_INT, 0);
    }

    /// Pointers to strings, and a null pointer.
    private MemorySegment strings(List<String> texts) {
        MemorySegment pointers = arena.allocate(ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
        }
        return pointers;
    }

    private static MethodHandle handle(String name, MemoryLayout... parameters) {
        return Libc.find(name, FunctionDescriptor.of(JAVA_INT, parameters));
    }

    private static int call(String name, MemorySegment argument) throws Throwable {
        return (int) handle(name, ADDRESS).invokeExact(argument);
    }

    private static void check(int error) throws IOException {
        if (error != 0) {
            throw new IOException(error == 2 ? "there is no such file" : "error " + error);
        }
    }
}
