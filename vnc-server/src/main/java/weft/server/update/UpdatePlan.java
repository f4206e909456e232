package weft.server.update;

import weft.framebuffer.CopyHint;
import weft.framebuffer.FrameDelta;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.util.List;

/// What goes into an update: it follows from two frames and from what the viewer has and wants, and
/// is the same for all viewers that are in step.
///
/// @param changed where the two frames differ, or something is copied
/// @param moves what the viewer is to copy, before what is drawn
/// @param drawn what is sent as pixels
/// @param sent all that the viewer has of the newer frame afterwards
/// @param pieces the rectangles that cover `drawn`
record UpdatePlan(
        Region changed, List<CopyHint> moves, Region drawn, Region sent, List<Rect> pieces) {

    /// A region in more rectangles is taken for its bounding box.
    private static final int MAX_RECTS = 4000;

    /// What is known of a pair of frames, for viewers that lack nothing else and want all.
    ///
    /// @param delta of the frames
    /// @param copies whether they take CopyRect
    /// @param plan for them
    record Known(FrameDelta delta, boolean copies, UpdatePlan plan) {}

    /// @param copies whether the viewer takes CopyRect
    /// @param shared where to look, and to leave what others may want
    static UpdatePlan of(ViewerPicture.Step step, boolean copies, EncodedPieces shared) {
        FrameDelta delta = step.delta();
        if (!step.stale().isEmpty() || !step.wanted().contains(step.area())) {
            return of(step, delta, copies);
        }
        Known known = shared.lastPlan();
        if (known == null || known.delta != delta || known.copies != copies) {
            known = new Known(delta, copies, of(step, delta, copies));
            shared.lastPlan(known);
        }
        return known.plan;
    }

    private static UpdatePlan of(ViewerPicture.Step step, FrameDelta delta, boolean copies) {
        List<CopyHint> moves = copies ? step.moves() : List.of();
        Region moved = destinations(moves);
        Region owed = step.stale().union(delta.changed()).intersect(step.wanted());
        Region drawn = owed.subtract(moved);
        Region cut = drawn.simplify(MAX_RECTS).intersect(step.wanted());
        return new UpdatePlan(
                delta.changed().union(moved),
                moves,
                drawn,
                drawn.union(moved),
                RegionCutter.cut(cut, step.wanted()));
    }

    /// Where the moves go.
    static Region destinations(List<CopyHint> moves) {
        // Joined at once: there may be hundreds, and each operation goes through all.
        return moves.isEmpty()
                ? Region.EMPTY
                : Region.of(moves.stream().map(CopyHint::destination).toList());
    }

    boolean isEmpty() {
        return drawn.isEmpty() && moves.isEmpty();
    }
}
