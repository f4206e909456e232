package weft.framebuffer;

import java.util.BitSet;

/// The tiles of one size of picture in which something was damaged.
///
/// Whole tiles suffice, because a damaged tile is compared before it counts as changed; so noting
/// damage is cheap however small its pieces are.
final class DirtyTiles {

    private final Rect area;
    private final int columns;
    private final int count;
    private final BitSet bits;

    DirtyTiles(int width, int height) {
        area = Rect.ofSize(width, height);
        columns = Frame.tilesAcross(width);
        count = columns * Frame.tilesAcross(height);
        bits = new BitSet(count);
    }

    /// Adds the tiles under a rectangle, as far as it is within the picture; whether these are the
    /// first.
    boolean add(Rect damage) {
        Rect visible = damage.intersect(area);
        if (visible.isEmpty()) {
            return false;
        }
        boolean first = bits.isEmpty();
        int left = visible.x() / Tile.SIZE;
        int right = (visible.right() - 1) / Tile.SIZE;
        int bottom = (visible.bottom() - 1) / Tile.SIZE;
        for (int row = visible.y() / Tile.SIZE; row <= bottom; row++) {
            bits.set(row * columns + left, row * columns + right + 1);
        }
        return first;
    }

    /// Adds every tile; whether these are the first.
    boolean addAll() {
        boolean first = bits.isEmpty();
        bits.set(0, count);
        return first;
    }

    boolean sameSize(DirtyTiles other) {
        return area.equals(other.area);
    }

    /// Adds those of another set of the same size.
    void addAll(DirtyTiles other) {
        bits.or(other.bits);
    }

    void clear() {
        bits.clear();
    }

    boolean isEmpty() {
        return bits.isEmpty();
    }

    /// The first dirty tile from `index` on, or -1.
    int next(int index) {
        return bits.nextSetBit(index);
    }
}
