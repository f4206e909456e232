package weft.cli.e2e;

import org.jspecify.annotations.Nullable;

import weft.rfb.encoding.Encoding;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// A place for one viewer, of a kind. Whenever that completes a picture, it must be one that the
/// server has shown.
final class Seat implements AutoCloseable {

    /// What a viewer wants.
    ///
    /// @param format its pixel format
    /// @param encoding its encoding
    /// @param continuous whether it takes updates unasked; then one may be a part of a picture
    record Kind(ViewerFormat format, Encoding encoding, boolean continuous) {}

    private final Kind kind;
    private final int port;
    private final ShownPictures shown;
    private final Random random;
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong parts = new AtomicLong();
    private @Nullable TestClient viewer;
    private int arrivals;

    Seat(Kind kind, int port, ShownPictures shown, Random random) {
        this.kind = kind;
        this.port = port;
        this.shown = shown;
        this.random = random;
    }

    /// Perhaps the viewer leaves or comes, or its line becomes slow, or fast again.
    void act() {
        TestClient now = viewer;
        if (random.nextInt(60) == 0) {
            if (now == null) {
                var _ = arrive();
            } else {
                close();
            }
        } else if (now != null) {
            now.mustBeWell();
            now.gate().act(random);
        }
    }

    private TestClient arrive() {
        arrivals++;
        var encodings = CompiledViewers.wanted(kind.encoding, 2, kind.continuous);
        var client = new TestClient(port, kind.format.wire(), encodings, this::completed);
        viewer = client;
        return client;
    }

    private void completed(RemotePicture picture) {
        if (shown.has(kind.format, picture.fingerprint())) {
            completed.incrementAndGet();
        } else if (kind.continuous) {
            parts.incrementAndGet();
        } else {
            Picture seen = picture.picture();
            throw new AssertionError(
                    kind + " has a picture that the server never showed: " + seen.keep("" + kind));
        }
    }

    /// There is a viewer, at full speed.
    void fill() {
        TestClient now = viewer == null ? arrive() : viewer;
        now.gate().open();
    }

    /// Waits until the viewer has what the server shows.
    void rest(Picture picture) {
        TestClient now = viewer;
        if (now != null) {
            Picture expected = kind.format.seen(picture);
            now.await(kind.toString(), () -> expected);
        }
    }

    /// How many viewers have been here.
    int arrivals() {
        return arrivals;
    }

    /// How many whole pictures they had, all of them shown by the server.
    long pictures() {
        return completed.get();
    }

    /// How many updates were parts of a picture.
    long parts() {
        return parts.get();
    }

    @Override
    public void close() {
        TestClient now = viewer;
        if (now != null) {
            now.close();
            viewer = null;
        }
    }
}
