package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.coroutine.Loop;
import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Wakes the viewers when something is new in the picture.
///
/// One change may concern thousands: they are woken some at a time, in turn, so that neither the
/// others nor the sockets wait for all of them. Who has done something last is woken first: that is
/// who waits for an answer. If there are many, those who look elsewhere sleep on, and are not even
/// asked: to touch ten thousand viewers takes milliseconds, however little each has to do.
///
/// All calls are under the global lock, but for [#news].
public final class Wakeups {

    /// Who looks at the picture.
    interface Viewer {

        /// Something may be new anywhere. Says whether the viewer waits for that, and was woken.
        boolean news();

        /// Something is new in a part of the picture, or of the pointer. Says whether the viewer
        /// waits for that, and was woken.
        boolean news(Region changed);

        /// Holds `newest` rather than an older frame, if no update was made since this was called
        /// last.
        void letGo(Frame newest);
    }

    /// With so few, to look at what has changed costs more than to wake who need not be.
    static final int FEW = 16;

    /// So many are woken before the loop does something else: as many as it enters at a time.
    static final int AT_A_TIME = 64;

    /// So many are asked whether they want to be woken.
    private static final int ASKED_AT_A_TIME = 2048;

    private static final int MOST_ACTIVE = 8;

    /// What has changed at more places counts as one.
    private static final int MAX_RECTS = 16;

    /// A viewer that was sent nothing for so long holds no picture of its own.
    static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(5);

