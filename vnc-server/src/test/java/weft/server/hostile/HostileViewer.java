package weft.server.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import weft.server.hostile.IncomingBytes.BrokenStreamException;
import weft.server.hostile.ServerStream.Message;
import weft.server.hostile.ServerStream.Phase;
import weft.server.hostile.ServerStream.Rectangle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A viewer that says what it is told to, and checks every byte that comes back.
final class HostileViewer implements AutoCloseable {
    static final byte[] V8 = Said.text("RFB 003.008\n");

    /// If nothing comes for so long, the server may be waiting for its clock.
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int DESKTOP_SIZE = -223;
    private static final int MOST_REMEMBERED = 1 << 16;

    private final Stage stage;
    private final Transport transport;
    private Line line;
    private final ServerStream stream = new ServerStream();
    private final ByteArrayOutputStream recent = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[1 << 16];
    private boolean ended;

    HostileViewer(Stage stage, Line line, Transport transport) {
        this.stage = stage;
        this.line = line;
        this.transport = transport;
    }

    Stage stage() {
        return stage;
    }

    Line line() {
        return line;
    }

    /// From here on all goes over another line inside of this one.
    void upgrade(UnaryOperator<Line> over) {
        line = over.apply(line);
    }

    ServerStream stream() {
        return stream;
    }

    // ---- reading ----

    /// Reads what is here; says whether anything was, or the end.
    boolean drain() {
        if (ended) {
            return false;
        }
        int count = line.read(chunk);
        if (count < 0) {
            ended = true;
            return true;
        }
        if (count > 0) {
            if (recent.size() < MOST_REMEMBERED) {
                recent.write(chunk, 0, count);
            }
            stream.feed(chunk, count);
            if (stream.phase() != Phase.SESSION && recent.toString(UTF_8).contains(Stage.NAME)) {
                throw new BrokenStreamException("the name before the login");
            }
        }
        return count > 0;
    }

