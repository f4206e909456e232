package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/// The algebra of regions against a bitmap, which is slow and obviously right.
class RegionTest {

    private static final int SIZE = 40;
    private static final int RUNS = 4_000;

    @Test
    void algebra_anyTwoRegions_agreesWithABitmap() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            List<Rect> rectsA = rects(random);
            List<Rect> rectsB = rects(random);
            Region a = Region.of(rectsA);
            Region b = Region.of(rectsB);
            BitSet bitsA = bits(rectsA);
            BitSet bitsB = bits(rectsB);

            BitSet union = (BitSet) bitsA.clone();
            union.or(bitsB);
            BitSet both = (BitSet) bitsA.clone();
            both.and(bitsB);
            BitSet without = (BitSet) bitsA.clone();
            without.andNot(bitsB);

            check(seed, bitsA, a);
            check(seed, union, a.union(b));
            check(seed, both, a.intersect(b));
            check(seed, without, a.subtract(b));
            assertEquals(without.isEmpty(), b.contains(a), "seed " + seed);
        }
    }

    @Test
    void algebra_anyRegionAndRectangle_agreesWithABitmap() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Region a = Region.of(rects(random));
            Rect rect = rect(random);

            assertEquals(a.union(Region.of(rect)), a.union(rect), "seed " + seed);
            assertEquals(a.intersect(Region.of(rect)), a.intersect(rect), "seed " + seed);
            assertEquals(a.subtract(Region.of(rect)), a.subtract(rect), "seed " + seed);
            assertEquals(a.intersect(rect).area() == rect.area(), a.contains(rect), "seed " + seed);
            assertEquals(!a.intersect(rect).isEmpty(), a.overlaps(rect), "seed " + seed);
            Region b = Region.of(rects(random));
            assertEquals(!a.intersect(b).isEmpty(), a.overlaps(b), "seed " + seed);
        }
    }

    @Test
    void translate_anyRegion_movesEveryPixel() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Region region = Region.of(rects(random));
            int dx = random.nextInt(-50, 50);
            int dy = random.nextInt(-50, 50);
            Region moved = region.translate(dx, dy);

            assertEquals(region.area(), moved.area(), "seed " + seed);
            for (Rect rect : region.rects()) {
                assertTrue(moved.contains(rect.translate(dx, dy)), "seed " + seed);
            }
            assertEquals(region, moved.translate(-dx, -dy), "seed " + seed);
        }
    }

    @Test
    void equals_sameSetMadeInAnotherOrder_isEqual() {
        for (int seed = 0; seed < RUNS; seed++) {
            List<Rect> rects = rects(new Random(seed));
            Region together = Region.of(rects);
            Region oneByOne = Region.EMPTY;
            for (Rect rect : rects.reversed()) {
                oneByOne = oneByOne.union(rect);
            }

            assertEquals(together, oneByOne, "seed " + seed);
            assertEquals(together.hashCode(), oneByOne.hashCode(), "seed " + seed);
        }
    }

    @Test
    void of_neighbours_joinsThem() {
        assertEquals(
                Region.of(new Rect(0, 0, 10, 10)),
                Region.of(
                        List.of(
                                new Rect(0, 0, 5, 5),
                                new Rect(5, 0, 5, 5),
                                new Rect(0, 5, 10, 5))));
    }

    @Test
    void simplify_tooManyRectangles_isTheBounds() {
        Region region = Region.of(List.of(new Rect(0, 0, 1, 1), new Rect(9, 9, 1, 1)));

        assertSame(region, region.simplify(2));
        assertEquals(Region.of(new Rect(0, 0, 10, 10)), region.simplify(1));
    }

    @Test
    void translate_beyondInt_cutsOffWhatIsOutside() {
        Region region = Region.of(new Rect(Integer.MAX_VALUE - 10, 0, 10, 1));

        assertEquals(3, region.translate(7, 0).area());
        assertTrue(region.translate(Integer.MAX_VALUE, 0).isEmpty());
    }

    @Test
    void empty_anyOperation_isNeutral() {
        Region region = Region.of(new Rect(1, 2, 3, 4));

        assertEquals(region, Region.EMPTY.union(region));
        assertEquals(region, region.union(Region.EMPTY));
        assertEquals(region, region.subtract(Region.EMPTY));
        assertTrue(Region.EMPTY.subtract(region).isEmpty());
        assertTrue(Region.EMPTY.intersect(region).isEmpty());
        assertTrue(region.intersect(Region.EMPTY).isEmpty());
        assertEquals(Rect.EMPTY, Region.EMPTY.bounds());
        assertEquals(Region.EMPTY, Region.of(new Rect(4, 4, 0, 9)));
    }

    private static void check(int seed, BitSet expected, Region region) {
        List<Rect> rects = region.rects();
        assertEquals(expected, bits(rects), "seed " + seed);
        assertEquals(expected.cardinality(), region.area(), "rectangles overlap, seed " + seed);
        assertEquals(rects.size(), region.count(), "seed " + seed);
        assertEquals(expected.isEmpty(), region.isEmpty(), "seed " + seed);
        Rect bounds = Rect.EMPTY;
        for (Rect rect : rects) {
            assertFalse(rect.isEmpty(), "seed " + seed);
            bounds = bounds.bounds(rect);
        }
        assertEquals(bounds, region.bounds(), "seed " + seed);
        for (int i = 0; i < SIZE * SIZE; i++) {
            assertEquals(expected.get(i), region.contains(i % SIZE, i / SIZE), "seed " + seed);
        }
    }

    private static BitSet bits(List<Rect> rects) {
        BitSet bits = new BitSet();
        for (Rect rect : rects) {
            for (int y = rect.y(); y < rect.bottom(); y++) {
                bits.set(y * SIZE + rect.x(), y * SIZE + rect.right());
            }
        }
        return bits;
    }

    private static List<Rect> rects(Random random) {
        List<Rect> rects = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            rects.add(rect(random));
        }
        return rects;
    }

    private static Rect rect(Random random) {
        int x = random.nextInt(SIZE);
        int y = random.nextInt(SIZE);
        return new Rect(x, y, random.nextInt(SIZE - x + 1), random.nextInt(SIZE - y + 1));
    }
}
