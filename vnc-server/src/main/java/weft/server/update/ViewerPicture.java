package weft.server.update;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

/// What one viewer has of the picture, and what it has asked for.
///
/// It has frame `held`, except in the region `stale`; so what it needs next follows from `held`,
/// the newest frame and these two regions, however many frames lie in between. The update rules of
/// RFC 6143 §7.5.3: nothing is sent that was not asked for; requests that come before the answer
/// are merged; an incremental one waits until something in its area has changed, a full one is
/// answered at once with its whole area.
public final class ViewerPicture {

    /// The basis of one update: taken by [#begin], given back by [#finish].
    ///
    /// @param from the frame that the viewer has
    /// @param to the frame that it will have
    /// @param area the size that it knows
    /// @param stale where it does not have `from`
    /// @param wanted where it asked for an update
    /// @param atOnce whether it must be answered even if nothing has changed
    public record Step(
            Frame from, Frame to, Rect area, Region stale, Region wanted, boolean atOnce) {

        /// Whether both frames have the size that the viewer knows.
        public boolean isSameSize() {
            return from.sameSize(to);
        }

        /// Whether there is certainly nothing to send.
        public boolean isIdle() {
            return from == to && !atOnce && stale.intersect(wanted).isEmpty();
        }

        /// At most so many pixels are to be sent: those of the tiles that differ, and the stale
        /// ones.
        public long candidatePixels() {
            long pixels = stale.intersect(wanted).area();
            if (from == to) {
                return pixels;
            }
            if (!isSameSize()) {
                return pixels + to.area().area();
            }
            for (int row = 0; row < to.rows(); row++) {
                for (int column = 0; column < to.columns(); column++) {
                    if (from.tile(column, row) != to.tile(column, row)) {
                        pixels += to.tileArea(column, row).area();
                    }
                }
            }
            return pixels;
        }
    }

    /// A region in more pieces is taken for its bounding box: a peer can ask for a million.
    private static final int MAX_RECTS = 256;

    private Frame held;
    private Rect area;
    private Region stale;
    private Region wanted = Region.EMPTY;
    private boolean asked;
    private boolean atOnce;

    /// The picture of a viewer that was told of the size of `frame` and has nothing yet.
    public ViewerPicture(Frame frame) {
        held = frame;
        area = frame.area();
        stale = Region.of(area);
    }

    /// The size that the viewer knows.
    public Rect area() {
        return area;
    }

    /// The viewer asks for an update of `requested`, which may lie outside of the picture or be
    /// empty.
    public void request(boolean incremental, Rect requested) {
        Rect inside = requested.intersect(area);
        wanted = wanted.union(inside).simplify(MAX_RECTS);
        asked = true;
        if (!incremental) {
            stale = stale.union(inside).simplify(MAX_RECTS);
            atOnce = true;
        }
    }

    /// Whether a request waits for its answer.
    public boolean isAsked() {
        return asked;
    }

    /// Takes the request; what comes until [#finish] is the next one.
    public Step begin(Frame newest) {
        var step = new Step(held, newest, area, stale, wanted, atOnce);
        stale = Region.EMPTY;
        wanted = Region.EMPTY;
        asked = false;
        atOnce = false;
        return step;
    }

    /// The update was made.
    ///
    /// @param changed where the frames of `step` differ
    /// @param sent what is in the update; nothing if there was nothing to send, and the request
    ///   waits on
    /// @param answered whether an update goes out, be it an empty one
    public void finish(Step step, Region changed, Region sent, boolean answered) {
        held = step.to();
        stale = stale.union(step.stale().union(changed).subtract(sent)).intersect(area);
        if (!answered) {
            wanted = wanted.union(step.wanted());
            asked = true;
            atOnce |= step.atOnce();
        }
    }

    /// The viewer was told of a new size, that of `frame`, and has none of it. What it had asked
    /// for is void.
    public void resized(Frame frame) {
        held = frame;
        area = frame.area();
        stale = Region.of(area);
    }
}
