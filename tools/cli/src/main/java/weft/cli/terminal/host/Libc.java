package weft.cli.terminal.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/// The functions of Linux's C library that a pseudo-terminal takes.
final class Libc {

    /// `struct winsize`.
    static final StructLayout WINDOW_SIZE =
            MemoryLayout.structLayout(
                    JAVA_SHORT.withName("ws_row"),
                    JAVA_SHORT.withName("ws_col"),
                    JAVA_SHORT.withName("ws_xpixel"),
                    JAVA_SHORT.withName("ws_ypixel"));

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final Optional<Libc> FOUND =
            allowed() ? Optional.of(new Libc()) : Optional.empty();

    private final MethodHandle posixOpenpt = failing("posix_openpt", JAVA_INT, JAVA_INT);
    private final MethodHandle grantpt = failing("grantpt", JAVA_INT, JAVA_INT);
    private final MethodHandle unlockpt = failing("unlockpt", JAVA_INT, JAVA_INT);
    private final MethodHandle ptsname =
            failing("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle ioctl =
            find(
                    "ioctl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Linker.Option.captureCallState("errno"),
                    Linker.Option.firstVariadicArg(2));
    private final MethodHandle read = failing("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle write = failing("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle close = failing("close", JAVA_INT, JAVA_INT);
    private final MethodHandle poll = failing("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private final MethodHandle eventfd = failing("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle waitpid = failing("waitpid", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private final MethodHandle kill = failing("kill", JAVA_INT, JAVA_INT, JAVA_INT);

    private Libc() {}

    /// The functions.
    ///
    /// @throws IOException where there are none, in one line
    static Libc get() throws IOException {
        return FOUND.orElseThrow(() ->
                new IOException(
                        "a terminal needs the C library of Linux, and native access:"
                                + " --enable-native-access=weft.cli, and WEFT_NATIVES not"
                                + " off"));
    }

    private static boolean allowed() {
        return System.getProperty("os.name", "").equals("Linux")
                && !isOff(System.getProperty("weft.natives", ""))
                && !isOff(System.getenv().getOrDefault("WEFT_NATIVES", ""))
                && Libc.class.getModule().isNativeAccessEnabled();
    }

    private static boolean isOff(String value) {
        return value.toLowerCase(Locale.ROOT).equals("off");
    }

    /// A function that says in `errno` why it failed.
    private static MethodHandle failing(
            String name, MemoryLayout result, MemoryLayout... parameters) {
        return find(
                name,
                FunctionDescriptor.of(result, parameters),
                Linker.Option.captureCallState("errno"));
    }

    @SuppressWarnings("restricted")
    static MethodHandle find(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), type, options);
    }

    /// Whether there is a function of this name.
    static boolean has(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).isPresent();
    }

    /// The memory that a call notes its `errno` in.
    static StructLayout state() {
        return STATE;
    }

    static int errno(MemorySegment state) {
        return state.get(JAVA_INT, ERRNO);
    }

    static LinkageError broken(Throwable e) {
        return new LinkageError("the C library", e);
    }

    int openTerminal(MemorySegment state, int flags) {
        try {
            return (int) posixOpenpt.invokeExact(state, flags);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// Lets the other end be opened.
    int unlock(MemorySegment state, int terminal) {
        try {
            int granted = (int) grantpt.invokeExact(state, terminal);
            return granted != 0 ? granted : (int) unlockpt.invokeExact(state, terminal);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int name(MemorySegment state, int terminal, MemorySegment name) {
        try {
            return (int) ptsname.invokeExact(state, terminal, name, name.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int ioctl(MemorySegment state, int file, long request, MemorySegment argument) {
        try {
            return (int) ioctl.invokeExact(state, file, request, argument);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    long read(MemorySegment state, int file, MemorySegment memory) {
        try {
            return (long) read.invokeExact(state, file, memory, memory.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    long write(MemorySegment state, int file, MemorySegment memory) {
        try {
            return (long) write.invokeExact(state, file, memory, memory.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    void close(MemorySegment state, int file) {
        try {
            int _ = (int) close.invokeExact(state, file);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int poll(MemorySegment state, MemorySegment files, long count, int millis) {
        try {
            return (int) poll.invokeExact(state, files, count, millis);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int eventfd(MemorySegment state, int flags) {
        try {
            return (int) eventfd.invokeExact(state, 0, flags);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int waitpid(MemorySegment state, int pid, MemorySegment status) {
        try {
            return (int) waitpid.invokeExact(state, pid, status, 0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    int kill(MemorySegment state, int pid, int signal) {
        try {
            return (int) kill.invokeExact(state, pid, signal);
        } catch (Throwable e) {
            throw broken(e);
        }
    }
}
