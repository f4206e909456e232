package weft.server.update;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The part of what is owed to a viewer that goes into its next update, where all of it would keep
/// the line busy for too long; the rest stays owed.
///
/// It consists of tiles. Those of which little has changed come first, for half of the room: the
/// echo of a key does not wait for the picture of a video. The other half goes round the picture
/// from where the last part ended, so that nothing waits for ever.
///
/// @param step what to encode
/// @param next the tile where the next part goes on
/// @param isAll whether nothing was left out
record Part(ViewerPicture.Step step, int next, boolean isAll) {

    /// The side of a tile: half of a frame's, for lines that take a while for one of those.
    static final int SIDE = 32;

    /// A tile with at most so many pixels to send is one with little.
    private static final int LITTLE = SIDE * SIDE / 4;

    /// @param pixels how many pixels it may have; the last tile may go beyond
    /// @param start the tile where the last part ended
    /// @param copies whether the viewer takes CopyRect
    static Part of(ViewerPicture.Step step, long pixels, int start, boolean copies) {
        if (step.candidatePixels() <= pixels) {
            return new Part(step, start, true);
        }
        Region moved = copies ? UpdatePlan.destinations(step.moves()) : Region.EMPTY;
        Region owed =
                step.stale().union(step.delta().changed()).intersect(step.wanted()).subtract(moved);
        if (owed.area() <= pixels) {
            return new Part(step, start, true);
        }
        var tiles = new Tiles(step.area(), owed);
        List<Rect> chosen = new ArrayList<>();
        int next = tiles.choose(pixels, start, chosen);
        // What moved costs the line nothing.
        return new Part(step.within(Region.of(chosen).union(moved)), next, false);
    }

    /// How much is owed of each tile.
    private static final class Tiles {
        private final int columns;
        private final int[] owed;

        Tiles(Rect area, Region region) {
            columns = (area.right() + SIDE - 1) / SIDE;
            owed = new int[columns * ((area.bottom() + SIDE - 1) / SIDE)];
            for (Rect rect : region.rects()) {
                add(rect);
            }
        }

        private void add(Rect rect) {
            for (int row = rect.y() / SIDE; row * SIDE < rect.bottom(); row++) {
                for (int column = rect.x() / SIDE; column * SIDE < rect.right(); column++) {
                    int tile = row * columns + column;
                    owed[tile] += (int) area(tile).intersect(rect).area();
                }
            }
        }

        private Rect area(int tile) {
            return new Rect(tile % columns * SIDE, tile / columns * SIDE, SIDE, SIDE);
        }

        /// Adds the chosen ones to `chosen`; returns where to go on.
        int choose(long pixels, int start, List<Rect> chosen) {
            long room = pixels;
            for (int tile : littleOnes()) {
                if (!chosen.isEmpty() && room - owed[tile] < pixels / 2) {
                    break;
                }
                room -= owed[tile];
                owed[tile] = 0;
                chosen.add(area(tile));
            }
            int tile = start % owed.length;
            boolean any = false;
            for (int i = 0; i < owed.length && (room > 0 || !any); i++) {
                if (owed[tile] > 0) {
                    any = true;
                    room -= owed[tile];
                    chosen.add(area(tile));
                }
                tile = (tile + 1) % owed.length;
            }
            return tile;
        }

        private List<Integer> littleOnes() {
            List<Integer> little = new ArrayList<>();
            for (int tile = 0; tile < owed.length; tile++) {
                if (owed[tile] > 0 && owed[tile] <= LITTLE) {
                    little.add(tile);
                }
            }
            little.sort(Comparator.comparingInt(tile -> owed[tile]));
            return little;
        }
    }
}
