package weft.cli.dbus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;

/// A connected UNIX socket that can pass descriptors, by libc on 64-bit Linux. One thread at a time
/// reads, one at a time writes; any may close it, which wakes both.
public final class UnixSocket implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SHUT_RDWR = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int EINTR = 4;
    private static final int PATH_BYTES = 108;
    private static final int BUFFER_BYTES = 1 << 18;

    /// `struct msghdr`, and a `struct cmsghdr` with one descriptor, of 64-bit Linux.
    private static final int IOV = 16;

    private static final int IOV_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_BYTES = 40;
    private static final int HEADER_BYTES = 56;
    private static final int ONE_RIGHT = 20;
    private static final int ONE_RIGHT_PADDED = 24;

    private final Libc libc;
    private final int descriptor;
    private final MemorySegment input = Arena.ofAuto().allocate(BUFFER_BYTES);
    private final MemorySegment output = Arena.ofAuto().allocate(BUFFER_BYTES);
    private int inputAt;
    private int inputEnd;

    /// How many calls are on the way: the number is given back after the last, lest another socket
    /// gets it meanwhile. Guarded by this, as is what follows.
    private int users;

    private boolean closed;

    /// Two that are connected with each other.
    public record Pair(UnixSocket ours, UnixSocket theirs) implements AutoCloseable {
        @Override
        public void close() {
            ours.close();
            theirs.close();
        }
    }

    /// The functions, found once. The first parameter of each is where errno goes.
    private record Libc(
            MethodHandle socket,
            MethodHandle connect,
            MethodHandle socketpair,
            MethodHandle sendmsg,
            MethodHandle recv,
            MethodHandle shutdown,
            MethodHandle close,
            MethodHandle getuid) {

        private static final Libc FOUND = find();
        private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO =
                STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        static Libc needed() throws DbusException {
            boolean possible =
                    System.getProperty("os.name", "").equals("Linux")
                            && ADDRESS.byteSize() == JAVA_LONG.byteSize();
            if (!possible) {
                throw new DbusException("passing descriptors works on 64-bit Linux only");
            }
            boolean allowed =
                    !isOff(System.getProperty("weft.natives", ""))
                            && !isOff(System.getenv().getOrDefault("WEFT_NATIVES", ""))
                            && UnixSocket.class.getModule().isNativeAccessEnabled();
            if (!allowed) {
                throw new DbusException(
                        "passing descriptors takes native access, which is refused");
            }
            return FOUND;
        }

        private static boolean isOff(String value) {
            return value.toLowerCase(Locale.ROOT).equals("off");
        }

        private static Libc find() {
            AddressLayout pointer = ADDRESS;
            ValueLayout.OfInt number = JAVA_INT;
            return new Libc(
                    handle("socket", JAVA_INT, number, number, number),
                    handle("connect", JAVA_INT, number, pointer, number),
                    handle("socketpair", JAVA_INT, number, number, number, pointer),
                    handle("sendmsg", JAVA_LONG, number, pointer, number),
                    handle("recv", JAVA_LONG, number, pointer, JAVA_LONG, number),
                    handle("shutdown", JAVA_INT, number, number),
                    handle("close", JAVA_INT, number),
                    handle("getuid", JAVA_INT));
        }

        @SuppressWarnings("restricted")
        private static MethodHandle handle(
                String name, MemoryLayout result, MemoryLayout... parameters) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().find(name).orElseThrow(),
                    FunctionDescriptor.of(result, parameters),
                    Linker.Option.captureCallState("errno"));
        }
    }

    private UnixSocket(Libc libc, int descriptor) {
        this.libc = libc;
        this.descriptor = descriptor;
    }

    /// The user that this process belongs to, as sockets tell of it.
    static int user() throws DbusException {
        Libc libc = Libc.needed();
        try (Arena arena = Arena.ofConfined()) {
            return (int) libc.getuid.invokeExact(arena.allocate(Libc.STATE));
        } catch (Throwable e) {
            throw new LinkageError("getuid", e);
        }
    }

    /// Connects to a path, or to an abstract name that begins with `@`.
    ///
    /// @throws DbusException if that is not possible, in one line
    public static UnixSocket connect(String path) throws DbusException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length >= PATH_BYTES) {
            throw new DbusException(
                    "a socket's path has 1 to %d bytes, not '%s'".formatted(PATH_BYTES - 1, path));
        }
        if (name[0] == '@') {
            name[0] = 0;
        }
        Libc libc = Libc.needed();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            MemorySegment address = arena.allocate(JAVA_SHORT.byteSize() + PATH_BYTES, 8);
            address.set(JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, JAVA_BYTE, JAVA_SHORT.byteSize(), name.length);
            // an abstract name has no end but the address's
            int length = (int) JAVA_SHORT.byteSize() + name.length + (name[0] == 0 ? 0 : 1);
            int made = (int) libc.socket.invokeExact(state, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
            check(made, state, "cannot make a socket");
            var socket = new UnixSocket(libc, made);
            try {
                int result = (int) libc.connect.invokeExact(state, made, address, length);
                check(result, state, "cannot connect to " + path);
                return socket;
            } catch (DbusException e) {
                socket.close();
                throw e;
            }
        } catch (DbusException e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("connect", e);
        }
    }

    /// Makes two that are connected with each other.
    public static Pair pair() throws DbusException {
        Libc libc = Libc.needed();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            MemorySegment both = arena.allocate(JAVA_INT, 2);
            int result =
                    (int)
                            libc.socketpair.invokeExact(
                                    state, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both);
            check(result, state, "cannot make a pair of sockets");
            return new Pair(
                    new UnixSocket(libc, both.getAtIndex(JAVA_INT, 0)),
                    new UnixSocket(libc, both.getAtIndex(JAVA_INT, 1)));
        } catch (DbusException e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("socketpair", e);
        }
    }

    private static void check(long result, MemorySegment state, String what) throws DbusException {
        if (result < 0) {
            throw new DbusException("%s: %s".formatted(what, reason(errno(state))));
        }
    }

    private static int errno(MemorySegment state) {
        return (int) Libc.ERRNO.get(state, 0L);
    }

    private static String reason(int errno) {
        return switch (errno) {
            case 2 -> "there is no such socket";
            case 13 -> "permission denied";
            case 24 -> "too many open files";
            case 32, 104 -> "the other side has hung up";
            case 111 -> "nobody listens there";
            default -> "error %d of the system".formatted(errno);
        };
    }

    /// The descriptor for who passes it on, see [#write]; it stays this socket's.
    public OptionalInt passable() {
        return OptionalInt.of(descriptor);
    }

    /// Writes all of it.
    ///
    /// @param passed a descriptor that goes with the first byte
    /// @throws DbusException if the other side has hung up, or this is closed
    public void write(byte[] bytes, int length, OptionalInt passed) throws DbusException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            MemorySegment header = arena.allocate(HEADER_BYTES, 8);
            MemorySegment part = arena.allocate(ADDRESS, 2);
            header.set(ADDRESS, IOV, part);
            header.set(JAVA_LONG, IOV_COUNT, 1);
            if (passed.isPresent()) {
                MemorySegment right = arena.allocate(ONE_RIGHT_PADDED, 8);
                right.set(JAVA_LONG, 0, ONE_RIGHT);
                right.set(JAVA_INT, 8, SOL_SOCKET);
                right.set(JAVA_INT, 12, SCM_RIGHTS);
                right.set(JAVA_INT, 16, passed.getAsInt());
                header.set(ADDRESS, CONTROL, right);
                header.set(JAVA_LONG, CONTROL_BYTES, ONE_RIGHT_PADDED);
            }
            for (int at = 0; at < length; ) {
                int count = Math.min(length - at, BUFFER_BYTES);
                MemorySegment.copy(bytes, at, output, JAVA_BYTE, 0, count);
                part.set(ADDRESS, 0, output);
                part.set(JAVA_LONG, ADDRESS.byteSize(), count);
                at += (int) sendmsg(state, header);
                header.set(ADDRESS, CONTROL, MemorySegment.NULL);
                header.set(JAVA_LONG, CONTROL_BYTES, 0);
            }
        }
    }

    private long sendmsg(MemorySegment state, MemorySegment header) throws DbusException {
        enter();
        try {
            while (true) {
                long sent =
                        (long) libc.sendmsg.invokeExact(state, descriptor, header, MSG_NOSIGNAL);
                if (sent >= 0 || errno(state) != EINTR) {
                    check(sent, state, "cannot write");
                    return sent;
                }
            }
        } catch (DbusException e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("sendmsg", e);
        } finally {
            leave();
        }
    }

    /// Reads so many bytes.
    ///
    /// @throws DbusException if the other side has hung up, or this is closed
    public void read(byte[] target, int offset, int length) throws DbusException {
        for (int done = 0; done < length; ) {
            if (inputAt == inputEnd) {
                inputEnd = (int) recv();
                inputAt = 0;
            }
            int part = Math.min(inputEnd - inputAt, length - done);
            MemorySegment.copy(input, JAVA_BYTE, inputAt, target, offset + done, part);
            inputAt += part;
            done += part;
        }
    }

    /// Reads a line that ends with a line feed, which is left out.
    ///
    /// @throws DbusException also if it is longer than that
    public String readLine(int mostBytes) throws DbusException {
        var line = new byte[mostBytes];
        for (int i = 0; i < mostBytes; i++) {
            read(line, i, 1);
            if (line[i] == '\n') {
                return new String(line, 0, i, StandardCharsets.UTF_8);
            }
        }
        throw new DbusException("a line of more than %d bytes".formatted(mostBytes));
    }

    private long recv() throws DbusException {
        enter();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            while (true) {
                long count =
                        (long)
                                libc.recv.invokeExact(
                                        state, descriptor, input, (long) BUFFER_BYTES, 0);
                if (count == 0) {
                    throw new DbusException("the other side has hung up");
                }
                if (count > 0 || errno(state) != EINTR) {
                    check(count, state, "cannot read");
                    return count;
                }
            }
        } catch (DbusException e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("recv", e);
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws DbusException {
        if (closed) {
            throw new DbusException("closed");
        }
        users++;
    }

    private synchronized void leave() {
        users--;
        giveBack();
    }

    private void giveBack() {
        if (closed && users == 0) {
            call(libc.close);
        }
    }

    private void call(MethodHandle function) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Libc.STATE);
            if (function == libc.shutdown) {
                int _ = (int) function.invokeExact(state, descriptor, SHUT_RDWR);
            } else {
                int _ = (int) function.invokeExact(state, descriptor);
            }
        } catch (Throwable e) {
            throw new LinkageError("close", e);
        }
    }

    /// Wakes who reads or writes, and gives the socket back.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (users > 0) {
                call(libc.shutdown);
            }
            giveBack();
        }
    }
}
