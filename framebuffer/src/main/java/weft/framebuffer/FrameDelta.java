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

    static FrameDelta between(Frame older, Frame newer) {
        Region changed = newer.difference(older);
        return new FrameDelta(changed, Moves.find(older, newer, changed));
    }
}
