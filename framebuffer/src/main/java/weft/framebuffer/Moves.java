package weft.framebuffer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds what moved between two frames: scrolled pages and terminals, and whatever the host says.
///
/// What the host says goes first. Then [Scrolls] looks for shifts up and down, then left and right,
/// until what is left is small or did not move. Every move is compared pixel by pixel before it is
/// believed.
final class Moves {

    /// Less than this is sent faster than looked for.
    private static final int SMALL = 2 * Tile.PIXELS;

    /// So many shifts are looked for: several windows may scroll at once.
    private static final int MOST_SHIFTS = 4;

    private static final int MOST_MOVES = 32;

    private final Frame older;
    private final Frame newer;
    private final List<CopyHint> found = new ArrayList<>();
    private Region overwritten = Region.EMPTY;

    private Moves(Frame older, Frame newer) {
        this.older = older;
        this.newer = newer;
    }

    /// The moves, in an order in which they can be carried out in one picture.
    static List<CopyHint> find(Frame older, Frame newer, Region changed) {
        var moves = new Moves(older, newer);
        if (older.sameSize(newer)) {
            moves.addHints();
            if (changed.area() >= SMALL) {
                Region left = changed.subtract(moves.overwritten);
                moves.addScrolls(Scrolls.Direction.VERTICAL, left);
                if (moves.found.isEmpty()) {
                    moves.addScrolls(Scrolls.Direction.HORIZONTAL, left);
                }
            }
        }
        return moves.found;
    }

    private void addHints() {
        if (newer.number() != older.number() + 1) {
            return; // they speak of the frame before this one
        }
        for (CopyHint hint : newer.copies()) {
            Rect destination = hint.destination().intersect(newer.area());
            Rect source = destination.translate(-hint.dx(), -hint.dy()).intersect(older.area());
            destination = source.translate(hint.dx(), hint.dy());
            if (!destination.isEmpty()) {
                add(equalRows(destination, hint.dx(), hint.dy()), hint.dx(), hint.dy());
            }
        }
    }

    private void addScrolls(Scrolls.Direction direction, Region left) {
        if (left.area() < SMALL) {
            return;
        }
        var scrolls = new Scrolls(older, newer, left.bounds(), direction);
        found.forEach(move -> scrolls.settle(move.destination()));
        for (int i = 0; i < MOST_SHIFTS; i++) {
            int shift = scrolls.shift();
            if (shift == 0) {
                return;
            }
            int before = found.size();
            int dx = direction.dx(shift);
            int dy = direction.dy(shift);
            for (Rect destination : inOrder(scrolls.destinations(shift), direction, shift)) {
                if (MoveEdges.isEqual(older, newer, destination, dx, dy)) {
                    Rect wide = MoveEdges.widen(older, newer, destination, dx, dy);
                    if (add(wide, dx, dy) || add(destination, dx, dy)) {
                        scrolls.settle(destination);
                    }
                }
            }
            if (found.size() == before) {
                return;
            }
        }
    }

    /// Moves of one shift do not overwrite each other's source if the foremost goes first.
    private static List<Rect> inOrder(List<Rect> rects, Scrolls.Direction direction, int shift) {
        Comparator<Rect> order =
                direction == Scrolls.Direction.VERTICAL
                        ? Comparator.comparingInt(Rect::y)
                        : Comparator.comparingInt(Rect::x);
        return rects.stream().sorted(shift > 0 ? order.reversed() : order).toList();
    }

    /// Takes a move that was compared, unless what it moves is overwritten by then.
    private boolean add(Rect destination, int dx, int dy) {
        if (found.size() == MOST_MOVES || destination.isEmpty()) {
            return false;
        }
        var move = new CopyHint(destination, dx, dy);
        if (!overwritten.intersect(move.source()).isEmpty()) {
            return false;
        }
        found.add(move);
        overwritten = overwritten.union(destination);
        return true;
    }

    /// The longest run of rows of `destination` that have moved as the host says.
    private Rect equalRows(Rect destination, int dx, int dy) {
        int bestStart = 0;
        int bestLength = 0;
        int start = 0;
        for (int row = 0; row < destination.height(); row++) {
            var line = new Rect(destination.x(), destination.y() + row, destination.width(), 1);
            if (!MoveEdges.isEqual(older, newer, line, dx, dy)) {
                start = row + 1;
            } else if (row + 1 - start > bestLength) {
                bestStart = start;
                bestLength = row + 1 - start;
            }
        }
        return bestLength == 0
                ? Rect.EMPTY
                : new Rect(
                        destination.x(),
                        destination.y() + bestStart,
                        destination.width(),
                        bestLength);
    }
}
