package weft.server.update;

import weft.framebuffer.CopyHint;
import weft.framebuffer.Frame;
import weft.framebuffer.FrameDelta;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.Tile;

import java.util.List;
import java.util.Optional;

/// What one viewer has of the picture, and what it has asked for.
///
/// It has frame `held`, except in the region `stale`; so what it needs next follows from `held`,
/// the newest frame and these two regions, however many frames lie in between. The update rules of
/// RFC 6143 §7.5.3: nothing is sent that was not asked for; requests that come before the answer
/// are merged; an incremental one waits until something in its area has changed, a full one is
/// answered at once with its whole area. Continuous updates (rfbproto, EnableContinuousUpdates) are
/// a standing request for an area, beside which incremental ones count for nothing.
public final class ViewerPicture {

    /// What the viewer has asked for and not got.
    ///
    /// @param region where
    /// @param waits whether there is a request at all, perhaps of nothing
    /// @param atOnce whether it must be answered even if nothing has changed
    record Request(Region region, boolean waits, boolean atOnce) {
        static final Request NONE = new Request(Region.EMPTY, false, false);

        Request merge(Request other) {
            return new Request(
                    region.union(other.region).simplify(MAX_RECTS),
                    waits || other.waits,
                    atOnce || other.atOnce);
        }
    }