    /// For who must hear of everything, wherever it is.
    static final Rect EVERYTHING = new Rect(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final Loop loop;
    private final Framebuffer framebuffer;
    private final AtomicBoolean newsPosted = new AtomicBoolean();

    /// Those that look at the same area.
    private static final class Watch {
        private final Rect area;

        /// In the order in which they are woken: who was, is the last.
        private final SequencedSet<Viewer> viewers = new LinkedHashSet<>();

        /// How many of them were not asked yet, since the last change.
        private int left;

        private Watch(Rect area) {
            this.area = area;
        }
    }

    private final Map<Rect, Watch> watches = new LinkedHashMap<>();
    private final Map<Viewer, Watch> watchOf = new HashMap<>();

    /// Where some were not asked yet.
    private final SequencedSet<Watch> pending = new LinkedHashSet<>();

    /// Those that have acted last, the last one first.
    private final SequencedSet<Viewer> active = new LinkedHashSet<>();

    /// The frame that changes are looked for against; null while all are woken.
    private @Nullable Frame seen;

    /// The shape of the pointer then.
    private Optional<Cursor> seenCursor = Optional.empty();

    /// What has changed since all were asked.
    private Region changed = Region.EMPTY;

    /// Whether all that wait are to be woken, wherever they look.
    private boolean everywhere;

    /// Whether all are to be asked, wherever they look, as for the pointer.
    private boolean ofAll;

    private boolean waking;

    /// When the viewers let go of old frames last.
    private long letGoNanos;

    /// Those that have yet to, this time.
    private final Deque<Viewer> holding = new ArrayDeque<>();

    /// Nobody looks yet.
    public Wakeups(Loop loop, Framebuffer framebuffer) {
        this.loop = loop;
        this.framebuffer = framebuffer;
        letGoNanos = loop.nanoTime();
    }

    /// A viewer is there from now on, and looks nowhere yet.
    void add(Viewer viewer) {
        put(viewer, Rect.EMPTY);
    }

    /// A viewer that is there, and awake, looks at no more than `area` from now on, or at
    /// [#EVERYTHING].
    void looksAt(Viewer viewer, Rect area) {
        Watch before = watchOf.get(viewer);
        if (before != null && !before.area.equals(area)) {
            leave(viewer, before);
            put(viewer, area);
        }
    }

    private void put(Viewer viewer, Rect area) {
        Watch watch = watches.computeIfAbsent(area, Watch::new);
        watch.viewers.add(viewer);
        watchOf.put(viewer, watch);
    }

    /// A viewer has left.
    void remove(Viewer viewer) {
        Watch watch = watchOf.remove(viewer);
        if (watch != null) {
            leave(viewer, watch);
        }
        active.remove(viewer);
    }

    private void leave(Viewer viewer, Watch watch) {
        watch.viewers.remove(viewer);
        if (watch.viewers.isEmpty()) {
            watches.remove(watch.area);
            pending.remove(watch);
        }
    }

    /// A viewer has done something, to which the picture may be the answer.
    void acted(Viewer viewer) {
        if (active.isEmpty() || active.getFirst() != viewer) {
            active.addFirst(viewer);
            if (active.size() > MOST_ACTIVE) {
                active.removeLast();
            }
        }
    }

    /// Something is new in the framebuffer; from any thread, at any rate.
    public void news() {
        if (newsPosted.compareAndSet(false, true)) {
            loop.later(() -> {
                newsPosted.set(false);
                lookForChanges();
                begin();
                letGo();
            });
        }
    }

    /// Something is new for everybody.
    public void newsForAll() {
        everywhere = true;
        begin();
    }

    /// The pointer is elsewhere, which concerns those who have it in their picture.
    public void pointerMoved() {
        if (seenCursor.isPresent() || framebuffer.cursor().isPresent()) {
            ofAll = true;
            begin();
        }
    }

    private void lookForChanges() {
        Frame before = seen;
        seen = null;
        Optional<Cursor> cursor = framebuffer.cursor();
        ofAll |= !cursor.equals(seenCursor);
        seenCursor = cursor;
        if (watchOf.size() <= FEW) {
            everywhere = true;
            return;
        }
        Frame newest = framebuffer.snapshot();
        seen = newest;
        if (before == null || !before.sameSize(newest)) {
            everywhere = true;
        } else if (before != newest) { // else one look has seen what was told twice
            changed = changed.union(newest.quickDifference(before)).simplify(MAX_RECTS);
        }
    }

    private void begin() {
        active.forEach(this::wake);
        for (Watch watch : watches.values()) {
            if (isConcerned(watch)) {
                watch.left = watch.viewers.size();
                pending.add(watch);
            }
        }
        if (!waking) {
            wakeSome();
            if (!pending.isEmpty()) {
                waking = true;
                var _ = loop.start("waking viewers", this::wakeOthers);
            }
        }
    }

    private boolean isConcerned(Watch watch) {
        return everywhere || ofAll || watch.area.equals(EVERYTHING) || changed.overlaps(watch.area);
    }

    private void wakeOthers() {
        try {
            while (!pending.isEmpty()) {
                loop.reschedule(); // behind those that were woken
                wakeSome();
            }
        } finally {
            waking = false;
        }
    }

    private void wakeSome() {
        int woken = 0;
        for (int asked = 0; asked < ASKED_AT_A_TIME && woken < AT_A_TIME; asked++) {
            if (pending.isEmpty()) {
                break;
            }
            Watch watch = pending.removeFirst(); // in turn: some begin again with each change
            watch.left--;
            if (watch.left > 0) {
                pending.addLast(watch);
            }
            Viewer next = watch.viewers.getFirst();
            watch.viewers.addLast(next);
            if (wake(next)) {
                woken++;
            }
        }
        if (pending.isEmpty()) {
            changed = Region.EMPTY;
            everywhere = false;
            ofAll = false;
        }
    }

    /// Of ten thousand viewers that ask for nothing, or do not read, each could hold the picture of
    /// another moment. So now and then all that were sent nothing let go of theirs; while nothing
    /// changes, those that they hold do not become more.
    private void letGo() {
        long now = loop.nanoTime();
        if (!holding.isEmpty() || now - letGoNanos < HOLD_NANOS) {
            return;
        }
        letGoNanos = now;
        holding.addAll(watchOf.keySet());
        letSomeGo();
        if (!holding.isEmpty()) {
            var _ = loop.start("letting go of old frames", this::letOthersGo);
        }
    }

    private void letOthersGo() {
        while (!holding.isEmpty()) {
            loop.reschedule();
            letSomeGo();
        }
    }

    private void letSomeGo() {
        for (int i = 0; i < AT_A_TIME && !holding.isEmpty(); i++) {
            holding.remove().letGo(framebuffer.current());
        }
    }

    private boolean wake(Viewer viewer) {
        return everywhere ? viewer.news() : viewer.news(changed);
    }
}
