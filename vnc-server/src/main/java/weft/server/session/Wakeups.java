package weft.server.session;

import org.jspecify.annotations.Nullable;

import weft.coroutine.Loop;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.Tile;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.atomic.AtomicBoolean;

/// Wakes the viewers when something is new in the picture.
///
/// One change may concern thousands: they are woken some at a time, in turn, so that neither the
/// others nor the sockets wait for all of them. Who has done something last is woken first: that is
/// who waits for an answer. If there are many, those who have not asked for what changed sleep on.
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
    }

    /// With so few, to look at what has changed costs more than to wake who need not be.
    static final int FEW = 16;

    /// So many are woken before the loop does something else: as many as it enters at a time.
    static final int AT_A_TIME = 64;

    /// So many are asked whether they want to be woken.
    private static final int ASKED_AT_A_TIME = 2048;

    private static final int MOST_ACTIVE = 8;

    /// So many pixels are compared in no time.
    private static final int QUICK = 16 * Tile.SIZE * Tile.SIZE;

    /// What has changed at more places counts as one.
    private static final int MAX_RECTS = 16;

    private final Loop loop;
    private final Framebuffer framebuffer;
    private final AtomicBoolean newsPosted = new AtomicBoolean();

    /// In the order in which they are woken: who was, is the last.
    private final SequencedSet<Viewer> viewers = new LinkedHashSet<>();

    /// Those that have acted last, the last one first.
    private final SequencedSet<Viewer> active = new LinkedHashSet<>();

    /// The frame that changes are looked for against; null while all are woken.
    private @Nullable Frame seen;

    /// How many of the viewers were not asked yet, since the last change.
    private int left;

    /// What has changed since all were asked.
    private Region changed = Region.EMPTY;

    /// Whether all that wait are to be woken, wherever they look.
    private boolean everywhere;

    private boolean waking;

    /// Nobody looks yet.
    public Wakeups(Loop loop, Framebuffer framebuffer) {
        this.loop = loop;
        this.framebuffer = framebuffer;
    }

    /// A viewer looks from now on.
    void add(Viewer viewer) {
        viewers.add(viewer);
    }

    /// A viewer has left.
    void remove(Viewer viewer) {
        viewers.remove(viewer);
        active.remove(viewer);
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
        begin();
    }

    private void lookForChanges() {
        Frame before = seen;
        seen = null;
        if (viewers.size() <= FEW) {
            everywhere = true;
            return;
        }
        Frame newest = framebuffer.snapshot();
        seen = newest;
        if (before == null || !before.sameSize(newest)) {
            everywhere = true;
        } else if (before != newest) { // else one look has seen what was told twice
            changed = changed.union(whatChanged(before, newest)).simplify(MAX_RECTS);
        }
    }

    /// Exact where that is quick: who looks beside it, if only by a row, need not be woken.
    private static Region whatChanged(Frame before, Frame newest) {
        Rect bounds = newest.differenceBounds(before);
        return bounds.area() <= QUICK ? newest.difference(before, Region.of(bounds)) : Region.of(bounds);
    }

    private void begin() {
        active.forEach(this::wake);
        left = viewers.size();
        if (!waking) {
            wakeSome();
            if (left > 0) {
                waking = true;
                var _ = loop.start("waking viewers", this::wakeOthers);
            }
        }
    }

    private void wakeOthers() {
        try {
            while (left > 0) {
                loop.reschedule(); // behind those that were woken
                wakeSome();
            }
        } finally {
            waking = false;
        }
    }

    private void wakeSome() {
        int woken = 0;
        for (int asked = 0; asked < ASKED_AT_A_TIME && woken < AT_A_TIME && left > 0; asked++) {
            if (viewers.isEmpty()) {
                left = 0;
                break;
            }
            Viewer next = viewers.getFirst();
            viewers.addLast(next);
            left--;
            if (wake(next)) {
                woken++;
            }
        }
        if (left == 0) {
            changed = Region.EMPTY;
            everywhere = false;
        }
    }

    private boolean wake(Viewer viewer) {
        return everywhere ? viewer.news() : viewer.news(changed);
    }
}
