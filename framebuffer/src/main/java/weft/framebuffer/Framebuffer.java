package weft.framebuffer;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.PendingDamage.Capture;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// The emulated display: hosts change it, the server takes [Frame]s from it.
///
/// It works in one of two ways, and may be switched from one to the other at any time:
/// - Made with a size, it is given whole frames: [#publish] compares and copies what changed before
///   it returns, on the caller's thread, watched or not, because hosts reuse their array.
/// - Made on a [Surface], it is told what was drawn, by [#damage] or [#compare], which cost next to
///   nothing; the damaged tiles are copied when the server asks for a [#snapshot()].
///
/// Who may call what, from which thread:
///
/// | thread     | methods                                                        | waits for        |
/// |------------|----------------------------------------------------------------|------------------|
/// | any host   | publish, begin, group, resize, surface, view, overlay          | other hosts only |
/// | any host   | damage, compare, copied, cursor, toHost, toViewers             | nobody           |
/// | any reader | current, snapshot, cursor, width, height, addListener          | nobody           |
///
/// What hosts say is in the pixels of their own picture; frames are in those of the viewers, which
/// a [View] makes more of, or turns.
///
/// A host that draws into a surface while a snapshot is copied may be seen half-way; its next
/// `damage` puts that right. A host that minds draws inside a [Group]: a snapshot that would show
/// half of one is not taken, and the host that closes the group takes it instead, so it cannot be
/// put off forever. Do not wait inside a group for a lock that another host may hold.
///
/// A surface that cannot be read, because its memory was closed say, harms no reader: the last
/// frame stays. The next `damage` or `compare` fails and tells the host why; after that it is tried
/// again.
public final class Framebuffer {

    // Two locks. `hosts` is held by a host while it publishes or has a group open, never by a
    // reader.
    // `state` guards the fields below it for a few instructions, never while pixels are read or
    // listeners are told. `hosts` is taken before `state`. A snapshot is read without any lock, and
    // is void if a host began a group or replaced the picture meanwhile: see PendingDamage.

    /// A reader that fails so often leaves the copying to the host that is in its way.
    private static final int ATTEMPTS = 4;

    private final LongSupplier clock;
    private final AtomicLong versions = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock hosts = new ReentrantLock();

    private final Object state = new Object();
    private volatile Frame current;
    private volatile @Nullable Cursor cursor;
    private final PendingDamage pending;

    /// A reader came while a group was open or another one was capturing, and left without a frame.
    private boolean awaited;

    private int openGroups;
    private boolean changedInGroup;
    private @Nullable Frame nextFrame;
    private @Nullable Cursor nextCursor;
    private View view = View.PLAIN;

    /// As the host drew it.
    private @Nullable Cursor hostCursor;

    /* Guarded by hosts. */
    private Overlay overlay = Overlay.NONE;

    /// The last published frame without the overlay; none if there is no overlay.
    private @Nullable Frame uncovered;

    /// A black display, to publish frames to.
    ///
    /// @throws IllegalArgumentException if the size is beyond the [Limits]
    public Framebuffer(int width, int height) {
        this(width, height, System::nanoTime);
    }

    /// A black display whose time is not that of the machine: what moves is seen by how soon tiles
    /// follow each other.
    ///
    /// @param clock the time in nanoseconds, from any thread
    public Framebuffer(int width, int height, LongSupplier clock) {
        this.clock = clock;
        current = Frame.black(1, width, height);
        pending = new PendingDamage(width, height, this::paletteChanged);
    }

    /// A display that shows what is drawn into `surface`.
    public Framebuffer(Surface surface) {
        this(surface, System::nanoTime);
    }

    /// A display that shows what is drawn into `surface`, in another time, see [#Framebuffer(int,
    /// int, LongSupplier)].
    public Framebuffer(Surface surface, LongSupplier clock) {
        this(surface.width(), surface.height(), clock);
        surface.checkShared();
        pending.replace(surface, surface, surface.width(), surface.height());
    }

    /// How many columns viewers see.
    public int width() {
        return current.width();
    }

    /// How many rows viewers see.
    public int height() {
        return current.height();
    }

    /// The last frame that was made. What was drawn into a surface since is not in it.
    public Frame current() {
        return current;
    }

