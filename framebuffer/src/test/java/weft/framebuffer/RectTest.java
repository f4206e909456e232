package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RectTest {

    private static final int MIN = Integer.MIN_VALUE;
    private static final int MAX = Integer.MAX_VALUE;

    @Test
    void constructor_negativeSize_refusesIt() {
        var e = assertThrows(IllegalArgumentException.class, () -> new Rect(0, 0, -1, 5));

        assertEquals("a rectangle's size must not be negative: -1x5", e.getMessage());
    }

    @Test
    void constructor_endBeyondInt_refusesIt() {
        assertThrows(IllegalArgumentException.class, () -> new Rect(1, 0, MAX, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rect(0, MAX, 1, 1));
    }

    @Test
    void clamped_overlongSize_endsAtTheLastInt() {
        assertEquals(new Rect(10, 20, MAX - 10, 5), Rect.clamped(10, 20, MAX, 5));
    }

    @Test
    void clamped_negativeSize_isEmpty() {
        assertTrue(Rect.clamped(5, 5, -3, 10).isEmpty());
        assertTrue(Rect.clamped(MAX, MAX, MIN, MIN).isEmpty());
    }

    @Test
    void intersect_extremeRectangles_doesNotWrap() {
        Rect wide = new Rect(MIN, MIN, MAX, MAX);

        assertEquals(Rect.EMPTY, wide.intersect(new Rect(0, 0, MAX, MAX)));
        assertEquals(new Rect(-5, -5, 4, 4), wide.intersect(new Rect(-5, -5, MAX, MAX)));
    }

    @Test
    void intersect_neighbours_isEmpty() {
        assertEquals(Rect.EMPTY, new Rect(0, 0, 5, 5).intersect(new Rect(5, 0, 5, 5)));
        assertFalse(new Rect(0, 0, 5, 5).overlaps(new Rect(0, 5, 5, 5)));
    }

    @Test
    void translate_beyondInt_cutsOffWhatIsOutside() {
        assertEquals(new Rect(MAX - 4, 0, 4, 5), new Rect(MAX - 9, 0, 9, 5).translate(5, 0));
        assertTrue(new Rect(0, 0, 5, 5).translate(MAX, MAX).isEmpty());
        assertTrue(new Rect(-10, 0, 5, 5).translate(MIN, 0).isEmpty());
    }

    @Test
    void bounds_emptyRectangle_countsForNothing() {
        Rect rect = new Rect(3, 4, 5, 6);

        assertEquals(rect, rect.bounds(new Rect(100, 100, 0, 7)));
        assertEquals(rect, Rect.EMPTY.bounds(rect));
        assertEquals(new Rect(0, 0, 8, 10), rect.bounds(new Rect(0, 0, 1, 1)));
    }

    @Test
    void contains_edges_includesLeftAndTopOnly() {
        Rect rect = new Rect(2, 3, 4, 5);

        assertTrue(rect.contains(2, 3));
        assertTrue(rect.contains(5, 7));
        assertFalse(rect.contains(6, 7));
        assertFalse(rect.contains(5, 8));
        assertTrue(rect.contains(rect));
        assertTrue(rect.contains(new Rect(100, 100, 0, 0)));
        assertFalse(rect.contains(new Rect(2, 3, 5, 5)));
    }

    @Test
    void area_largest_isALong() {
        assertEquals((long) MAX * MAX, new Rect(0, 0, MAX, MAX).area());
    }
}
