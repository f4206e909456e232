package weft.framebuffer;

import java.util.ArrayList;
import java.util.List;

/// Where two frames of one size differ.
///
/// Tiles are compared by identity, then by content. Inside a changed tile each run of changed rows
/// gets a box of its own: a clock and a cursor in one tile do not make everything between them
/// change. Video is not looked at so closely: what differs in its corners differs as a whole.
final class FrameDifference {

    /// So many equal rows between two changed ones end a box: fewer would cost a viewer more in
    /// rectangles than it saves in pixels.
    private static final int GAP = 8;

    private final List<Rect> boxes = new ArrayList<>();

    private FrameDifference() {}

    static Region between(Frame older, Frame newer, Rect area) {
        FrameDifference difference = new FrameDifference();
        int lastColumn = (area.right() - 1) / Tile.SIZE;
        int lastRow = (area.bottom() - 1) / Tile.SIZE;
        for (int row = area.y() / Tile.SIZE; row <= lastRow; row++) {
            for (int column = area.x() / Tile.SIZE; column <= lastColumn; column++) {
                Tile before = older.tile(column, row);
                Tile now = newer.tile(column, row);
                if (before == now) {
                    continue;
                }
                if (now.isVideo() && now.differsInCorners(before)) {
                    difference.boxes.add(newer.tileArea(column, row));
                } else {
                    difference.addBoxes(before, now, column * Tile.SIZE, row * Tile.SIZE);
                }
            }
        }
        return Region.of(difference.boxes).intersect(area);
    }

    private void addBoxes(Tile before, Tile now, int tileX, int tileY) {
        int left = Tile.SIZE;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int y = 0; y < Tile.SIZE; y++) {
            int first = now.firstDifference(before, y);
            if (first < 0) {
                continue;
            }
            if (top >= 0 && y - bottom > GAP) {
                boxes.add(box(tileX, tileY, left, top, right, bottom));
                top = -1;
            }
            if (top < 0) {
                top = y;
                left = Tile.SIZE;
                right = -1;
            }
            left = Math.min(left, first);
            right = now.lastDifference(before, y, Math.max(right, first));
            bottom = y;
        }
        if (top >= 0) {
            boxes.add(box(tileX, tileY, left, top, right, bottom));
        }
    }

    private static Rect box(int tileX, int tileY, int left, int top, int right, int bottom) {
        return new Rect(tileX + left, tileY + top, right - left + 1, bottom - top + 1);
    }
}
