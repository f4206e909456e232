package weft.cli.dbus;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A connection to a bus, or to another program without one. Any thread may call; replies come to
/// who has called, all else to a [DbusPeer].
///
/// ```
/// over  -> open  // the other side has let us in
/// open  -> start // its messages are taken from now on
/// start -> ended // it hangs up, or breaks the protocol; or close
/// ```
///
/// Every length that the other side says is compared with the most that can be meant, and what is
/// long gets its memory as it comes. A connection that has failed once fails for good.
public final class DbusConnection implements AutoCloseable {
    private static final String BUS = "org.freedesktop.DBus";
    private static final String BUS_PATH = "/org/freedesktop/DBus";

    private static final int MOST_FIELD_BYTES = 1 << 16;
    private static final int MOST_LINE = 1024;

    /// Up to so many bytes a body has an array of its own.
    private static final int OWN_BYTES = 1 << 16;

    private static final int FIRST_BYTES = 1 << 20;
    private static final long PATIENCE_SECONDS = 10;

    private final UnixSocket socket;
    private final String name;
    private final int mostBytes;
    private final Thread reader;
    private final DbusPeer peer;

    /// Of long bodies, for the reading thread.
    private byte[] body = new byte[0];

    /// Guards what follows, and what is written.
    private final Object sending = new Object();

    private final Map<Long, CompletableFuture<DbusMessage>> questions = new HashMap<>();
    private int serial;
    private @Nullable DbusException failure;

    private DbusConnection(UnixSocket socket, String name, int mostBytes, DbusPeer peer) {
        this.socket = socket;
        this.name = name;
        this.mostBytes = mostBytes;
        this.peer = peer;
        reader = Thread.ofPlatform().daemon().name("weft-dbus " + name).unstarted(this::readAll);
    }

    /// Connects to a bus.
    ///
    /// @param mostBytes how long a message can be
    /// @throws DbusException if that is not possible, in one line
    public static DbusConnection toBus(DbusAddress address, int mostBytes, DbusPeer peer)
            throws DbusException {
        UnixSocket socket = UnixSocket.connect(address.path());
        try {
            DbusConnection made = over(socket, "bus " + address, mostBytes, peer);
            made.start();
            DbusMessage _ = made.call(BUS, BUS_PATH, BUS, "Hello", new DbusWriter());
            return made;
        } catch (DbusException e) {
            socket.close();
            throw new DbusException("the bus at %s: %s".formatted(address, e.getMessage()), e);
        }
    }

    /// Makes one of an end of a socket, and logs in at the other.
    ///
    /// @param name of the thread that reads
    /// @param mostBytes how long a message can be
    /// @throws DbusException if the other side does not let us in
    public static DbusConnection over(UnixSocket socket, String name, int mostBytes, DbusPeer peer)
            throws DbusException {
        String user = Integer.toUnsignedString(UnixSocket.user());
        String hex = HexFormat.of().formatHex(user.getBytes(StandardCharsets.US_ASCII));
        tell(socket, "\0AUTH EXTERNAL " + hex + "\r\n");
        String answer = socket.readLine(MOST_LINE);
        if (!answer.startsWith("OK ")) {
            throw new DbusException("it does not let user %s in".formatted(user));
        }
        tell(socket, "NEGOTIATE_UNIX_FD\r\n");
        if (!socket.readLine(MOST_LINE).startsWith("AGREE_UNIX_FD")) {
            throw new DbusException("it takes no descriptors");
        }
        tell(socket, "BEGIN\r\n");
        return new DbusConnection(socket, name, mostBytes, peer);
    }

    private static void tell(UnixSocket socket, String line) throws DbusException {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        socket.write(bytes, bytes.length, OptionalInt.empty());
    }

    /// Takes messages from now on.
    public void start() {
        reader.start();
    }

    /// Asks a bus for the signals of a rule, such as `type='signal',sender='org.qemu'`.
    public void match(String rule) throws DbusException {
        DbusMessage _ = call(BUS, BUS_PATH, BUS, "AddMatch", new DbusWriter().string(rule));
    }

