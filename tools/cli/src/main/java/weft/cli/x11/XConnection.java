package weft.cli.x11;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A connection to an X server. Any thread may send; replies come to who has asked, and events into
/// one queue, from which one thread takes them.
///
/// Every length that the server says is compared with the most that can be meant before anything is
/// allocated. A connection that has failed once fails for good.
public final class XConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(XConnection.class);

    private static final int GET_INPUT_FOCUS = 43;
    private static final int QUERY_EXTENSION = 98;
    private static final int INTERN_ATOM = 16;
    private static final int BIG_REQUESTS_ENABLE = 0;

    private static final int ERROR = 0;
    private static final int REPLY = 1;
    private static final int GENERIC_EVENT = 35;
    private static final int PACKET_BYTES = 32;
    private static final int BUFFER_BYTES = 1 << 16;

    /// The most that an answer has unless its asker expects more.
    private static final int USUAL_BYTES = 1 << 20;

    /// More events than that wait only if nobody takes them.
    private static final int MOST_EVENTS = 100_000;

    /// The longest request that is sent, though a server may take more.
    private static final int MOST_WORDS = 1 << 22;

    /// Sequence numbers have 16 bits: after so many requests without an answer one is asked for.
    private static final int MOST_UNANSWERED = 30_000;

    private static final long PATIENCE_SECONDS = 30;

    private final SocketChannel channel;
    private final XDisplayName name;
    private final XSetup setup;
    private final Thread reader;
    private final ByteBuffer input =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).flip();
    private final LinkedBlockingQueue<XData> events = new LinkedBlockingQueue<>();

    /// Guards what follows, and what is written: the order of requests is that of the questions.
    private final Object sending = new Object();

    private final Deque<Question> questions = new ArrayDeque<>();
    private long sent;
    private int unanswered;
    private int nextId;
    private int mostWords;
    private @Nullable XException failure;

    /// The packet after which no more come.
    private static final XData END = new XData(new byte[1]);

    private record Question(long number, int mostBytes, CompletableFuture<XData> answer) {}

    /// An answer that may not be there yet.
    public static final class Answer {
        private final CompletableFuture<XData> coming;

        private Answer(CompletableFuture<XData> coming) {
            this.coming = coming;
        }

        /// Waits for it; it is read from its first byte on.
        ///
        /// @throws XErrorException if the server refuses
        /// @throws XException if the connection is lost
        public XData await() throws XException {
            try {
                return coming.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (cause instanceof XErrorException refused) {
                    throw refused;
                }
                throw new XException(cause == null ? e.toString() : "" + cause.getMessage(), e);
            } catch (TimeoutException e) {
                throw new XException(
                        "the X server has not answered for %d s".formatted(PATIENCE_SECONDS), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new XException("interrupted while waiting for the X server", e);
            }
        }
    }

    private XConnection(SocketChannel channel, XDisplayName name, Optional<byte[]> cookie)
            throws IOException {
        this.channel = channel;
        this.name = name;
        setup = handshake(cookie);
        reader =
                Thread.ofPlatform()
                        .daemon()
                        .name("weft-x11 " + name + " reader")
                        .unstarted(this::readAll);
        mostWords = setup.mostWords();
    }

    /// Connects and logs in.
    ///
    /// @param authority the file of cookies; it need not be there
    /// @throws IOException if that is not possible, in one line
    public static XConnection open(XDisplayName name, Path authority) throws IOException {
        Optional<byte[]> cookie = XAuthority.cookie(authority, name);
        SocketChannel channel = connect(name);
        try {
            var connection = new XConnection(channel, name, cookie);
            connection.reader.start();
            connection.takeLongRequests();
            return connection;
        } catch (IOException e) {
            channel.close();
            throw new XException("X display %s: %s".formatted(name, e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static SocketChannel connect(XDisplayName name) throws IOException {
        if (name.host().isPresent()) {
            String host = name.host().get();
            var address = new InetSocketAddress(host, name.port());
            if (address.isUnresolved()) {
                throw new XException("X display %s: there is no host %s".formatted(name, host));
            }
            SocketChannel channel = connect(name, address, host + " port " + name.port());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        }
        Path socket = name.socket();
        if (!Files.exists(socket)) {
            throw new XException("no X display %s: there is no socket %s".formatted(name, socket));
        }
        return connect(name, UnixDomainSocketAddress.of(socket), socket.toString());
    }

    private static SocketChannel connect(XDisplayName name, SocketAddress address, String where)
            throws IOException {
        SocketChannel channel =
                address instanceof UnixDomainSocketAddress
                        ? SocketChannel.open(StandardProtocolFamily.UNIX)
                        : SocketChannel.open();
        try {
            channel.connect(address);
            return channel;
        } catch (ConnectException e) {
            channel.close();
            throw new XException("no X display %s: nobody listens on %s".formatted(name, where), e);
        } catch (IOException e) {
            channel.close();
            throw new XException(
                    "no X display %s: cannot connect to %s: %s"
                            .formatted(name, where, e.getMessage()),
                    e);
        }
    }

    /// Connection setup: byte order, version 11.0, and the cookie.
    private XSetup handshake(Optional<byte[]> cookie) throws IOException {
        byte[] method = cookie.isPresent() ? XAuthority.COOKIE.getBytes(ISO_8859_1) : new byte[0];
        byte[] secret = cookie.orElse(new byte[0]);
        ByteBuffer hello =
                ByteBuffer.allocate(12 + padded(method.length) + padded(secret.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        hello.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
        hello.putShort((short) method.length).putShort((short) secret.length).putShort((short) 0);
        hello.put(method).position(12 + padded(method.length)).put(secret);
        writeFully(hello.clear());
        var head = new XData(read(8));
        int status = head.u8();
        int reasonLength = head.u8();
        head.skip(4);
        byte[] rest = read(4 * head.u16());
        if (status != 1) {
            int length = status == 0 ? Math.min(reasonLength, rest.length) : rest.length;
            String reason = new String(rest, 0, length, ISO_8859_1).replace('\0', ' ').strip();
            throw new XException(
                    "it lets nobody in%s: %s"
                            .formatted(
                                    cookie.isPresent()
                                            ? " with the cookie of XAUTHORITY"
                                            : " without a cookie, and XAUTHORITY has none for it",
                                    reason.replaceAll("\\R", " ")));
        }
        return XSetup.read(new XData(rest), name.screen());
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    private void takeLongRequests() throws XException {
        Optional<XExtension> extension = extension("BIG-REQUESTS");
        if (extension.isPresent()) {
            long most = ask(extension.get().request(BIG_REQUESTS_ENABLE)).await().skip(8).u32();
            synchronized (sending) {
                mostWords = (int) Math.min(most, MOST_WORDS);
            }
        }
    }

    /// Where it leads.
    public XDisplayName name() {
        return name;
    }

    /// What the server has said of itself.
    public XSetup setup() {
        return setup;
    }

    /// The longest request, in bytes.
    public int mostBytes() {
        synchronized (sending) {
            return 4 * mostWords;
        }
    }

    /// A new identifier.
    public int newId() {
        synchronized (sending) {
            int step = Integer.lowestOneBit(setup.idMask());
            nextId += step;
            return setup.idBase() | (nextId & setup.idMask());
        }
    }

    /// Asks for an extension.
    public Optional<XExtension> extension(String extension) throws XException {
        byte[] text = extension.getBytes(ISO_8859_1);
        XData reply =
                ask(new XRequest(QUERY_EXTENSION, 0).u16(text.length).pad(2).bytes(text))
                        .await()
                        .skip(8);
        boolean present = reply.u8() != 0;
        int opcode = reply.u8();
        int firstEvent = reply.u8();
        return present
                ? Optional.of(new XExtension(extension, opcode, firstEvent))
                : Optional.empty();
    }

    /// The number of a name.
    public int atom(String text) throws XException {
        byte[] bytes = text.getBytes(ISO_8859_1);
        return ask(new XRequest(INTERN_ATOM, 0).u16(bytes.length).pad(2).bytes(bytes))
                .await()
                .skip(8)
                .id();
    }

    /// Sends a request that has no reply. An error that it may cause is logged.
    public void send(XRequest request) throws XException {
        synchronized (sending) {
            write(request);
            unanswered++;
            if (unanswered >= MOST_UNANSWERED) {
                var _ = ask(new XRequest(GET_INPUT_FOCUS, 0));
            }
        }
    }

    /// Waits until the server has done what was sent.
    public void sync() throws XException {
        var _ = ask(new XRequest(GET_INPUT_FOCUS, 0)).await();
    }

    /// Sends a request that has a reply of at most 1 MiB.
    public Answer ask(XRequest request) throws XException {
        return ask(request, USUAL_BYTES);
    }

    /// Sends a request that has a reply.
    ///
    /// @param mostBytes how long that can be at the most, without its first 32
    public Answer ask(XRequest request, int mostBytes) throws XException {
        synchronized (sending) {
            write(request);
            unanswered = 0;
            var answer = new CompletableFuture<XData>();
            questions.add(new Question(sent, mostBytes, answer));
            return new Answer(answer);
        }
    }

    private void write(XRequest request) throws XException {
        if (failure != null) {
            throw failure;
        }
        ByteBuffer whole = request.whole(mostWords);
        try {
            sent++;
            writeFully(whole);
        } catch (IOException e) {
            throw new XException("the X server has hung up", e);
        }
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
    }

    /// The next event, if there is one in time; none come any more if there is a [#problem].
    ///
    /// @param nanos how long to wait for it; 0 takes what is there
    public Optional<XData> next(long nanos) throws InterruptedException {
        XData event = events.poll(nanos, TimeUnit.NANOSECONDS);
        return event == null ? Optional.empty() : taken(event);
    }

    private Optional<XData> taken(XData event) {
        if (event == END) {
            events.add(END);
            return Optional.empty();
        }
        return Optional.of(event);
    }

    /// Why there are no more events, if there are none.
    public Optional<XException> problem() {
        synchronized (sending) {
            return Optional.ofNullable(failure);
        }
    }

    private void readAll() {
        long last = 0;
        try {
            while (true) {
                var packet = read(PACKET_BYTES);
                last = number(last, (packet[2] & 0xff) | (packet[3] & 0xff) << 8);
                switch (packet[0] & 0x7f) {
                    case ERROR -> failed(last, XErrorException.read(new XData(packet)));
                    case REPLY -> answered(last, packet);
                    default -> happened(packet);
                }
            }
        } catch (IOException e) {
            fail(
                    e instanceof XException known
                            ? known
                            : new XException("the X server has hung up", e));
        } catch (RuntimeException | Error e) {
            fail(new XException("reading from the X server: " + e, e));
            throw e;
        }
    }

    /// A sequence number in full: it never goes back.
    private static long number(long last, int low16) {
        return last + ((low16 - last) & 0xffff);
    }

    private void answered(long number, byte[] head) throws IOException {
        Question question;
        synchronized (sending) {
            question = questions.peek();
            if (question == null || question.number != number) {
                throw new XException("the X server answers what nobody asked");
            }
        }
        var packet = withRest(head, question.mostBytes);
        synchronized (sending) {
            questions.remove();
        }
        question.answer.complete(new XData(packet));
    }

    private void failed(long number, XErrorException error) {
        Question question;
        synchronized (sending) {
            question = questions.peek();
            if (question == null || question.number != number) {
                LOG.debug("{}: {}", name, error.getMessage());
                return;
            }
            questions.remove();
        }
        question.answer.completeExceptionally(error);
    }

    private void happened(byte[] head) throws IOException {
        boolean generic = (head[0] & 0x7f) == GENERIC_EVENT;
        events.add(new XData(generic ? withRest(head, USUAL_BYTES) : head));
        if (events.size() > MOST_EVENTS) {
            throw new XException("the X server sends more events than can be looked at");
        }
    }

    /// A packet whose length is in its bytes 4 to 7, as words beyond the first 32 bytes.
    private byte[] withRest(byte[] head, int mostBytes) throws IOException {
        long rest = 4 * new XData(head).skip(4).u32();
        if (rest > mostBytes) {
            throw new XException(
                    "the X server answers with %d bytes where at most %d are right"
                            .formatted(rest, mostBytes));
        }
        byte[] packet = Arrays.copyOf(head, PACKET_BYTES + (int) rest);
        readInto(packet, PACKET_BYTES);
        return packet;
    }

    private byte[] read(int count) throws IOException {
        var bytes = new byte[count];
        readInto(bytes, 0);
        return bytes;
    }

    private void readInto(byte[] target, int start) throws IOException {
        for (int at = start; at < target.length; ) {
            if (!input.hasRemaining()) {
                input.clear();
                int count = channel.read(input);
                input.flip();
                if (count < 0) {
                    throw new XException("the X server has hung up");
                }
            }
            int part = Math.min(input.remaining(), target.length - at);
            input.get(target, at, part);
            at += part;
        }
    }

    private void fail(XException why) {
        Deque<Question> open;
        synchronized (sending) {
            if (failure == null) {
                failure = why;
            }
            open = new ArrayDeque<>(questions);
            questions.clear();
        }
        open.forEach(question -> question.answer.completeExceptionally(why));
        events.add(END);
        close();
    }

    /// Ends it, and the thread that reads from it.
    @Override
    public void close() {
        try {
            channel.close();
            if (Thread.currentThread() != reader) {
                reader.join();
            }
        } catch (IOException e) {
            LOG.debug("closing {}: {}", name, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
