package weft.cli.bench.soak;

import org.jspecify.annotations.Nullable;

import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A viewer that does all as it should: it decodes each update, compares the picture with what it
/// must be, and notes how old it was. On a thread of its own until it is closed.
final class Canary implements AutoCloseable {

    private final Encoding encoding;
    private final SoakConnection connection;
    private final ViewedPicture picture;
    private final Thread thread;
    private final AtomicLong pictures = new AtomicLong();
    private volatile @Nullable String complaint;
    private volatile boolean closed;
    private List<Long> ages = new ArrayList<>();

    /// Logs in and begins.
    Canary(SocketAddress server, Encoding encoding) throws IOException {
        this.encoding = encoding;
        connection = SoakConnection.open(server, ViewedPicture.wanted(encoding));
        picture = new ViewedPicture(connection, encoding);
        thread = Thread.ofPlatform().daemon().name("canary " + encoding).start(this::watch);
    }

    private void watch() {
        try (picture) {
            connection.request(false);
            while (!closed) {
                boolean sameSize = picture.update();
                connection.request(sameSize);
                if (sameSize) {
                    look();
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                complaint =
                        "canary %s, after %d pictures: %s".formatted(encoding, pictures.get(), e);
            }
        }
    }

    private void look() {
        long age = picture.age();
        int wrong = picture.wrongPixels();
        if (wrong > 0) {
            throw new IllegalStateException(
                    "%d pixels of picture %d are wrong".formatted(wrong, picture.number()));
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

    /// How old the pictures were since this was asked last, in nanoseconds.
    synchronized List<Long> takeAges() {
        List<Long> taken = ages;
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
