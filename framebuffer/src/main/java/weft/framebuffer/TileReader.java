package weft.framebuffer;

import java.util.concurrent.atomic.AtomicLong;

/// Reads a surface into tiles, keeping the old tile wherever nothing changed.
///
/// Not thread-safe: one is made for each reading.
final class TileReader {

    private final AtomicLong versions;
    private int[] scratch = new int[0];

    TileReader(AtomicLong versions) {
        this.versions = versions;
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
        Surface memory = memory(surface);
        Tile[] tiles = base.copyOfTiles();
        for (int i = dirty.next(0); i >= 0; i = dirty.next(i + 1)) {
            Rect area = base.tileArea(i % base.columns(), i / base.columns());
            tiles[i] =
                    memory instanceof XrgbSurface xrgb
                            ? next(xrgb, area, tiles[i])
                            : next(memory, area, tiles[i]);
        }
        return tiles;
    }

    private static Surface memory(Surface surface) {
        if (surface instanceof ImageSurface image) {
            Surface direct = image.direct();
            return direct == null ? surface : direct;
        }
        return surface;
    }

    /// Compares in place: an unchanged tile costs no copy.
    private Tile next(XrgbSurface surface, Rect area, Tile old) {
        int start = surface.offset() + area.y() * surface.stride() + area.x();
        for (int row = 0; row < area.height(); row++) {
            int from = start + row * surface.stride();
            if (!old.rowEquals(row, surface.pixels(), from, area.width())) {
                int[] pixels = new int[Tile.PIXELS];
                surface.read(area, pixels, 0, Tile.SIZE);
                return new Tile(versions.incrementAndGet(), pixels);
            }
        }
        return old;
    }

    private Tile next(Surface surface, Rect area, Tile old) {
        if (scratch.length == 0) {
            scratch = new int[Tile.PIXELS];
        }
        boolean partial = area.width() < Tile.SIZE || area.height() < Tile.SIZE;
        int[] pixels = partial ? new int[Tile.PIXELS] : scratch;
        surface.read(area, pixels, 0, Tile.SIZE);
        if (old.sameContent(pixels)) {
            return old;
        }
        if (!partial) {
            scratch = new int[0];
        }
        return new Tile(versions.incrementAndGet(), pixels);
    }
}
