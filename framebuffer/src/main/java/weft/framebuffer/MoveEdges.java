package weft.framebuffer;

/// Compares the pixels of a move with those that it moves.
final class MoveEdges {

    private static final int REACH = Tile.SIZE - 1;

    private MoveEdges() {}

    /// Whether `destination` has exactly the pixels that were `dx`, `dy` up and left of it.
    static boolean isEqual(Frame older, Frame newer, Rect destination, int dx, int dy) {
        if (dx == 0
                && destination.x() % Tile.SIZE == 0
                && (destination.right() % Tile.SIZE == 0 || destination.right() == newer.width())) {
            return areColumnsEqual(older, newer, destination, dy);
        }
        for (int y = destination.y(); y < destination.bottom(); y++) {
            if (equalPixels(older, newer, destination.x(), y, destination.width(), dx, dy)
                    < destination.width()) {
                return false;
            }
        }
        return true;
    }

    /// As [#isEqual] for whole columns of tiles: rows of a tile lie one behind the other.
    private static boolean areColumnsEqual(Frame older, Frame newer, Rect destination, int dy) {
        for (int column = destination.x() / Tile.SIZE;
                column * Tile.SIZE < destination.right();
                column++) {
            int y = destination.y();
            while (y < destination.bottom()) {
                int rows = Math.min(destination.bottom() - y, Tile.SIZE - y % Tile.SIZE);
                rows = Math.min(rows, Tile.SIZE - (y - dy) % Tile.SIZE);
                Tile now = newer.tile(column, y / Tile.SIZE);
                Tile before = older.tile(column, (y - dy) / Tile.SIZE);
                int count = rows * Tile.SIZE;
                if (now.equalPixels(0, y % Tile.SIZE, before, 0, (y - dy) % Tile.SIZE, count)
                        < count) {
                    return false;
                }
                y += rows;
            }
        }
        return true;
    }

    /// How many of `count` pixels from `x` on are those that were `dx`, `dy` up and left of them.
    private static int equalPixels(
            Frame older, Frame newer, int x, int y, int count, int dx, int dy) {
        int done = 0;
        while (done < count) {
            int to = x + done;
            int from = to - dx;
            int step = Math.min(count - done, Tile.SIZE - to % Tile.SIZE);
            step = Math.min(step, Tile.SIZE - from % Tile.SIZE);
            Tile now = newer.tile(to / Tile.SIZE, y / Tile.SIZE);
            Tile before = older.tile(from / Tile.SIZE, (y - dy) / Tile.SIZE);
            int equal =
                    now.equalPixels(
                            to % Tile.SIZE,
                            y % Tile.SIZE,
                            before,
                            from % Tile.SIZE,
                            (y - dy) % Tile.SIZE,
                            step);
            done += equal;
            if (equal < step) {
                return done;
            }
        }
        return done;
    }

    /// `destination` widened across its direction, by less than a tile on each side, as far as the
    /// pixels moved along with it: what scrolls seldom begins and ends with a tile.
    static Rect widen(Frame older, Frame newer, Rect destination, int dx, int dy) {
        // Where both the destination and its source are in the picture.
        Rect room = newer.area().intersect(older.area().translate(dx, dy));
        return dx == 0
                ? widenSideways(older, newer, destination, dy, room)
                : widenUpAndDown(older, newer, destination, dx, room);
    }

    private static Rect widenSideways(
            Frame older, Frame newer, Rect destination, int dy, Rect room) {
        int left = destination.x() - Math.max(room.x(), destination.x() - REACH);
        int right = Math.min(room.right(), destination.right() + REACH) - destination.right();
        for (int y = destination.y(); y < destination.bottom() && left + right > 0; y++) {
            int equal = equalPixels(older, newer, destination.x() - left, y, left, 0, dy);
            while (equal < left) {
                left -= equal + 1;
                equal = equalPixels(older, newer, destination.x() - left, y, left, 0, dy);
            }
            right = equalPixels(older, newer, destination.right(), y, right, 0, dy);
        }
        return Rect.between(
                (long) destination.x() - left,
                destination.y(),
                (long) destination.right() + right,
                destination.bottom());
    }

    private static Rect widenUpAndDown(
            Frame older, Frame newer, Rect destination, int dx, Rect room) {
        int top = destination.y();
        int highest = Math.max(room.y(), top - REACH);
        while (top > highest && isEqual(older, newer, row(destination, top - 1), dx, 0)) {
            top--;
        }
        int bottom = destination.bottom();
        int lowest = Math.min(room.bottom(), bottom + REACH);
        while (bottom < lowest && isEqual(older, newer, row(destination, bottom), dx, 0)) {
            bottom++;
        }
        return Rect.between(destination.x(), top, destination.right(), bottom);
    }

    private static Rect row(Rect like, int y) {
        return new Rect(like.x(), y, like.width(), 1);
    }
}
