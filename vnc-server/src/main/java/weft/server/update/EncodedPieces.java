package weft.server.update;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The encoded pieces of one display that its viewers share: what one viewer's update needed is
/// there for the next one that needs the same pixels in the same form. From any thread.
///
/// A piece is known by its place, the versions of the tiles below it, and the form. It refers to
/// nothing that was sent before, so it fits into the streams of every viewer of that form.
///
/// ```
///   newer --(full)--> older --(full again)--> forgotten;   a piece of older that is used is newer
/// ```
public final class EncodedPieces {

    /// So many bytes are kept twice.
    private static final long HALF = 8L << 20;

    /// So many pixels are encoded as fast as one waits for them.
    private static final int SMALL = 64 * 64;

    /// What a piece takes besides its bytes, roughly.
    private static final int OVERHEAD = 512;

    private final Map<Form, Integer> viewers = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Map<Key, CompletableFuture<Piece>> newer = new ConcurrentHashMap<>();
    private volatile Map<Key, CompletableFuture<Piece>> older = Map.of();

    /* Viewers in step ask for the same one after the other. */
    private volatile UpdatePlan.@Nullable Known lastPlan;

    /// Nothing yet.
    public EncodedPieces() {}

    /// How a viewer wants pieces to be encoded.
    ///
    /// @param encoding its encoding
    /// @param format its pixel format
    /// @param compressionLevel 0 to 9
    /// @param jpeg how good JPEG is, if there is any
    /// @param variant see [weft.rfb.encoding.Encoder#variant()]
    record Form(
            Encoding encoding,
            PixelFormat format,
            int compressionLevel,
            Optional<PieceEncoder.Jpeg> jpeg,
            String variant) {}

    /// An encoded piece.
    ///
    /// @param bytes its rectangles
    /// @param count how many rectangles
    /// @param streams which compression streams of the encoder they are in
    /// @param lossy where they do not have the exact pixels
    @SuppressWarnings("ArrayRecordComponent")
    record Piece(byte[] bytes, int count, int streams, Region lossy) {}

    @SuppressWarnings("ArrayRecordComponent") // hash and equality are its own
    private record Key(Form form, Rect place, long[] versions) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && place.equals(key.place)
                    && Arrays.equals(versions, key.versions)
                    && form.equals(key.form);
        }

        @Override
        public int hashCode() {
            return 31 * place.hashCode() + Arrays.hashCode(versions);
        }
    }

    UpdatePlan.@Nullable Known lastPlan() {
        return lastPlan;
    }

    void lastPlan(UpdatePlan.Known plan) {
        lastPlan = plan;
    }

    /// A viewer wants this form from now on.
    void join(Form form) {
        viewers.merge(form, 1, Integer::sum);
    }

    /// A viewer does not want this form any more.
    void leave(Form form) {
        viewers.computeIfPresent(form, (_, count) -> count == 1 ? null : count - 1);
    }

    /// Whether several viewers want this form. One alone is better off with its streams' history.
    boolean isShared(Form form) {
        return viewers.getOrDefault(form, 0) > 1;
    }

    /// The piece of `frame`, made by `maker` unless it is known. Who needs a piece that somebody
    /// else is just making waits for it, unless it is small: those are encoded under the global
    /// lock too, where nobody waits, and sooner than a wait takes. Then there is none.
    Optional<Piece> get(Form form, Frame frame, Rect place, Supplier<Piece> maker) {
        var key = new Key(form, place, frame.versions(place));
        var mine = new CompletableFuture<Piece>();
        Map<Key, CompletableFuture<Piece>> pieces = newer;
        CompletableFuture<Piece> theirs = pieces.putIfAbsent(key, mine);
        if (theirs != null) {
            return place.area() <= SMALL && !theirs.isDone()
                    ? Optional.empty()
                    : Optional.of(theirs.join());
        }
        try {
            CompletableFuture<Piece> old = older.get(key);
            Piece piece = old != null && old.isDone() ? old.join() : maker.get();
            mine.complete(piece);
            if (bytes.addAndGet(OVERHEAD + piece.bytes.length) > HALF) {
                age();
            }
            return Optional.of(piece);
        } catch (RuntimeException | Error e) {
            pieces.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /// Two threads may age at once: then a piece is made again that was known.
    private void age() {
        if (bytes.getAndSet(0) > HALF) {
            older = newer;
            newer = new ConcurrentHashMap<>();
        }
    }
}
