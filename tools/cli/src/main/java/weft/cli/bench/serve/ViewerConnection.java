package weft.cli.bench.serve;

import static weft.rfb.RfbProtocolException.Reason.ENCODING;

import org.jspecify.annotations.Nullable;

import weft.cli.bench.CpuClock;
import weft.cli.bench.StreamPicture;
import weft.cli.source.Size;
import weft.framebuffer.Rect;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One viewer's connection to a server that asks for no password, in 32 bits per pixel. For one
/// thread, but for [#received] and [#close].
final class ViewerConnection implements AutoCloseable {

    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    /// What the operating system keeps for a slow viewer: a tenth of a second, within these.
    private static final int LEAST_KEPT = 4 << 10;

    private final SocketChannel channel;
    private final SocketInput in;
    private final RfbBuffer out = new RfbBuffer(64);
    private final Rect area;
    private final @Nullable StreamPicture picture;

    private ViewerConnection(SocketChannel channel, ViewerSettings settings, Throttle throttle)
            throws IOException {
        this.channel = channel;
        in = new SocketInput(channel, throttle);
        ServerInit init = logIn();
        area = Rect.ofSize(init.width(), init.height());
        var encodings = new SetEncodings(settings.wishes().numbers());
        picture =
                settings.draws()
                        ? new StreamPicture(
                                new Size(init.width(), init.height()),
                                XRGB,
                                EncodingPreferences.of(encodings),
                                CpuClock.STOPPED)
                        : null;
        new SetPixelFormat(PixelFormat.XRGB8888).write(out);
        encodings.write(out);
        send();
    }

    /// Connects and logs in.
    ///
    /// @throws IOException with one clear line if that is not possible
    static ViewerConnection open(SocketAddress server, ViewerSettings settings, Throttle throttle)
            throws IOException {
        SocketChannel channel = connect(server, throttle);
        try {
            return new ViewerConnection(channel, settings, throttle);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("cannot log in at " + server + ": " + e.getMessage(), e);
        }
    }

    private static SocketChannel connect(SocketAddress server, Throttle throttle)
            throws IOException {
        boolean inet = server instanceof InetSocketAddress;
        SocketChannel channel =
                inet ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            if (throttle.isLimit()) {
                channel.setOption(
                        StandardSocketOptions.SO_RCVBUF,
                        Math.max(LEAST_KEPT, throttle.atMost(1 << 20)));
            }
            channel.connect(server);
            if (inet) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("cannot connect to " + server + ": " + e.getMessage(), e);
        }
    }

    private ServerInit logIn() throws IOException {
        ProtocolVersion _ = ProtocolVersion.read(in);
        ProtocolVersion.V3_8.write(out);
        send();
        int none = SecurityType.NONE.number();
        SecurityTypes types = SecurityTypes.read(in);
        if (!types.numbers().contains(none)) {
            throw new IOException(
                    "it asks for a password (security types %s, expected %d)"
                            .formatted(types.numbers(), none));
        }
        SecurityTypes.writeChoice(out, none);
        send();
        SecurityResult result = SecurityResult.read(in, ProtocolVersion.V3_8);
        if (!result.isOk()) {
            throw new IOException("it refuses: " + result.reason());
        }
        new ClientInit(true).write(out);
        send();
        return ServerInit.read(in);
    }

    /// The whole picture.
    Rect area() {
        return area;
    }

    /// One pixel of what was drawn, for a viewer that draws.
    int pixel(int x, int y) {
        if (picture == null) {
            throw new IllegalStateException("this viewer does not draw");
        }
        return picture.rgb()[y * area.width() + x];
    }

    /// How many bytes have come. Any thread.
    long received() {
        return in.received();
    }

    void request(boolean incremental, Rect part) throws IOException {
        send(
                new FramebufferUpdateRequest(
                        incremental, part.x(), part.y(), part.width(), part.height()));
    }

    void send(ClientMessage... messages) throws IOException {
        for (ClientMessage message : messages) {
            message.write(out);
        }
        send();
    }

    private void send() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(out.array(), 0, out.length());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        out.clear();
    }

    /// Waits for an update and returns how many rectangles it has; [#readRectangles] follows.
    int awaitUpdate() {
        while (true) {
            if (ServerMessages.read(in) instanceof FramebufferUpdate update) {
                return update.rectangles();
            }
        }
    }

    /// Reads the rest of an update.
    void readRectangles(int count) {
        if (picture != null) {
            var _ = picture.update(in, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            RectangleHeader header = RectangleHeader.read(in);
            Encoding encoding = Encoding.byNumber(header.encoding());
            if (encoding == Encoding.LAST_RECT) {
                return;
            }
            if (!RectangleData.canSkip(encoding)) {
                throw new RfbProtocolException(
                        ENCODING,
                        "Expected one of the encodings that were asked for, got %d (%s)"
                                .formatted(header.encoding(), encoding));
            }
            RectangleData.skip(in, encoding, XRGB, header.width(), header.height());
        }
    }

    /// Ends it; whoever reads gets an exception.
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Frees what it was drawn with. Nobody may read any more.
    void free() {
        if (picture != null) {
            picture.close();
        }
    }
}
