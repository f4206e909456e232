package weft.client.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ExtendedPointerEvent;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.PointerMotion;
import weft.rfb.message.ServerInit;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Records a session into three files beside each other.
///
/// | file             | what                                                                 |
/// |:-----------------|:---------------------------------------------------------------------|
/// | `NAME.fbs`       | what the server sent, see [FbsReader]                                |
/// | `NAME.input.fbs` | what the viewer sent, in the same form and by the same clock         |
/// | `NAME.vdo`       | what the viewer did, as a script for `weft do` and vncdotool         |
///
/// Both streams begin with a login of RFB 3.3 without a password, whatever the real one was. If the
/// viewer changes the pixel format later, an empty block in the first file says where, and the
/// second one to which; players of other makers know nothing of that.
///
/// It never fails in the middle of a session: when a file cannot be written, as on a full disk,
/// nothing more is, and [#close()] says why.
public final class FileRecorder implements Recorder, AutoCloseable {

    /// What a server sends before it is asked for pixels: a text or two.
    private static final int MOST_EARLY = 64 << 10;

    /// Screens are not so large that places in both directions come so near to no movement.
    private static final int LARGEST_MOVEMENT = 8192;

    private final LongSupplier nanoTime;
    private final FbsWriter server;
    private final FbsWriter viewer;
    private final Writer script;
    private final ButtonsAnnouncement buttons = new ButtonsAnnouncement();
    private final ClientStream messages = new ClientStream(buttons::isFound);
    private final ScriptWriter deeds;

    private long start;
    private @Nullable ServerInit init;
    private boolean asked;
    private boolean takesMovements;
    private boolean headed;
    private final RfbBuffer early = new RfbBuffer();
    private @Nullable IOException failure;
    private boolean closed;

    private FileRecorder(LongSupplier nanoTime, FbsWriter server, FbsWriter viewer, Writer script) {
        this.nanoTime = nanoTime;
        this.server = server;
        this.viewer = viewer;
        this.script = script;
        deeds = new ScriptWriter(this::line);
        start = nanoTime.getAsLong();
    }

    /// Begins the files of a session, in place of those that there were.
    ///
    /// @param file the server's, `NAME.fbs`
    /// @throws IOException that says which file cannot be written, and why
    public static FileRecorder create(Path file) throws IOException {
        return create(file, System::nanoTime);
    }

    /// The same by another clock.
    ///
    /// @param nanoTime the time in nanoseconds
    public static FileRecorder create(Path file, LongSupplier nanoTime) throws IOException {
        var names = RecordingNames.of(file);
        FbsWriter server = FbsWriter.create(names.server());
        try {
            FbsWriter viewer = FbsWriter.create(names.viewer());
            try {
                Writer script = Files.newBufferedWriter(names.script(), UTF_8);
                return new FileRecorder(nanoTime, server, viewer, script);
            } catch (IOException e) {
                viewer.close();
                throw e;
            }
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public synchronized void began(ServerInit shown) {
        start = nanoTime.getAsLong();
        init = shown;
        attempt(() -> {
            viewer.write(0, version());
            var out = new RfbBuffer();
            new ClientInit(true).write(out);
            viewer.write(0, out.toByteArray());
        });
    }

    @Override
    public synchronized void received(byte[] src, int off, int len) {
        attempt(() -> {
            buttons.add(src, off, len);
            if (headed || early.length() + len > MOST_EARLY) {
                head();
                server.write(millis(), src, off, len);
            } else {
                early.bytes(src, off, len);
            }
        });
    }

    @Override
    public synchronized void sent(byte[] src, int off, int len) {
        long now = millis();
        attempt(() -> {
            viewer.write(now, src, off, len);
            boolean wasBroken = messages.broken().isPresent();
            List<ClientMessage> found = new ArrayList<>();
            messages.add(src, off, len, found::add);
            for (ClientMessage message : found) {
                sent(now, message);
            }
            if (!wasBroken) {
                messages.broken()
                        .ifPresent(why -> deeds.comment("cannot be read any more: " + why));
            }
            script.flush();
            if (asked || messages.broken().isPresent()) {
                head();
            }
        });
    }

    private void sent(long now, ClientMessage message) throws IOException {
        ServerInit shown = init;
        if (message instanceof SetPixelFormat(PixelFormat format) && shown != null) {
            init = new ServerInit(shown.width(), shown.height(), format, shown.name());
            if (asked) {
                head();
                server.mark(now);
            }
        }
        asked |= message instanceof FramebufferUpdateRequest;
        if (message instanceof SetEncodings(List<Integer> wanted)) {
            takesMovements = wanted.contains(Encoding.QEMU_POINTER_MOTION.number());
        }
        deeds.write(now, message, takesMovements && isMovement(message));
    }

    /// Whether a viewer that knows movements tells one. When it has heard that the server wants
    /// them cannot be seen here; but movements are written as places where no screen is.
    private static boolean isMovement(ClientMessage message) {
        return switch (message) {
            case PointerEvent(_, int x, int y) -> isMovement(x, y);
            case ExtendedPointerEvent(_, int x, int y) -> isMovement(x, y);
            default -> false;
        };
    }

    private static boolean isMovement(int x, int y) {
        return Math.abs(PointerMotion.delta(x)) <= LARGEST_MOVEMENT
                && Math.abs(PointerMotion.delta(y)) <= LARGEST_MOVEMENT;
    }

    /// The server's login, and what came with it. The pixel format in it is the one that the first
    /// pixels have, so it can be written when the viewer asks for them.
    private void head() throws IOException {
        ServerInit shown = init;
        if (headed || shown == null) {
            return;
        }
        headed = true;
        server.write(0, version());
        var out = new RfbBuffer();
        out.u32(SecurityType.NONE.number());
        server.write(0, out.toByteArray());
        out.clear();
        shown.write(out);
        server.write(0, out.toByteArray());
        server.write(0, early.array(), 0, early.length());
        early.clear();
    }

    private static byte[] version() {
        var out = new RfbBuffer();
        ProtocolVersion.V3_3.write(out);
        return out.toByteArray();
    }

    private long millis() {
        return (nanoTime.getAsLong() - start) / 1_000_000;
    }

    private void line(String text) {
        try {
            script.write(text);
            script.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(Writing writing) {
        if (failure != null || closed) {
            return;
        }
        try {
            writing.run();
        } catch (IOException e) {
            failure = e;
        } catch (UncheckedIOException e) {
            failure = e.getCause();
        }
    }

    /// Why nothing more is recorded, if that is so.
    public synchronized Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /// Ends the files. Nothing is recorded any more.
    ///
    /// @throws IOException if not all could be written
    @Override
    public synchronized void close() throws IOException {
        attempt(this::head);
        attempt(deeds::flush);
        boolean wasClosed = closed;
        closed = true;
        try (server;
                viewer;
                script) {
            if (failure != null && !wasClosed) {
                throw failure;
            }
        }
    }
}