    /// Calls a method, and waits for what it returns.
    ///
    /// @param destination its owner's name on the bus; empty without a bus
    /// @throws DbusErrorException if it fails
    /// @throws DbusException if the connection is lost, or nothing comes for 10 s
    public DbusMessage call(
            String destination, String path, String face, String member, DbusWriter values)
            throws DbusException {
        var answer = new CompletableFuture<DbusMessage>();
        synchronized (sending) {
            int flags = DbusMessage.NO_AUTO_START;
            send(flags, destination, path, face, member, values);
            questions.put(Integer.toUnsignedLong(serial), answer);
        }
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DbusErrorException refused) {
                throw refused;
            }
            throw new DbusException(
                    e.getCause() == null ? e.toString() : "" + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new DbusException(
                    "%s.%s: no answer for %d s".formatted(face, member, PATIENCE_SECONDS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DbusException("interrupted while waiting for an answer", e);
        }
    }

    /// Calls a method that nobody wants to hear of any more. Waits only for who takes no input.
    public void tell(String destination, String path, String face, String member, DbusWriter values)
            throws DbusException {
        synchronized (sending) {
            int flags = DbusMessage.NO_AUTO_START | DbusMessage.NO_REPLY;
            send(flags, destination, path, face, member, values);
        }
    }

    private void send(
            int flags,
            String destination,
            String path,
            String face,
            String member,
            DbusWriter values)
            throws DbusException {
        if (failure != null) {
            throw failure;
        }
        int number = nextSerial();
        write(
                DbusMessage.call(flags, number, destination, path, face, member, values),
                values.passed());
    }

    private int nextSerial() {
        serial++;
        if (serial == 0) {
            serial = 1; // no message has the serial 0
        }
        return serial;
    }

    private void write(DbusWriter message, OptionalInt passed) throws DbusException {
        socket.write(message.bytes(), message.size(), passed);
    }

    private void readAll() {
        try {
            while (true) {
                take(read());
            }
        } catch (DbusException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(new DbusException("reading from %s: %s".formatted(name, e), e));
            throw e;
        }
    }

    private DbusMessage read() throws DbusException {
        var head = new byte[DbusMessage.HEAD_BYTES];
        socket.read(head, 0, head.length);
        DbusMessage.Head known = DbusMessage.Head.read(head);
        boolean possible = known.fieldBytes() <= MOST_FIELD_BYTES && known.bodyBytes() <= mostBytes;
        if (!possible) {
            throw new DbusException(
                    "a message of %d and %d bytes, where at most %d and %d can be"
                            .formatted(
                                    known.fieldBytes(),
                                    known.bodyBytes(),
                                    MOST_FIELD_BYTES,
                                    mostBytes));
        }
        var fields = new byte[(known.fieldBytes() + 7) / 8 * 8];
        socket.read(fields, 0, fields.length);
        int length = known.bodyBytes();
        if (length > OWN_BYTES) {
            readLong(length);
            return known.with(fields, body);
        }
        var own = new byte[length];
        socket.read(own, 0, length);
        return known.with(fields, own);
    }

    /// The memory for it grows as it comes, and stays for the next.
    private void readLong(int length) throws DbusException {
        for (int at = 0; at < length; ) {
            if (at == body.length) {
                long more = Math.max(FIRST_BYTES, 2L * body.length);
                body = Arrays.copyOf(body, (int) Math.min(more, mostBytes));
            }
            int part = Math.min(length, body.length) - at;
            socket.read(body, at, part);
            at += part;
        }
    }

    private void take(DbusMessage message) throws DbusException {
        switch (message.type()) {
            case DbusMessage.CALL -> answer(message);
            case DbusMessage.RETURN, DbusMessage.ERROR -> answered(message);
            case DbusMessage.SIGNAL -> peer.signalled(message);
            default -> {} // of a later version of D-Bus
        }
    }

    private void answer(DbusMessage call) throws DbusException {
        Optional<DbusWriter> values = peer.called(call);
        if ((call.flags() & DbusMessage.NO_REPLY) != 0) {
            return;
        }
        synchronized (sending) {
            int number = nextSerial();
            write(
                    values.isPresent() ? call.reply(number, values.get()) : call.refusal(number),
                    OptionalInt.empty());
        }
    }

    private void answered(DbusMessage reply) throws DbusException {
        CompletableFuture<DbusMessage> question;
        synchronized (sending) {
            question = questions.remove(reply.replySerial());
        }
        if (question == null) {
            return; // to who has waited for too long
        }
        if (reply.body() == body) {
            throw DbusReader.broken("a reply of %d bytes".formatted(reply.length()));
        }
        if (reply.type() == DbusMessage.RETURN) {
            question.complete(reply);
        } else {
            String text = reply.signature().startsWith("s") ? first(reply) : "";
            question.completeExceptionally(new DbusErrorException(reply.error(), text));
        }
    }

    private static String first(DbusMessage reply) throws DbusException {
        String said = reply.read(reply.signature()).string();
        return said.replaceAll("\\R", " ");
    }

    private void fail(DbusException why) {
        socket.close(); // which also wakes who writes, and has the lock
        Map<Long, CompletableFuture<DbusMessage>> open;
        synchronized (sending) {
            if (failure == null) {
                failure = why;
            }
            open = Map.copyOf(questions);
            questions.clear();
        }
        open.values().forEach(question -> question.completeExceptionally(why));
        peer.ended();
    }

    /// Why there are no more messages, if there are none.
    public Optional<DbusException> problem() {
        synchronized (sending) {
            return Optional.ofNullable(failure);
        }
    }

    /// Ends it, and the thread that reads from it.
    @Override
    public void close() {
        socket.close();
        try {
            if (Thread.currentThread() != reader && reader.isAlive()) {
                reader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