    /// Bytes for a parser; leaves the stream alone.
    int readRaw(byte[] dst, int off, int len) {
        byte[] bytes = new byte[len];
        try {
            while (true) {
                int count = line.read(bytes);
                if (count != 0) {
                    System.arraycopy(bytes, 0, dst, off, Math.max(0, count));
                    return count;
                }
                if (!line.await(false, Line.PATIENCE_NANOS)) {
                    throw new FateException("nothing came for too long");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What has come since [#mark].
    byte[] recent() {
        return recent.toByteArray();
    }

    void mark() {
        recent.reset();
        stream.messages().clear();
    }

    /// Reads until `holds`.
    void await(String what, BooleanSupplier holds) {
        if (!reads(what, holds, Line.PATIENCE_NANOS)) {
            throw new FateException("waited in vain for " + what + described());
        }
    }

    /// The same for what the server sends at its own pace: the clock goes on.
    void awaitPaced(String what, BooleanSupplier holds) {
        long begun = System.nanoTime();
        stage.settle();
        while (!reads(what, holds, PACE_NANOS)) {
            stage.advance(Stage.FRAME_NANOS);
            stage.settle();
            if (System.nanoTime() - begun > Line.PATIENCE_NANOS) {
                throw new FateException("waited in vain for " + what + described());
            }
        }
    }

    /// Reads until `holds`, or nothing comes for so long.
    private boolean reads(String what, BooleanSupplier holds, long nanos) {
        try {
            while (true) {
                while (drain()) {
                    // All that is here first.
                }
                if (holds.getAsBoolean()) {
                    return true;
                }
                if (ended) {
                    throw new FateException("closed, though expected " + what + described());
                }
                if (!line.await(false, nanos)) {
                    return false;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String described() {
        byte[] bytes = recent();
        return "; got "
                + bytes.length
                + " bytes "
                + HexFormat.of().formatHex(bytes, 0, Math.min(64, bytes.length));
    }

    /// Waits for a message since [#mark].
    Message awaitMessage(String what, Predicate<Message> wanted) {
        await(what, () -> stream.messages().stream().anyMatch(wanted));
        return stream.messages().stream().filter(wanted).findFirst().orElseThrow();
    }

    /// Waits until the server has closed.
    void awaitEnd() {
        await("the end", () -> ended);
    }

    /// The same for one that has to wait for its turn: the clock goes on.
    void awaitEndPaced() {
        stage.settle();
        while (!reads("the end", () -> ended, PACE_NANOS)) {
            stage.advance(Stage.FRAME_NANOS);
        }
    }

    /// Whether the server has closed by what it knows now.
    boolean isClosed() {
        stage.settle();
        while (drain()) {
            // All that is here.
        }
        return ended;
    }

    boolean hasEnded() {
        return ended;
    }

    // ---- writing ----

    /// Says all of it, and reads meanwhile; what a server that has gone does not take is lost.
    void send(byte[] bytes) {
        send(bytes, 0, bytes.length);
    }

    void send(byte[] bytes, int from, int to) {
        try {
            int at = from;
            while (at < to) {
                int count = line.write(bytes, at, to);
                if (count < 0) {
                    return;
                }
                at += count;
                if (at < to) {
                    if (!drainsOwn() && !line.await(true, Line.PATIENCE_NANOS)) {
                        throw new FateException("the server takes nothing more, nor closes");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean drainsOwn() {
        boolean any = false;
        while (drain()) {
            any = true;
        }
        return any;
    }

    /// Says as much as the server takes without reading anything; returns how many bytes it took.
    long flood(byte[] bytes, long most) {
        long all = 0;
        int idle = 0;
        while (all < most && idle < 3) {
            int at = (int) (all % bytes.length);
            int count = line.write(bytes, at, (int) Math.min(bytes.length, at + most - all));
            if (count < 0) {
                return all;
            }
            all += count;
            idle = count == 0 ? idle + 1 : 0;
            if (count == 0) {
                stage.settle();
            }
        }
        return all;
    }

    // ---- what most begin with ----

    HostileViewer greet() {
        await("the greeting", () -> stream.phase() != Phase.VERSION);
        return this;
    }

    /// Says a version, and reads the list.
    HostileViewer version(int minor) {
        greet();
        stream.versionSaid(minor);
        send(Said.text("RFB 003.00" + minor + "\n"));
        await("the security types", () -> stream.phase() != Phase.SECURITY);
        return this;
    }

    /// Chooses, inside of what encrypts if that is how it came, and reads the challenge if there is
    /// one.
    HostileViewer choose(int type) {
        if (transport.isEncrypted()) {
            SecureLogin.by(transport, this);
        } else {
            chooseAlone(type);
        }
        if (stream.choice() == 2) {
            await("the challenge", () -> stream.phase() == Phase.RESULT);
        }
        return this;
    }

    /// Chooses, and reads nothing.
    void chooseAlone(int type) {
        stream.choiceSaid(type);
        send(new byte[] {(byte) type});
    }

    /// The challenge that came last.
    byte[] challenge() {
        byte[] all = recent();
        return Arrays.copyOfRange(all, all.length - 16, all.length);
    }

    /// Logs in with whatever the server wants.
    HostileViewer logIn() {
        return version(8).choose(stage.password().isEmpty() ? 1 : 2).logInInside();
    }

    /// The same from where a security type has begun.
    HostileViewer logInInside() {
        if (stream.choice() == 2) {
            await("the challenge", () -> stream.phase() == Phase.RESULT);
            send(VncResponse.of(stage.password(), challenge()));
        }
        awaitPaced("to be let in", () -> stream.phase() == Phase.INIT); // guesses have their pace
        send(new byte[] {1});
        await("the picture's size", () -> stream.phase() == Phase.SESSION);
        mark();
        return this;
    }

    /// Logs in, and says that it knows these.
    HostileViewer logIn(int... encodings) {
        logIn();
        stream.encodingsSaid(encodings);
        send(Said.encodings(encodings));
        return this;
    }

    /// Asks for one pixel and gets it: the server goes on with this viewer.
    void probe() {
        mark();
        stream.encodingsSaid(0);
        byte[] request = Said.request(false, 0, 0, 1, 1);
        send(request);
        long[] sizes = {0};
        awaitPaced(
                "a pixel",
                () -> {
                    long told = rectangles(each -> each.encoding() == DESKTOP_SIZE);
                    if (told > sizes[0]) { // which is an answer, too
                        sizes[0] = told;
                        send(request);
                    }
                    return rectangles(each -> each.encoding() >= 0 && each.encoding() < 100) > 0;
                });
    }

    private long rectangles(Predicate<Rectangle> wanted) {
        return stream.messages().stream()
                .flatMap(message -> message.rectangles().stream())
                .filter(wanted)
                .count();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        line.close();
    }
}
