package weft.framebuffer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The moves since the last frame, composed: what scrolled by 16 rows twice has moved by 32.
final class CopyHints {

    /// More moves, or more rectangles, than this in one frame are not worth a viewer's while.
    static final int LIMIT = 16;

    private record Move(Region destination, int dx, int dy) {}

    private List<Move> moves = new ArrayList<>();

    void copied(Rect destination, int dx, int dy) {
        List<Move> after = new ArrayList<>();
        Region direct = Region.of(destination);
        for (Move move : moves) {
            Region movedOn = move.destination.translate(dx, dy);
            add(
                    after,
                    new Move(
                            movedOn.intersect(destination),
                            saturatedSum(move.dx, dx),
                            saturatedSum(move.dy, dy)));
            add(after, new Move(move.destination.subtract(destination), move.dx, move.dy));
            direct = direct.subtract(movedOn);
        }
        add(after, new Move(direct, dx, dy));
        after.sort(Comparator.comparingLong((Move move) -> move.destination.area()).reversed());
        moves = new ArrayList<>(after.subList(0, Math.min(after.size(), LIMIT)));
    }

    /// Says that something else was drawn over `area`.
    void drawn(Rect area) {
        if (!moves.isEmpty()) {
            moves.replaceAll(move -> new Move(move.destination.subtract(area), move.dx, move.dy));
            moves.removeIf(move -> move.destination.isEmpty());
        }
    }

    boolean isEmpty() {
        return moves.isEmpty();
    }

    /// The hints so far within `area`, largest first; forgets them.
    List<CopyHint> take(Rect area) {
        if (moves.isEmpty()) {
            return List.of();
        }
        List<CopyHint> hints = new ArrayList<>();
        for (Move move : moves) {
            Rect from = area.translate(move.dx, move.dy);
            for (Rect rect : move.destination.intersect(area).intersect(from).rects()) {
                hints.add(new CopyHint(rect, move.dx, move.dy));
            }
        }
        moves.clear();
        hints.sort(
                Comparator.comparingLong((CopyHint hint) -> hint.destination().area()).reversed());
        return List.copyOf(hints.subList(0, Math.min(hints.size(), LIMIT)));
    }

    private static void add(List<Move> moves, Move move) {
        if (!move.destination.isEmpty() && (move.dx != 0 || move.dy != 0)) {
            moves.add(move);
        }
    }

    private static int saturatedSum(int a, int b) {
        return Math.clamp((long) a + b, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
