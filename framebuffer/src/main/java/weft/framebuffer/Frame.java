package weft.framebuffer;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// An immutable picture with a number: what the display showed at one moment.
///
/// It consists of [Tile]s, and shares those that did not change with the frames before it. Any
/// thread may use it.
public final class Frame {

    /// So many pixels are compared in no time.
    private static final int QUICK = 16 * Tile.PIXELS;

    private final long number;
    private final int width;
    private final int height;
    private final int columns;
    private final Tile[] tiles;
    private final List<CopyHint> copies;

    /* Guarded by tiles. */
    private @Nullable Known lastDelta;

    private volatile @Nullable Known otherDelta;

    /// Takes `tiles` over: the caller must not change it any more.
    Frame(long number, int width, int height, Tile[] tiles, List<CopyHint> copies) {
        this.number = number;
        this.width = width;
        this.height = height;
        this.columns = tilesAcross(width);
        this.tiles = tiles;
        this.copies = copies;
    }

    /// A black frame of its own, number 0.
    ///
    /// @throws IllegalArgumentException if the size is beyond the [Limits]
    public static Frame black(int width, int height) {
        return black(0, width, height);
    }

    static Frame black(long number, int width, int height) {
        Limits.checkSize(width, height);
        Tile[] tiles = new Tile[tilesAcross(width) * tilesAcross(height)];
        Arrays.fill(tiles, Tile.BLACK);
        return new Frame(number, width, height, tiles, List.of());
    }

    /// A frame of its own, number 0, with the pixels of a surface.
    public static Frame of(Surface surface) {
        Frame black = black(0, surface.width(), surface.height());
        Tile[] tiles = new TileReader(new AtomicLong(), 0).readAll(surface, black);
        return new Frame(0, black.width, black.height, tiles, List.of());
    }

    static int tilesAcross(int pixels) {
        return (pixels + Tile.SIZE - 1) / Tile.SIZE;
    }

