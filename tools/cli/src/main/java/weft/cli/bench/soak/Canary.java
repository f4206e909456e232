package weft.cli.bench.soak;

import org.jspecify.annotations.Nullable;

import weft.cli.source.Size;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.Decoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;
import weft.rfb.encoding.Target;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SetEncodings;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// A viewer that does all as it should: it decodes each update, compares the picture with what it
/// must be, and notes how old it was. On a thread of its own until it is closed.
final class Canary implements AutoCloseable {

    private final Encoding encoding;
    private final SoakConnection connection;
    private final EncodingPreferences preferences;
    private final Map<Encoding, Decoder> decoders = new EnumMap<>(Encoding.class);
    private final Thread thread;
    private Size size;
    private int[] rgb;
    private final AtomicLong pictures = new AtomicLong();
    private volatile @Nullable String complaint;
    private volatile boolean closed;
    private List<Long> ages = new ArrayList<>();

    /// Logs in and begins.
    Canary(SocketAddress server, Encoding encoding) throws IOException {
        this.encoding = encoding;
        List<Integer> wanted =
                List.of(
                        encoding.number(),
                        Encoding.COPY_RECT.number(),
                        Encoding.LAST_RECT.number(),
                        Encoding.DESKTOP_SIZE.number());
        preferences = EncodingPreferences.of(new SetEncodings(wanted));
        connection = SoakConnection.open(server, wanted);
        size = connection.size();
        rgb = new int[size.width() * size.height()];
        thread = Thread.ofPlatform().daemon().name("canary " + encoding).start(this::watch);
    }

    private void watch() {
        try {
            connection.request(false);
            while (!closed) {
                boolean sameSize = update();
                connection.request(sameSize);
                if (sameSize) {
                    look();
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                complaint = "%s: after %d pictures: %s".formatted(encoding, pictures.get(), e);
            }
        } finally {
            decoders.values().forEach(Decoder::close);
        }
    }

    /// Draws one; returns whether the picture still has the same size.
    private boolean update() {
        var in = connection.in();
        boolean same = true;
        int count = connection.awaitUpdate();
        for (int i = 0; i < count; i++) {
            RectangleHeader header = RectangleHeader.read(in);
            Encoding of = Encoding.byNumber(header.encoding());
            if (of == Encoding.LAST_RECT) {
                return same;
            }
            if (of == Encoding.DESKTOP_SIZE) {
                size = new Size(header.width(), header.height());
                rgb = new int[size.width() * size.height()];
                same = false;
            } else if (of == Encoding.COPY_RECT) {
                copy(CopyRect.read(in), header);
            } else {
                decoders.computeIfAbsent(of, wanted -> Decoder.create(wanted, preferences))
                        .decode(in, SoakConnection.XRGB, header.x(), header.y(), target(header));
            }
        }
        return same;
    }

    private Target target(RectangleHeader header) {
        int at = header.y() * size.width() + header.x();
        return new Target(rgb, at, size.width(), header.width(), header.height());
    }

    private void copy(CopyRect source, RectangleHeader to) {
        int[] before = rgb.clone();
        for (int y = 0; y < to.height(); y++) {
            System.arraycopy(
                    before,
                    (source.sourceY() + y) * size.width() + source.sourceX(),
                    rgb,
                    (to.y() + y) * size.width() + to.x(),
                    to.width());
        }
    }

    private void look() {
        long age = System.nanoTime() - NumberedPicture.nanos(rgb);
        int wrong = NumberedPicture.wrongPixels(rgb, size);
        if (wrong > 0) {
            throw new IllegalStateException(
                    "%d pixels of picture %d are wrong"
                            .formatted(wrong, NumberedPicture.number(rgb)));
        }
        pictures.incrementAndGet();
        synchronized (this) {
            ages.add(age);
        }
    }

    /// How many pictures it has seen that were right.
    long pictures() {
        return pictures.get();
    }

    /// What went wrong; null if nothing did.
    @Nullable String complaint() {
        return complaint;
    }

    /// How old the pictures were since this was asked last, in nanoseconds, in ascending order.
    synchronized List<Long> takeAges() {
        List<Long> taken = ages.stream().sorted().toList();
        ages = new ArrayList<>();
        return taken;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        connection.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
