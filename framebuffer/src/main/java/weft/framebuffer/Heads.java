package weft.framebuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The heads of a machine with several monitors, side by side in one picture: what is drawn into
/// one of them is seen there, and the picture grows and shrinks with them. The space below a head
/// that is less high than another is black.
///
/// The heads are used as any framebuffer, by any thread; nobody waits for anybody. All methods may
/// be called from any thread.
public final class Heads implements AutoCloseable {
    private final List<Framebuffer> heads;
    private final List<Runnable> headListeners = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Framebuffer framebuffer;

    /// Keeps two heads that change their sizes at the same time from mixing them up.
    private final Object placing = new Object();

    private volatile Placed placed;

    /// Where the heads are.
    record Placed(List<Rect> areas, int width, int height) {

        static Placed of(List<Framebuffer> heads) {
            List<Rect> areas = new ArrayList<>();
            int x = 0;
            int height = 0;
            for (Framebuffer head : heads) {
                Frame frame = head.current();
                areas.add(new Rect(x, 0, frame.width(), frame.height()));
                x += frame.width();
                height = Math.max(height, frame.height());
            }
            return new Placed(List.copyOf(areas), x, height);
        }
    }

    /// Places the heads from left to right.
    ///
    /// @throws IllegalArgumentException if there is none, or if their picture is beyond the
    ///   [Limits]
    public Heads(List<Framebuffer> heads) {
        if (heads.isEmpty()) {
            throw new IllegalArgumentException("a picture of heads needs one at least");
        }
        this.heads = List.copyOf(heads);
        placed = Placed.of(this.heads);
        Limits.checkSize(placed.width, placed.height);
        framebuffer = new Framebuffer(new Together(placed));
        for (int i = 0; i < this.heads.size(); i++) {
            int index = i;
            Runnable listener = () -> news(index);
            headListeners.add(listener);
            this.heads.get(i).addListener(listener);
        }
        placeAgain(); // one may have changed its size before it was listened to
    }

    /// The picture of all heads. It is not to be drawn into.
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    /// Where each head is in the picture.
    public List<Rect> areas() {
        return placed.areas;
    }

    /// Calls `listener` when heads have moved, or have another size; as a listener of a
    /// framebuffer.
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /// Calls `listener` no more.
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    private void news(int index) {
        Placed now = placed;
        Rect area = now.areas.get(index);
        Frame frame = heads.get(index).current();
        if (frame.width() == area.width() && frame.height() == area.height()) {
            framebuffer.damage(area);
        } else {
            placeAgain();
        }
    }

    private void placeAgain() {
        synchronized (placing) {
            Placed now = Placed.of(heads);
            if (now.equals(placed)) {
                return;
            }
            placed = now;
            if (Limits.isPossible(now.width, now.height)) {
                framebuffer.surface(new Together(now));
            }
        }
        listeners.forEach(Runnable::run);
    }

    /// The heads as one surface, in the places that they had.
    final class Together implements Surface {
        private final Placed places;

        Together(Placed places) {
            this.places = places;
        }

        @Override
        public int width() {
            return places.width;
        }

        @Override
        public int height() {
            return places.height;
        }

        @Override
        public void read(Rect area, int[] dst, int offset, int stride) {
            for (int row = 0; row < area.height(); row++) {
                int start = offset + row * stride;
                Arrays.fill(dst, start, start + area.width(), 0);
            }
            for (int i = 0; i < heads.size(); i++) {
                Rect place = places.areas.get(i);
                Rect part = area.intersect(place);
                if (part.isEmpty()) {
                    continue;
                }
                Frame frame = heads.get(i).snapshot();
                Rect within = part.translate(-place.x(), -place.y()).intersect(frame.area());
                if (!within.isEmpty()) {
                    int left = within.x() + place.x() - area.x();
                    int top = within.y() + place.y() - area.y();
                    frame.read(within, dst, offset + top * stride + left, stride);
                }
            }
        }
    }

    /// Looks at the heads no longer; the picture stays as it is.
    @Override
    public void close() {
        for (int i = 0; i < heads.size(); i++) {
            heads.get(i).removeListener(headListeners.get(i));
        }
    }
}