    /// Counts the frames of a framebuffer: a later frame has a higher number.
    public long number() {
        return number;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public Rect area() {
        return Rect.ofSize(width, height);
    }

    public boolean sameSize(Frame other) {
        return width == other.width && height == other.height;
    }

    /// How many tiles there are in a row.
    public int columns() {
        return columns;
    }

    /// How many rows of tiles there are.
    public int rows() {
        return tiles.length / columns;
    }

    public Tile tile(int column, int row) {
        Objects.checkIndex(column, columns);
        return tiles[row * columns + column];
    }

    /// The versions of the tiles that `area` touches, row by row; what is outside of the frame
    /// counts as none. In frames of one framebuffer they stand for the pixels.
    public long[] versions(Rect area) {
        Rect inside = area.intersect(area());
        if (inside.isEmpty()) {
            return new long[0];
        }
        int left = inside.x() / Tile.SIZE;
        int right = (inside.right() - 1) / Tile.SIZE;
        int top = inside.y() / Tile.SIZE;
        int bottom = (inside.bottom() - 1) / Tile.SIZE;
        long[] versions = new long[(right - left + 1) * (bottom - top + 1)];
        int i = 0;
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                versions[i++] = tiles[row * columns + column].version();
            }
        }
        return versions;
    }

    /// Whether every tile that `area` touches is taken for video, see [Tile#isVideo()].
    public boolean isVideo(Rect area) {
        Rect inside = area.intersect(area());
        for (int y = inside.y() / Tile.SIZE; y * Tile.SIZE < inside.bottom(); y++) {
            for (int x = inside.x() / Tile.SIZE; x * Tile.SIZE < inside.right(); x++) {
                if (!tiles[y * columns + x].isVideo()) {
                    return false;
                }
            }
        }
        return !inside.isEmpty();
    }

    /// Somebody has looked at all of `area` and seen a photo, without text.
    public void photoSeen(Rect area) {
        Rect inside = area.intersect(area());
        for (int y = inside.y() / Tile.SIZE; y * Tile.SIZE < inside.bottom(); y++) {
            for (int x = inside.x() / Tile.SIZE; x * Tile.SIZE < inside.right(); x++) {
                if (inside.contains(tileArea(x, y))) {
                    tiles[y * columns + x].photoSeen();
                }
            }
        }
    }

    /// The part of this frame that a tile shows: less than a whole tile at the edges.
    public Rect tileArea(int column, int row) {
        return new Rect(column * Tile.SIZE, row * Tile.SIZE, Tile.SIZE, Tile.SIZE)
                .intersect(area());
    }

    /// What moved since the frame with the number before this one; hints, see [CopyHint].
    public List<CopyHint> copies() {
        return copies;
    }

    public int pixel(int x, int y) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(y, height);
        return tile(x / Tile.SIZE, y / Tile.SIZE).pixel(x % Tile.SIZE, y % Tile.SIZE);
    }

    /// Copies the pixels of `area` into `dst`, the first to `offset`, each row `stride` after the
    /// one above.
    public void read(Rect area, int[] dst, int offset, int stride) {
        if (!area().contains(area)) {
            throw new IndexOutOfBoundsException(
                    "%s is not within a frame of %dx%d".formatted(area, width, height));
        }
        if (area.isEmpty()) {
            return;
        }
        int lastColumn = (area.right() - 1) / Tile.SIZE;
        int lastRow = (area.bottom() - 1) / Tile.SIZE;
        for (int row = area.y() / Tile.SIZE; row <= lastRow; row++) {
            for (int column = area.x() / Tile.SIZE; column <= lastColumn; column++) {
                int tileX = column * Tile.SIZE;
                int tileY = row * Tile.SIZE;
                int left = Math.max(area.x(), tileX);
                int top = Math.max(area.y(), tileY);
                tiles[row * columns + column].read(
                        left - tileX,
                        top - tileY,
                        Math.min(area.right(), tileX + Tile.SIZE) - left,
                        Math.min(area.bottom(), tileY + Tile.SIZE) - top,
                        dst,
                        offset + (top - area.y()) * stride + left - area.x(),
                        stride);
            }
        }
    }

    /// All pixels, row by row.
    public int[] pixels() {
        int[] pixels = new int[width * height];
        read(area(), pixels, 0, width);
        return pixels;
    }

    /// Where this frame differs from an older one: exact to the tile, and inside a tile narrowed to
    /// boxes around the changed pixels. Frames of different size differ everywhere.
    public Region difference(Frame older) {
        return difference(older, area());
    }

    /// The part of [#difference(Frame)] that lies within a region.
    public Region difference(Frame older, Region within) {
        return difference(older, within.bounds()).intersect(within);
    }

    private Region difference(Frame older, Rect bounds) {
        Rect area = bounds.intersect(area());
        if (older == this || area.isEmpty()) {
            return Region.EMPTY;
        }
        return sameSize(older) ? FrameDifference.between(older, this, area) : Region.of(area);
    }

    /// What is different from an older frame, and what of it only moved. The answers for the frame
    /// before this one and for one other are kept, since viewers that are in step ask for the same.
    ///
    /// A thread that asks for the frame before this one waits for another that has asked for it; so
    /// nobody waits longer than finding out would take.
    public FrameDelta since(Frame older) {
        return since(older, area());
    }

    /// The same for who looks only at `within`: outside of it whole tiles may count as different,
    /// and nothing as moved.
    public FrameDelta since(Frame older, Rect within) {
        Rect part = within.contains(area()) ? area() : within.intersect(area());
        if (older.number != number - 1 || !part.equals(area())) {
            FrameDelta known = known(otherDelta, older, part);
            if (known == null) {
                known = FrameDelta.between(older, this, part);
                otherDelta = new Known(new WeakReference<>(older), part, known);
            }
            return known;
        }
        synchronized (tiles) {
            FrameDelta known = known(lastDelta, older, part);
            if (known == null) {
                known = FrameDelta.between(older, this, part);
                lastDelta = new Known(new WeakReference<>(older), part, known);
            }
            return known;
        }
    }

    private static @Nullable FrameDelta known(@Nullable Known known, Frame older, Rect part) {
        return known != null && known.older.refersTo(older) && known.part.equals(part)
                ? known.delta
                : null;
    }

    private record Known(WeakReference<Frame> older, Rect part, FrameDelta delta) {}

    /// Where this frame differs from an older one of this size, found in little time: exact as in
    /// [#difference(Frame)] if few tiles differ, else whole tiles.
    public Region quickDifference(Frame older) {
        return exactIfFew(older, differentTiles(older));
    }

    /// The changed pixels of different tiles if these are few, else all of them.
    Region exactIfFew(Frame older, Region tiles) {
        return tiles.area() <= QUICK ? difference(older, tiles) : tiles;
    }

    /// The tiles that are not those of an older frame of this size.
    Region differentTiles(Frame older) {
        List<Rect> different = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns; column++) {
                if (tile(column, row) != older.tile(column, row)) {
                    different.add(tileArea(column, row));
                }
            }
        }
        return Region.of(different);
    }

    /// A frame of this size with other tiles.
    Frame with(Tile[] replacement) {
        return new Frame(number, width, height, replacement, List.of());
    }

    /// This frame as the successor of another one.
    Frame after(Frame previous, List<CopyHint> copies) {
        return new Frame(previous.number + 1, width, height, tiles, copies);
    }

    /// This frame with a pointer painted over it.
    ///
    /// @param versions gives the painted tiles theirs
    Frame painted(Cursor shape, int x, int y, AtomicLong versions) {
        Rect area = shape.areaAt(x, y).intersect(area());
        if (area.isEmpty()) {
            return this;
        }
        Tile[] painted = copyOfTiles();
        for (int row = area.y() / Tile.SIZE; row * Tile.SIZE < area.bottom(); row++) {
            for (int column = area.x() / Tile.SIZE; column * Tile.SIZE < area.right(); column++) {
                Rect part = tileArea(column, row);
                int[] pixels = new int[Tile.PIXELS];
                Tile under = tile(column, row);
                under.read(0, 0, Tile.SIZE, Tile.SIZE, pixels, 0, Tile.SIZE);
                shape.compositeOnto(
                        pixels,
                        0,
                        Tile.SIZE,
                        part.width(),
                        part.height(),
                        x - part.x(),
                        y - part.y());
                painted[row * columns + column] = under.painted(versions.incrementAndGet(), pixels);
            }
        }
        return with(painted);
    }

    /// Whether these are the very tiles of this frame.
    boolean hasTiles(Tile[] other) {
        for (int i = 0; i < tiles.length; i++) {
            if (tiles[i] != other[i]) {
                return false;
            }
        }
        return true;
    }

    /// The tiles, to make the next frame from.
    Tile[] copyOfTiles() {
        return tiles.clone();
    }

    @Override
    public String toString() {
        return "frame %d of %dx%d".formatted(number, width, height);
    }
}
