package weft.cli.x11.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/// Memory of System V that this process and the X server share (shmget), by libc on Linux.
final class SharedMemory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedMemory.class);

    private static final int PRIVATE = 0;
    private static final int CREATE_FOR_OWNER = 0_1600;
    private static final int REMOVE = 0;

    private final Libc libc;
    private final int id;
    private final MemorySegment memory;

    /// The functions, found once.
    private record Libc(
            MethodHandle shmget, MethodHandle shmat, MethodHandle shmdt, MethodHandle shmctl) {

        private static final Optional<Libc> FOUND = allowed() ? Optional.of(find()) : none();

        private static Optional<Libc> none() {
            return Optional.empty();
        }

        private static boolean allowed() {
            return System.getProperty("os.name", "").equals("Linux")
                    && !isOff(System.getProperty("weft.natives", ""))
                    && !isOff(System.getenv().getOrDefault("WEFT_NATIVES", ""))
                    && SharedMemory.class.getModule().isNativeAccessEnabled();
        }

        private static boolean isOff(String value) {
            return value.toLowerCase(Locale.ROOT).equals("off");
        }

        private static Libc find() {
            return new Libc(
                    handle(
                            "shmget",
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT)),
                    handle("shmat", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS, JAVA_INT)),
                    handle("shmdt", FunctionDescriptor.of(JAVA_INT, ADDRESS)),
                    handle("shmctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS)));
        }

        @SuppressWarnings("restricted")
        private static MethodHandle handle(String name, FunctionDescriptor type) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type);
        }
    }

    private SharedMemory(Libc libc, int id, MemorySegment memory) {
        this.libc = libc;
        this.id = id;
        this.memory = memory;
    }

    /// Memory of a size; empty where there is none to be had.
    static Optional<SharedMemory> allocate(long bytes) {
        return Libc.FOUND.flatMap(libc -> allocate(libc, bytes));
    }

    @SuppressWarnings("restricted")
    private static Optional<SharedMemory> allocate(Libc libc, long bytes) {
        try {
            int id = (int) libc.shmget.invokeExact(PRIVATE, bytes, CREATE_FOR_OWNER);
            if (id < 0) {
                LOG.debug("no shared memory of {} bytes", bytes);
                return Optional.empty();
            }
            var start = (MemorySegment) libc.shmat.invokeExact(id, MemorySegment.NULL, 0);
            var memory = new SharedMemory(libc, id, start.reinterpret(bytes));
            if (start.address() == -1) {
                memory.remove();
                return Optional.empty();
            }
            return Optional.of(memory);
        } catch (Throwable e) {
            throw new LinkageError("shared memory", e);
        }
    }

    /// What the server is told of it.
    int id() {
        return id;
    }

    MemorySegment memory() {
        return memory;
    }

    /// Lets it go when the last has let it go: right after the server has it, so that none is left
    /// behind whatever happens.
    void remove() {
        try {
            int _ = (int) libc.shmctl.invokeExact(id, REMOVE, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new LinkageError("shared memory", e);
        }
    }

    @Override
    public void close() {
        try {
            int _ = (int) libc.shmdt.invokeExact(memory);
        } catch (Throwable e) {
            throw new LinkageError("shared memory", e);
        }
    }
}