    /// The frame that shows all that was drawn so far, except in groups that are still open. Copies
    /// the damaged tiles on the caller's thread. Returns [#current()] if nothing changed.
    public Frame snapshot() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Capture> capture = startCapture();
            if (capture.isEmpty() || finishCapture(capture.get())) {
                return current;
            }
        }
        synchronized (state) {
            awaited = true;
        }
        tellListeners(true);
        return current;
    }

    /// Whether the last [#snapshot()] does not show all that was drawn, because a group is open or
    /// another reader was copying; listeners are told when it can be had.
    public boolean owesSnapshot() {
        synchronized (state) {
            return awaited;
        }
    }

    /// The shape of the mouse pointer; empty until a host sets one.
    public Optional<Cursor> cursor() {
        return Optional.ofNullable(cursor);
    }

    /// A frame of this framebuffer with a pointer painted into it, for viewers that can draw none.
    /// It is no part of the sequence of frames, and has the number of the frame that it is made of.
    ///
    /// @param x the column that the shape points to, which may lie outside
    public Frame withCursor(Frame frame, Cursor shape, int x, int y) {
        return frame.painted(shape, x, y, versions);
    }

    /// Calls `listener` when there is something new since the last [#snapshot()]: a frame, damage,
    /// a cursor, a size. It is called from the thread that made the change, at times once for
    /// several changes, now and then for none; it must return soon, wait for no lock and throw
    /// nothing.
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /// Shows a whole frame of this display's size, 0xxxRRGGBB.
    public void publish(int[] pixels) {
        Frame _ = lastPublished(); // or it has a surface
        Rect size = hostSize();
        if (pixels.length != size.area()) {
            throw new IllegalArgumentException(
                    "a frame of %dx%d has %d pixels, not %d"
                            .formatted(size.width(), size.height(), size.area(), pixels.length));
        }
        publish(pixels, 0, size.width(), size.width(), size.height());
    }

    /// Shows a whole frame of pixels 0xxxRRGGBB, in an array that the host may reuse at once. A
    /// frame of another size resizes the display.
    public void publish(int[] pixels, int offset, int stride, int width, int height) {
        publish(new XrgbSurface(pixels, offset, stride, width, height));
    }

    /// Shows what is in a surface now. One of another size resizes the display.
    ///
    /// @throws IllegalStateException if this display shows a surface of its own
    /// @throws UnreadableSurfaceException if the memory is gone; the display stays as it was
    public void publish(Surface picture) {
        boolean tell = false;
        hosts.lock();
        try {
            Surface shown = shownView().over(picture);
            Frame base = lastPublished();
            boolean resized = base.width() != shown.width() || base.height() != shown.height();
            if (resized) {
                base = Frame.black(0, shown.width(), shown.height());
                uncovered = null;
            }
            var reader = new TileReader(versions, clock.getAsLong());
            Frame before = uncovered == null ? base : uncovered;
            Tile[] tiles = reader.readAll(shown, before);
            if (!overlay.isEmpty()) {
                Frame next = before.hasTiles(tiles) ? before : before.with(tiles);
                tiles = overlay.over(next, before, base, reader);
                uncovered = next;
            }
            synchronized (state) {
                if (resized) {
                    pending.forget(shown.width(), shown.height());
                }
                if (resized || !base.hasTiles(tiles)) {
                    tell = show(base.with(tiles));
                }
            }
        } finally {
            hosts.unlock();
        }
        tellListeners(tell);
    }

    /// Says that something was drawn into the surface. Any values are tolerated: what is outside of
    /// the surface does not count.
    ///
    /// @throws IllegalStateException if this display shows published frames, or if its surface
    ///   could not be read
    public void damage(int x, int y, int width, int height) {
        damage(Rect.clamped(x, y, width, height));
    }

    /// Says that something was drawn into the surface, see [#damage(int, int, int, int)].
    public void damage(Rect area) {
        boolean tell;
        synchronized (state) {
            requireSurface();
            tell = isNews(pending.draw(shown(area)));
        }
        tellListeners(tell);
    }

    /// Says that something was drawn into the surface, see [#damage(int, int, int, int)].
    public void damage(Region area) {
        boolean tell = false;
        synchronized (state) {
            requireSurface();
            for (Rect rect : area.rects()) {
                tell |= isNews(pending.draw(shown(rect)));
            }
        }
        tellListeners(tell);
    }

    /// Says that anything may have been drawn into the surface: the next snapshot finds out by
    /// comparing. To be called whenever the host has drawn a picture, at each vertical retrace say.
    ///
    /// @throws IllegalStateException if this display shows published frames, or if its surface
    ///   could not be read
    public void compare() {
        boolean tell;
        synchronized (state) {
            requireSurface();
            tell = isNews(pending.drawAnything());
        }
        tellListeners(tell);
    }

    /// Says that the pixels of `destination` were moved there by `dx`, `dy`, as in scrolling; for a
    /// surface this is damage, too. It belongs to the next frame, see [Frame#copies()].
    public void copied(Rect destination, int dx, int dy) {
        boolean tell;
        synchronized (state) {
            Point motion = view.shownMotion(dx, dy);
            tell = isNews(pending.move(shown(destination), motion.x(), motion.y()));
        }
        tellListeners(tell);
    }

    /// Changes the shape of the mouse pointer; it is shown as the picture is, see [#view(View)].
    public void cursor(Cursor shape) {
        synchronized (state) {
            if (openGroups > 0 && hosts.isHeldByCurrentThread()) {
                nextCursor = shape;
                changedInGroup = true;
                return;
            }
            hostCursor = shape;
            cursor = view.shown(shape);
        }
        tellListeners(true);
    }

    /// Begins a group of changes that become visible together, when the caller's thread closes it.
    /// Groups of different threads wait for each other.
    public Group begin() {
        hosts.lock();
        synchronized (state) {
            openGroups++;
            pending.voidCapture();
        }
        return new Group(this);
    }

    /// Makes a group of all changes that `changes` makes.
    public void group(Runnable changes) {
        try (Group _ = begin()) {
            changes.run();
        }
    }

    /// Makes this a black display of another size, to publish frames to. A surface is let go.
    ///
    /// @throws IllegalArgumentException if the size is beyond the [Limits]
    public void resize(int width, int height) {
        replace(Optional.empty(), width, height);
    }

    /// Makes this a display that shows what is drawn into `replacement`, in place of what it
    /// showed.
    ///
    /// @throws IllegalArgumentException if it cannot be read by every thread
    public void surface(Surface replacement) {
        replacement.checkShared();
        replace(Optional.of(replacement), replacement.width(), replacement.height());
    }

    /// Shows what the host draws turned, mirrored or magnified from now on. All that hosts say, and
    /// [#publish], stays in the pixels of their own picture. What was published is shown again when
    /// the host publishes next; until then the display is black.
    ///
    /// A server hands the viewers' pointers to its host in the host's pixels; other sizes that
    /// viewers ask for are in theirs.
    ///
    /// @throws IllegalArgumentException if the picture becomes larger than the [Limits]
    public void view(View way) {
        hosts.lock();
        try {
            Rect size;
            Optional<Surface> surface;
            synchronized (state) {
                if (view.equals(way)) {
                    return;
                }
                size = hostSize();
                surface = pending.host();
            }
            var _ = way.shownSize(size.width(), size.height()); // possible?
            synchronized (state) {
                view = way;
                nextCursor = nextCursor == null ? hostCursor : nextCursor;
            }
            replace(surface, size.width(), size.height());
        } finally {
            hosts.unlock();
        }
    }

    /// How the picture is shown.
    public View view() {
        return shownView();
    }

    /// The pixel of the host's picture that viewers see at a place; outside of it if the place is
    /// outside of what they see.
    public Point toHost(int x, int y) {
        synchronized (state) {
            return view.host(x, y, hostSize());
        }
    }

    /// Where viewers see the upper left corner of a pixel of the host's picture.
    public Point toViewers(int x, int y) {
        synchronized (state) {
            return view.shown(x, y, hostSize());
        }
    }

    /// Puts a layer above the picture, in place of the one before; [Overlay#NONE] takes it away.
    /// What is below it is as before when it goes.
    public void overlay(Overlay layer) {
        boolean tell;
        hosts.lock();
        try {
            Overlay old = overlay;
            overlay = layer;
            Optional<Surface> surface;
            synchronized (state) {
                surface = pending.host();
            }
            if (surface.isEmpty()) {
                tell = cover();
            } else {
                Surface shown = layer.over(shownView().over(surface.get()));
                synchronized (state) {
                    pending.cover(shown);
                    tell = isNews(pending.draw(old.area()));
                    tell |= isNews(pending.draw(layer.area()));
                }
            }
        } finally {
            hosts.unlock();
        }
        tellListeners(tell);
    }

    /// Shows what was published last with the present overlay.
    private boolean cover() {
        Frame base = lastPublished();
        Frame plain = uncovered == null ? base : uncovered;
        var reader = new TileReader(versions, clock.getAsLong());
        Tile[] tiles = overlay.over(plain, plain, plain, reader);
        uncovered = overlay.isEmpty() ? null : plain;
        if (base.hasTiles(tiles)) {
            return false;
        }
        synchronized (state) {
            return show(base.with(tiles));
        }
    }

    /// Closes a group.
    void end() {
        if (!hosts.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a group must be closed by the thread that began it, not by "
                            + Thread.currentThread().getName());
        }
        boolean tell = false;
        boolean serve = false;
        synchronized (state) {
            openGroups--;
            if (openGroups == 0) {
                tell = changedInGroup;
                serve = awaited;
                changedInGroup = false;
                commit();
            }
        }
        try {
            if (serve) {
                Frame before = current;
                tell |= snapshot() == before; // whoever was sent away learns that this is all
            }
        } finally {
            hosts.unlock();
        }
        tellListeners(tell);
    }

    /// @param width of the host's picture
    private void replace(Optional<Surface> replacement, int width, int height) {
        boolean tell;
        hosts.lock();
        try {
            View way = shownView();
            Rect size = way.shownSize(width, height);
            Frame black = Frame.black(0, size.width(), size.height());
            Optional<Surface> shown = replacement.map(surface -> overlay.over(way.over(surface)));
            uncovered = null;
            if (replacement.isEmpty() && !overlay.isEmpty()) {
                uncovered = black;
                var reader = new TileReader(versions, clock.getAsLong());
                black = black.with(overlay.over(black, black, black, reader));
            }
            synchronized (state) {
                pending.replace(
                        replacement.orElse(null), shown.orElse(null), size.width(), size.height());
                tell = show(black);
            }
        } finally {
            hosts.unlock();
        }
        tellListeners(tell);
    }

    private View shownView() {
        synchronized (state) {
            return view;
        }
    }

    /// The size of the host's picture.
    private Rect hostSize() {
        synchronized (state) {
            Frame newest = nextFrame == null ? current : nextFrame;
            return view.hostSize(newest.width(), newest.height());
        }
    }

    /// Where a part of the host's picture is shown.
    private Rect shown(Rect part) {
        return view.shown(part, hostSize());
    }

    private void paletteChanged() {
        boolean tell;
        synchronized (state) {
            tell = isNews(pending.hasSurface() && pending.drawAnything());
        }
        tellListeners(tell);
    }

    /// @throws IllegalStateException if there is none, or it could not be read
    private void requireSurface() {
        if (!pending.hasSurface()) {
            throw new IllegalStateException(
                    "this display shows published frames: publish the next one, or set a surface");
        }
        Optional<RuntimeException> failure = pending.takeFailure();
        if (failure.isPresent()) {
            throw new IllegalStateException(
                    "the display's surface could not be read: " + failure.get().getMessage(),
                    failure.get());
        }
    }

    private Frame lastPublished() {
        synchronized (state) {
            if (pending.hasSurface()) {
                throw new IllegalStateException(
                        "this display shows a surface: draw into it and call damage, or resize it");
            }
            return nextFrame == null ? current : nextFrame;
        }
    }

    /// Whether listeners must be told of a change at once: when there was none before that they
    /// know of, and no group hides it.
    private boolean isNews(boolean changed) {
        if (changed && openGroups > 0) {
            changedInGroup = true;
            return false;
        }
        return changed;
    }

    /// Makes this the next frame; whether listeners must be told at once.
    private boolean show(Frame frame) {
        nextFrame = frame;
        boolean now = isNews(true);
        if (now) {
            commit();
        }
        return now;
    }

    private void commit() {
        if (nextFrame != null) {
            current = nextFrame.after(current, pending.takeHints(nextFrame.area()));
            nextFrame = null;
        }
        if (nextCursor != null) {
            hostCursor = nextCursor;
            cursor = view.shown(nextCursor);
            nextCursor = null;
        }
    }

    /// What there is to copy; empty when there is nothing, or when it may not be copied now.
    private Optional<Capture> startCapture() {
        synchronized (state) {
            if (pending.hasSurface() && (pending.isCapturing() || openGroups > 0)) {
                awaited = true;
                return Optional.empty();
            }
            Optional<Capture> capture = pending.start(current);
            awaited &= capture.isPresent(); // else the current frame is all there is
            return capture;
        }
    }

    /// Copies, and makes the frame current; false if a host came in between. If the surface cannot
    /// be read, the frame stays, for it is not the reader's fault.
    private boolean finishCapture(Capture capture) {
        Frame read = capture.base();
        boolean complete = false;
        boolean failed = false;
        boolean valid;
        boolean tell;
        try {
            read = capture.read(versions, clock.getAsLong());
            complete = true;
        } catch (RuntimeException e) {
            failed = true;
            synchronized (state) {
                pending.failed(capture, e);
            }
        } finally {
            // also when memory ran out, for the next reader's sake
            synchronized (state) {
                valid = pending.finish(capture, complete);
                if (valid && read != capture.base()) {
                    current = read.after(capture.base(), capture.takeHints());
                }
                tell = (valid || failed) && awaited;
                awaited &= !valid && !failed;
            }
        }
        tellListeners(tell);
        return valid;
    }

    private void tellListeners(boolean tell) {
        if (tell) {
            listeners.forEach(Runnable::run);
        }
    }
}
