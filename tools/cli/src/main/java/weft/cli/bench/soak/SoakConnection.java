package weft.cli.bench.soak;

import weft.cli.bench.MeasuredInput;
import weft.cli.source.Size;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.RectangleData;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A viewer's connection of which there may be thousands: it holds next to nothing, and can be
/// broken off anywhere. For one thread, but for [#close] and [#reset].
final class SoakConnection implements AutoCloseable {

    /// Pixels as the pictures have them.
    static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    private static final int SMALL = 64;

    private final SocketChannel channel;
    private final MeasuredInput in;
    private final RfbBuffer out = new RfbBuffer(SMALL);
    private Size size = new Size(1, 1);

    private SoakConnection(SocketChannel channel, int buffer) {
        this(channel, buffer, 0);
    }

    /// @param nanosEach how long to take for each byte that comes
    private SoakConnection(SocketChannel channel, int buffer, long nanosEach) {
        this.channel = channel;
        this.in = new Input(channel, buffer, nanosEach);
    }

    private static final class Input extends MeasuredInput {
        private final SocketChannel channel;
        private final long nanosEach;
        private long received;

        Input(SocketChannel channel, int buffer, long nanosEach) {
            super(buffer);
            this.channel = channel;
            this.nanosEach = nanosEach;
        }

        @Override
        protected int read(byte[] dst, int off, int len) {
            try {
                int count = channel.read(ByteBuffer.wrap(dst, off, len));
                received += Math.max(0, count);
                if (nanosEach > 0) {
                    LockSupport.parkNanos(count * nanosEach);
                }
                return count;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long position() {
            return received - available();
        }
    }

    /// Connects, and does no more.
    ///
    /// @param from where from
    static SoakConnection connect(SocketAddress server, SocketAddress from) throws IOException {
        return connect(server, from, SMALL);
    }

    /// The same from anywhere.
    static SoakConnection connect(SocketAddress server) throws IOException {
        return connect(server, new InetSocketAddress(0));
    }

    private static SoakConnection connect(SocketAddress server, SocketAddress from, int buffer)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.bind(from);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(server);
            return new SoakConnection(channel, buffer);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Connects with the least room for what comes, for one that will not read it.
    static SoakConnection connectNarrow(SocketAddress server) throws IOException {
        return connectNarrow(server, SMALL, 0);
    }

    /// Connects for one that reads no more than so much in a second.
    static SoakConnection connectSlow(SocketAddress server, int bytesPerSecond) throws IOException {
        return connectNarrow(server, 1 << 10, 1_000_000_000L / bytesPerSecond);
    }

    private static SoakConnection connectNarrow(SocketAddress server, int buffer, long nanosEach)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 2048);
            channel.connect(server);
            return new SoakConnection(channel, buffer, nanosEach);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Connects and logs in, and says what it takes.
    static SoakConnection open(SocketAddress server, List<Integer> encodings) throws IOException {
        return open(server, new InetSocketAddress(0), encodings);
    }

    /// The same from there.
    static SoakConnection open(SocketAddress server, SocketAddress from, List<Integer> encodings)
            throws IOException {
        SoakConnection connection = connect(server, from, 1 << 14);
        try {
            connection.logIn();
            connection.ask(encodings);
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw new IOException("cannot log in: " + e.getMessage(), e);
        }
    }

    /// How far a login has come.
    enum Phase {
        CONNECTED,
        GREETED,
        VERSION_SENT,
        OFFERED,
        CHOSEN,
        PASSED,
        ADMITTED
    }

    /// Logs in without a password.
    void logIn() throws IOException {
        logIn(Phase.ADMITTED);
    }

    /// Logs in as far as this.
    void logIn(Phase until) throws IOException {
        for (Phase phase : Phase.values()) {
            if (phase.compareTo(until) <= 0) {
                step(phase);
            }
        }
    }

    private void step(Phase phase) throws IOException {
        switch (phase) {
            case CONNECTED -> {}
            case GREETED -> {
                ProtocolVersion _ = ProtocolVersion.read(in);
            }
            case VERSION_SENT -> {
                ProtocolVersion.V3_8.write(out);
                send();
            }
            case OFFERED -> {
                SecurityTypes types = SecurityTypes.read(in);
                if (!types.numbers().contains(SecurityType.NONE.number())) {
                    throw new IOException("refused: " + types);
                }
            }
            case CHOSEN -> {
                SecurityTypes.writeChoice(out, SecurityType.NONE.number());
                send();
            }
            case PASSED -> {
                SecurityResult result = SecurityResult.read(in, ProtocolVersion.V3_8);
                if (!result.isOk()) {
                    throw new IOException("refused: " + result.reason());
                }
            }
            case ADMITTED -> {
                new ClientInit(true).write(out);
                send();
                ServerInit init = ServerInit.read(in);
                size = new Size(init.width(), init.height());
            }
        }
    }

    /// Says what it takes.
    void ask(List<Integer> encodings) throws IOException {
        new SetPixelFormat(PixelFormat.XRGB8888).write(out);
        new SetEncodings(encodings).write(out);
        send();
    }

    /// The size that the server told at the login.
    Size size() {
        return size;
    }

    MeasuredInput in() {
        return in;
    }

    /// Asks for an update of a part of the picture.
    void request(boolean incremental, int x, int y, int width, int height) throws IOException {
        send(new FramebufferUpdateRequest(incremental, x, y, width, height));
    }

    /// Asks for an update of the whole picture, whatever its size.
    void request(boolean incremental) throws IOException {
        request(incremental, 0, 0, 0xFFFF, 0xFFFF);
    }

    void send(ClientMessage... messages) throws IOException {
        for (ClientMessage message : messages) {
            message.write(out);
        }
        send();
    }

    private void send() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(out.array(), 0, out.length());
        sendBytes(bytes);
        out.clear();
    }

    /// Sends anything at all.
    void sendBytes(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
    }

    /// What it is over.
    SocketChannel channel() {
        return channel;
    }

    /// Waits for an update and returns how many rectangles it has.
    int awaitUpdate() {
        while (true) {
            if (ServerMessages.read(in) instanceof FramebufferUpdate update) {
                return update.rectangles();
            }
        }
    }

    /// Passes over an update of an encoding that can be passed over.
    void skipUpdate() throws IOException {
        int count = awaitUpdate();
        for (int i = 0; i < count; i++) {
            RectangleHeader header = RectangleHeader.read(in);
            Encoding encoding = Encoding.byNumber(header.encoding());
            if (encoding == Encoding.LAST_RECT) {
                return;
            }
            if (encoding == Encoding.DESKTOP_SIZE) {
                size = new Size(header.width(), header.height());
            } else {
                RectangleData.skip(in, encoding, XRGB, header.width(), header.height());
            }
        }
    }

    /// Reads and forgets what comes until the server ends it, which may be a long time.
    void drain() throws IOException {
        ByteBuffer any = ByteBuffer.allocate(1 << 12);
        while (channel.read(any.clear()) >= 0) {
            // all of it
        }
    }

    /// Says that nothing more will come.
    void finish() throws IOException {
        SocketChannel _ = channel.shutdownOutput();
    }

    /// Ends it at once, as a process that is killed does.
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