    /// The basis of one update: taken by [#begin], given back by [#finish].
    ///
    /// @param from the frame that the viewer has
    /// @param to the frame that it will have
    /// @param area the size that it knows
    /// @param stale where it does not have `from`
    /// @param wanted where the update may be: as requested or continuous
    /// @param request what it asked for
    public record Step(
            Frame from, Frame to, Rect area, Region stale, Region wanted, Request request) {

        /// Whether it must be answered even if nothing has changed.
        public boolean atOnce() {
            return request.atOnce;
        }

        /// The same for a part of the picture; the rest stays owed.
        Step within(Region part) {
            return new Step(from, to, area, stale, wanted.intersect(part), request);
        }

        /// Whether both frames have the size that the viewer knows.
        public boolean isSameSize() {
            return from.sameSize(to);
        }

        /// What is different between the two frames, exact where the viewer wants it: everything if
        /// the size is not what the viewer knows.
        FrameDelta delta() {
            return isSameSize()
                    ? to.since(from, wanted.bounds())
                    : new FrameDelta(Region.of(area), List.of());
        }

        /// The moves between the frames that the viewer can carry out, if it takes CopyRect: it has
        /// what moves, and wants it where it goes.
        List<CopyHint> moves() {
            List<CopyHint> all = delta().moves();
            if (all.isEmpty()) {
                return all;
            }
            return all.stream()
                    .filter(move -> wanted.contains(move.destination()))
                    .filter(move -> stale.intersect(move.source()).isEmpty())
                    .toList();
        }

        /// Whether there is certainly nothing to send.
        public boolean isIdle() {
            return from == to && !atOnce() && stale.intersect(wanted).isEmpty();
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
            Rect part = wanted.bounds().intersect(to.area());
            for (int row = part.y() / Tile.SIZE; row * Tile.SIZE < part.bottom(); row++) {
                int first = part.x() / Tile.SIZE;
                for (int column = first; column * Tile.SIZE < part.right(); column++) {
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

    private static final int MAX_STALE_RECTS = 1000;

    private Frame held;
    private Rect area;
    private Region stale;
    private Request request = Request.NONE;
    private Rect continuousArea = Rect.EMPTY;
    private boolean continuous;

    /// Whether an update is being made, between [#begin] and [#finish].
    private boolean making;

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
        if (incremental && continuous) {
            return;
        }
        Rect inside = requested.intersect(area);
        if (!incremental) {
            stale = stale.union(inside).simplify(MAX_RECTS);
        }
        request = request.merge(new Request(Region.of(inside), true, !incremental));
    }

    /// The viewer wants updates of `wanted` without asking for each; it may lie outside of the
    /// picture, also of one that it is told of later.
    public void beginContinuous(Rect wanted) {
        continuous = true;
        continuousArea = wanted;
    }

    /// The viewer wants only what it asks for. What it has asked for stays asked for.
    public void endContinuous() {
        continuous = false;
        continuousArea = Rect.EMPTY;
    }

    /// Whether the viewer gets updates without asking for each.
    public boolean isContinuous() {
        return continuous;
    }

    /// Whether the viewer waits for an update.
    public boolean isAsked() {
        return continuous || request.waits;
    }

    /// A box around what the viewer has asked for and not got, and what it gets without asking,
    /// which may be more than there is.
    public Rect asked() {
        return request.region.bounds().bounds(continuousArea);
    }

    /// Whether the viewer waits for an update that shows some of `changed`.
    public boolean waitsFor(Region changed) {
        if (continuous && changed.overlaps(continuousArea)) {
            return true;
        }
        return request.waits && request.region.overlaps(changed);
    }

    private Region wanted() {
        return request.region.union(continuousArea.intersect(area));
    }

    /// What the viewer wants of the frame that it has, and has not got.
    public Region missing() {
        return stale.intersect(wanted());
    }

    /// Whether the viewer has all of `frame` that it wants.
    public boolean has(Frame frame) {
        return held == frame && missing().isEmpty();
    }

    /// Takes the request; what comes until [#finish] is the next one.
    public Step begin(Frame newest) {
        var step = new Step(held, newest, area, stale, wanted(), request);
        stale = Region.EMPTY;
        request = Request.NONE;
        making = true;
        return step;
    }

    /// Takes the request to send `refreshed` again, of the frame that the viewer has, as far as it
    /// wants it; nothing if it does not. The request is answered by it: there is no [#finish].
    public Optional<Step> beginRefresh(Region refreshed) {
        Region wanted = wanted().intersect(refreshed);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        var step = new Step(held, held, area, wanted, wanted, request);
        request = Request.NONE;
        return Optional.of(step);
    }

    /// The update was made.
    ///
    /// @param step its basis; what was requested outside of its wanted region stays requested
    /// @param changed where the frames of `step` differ
    /// @param sent what is in the update; nothing if there was nothing to send, and the request
    ///   waits on
    /// @param answered whether an update goes out, be it an empty one
    public void finish(Step step, Region changed, Region sent, boolean answered) {
        making = false;
        held = step.to();
        stale = bounded(stale.union(step.stale().union(changed).subtract(sent))).intersect(area);
        if (!answered) {
            request = request.merge(step.request);
            return;
        }
        Region rest = step.request.region.subtract(step.wanted);
        if (!rest.isEmpty()) {
            request = request.merge(new Request(rest, true, false));
        }
    }

    /// The region itself if it has few rectangles, else the tiles that it touches: what moves where
    /// nothing is sent leaves a long trail.
    static Region bounded(Region region) {
        if (region.count() <= MAX_STALE_RECTS) {
            return region;
        }
        return Region.of(region.rects().stream().map(ViewerPicture::aroundTiles).toList());
    }

    private static Rect aroundTiles(Rect rect) {
        int x = rect.x() / Tile.SIZE * Tile.SIZE;
        int y = rect.y() / Tile.SIZE * Tile.SIZE;
        int right = (rect.right() + Tile.SIZE - 1) / Tile.SIZE * Tile.SIZE;
        int bottom = (rect.bottom() + Tile.SIZE - 1) / Tile.SIZE * Tile.SIZE;
        return Rect.between(x, y, right, bottom);
    }

    /// The viewer was told of a new size, that of `frame`, and has none of it. What it had asked
    /// for is void; continuous updates go on, within the new size.
    public void resized(Frame frame) {
        making = false;
        held = frame;
        area = frame.area();
        stale = Region.of(area);
    }

    /// Holds `newest` in place of the frame that the viewer has, so that nobody need keep that one:
    /// where they differ, perhaps to whole tiles, the viewer has neither, and what has moved is new
    /// to it.
    ///
    /// Nothing happens while an update is being made, nor if the viewer waits for what differs.
    ///
    /// @param busy whether what it waits for cannot come soon
    public void letGo(Frame newest, boolean busy) {
        if (making || held == newest) {
            return;
        }
        Region changed = newest.sameSize(held) ? newest.quickDifference(held) : Region.of(area);
        if (busy || !waitsFor(changed)) {
            held = newest;
            stale = bounded(stale.union(changed)).intersect(area);
        }
    }
}
