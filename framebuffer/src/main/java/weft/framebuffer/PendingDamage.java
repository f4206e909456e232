package weft.framebuffer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The surface of a framebuffer, and what was drawn into it that is not in a frame yet.
///
/// All methods are called under the framebuffer's `state` lock; only a [Capture] is read without.
final class PendingDamage {

    // A capture is void if `epoch` moved on meanwhile:
    //   IDLE -> CAPTURING   // start: there is damage
    //   CAPTURING -> IDLE   // finish, same epoch: what was read may be shown
    //   CAPTURING -> IDLE   // finish, a group or a resize came in between: the damage is given
    // back

    /// What a snapshot is made from; its damage is taken out of what is pending.
    ///
    /// @param host what the host draws into
    /// @param surface that as it is shown
    record Capture(
            Surface host,
            Surface surface,
            DirtyTiles dirty,
            CopyHints hints,
            Frame base,
            long epoch) {

        /// The base brought up to date; the base itself if nothing changed. Needs no lock.
        ///
        /// @param now the time in nanoseconds
        Frame read(AtomicLong versions, long now) {
            Tile[] tiles = new TileReader(versions, now).read(surface, dirty, base);
            return base.hasTiles(tiles) ? base : base.with(tiles);
        }

        List<CopyHint> takeHints() {
            return hints.take(base.area());
        }
    }

    private final Runnable paletteObserver;

    /// What the host draws into, and that as it is shown: both or none.
    private @Nullable Surface host;

    private @Nullable Surface surface;
    private DirtyTiles dirty;
    private CopyHints hints = new CopyHints();
    private long epoch;
    private boolean capturing;

    /// Why the surface could not be read; it is not read again before the host has heard of it.
    private @Nullable RuntimeException failure;

    /// The host has heard of a failure: with the next damage, all is damaged.
    private boolean unread;

    PendingDamage(int width, int height, Runnable paletteObserver) {
        this.paletteObserver = paletteObserver;
        this.dirty = new DirtyTiles(width, height);
    }

    boolean hasSurface() {
        return surface != null;
    }

    boolean isCapturing() {
        return capturing;
    }

    /// What the host draws into, if anything.
    Optional<Surface> host() {
        return Optional.ofNullable(host);
    }

    /// Takes another surface, or none; all of it is damaged.
    ///
    /// @param shown how it is shown, in this size
    void replace(@Nullable Surface replacement, @Nullable Surface shown, int width, int height) {
        if (host instanceof IndexedSurface indexed) {
            indexed.removeObserver(paletteObserver);
        }
        host = replacement;
        surface = shown;
        failure = null;
        unread = false;
        forget(width, height);
        if (replacement != null) {
            dirty.addAll();
        }
        if (replacement instanceof IndexedSurface indexed) {
            indexed.addObserver(paletteObserver);
        }
    }

    /// Shows the same surface otherwise, in the same size.
    void cover(Surface shown) {
        surface = shown;
    }

    /// Begins afresh, for another size.
    void forget(int width, int height) {
        voidCapture();
        dirty = new DirtyTiles(width, height);
        hints = new CopyHints();
    }

    /// Makes the capture void that is going on, if any.
    void voidCapture() {
        epoch++;
    }

    /// Whether this is the first damage; so do the next two.
    boolean draw(Rect area) {
        hints.drawn(area);
        return unread ? drawAnything() : dirty.add(area);
    }

    boolean drawAnything() {
        unread = false;
        return dirty.addAll();
    }

    boolean move(Rect destination, int dx, int dy) {
        hints.copied(destination, dx, dy);
        return surface != null && (unread ? drawAnything() : dirty.add(destination));
    }

    List<CopyHint> takeHints(Rect area) {
        return hints.take(area);
    }

    /// Begins to capture; empty if there is nothing to.
    Optional<Capture> start(Frame current) {
        if (host == null || surface == null || dirty.isEmpty() || failure != null) {
            return Optional.empty();
        }
        Capture capture = new Capture(host, surface, dirty, hints, current, epoch);
        capturing = true;
        dirty = new DirtyTiles(current.width(), current.height());
        hints = new CopyHints();
        return Optional.of(capture);
    }

    /// Says that the surface of a capture could not be read.
    void failed(Capture capture, RuntimeException reason) {
        if (host == capture.host) {
            failure = reason;
        }
    }

    /// Why the surface could not be read, once; it may be tried again.
    Optional<RuntimeException> takeFailure() {
        Optional<RuntimeException> taken = Optional.ofNullable(failure);
        if (failure != null) {
            failure = null;
            unread = true;
            dirty.clear();
        }
        return taken;
    }

    /// Ends capturing: whether what was captured may be shown. If not, it is pending again.
    boolean finish(Capture capture, boolean complete) {
        capturing = false;
        boolean valid = complete && epoch == capture.epoch;
        if (!valid && host == capture.host && dirty.sameSize(capture.dirty)) {
            dirty.addAll(capture.dirty);
            if (hints.isEmpty()) {
                hints = capture.hints;
            }
        }
        return valid;
    }
}
