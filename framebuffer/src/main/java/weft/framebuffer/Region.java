package weft.framebuffer;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Band.Operation;

import java.util.ArrayList;
import java.util.List;

/// An immutable set of pixels, kept as rectangles.
///
/// The rectangles are y-x banded: they are sorted into bands from top to bottom, all of one band
/// share top and bottom, are sorted from left to right and do not touch; bands that lie upon each
/// other differ. So every set of pixels has exactly one representation, and [#equals] compares
/// sets.
public final class Region {

    /// The region without pixels.
    public static final Region EMPTY = new Region(List.of());

    private final List<Band> bands;

    /* Most operations ask for it; whoever makes it first makes the same. */
    private @Nullable Rect bounds;

    private Region(List<Band> bands) {
        this.bands = bands;
    }

    public static Region of(Rect rect) {
        return rect.isEmpty()
                ? EMPTY
                : new Region(
                        List.of(
                                new Band(
                                        rect.y(),
                                        rect.bottom(),
                                        new int[] {rect.x(), rect.right()})));
    }

    /// All pixels of the given rectangles, which may overlap and be empty.
    public static Region of(List<Rect> rects) {
        return switch (rects.size()) {
            case 0 -> EMPTY;
            case 1 -> of(rects.getFirst());
            default -> {
                int half = rects.size() / 2;
                yield of(rects.subList(0, half)).union(of(rects.subList(half, rects.size())));
            }
        };
    }

    public Region union(Region other) {
        if (isEmpty() || other.covers(this)) {
            return other;
        }
        if (other.isEmpty() || covers(other)) {
            return this;
        }
        return new Region(Band.combine(bands, other.bands, Operation.UNION));
    }

    public Region union(Rect rect) {
        return union(of(rect));
    }

    public Region intersect(Region other) {
        if (other.covers(this)) {
            return this;
        }
        if (covers(other)) {
            return other;
        }
        if (!bounds().overlaps(other.bounds())) {
            return EMPTY;
        }
        if (isRect() && other.isRect()) {
            return of(bounds().intersect(other.bounds()));
        }
        return new Region(Band.combine(bands, other.bands, Operation.INTERSECT));
    }

    public Region intersect(Rect rect) {
        return rect.contains(bounds()) ? this : intersect(of(rect));
    }

    /// Whether some of `rect` is in this region.
    public boolean overlaps(Rect rect) {
        return bounds().overlaps(rect) && (isRect() || !intersect(rect).isEmpty());
    }

    /// Whether some pixel is in both regions.
    public boolean overlaps(Region other) {
        return other.isRect() ? overlaps(other.bounds()) : !intersect(other).isEmpty();
    }

    private boolean isRect() {
        return bands.size() == 1 && bands.getFirst().edges().length == 2;
    }

    /// Whether this is a rectangle around the other region; no work, as most operations are with
    /// one such as the whole picture.
    private boolean covers(Region other) {
        return isRect() && bounds().contains(other.bounds());
    }

    /// The pixels of this region that are not in `other`.
    public Region subtract(Region other) {
        if (other.covers(this) || equals(other)) {
            return EMPTY;
        }
        if (!bounds().overlaps(other.bounds())) {
            return this;
        }
        return new Region(Band.combine(bands, other.bands, Operation.SUBTRACT));
    }

    public Region subtract(Rect rect) {
        return subtract(of(rect));
    }

    /// This region moved by `dx`, `dy`; what would leave the range of an int is cut off.
    public Region translate(int dx, int dy) {
        if (dx == 0 && dy == 0) {
            return this;
        }
        return of(rects().stream().map(rect -> rect.translate(dx, dy)).toList());
    }

    public boolean isEmpty() {
        return bands.isEmpty();
    }

    public boolean contains(int x, int y) {
        for (Band band : bands) {
            if (y >= band.top() && y < band.bottom()) {
                return band.contains(x);
            }
        }
        return false;
    }

    /// Whether every pixel of the rectangle is in this region; true for an empty one.
    public boolean contains(Rect rect) {
        return rect.isEmpty() || (isRect() ? bounds().contains(rect) : contains(of(rect)));
    }

    public boolean contains(Region other) {
        return other.subtract(this).isEmpty();
    }

    public long area() {
        long area = 0;
        for (Band band : bands) {
            area += (long) (band.bottom() - band.top()) * band.covered();
        }
        return area;
    }

    /// The smallest rectangle around this region.
    public Rect bounds() {
        Rect known = bounds;
        if (known == null) {
            known = findBounds();
            bounds = known;
        }
        return known;
    }

    private Rect findBounds() {
        if (isEmpty()) {
            return Rect.EMPTY;
        }
        int left = Integer.MAX_VALUE;
        int right = Integer.MIN_VALUE;
        for (Band band : bands) {
            left = Math.min(left, band.edges()[0]);
            right = Math.max(right, band.edges()[band.edges().length - 1]);
        }
        return Rect.between(left, bands.getFirst().top(), right, bands.getLast().bottom());
    }

    /// The rectangles of this region from top to bottom, and from left to right; none overlap.
    public List<Rect> rects() {
        List<Rect> rects = new ArrayList<>(count());
        for (Band band : bands) {
            int[] edges = band.edges();
            for (int i = 0; i < edges.length; i += 2) {
                rects.add(Rect.between(edges[i], band.top(), edges[i + 1], band.bottom()));
            }
        }
        return rects;
    }

    /// How many rectangles [#rects()] has.
    public int count() {
        int count = 0;
        for (Band band : bands) {
            count += band.edges().length / 2;
        }
        return count;
    }

    /// This region if it has at most `maxRects` rectangles, else the rectangle around it.
    public Region simplify(int maxRects) {
        return count() <= maxRects ? this : of(bounds());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Region region && bands.equals(region.bands);
    }

    @Override
    public int hashCode() {
        return bands.hashCode();
    }

    @Override
    public String toString() {
        return rects().toString();
    }
}
