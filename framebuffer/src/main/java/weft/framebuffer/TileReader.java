package weft.framebuffer;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Reads a surface into tiles, keeping the old tile wherever nothing changed.
///
/// Not thread-safe: one is made for each reading.
final class TileReader {

    private final AtomicLong versions;
    private final long now;

    /// @param now the time in nanoseconds
    TileReader(AtomicLong versions, long now) {
        this.versions = versions;
        this.now = now;
    }

    /// The tiles of `base`, brought up to date with the whole surface, which has its size.
    Tile[] readAll(Surface surface, Frame base) {
        DirtyTiles all = new DirtyTiles(base.width(), base.height());
        all.addAll();
        return read(surface, all, base);
    }

    /// The tiles of `base`, those that are dirty brought up to date with the surface, which has its
    /// size.
    Tile[] read(Surface surface, DirtyTiles dirty, Frame base) {
        Tile[] tiles = base.copyOfTiles();
        int[] scratch = Scratch.take(Tile.PIXELS);
        try {
            read(surface, dirty, base, tiles, scratch);
        } finally {
            Scratch.giveBack(scratch);
        }
        return tiles;
    }

    private void read(Surface surface, DirtyTiles dirty, Frame base, Tile[] tiles, int[] scratch) {
        for (int i = dirty.next(0); i >= 0; i = dirty.next(i + 1)) {
            Rect area = base.tileArea(i % base.columns(), i / base.columns());
            tiles[i] =
                    surface instanceof XrgbSurface xrgb
                            ? next(xrgb, area, tiles[i], scratch)
                            : next(surface, area, tiles[i], scratch);
        }
    }

    /// Compares in place: an unchanged tile costs no copy.
    private Tile next(XrgbSurface surface, Rect area, Tile old, int[] scratch) {
        int start = surface.offset() + area.y() * surface.stride() + area.x();
        for (int row = 0; row < area.height(); row++) {
            int from = start + row * surface.stride();
            if (!old.rowEquals(row, surface.pixels(), from, area.width())) {
                return old.next(versions.incrementAndGet(), copy(surface, area, scratch), now);
            }
        }
        return old;
    }

    private Tile next(Surface surface, Rect area, Tile old, int[] scratch) {
        clearRest(area, scratch);
        surface.read(area, scratch, 0, Tile.SIZE);
        return old.sameContent(scratch)
                ? old
                : old.next(versions.incrementAndGet(), scratch.clone(), now);
    }

    /// Copies twice, since new memory that is filled by a copy is not zeroed before.
    private static int[] copy(XrgbSurface surface, Rect area, int[] scratch) {
        clearRest(area, scratch);
        surface.read(area, scratch, 0, Tile.SIZE);
        return scratch.clone();
    }

    /// Makes 0 of what `area` does not fill, where that is less than a tile.
    private static void clearRest(Rect area, int[] scratch) {
        if (area.width() < Tile.SIZE || area.height() < Tile.SIZE) {
            Arrays.fill(scratch, 0);
        }
    }

    /// A tile with something painted over it.
    Tile painted(Tile under, Consumer<int[]> brush) {
        int[] pixels = new int[Tile.PIXELS];
        under.read(0, 0, Tile.SIZE, Tile.SIZE, pixels, 0, Tile.SIZE);
        brush.accept(pixels);
        return under.painted(versions.incrementAndGet(), pixels);
    }
}
