package weft.server.update;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.Tile;

import java.util.ArrayList;
import java.util.List;

/// Cuts a region into the pieces that are encoded: few where pixels lie close, so that a viewer has
/// no more rectangles to handle than it must, and on a grid, so that viewers in different states
/// still meet in them.
final class RegionCutter {

    /// The side of the grid: a rectangle of this size is what one palette and one JPEG are made
    /// for.
    static final int GRID = 4 * Tile.SIZE;

    private final Region allowed;
    private final List<Rect> pieces = new ArrayList<>();

    private RegionCutter(Region allowed) {
        this.allowed = allowed;
    }

    /// The pieces that cover `region`, and of what lies between only what is in `allowed`.
    static List<Rect> cut(Region region, Region allowed) {
        Rect bounds = region.bounds();
        if (region.count() == 1 && isInOneCell(bounds)) {
            return List.of(bounds);
        }
        var cutter = new RegionCutter(allowed);
        for (int y = down(bounds.y()); y < bounds.bottom(); y += GRID) {
            Region row = region.intersect(new Rect(bounds.x(), y, bounds.width(), GRID));
            for (int x = down(bounds.x()); x < bounds.right() && !row.isEmpty(); x += GRID) {
                cutter.add(row.intersect(new Rect(x, y, GRID, GRID)), x, y, GRID);
            }
        }
        return cutter.pieces;
    }

    private static boolean isInOneCell(Rect rect) {
        return down(rect.x()) == down(rect.right() - 1)
                && down(rect.y()) == down(rect.bottom() - 1);
    }

    private static int down(int coordinate) {
        return coordinate / GRID * GRID;
    }

    private void add(Region part, int x, int y, int size) {
        if (part.isEmpty()) {
            return;
        }
        Rect bounds = part.bounds();
        long area = part.area();
        boolean dense = area * 2 >= bounds.area();
        boolean near = size == Tile.SIZE && area * 6 >= bounds.area();
        if ((dense || near) && allowed.contains(bounds)) {
            pieces.add(bounds);
        } else if (size > Tile.SIZE) {
            int half = size / 2;
            for (int dy = 0; dy < size; dy += half) {
                for (int dx = 0; dx < size; dx += half) {
                    Rect quarter = new Rect(x + dx, y + dy, half, half);
                    add(part.intersect(quarter), x + dx, y + dy, half);
                }
            }
        } else {
            pieces.addAll(part.rects());
        }
    }
}
