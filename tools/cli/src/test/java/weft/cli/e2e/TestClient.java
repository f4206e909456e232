package weft.cli.e2e;

import org.jspecify.annotations.Nullable;

import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientFence;
import weft.rfb.message.ClientInit;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A viewer of our own that shows nothing: it logs in, then asks for updates as fast as they come,
/// on a virtual thread, until it is closed.
final class TestClient implements AutoCloseable {

    private static final int SMALL_BUFFER = 8 << 10;

    private final Gate gate = new Gate();
    private final Socket socket = new Socket();
    private final RfbInput in;
    private final RemotePicture picture;
    private final Consumer<RemotePicture> afterUpdate;
    private final Thread thread;
    private final AtomicInteger updates = new AtomicInteger();
    private volatile boolean continuous;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /// Logs in.
    TestClient(int port, PixelFormat format, List<Encoding> encodings) {
        this(port, format, encodings.stream().map(Encoding::number).toList(), _ -> {});
    }

    /// Logs in. With ContinuousUpdates and Fence among the numbers it switches to those as soon as
    /// the server offers them.
    ///
    /// @param encodings numbers, pseudo-encodings and levels among them
    /// @param afterUpdate sees the picture after each update, except those of a new size alone;
    ///   what it throws is what the client failed with
    TestClient(
            int port,
            PixelFormat format,
            List<Integer> encodings,
            Consumer<RemotePicture> afterUpdate) {
        this.afterUpdate = afterUpdate;
        try {
            socket.setReceiveBufferSize(SMALL_BUFFER);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setTcpNoDelay(true);
            in = new StreamInput(gate.behind(socket.getInputStream()));
            var out = new RfbBuffer(64);
            ProtocolVersion _ = ProtocolVersion.read(in);
            ProtocolVersion.V3_8.write(out);
            send(out);
            SecurityTypes _ = SecurityTypes.read(in);
            SecurityTypes.writeChoice(out, SecurityType.NONE.number());
            send(out);
            if (!SecurityResult.read(in, ProtocolVersion.V3_8).isOk()) {
                throw new AssertionError("the server refused security type None");
            }
            new ClientInit(true).write(out);
            send(out);
            picture = new RemotePicture(ServerInit.read(in), format);
            new SetPixelFormat(format).write(out);
            new SetEncodings(encodings).write(out);
            request(out, false);
            send(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofVirtual().name("test client").start(this::watch);
    }

    private void request(RfbBuffer out, boolean incremental) {
        Picture now = picture.picture();
        new FramebufferUpdateRequest(incremental, 0, 0, now.width(), now.height()).write(out);
    }

    private void send(RfbBuffer out) throws IOException {
        socket.getOutputStream().write(out.array(), 0, out.length());
        out.clear();
    }

    private void watch() {
        try (picture) {
            var out = new RfbBuffer(16);
            while (true) {
                answer(picture.receive(in), out);
                send(out);
            }
        } catch (Throwable e) {
            if (!closed) {
                failure = e;
            }
        }
    }

    private void answer(ServerMessage message, RfbBuffer out) {
        switch (message) {
            case FramebufferUpdate _ -> {
                updates.incrementAndGet();
                if (!picture.isResized()) {
                    afterUpdate.accept(picture);
                }
                if (!continuous) {
                    request(out, true);
                }
            }
            case ServerFence(Fence fence) -> {
                if (fence.has(Fence.REQUEST)) {
                    new ClientFence(fence.answer()).write(out);
                }
            }
            case EndOfContinuousUpdates _ -> {
                continuous = true;
                new EnableContinuousUpdates(true, 0, 0, 0xffff, 0xffff).write(out);
            }
            default -> {}
        }
    }

    /// How fast it reads.
    Gate gate() {
        return gate;
    }

    /// Whether it has switched to continuous updates.
    boolean isContinuous() {
        return continuous;
    }

    /// How many updates it has had.
    int updates() {
        return updates.get();
    }

    /// How the server sees it: the name in its dump.
    String peer() {
        return "127.0.0.1::" + socket.getLocalPort();
    }

    /// What it has of the picture.
    ///
    /// @throws AssertionError if it was disconnected or could not understand the server
    Picture picture() {
        mustBeWell();
        return picture.picture();
    }

    /// Fails if it was disconnected or could not understand the server.
    void mustBeWell() {
        Throwable cause = failure;
        if (cause != null) {
            throw new AssertionError("the viewer at " + peer() + " failed", cause);
        }
    }

    /// Waits until it has this picture.
    void await(String what, Supplier<Picture> expected) {
        Eventually.holds(
                () -> picture().sameAs(expected.get()),
                () -> expected.get().difference(picture(), what));
    }

    /// Waits until the server has ended it.
    void awaitEnd() {
        try {
            if (!thread.join(Duration.ofSeconds(10))) {
                throw new AssertionError("the viewer at " + peer() + " is still connected");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        gate.open();
        try {
            socket.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
