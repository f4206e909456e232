package weft.cli.e2e;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.encoding.Decoder;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.encoding.Target;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerInit;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.security.SecurityType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Sends its one viewer one rectangle, and nothing more. A whole server would soon send again
/// exactly what was lossy.
final class OneUpdateServer implements AutoCloseable {

    private final Picture picture;
    private final Encoding encoding;
    private final ServerSocket listener;
    private final CompletableFuture<Picture> decoded = new CompletableFuture<>();
    private final Thread thread;

    OneUpdateServer(Picture picture, Encoding encoding) {
        this.picture = picture;
        this.encoding = encoding;
        try {
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofVirtual().name("one update").start(this::run);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// What our own decoder makes of the update, once it was sent.
    Picture decoded() {
        return decoded.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void run() {
        try (Socket viewer = listener.accept()) {
            serve(viewer);
        } catch (IOException | RuntimeException e) {
            boolean _ = decoded.completeExceptionally(e); // nothing to say if it was sent
        }
    }

    private void serve(Socket viewer) throws IOException {
        var in = new StreamInput(viewer.getInputStream());
        var out = new RfbBuffer();
        ProtocolVersion.V3_8.write(out);
        send(out, viewer);
        ProtocolVersion _ = ProtocolVersion.read(in);
        new SecurityTypes(List.of(SecurityType.NONE.number())).write(out);
        send(out, viewer);
        int _ = SecurityTypes.readChoice(in);
        SecurityResult.OK.write(out, ProtocolVersion.V3_8);
        send(out, viewer);
        ClientInit _ = ClientInit.read(in);
        new ServerInit(picture.width(), picture.height(), PixelFormat.XRGB8888, "one").write(out);
        send(out, viewer);
        PixelFormat format = PixelFormat.XRGB8888;
        EncodingPreferences preferences = EncodingPreferences.NONE;
        while (true) {
            switch (ClientMessages.read(in)) {
                case SetPixelFormat message -> format = message.format();
                case SetEncodings message -> preferences = EncodingPreferences.of(message);
                case FramebufferUpdateRequest _ -> {
                    if (!decoded.isDone()) {
                        PixelTranslator translator = PixelTranslator.of(format);
                        byte[] rectangle = encode(translator, preferences);
                        new FramebufferUpdate(1).write(out);
                        out.bytes(rectangle);
                        send(out, viewer);
                        boolean _ = decoded.complete(decode(rectangle, translator, preferences));
                    }
                }
                default -> {}
            }
        }
    }

    private byte[] encode(PixelTranslator translator, EncodingPreferences preferences) {
        int width = picture.width();
        var pixels = new PackedPixels(picture.rgb(), 0, width, width, picture.height());
        var out = new RfbBuffer();
        try (Encoder encoder = Encoder.create(encoding)) {
            encoder.adapt(preferences);
            encoder.encodeRectangle(0, 0, pixels, translator, out);
        }
        return out.toByteArray();
    }

    private Picture decode(
            byte[] rectangle, PixelTranslator translator, EncodingPreferences preferences) {
        int width = picture.width();
        int[] rgb = new int[width * picture.height()];
        RfbInput in = new StreamInput(new ByteArrayInputStream(rectangle));
        var header = RectangleHeader.read(in);
        if (header.encoding() != encoding.number()) {
            throw new AssertionError("encoded as " + header.encoding());
        }
        try (Decoder decoder = Decoder.create(encoding, preferences)) {
            decoder.decode(in, translator, new Target(rgb, 0, width, width, picture.height()));
        }
        return new Picture(width, picture.height(), rgb);
    }

    private static void send(RfbBuffer out, Socket viewer) throws IOException {
        viewer.getOutputStream().write(out.array(), 0, out.length());
        out.clear();
    }

    @Override
    public void close() {
        try {
            listener.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
