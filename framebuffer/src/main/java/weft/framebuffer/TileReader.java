package weft.framebuffer;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/// Reads a surface into tiles, keeping the old tile wherever nothing changed.
///
/// Not thread-safe: one is made for each reading.
final class TileReader {

    private static final ThreadLocal<int[]> SCRATCH =
            ThreadLocal.withInitial(() -> new int[Tile.PIXELS]);

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
        for (int i = dirty.next(0); i >= 0; i = dirty.next(i + 1)) {
            Rect area = base.tileArea(i % base.columns(), i / base.columns());
            tiles[i] =
                    surface instanceof XrgbSurface xrgb
                            ? next(xrgb, area, tiles[i])
                            : next(surface, area, tiles[i]);
        }
        return tiles;
    }

    /// Compares in place: an unchanged tile costs no copy.
    private Tile next(XrgbSurface surface, Rect area, Tile old) {
        int start = surface.offset() + area.y() * surface.stride() + area.x();
        for (int row = 0; row < area.height(); row++) {
            int from = start + row * surface.stride();
            if (!old.rowEquals(row, surface.pixels(), from, area.width())) {
                return old.next(versions.incrementAndGet(), copy(surface, area), now);
            }
        }
        return old;
    }

    private Tile next(Surface surface, Rect area, Tile old) {
        int[] pixels = scratch(area);
        surface.read(area, pixels, 0, Tile.SIZE);
        return old.sameContent(pixels)
                ? old
                : old.next(versions.incrementAndGet(), pixels.clone(), now);
    }

    /// Copies twice, since new memory that is filled by a copy is not zeroed before.
    private static int[] copy(XrgbSurface surface, Rect area) {
        int[] pixels = scratch(area);
        surface.read(area, pixels, 0, Tile.SIZE);
        return pixels.clone();
    }

    /// Where to read `area`; 0 where that is less than a tile.
    private static int[] scratch(Rect area) {
        int[] pixels = SCRATCH.get();
        if (area.width() < Tile.SIZE || area.height() < Tile.SIZE) {
            Arrays.fill(pixels, 0);
        }
        return pixels;
    }
}
