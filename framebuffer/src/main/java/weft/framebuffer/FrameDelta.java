package weft.framebuffer;

import java.util.List;

/// What is different between two frames.
///
/// @param changed where they differ, see [Frame#difference(Frame)]
/// @param moves what only moved: each destination of the newer frame has exactly the pixels that
///   its source has in the older one. In an order in which they can be carried out one after the
///   other in one picture. Some of what they cover may not have changed at all
public record FrameDelta(Region changed, List<CopyHint> moves) {

    /// Copies its arguments.
    public FrameDelta {
        moves = List.copyOf(moves);
    }

    /// For who looks only at `part`: what lies outside of it is seen only as far as that is quick.
    static FrameDelta between(Frame older, Frame newer, Rect part) {
        if (part.equals(newer.area()) || !older.sameSize(newer)) {
            Region changed = newer.difference(older);
            return new FrameDelta(changed, Moves.find(older, newer, changed));
        }
        Region inside = newer.difference(older, Region.of(part));
        Region outside = newer.exactIfFew(older, newer.differentTiles(older).subtract(part));
        List<CopyHint> moves =
                Moves.find(older, newer, inside).stream()
                        .filter(move -> part.contains(move.destination()))
                        .toList();
        return new FrameDelta(inside.union(outside), moves);
    }
}
