package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.jspecify.annotations.Nullable;

import weft.client.wire.ChannelTransport;
import weft.client.wire.StreamTransport;
import weft.client.wire.Transport;
import weft.client.wire.TransportInput;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A server that does what a test says, on a virtual thread, over pipes inside of this JVM.
final class ScriptedServer implements AutoCloseable {

    /// What it does. Its end is the end of the connection.
    interface Script {
        void run(ScriptedServer server) throws Exception;
    }

    private final Transport transport;
    private final TransportInput in;
    private final RfbBuffer out = new RfbBuffer();
    private final Thread thread;
    private @Nullable VncClientBuilder builder;
    private volatile @Nullable Throwable failure;

    private ScriptedServer(Transport transport, Script script) {
        this.transport = transport;
        in = new TransportInput(transport);
        thread = Thread.ofVirtual().name("scripted server").start(() -> perform(script));
    }

    /// One behind pipes; see [#client()].
    static ScriptedServer start(Script script) {
        return deaf(64 << 10, script);
    }

    /// One behind pipes that take no more than so many bytes that it does not read.
    static ScriptedServer deaf(int inputCapacity, Script script) {
        var toClient = new BytePipe(64 << 10);
        var toServer = new BytePipe(inputCapacity);
        var server =
                new ScriptedServer(
                        new StreamTransport(toServer.input(), toClient.output()), script);
        server.builder = VncClient.over(toClient.input(), toServer.output());
        return server;
    }

    /// One that takes the next connection of a listener.
    static ScriptedServer accept(ServerSocketChannel listener, Script script) {
        return new ScriptedServer(new Accepted(listener), script);
    }

    private void perform(Script script) {
        try (transport) {
            transport.open();
            script.run(this);
        } catch (Throwable e) {
            failure = e;
        }
    }

    /// The connection that comes.
    private static final class Accepted implements Transport {

        private final ServerSocketChannel listener;
        private volatile @Nullable ChannelTransport connection;

        Accepted(ServerSocketChannel listener) {
            this.listener = listener;
        }

        private ChannelTransport connection() {
            return Objects.requireNonNull(connection);
        }

        @Override
        public void open() throws IOException {
            connection = new ChannelTransport(listener.accept(), "a client");
        }

        @Override
        public int read(byte[] dst, int off, int len) throws IOException {
            return connection().read(dst, off, len);
        }

        @Override
        public void write(byte[] src, int off, int len) throws IOException {
            connection().write(src, off, len);
        }

        @Override
        public void endOutput() throws IOException {
            connection().endOutput();
        }

        @Override
        public void close() throws IOException {
            ChannelTransport open = connection;
            if (open != null) {
                open.close();
            }
        }
    }

    /// A client that connects through the pipes.
    VncClientBuilder client() {
        return Objects.requireNonNull(builder);
    }

    TransportInput in() {
        return in;
    }

    /// What is written here is sent by [#flush()].
    RfbBuffer out() {
        return out;
    }

    void flush() throws IOException {
        transport.write(out.array(), 0, out.length());
        out.clear();
    }

    /// Lets the client in, without a password.
    void logIn(int width, int height) throws IOException {
        ProtocolVersion.V3_8.write(out);
        flush();
        assertEquals(ProtocolVersion.V3_8, ProtocolVersion.read(in));
        new SecurityTypes(List.of(SecurityType.NONE.number())).write(out);
        flush();
        assertEquals(SecurityType.NONE.number(), SecurityTypes.readChoice(in));
        SecurityResult.OK.write(out, ProtocolVersion.V3_8);
        flush();
        assertEquals(new ClientInit(true), ClientInit.read(in));
        new ServerInit(width, height, PixelFormat.RGB565, "scripted").write(out);
        flush();
    }

    /// Lets the client in and answers its first request with one colour.
    void show(int width, int height, int rgb) throws IOException {
        logIn(width, height);
        assertInstanceOf(SetPixelFormat.class, next());
        assertInstanceOf(SetEncodings.class, next());
        assertEquals(new FramebufferUpdateRequest(false, 0, 0, width, height), next());
        fill(0, 0, width, height, rgb);
        assertEquals(new FramebufferUpdateRequest(true, 0, 0, width, height), next());
    }

    /// The client's next message.
    ClientMessage next() {
        return ClientMessages.read(in);
    }

    /// Reads until the client hangs up.
    void drain() {
        while (!in.atEnd()) {
            ClientMessage _ = next();
        }
    }

    /// Reads whatever it is until the client hangs up.
    void drainBytes() {
        while (!in.atEnd()) {
            in.skip(in.available());
        }
    }

    void send(ServerMessage message) throws IOException {
        message.write(out);
        flush();
    }

    /// Sends an update of one rectangle in one colour.
    void fill(int x, int y, int width, int height, int rgb) throws IOException {
        new FramebufferUpdate(1).write(out);
        rectangle(x, y, width, height, rgb);
        flush();
    }

    /// Writes a rectangle in one colour, raw.
    void rectangle(int x, int y, int width, int height, int rgb) {
        new RectangleHeader(x, y, width, height, Encoding.RAW.number()).write(out);
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, rgb);
        byte[] bytes = new byte[4 * pixels.length];
        PixelTranslator.of(PixelFormat.XRGB8888).write(pixels, 0, pixels.length, bytes, 0);
        out.bytes(bytes);
    }

    /// Waits for the end of its script, which must end when the client hangs up; fails if it did.
    @Override
    public void close() throws Exception {
        if (!thread.join(Duration.ofSeconds(10))) {
            transport.close();
            throw new AssertionError("the server's script has not ended");
        }
        Throwable cause = failure;
        if (cause != null) {
            throw new AssertionError("the server's script failed", cause);
        }
    }
}
