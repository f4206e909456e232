package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class CursorTest {

    @Test
    void constructor_badShapes_areRefusedWithTheLimits() {
        var size =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Cursor(1025, 1, 0, 0, new int[1025]));
        assertEquals("a cursor has 1 to 1024 pixels per side, not 1025x1", size.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Cursor(0, 1, 0, 0, new int[0]));
        var hot =
                assertThrows(
                        IllegalArgumentException.class, () -> new Cursor(2, 2, 2, 0, new int[4]));
        assertEquals("the hot spot 2,0 is not within a cursor of 2x2", hot.getMessage());
        var pixels =
                assertThrows(
                        IllegalArgumentException.class, () -> new Cursor(2, 2, 0, 0, new int[5]));
        assertEquals("a cursor of 2x2 has 4 pixels, not 5", pixels.getMessage());
    }

    @Test
    void argb_arraysOfTheCaller_areNotShared() {
        int[] argb = {0xFF010203};
        Cursor cursor = new Cursor(1, 1, 0, 0, argb);
        argb[0] = 0;
        cursor.argb()[0] = 0;

        assertArrayEquals(new int[] {0xFF010203}, cursor.argb());
    }

    @Test
    void opaque_fromHalfOn_andNoColoursElsewhere() {
        var cursor = new Cursor(4, 1, 0, 0, new int[] {0, 0x80FFFFFF, 0x7FFFFFFF, 0xC0123456});

        assertArrayEquals(new boolean[] {false, true, false, true}, cursor.opaque());
        assertArrayEquals(new int[] {0, 0xFFFFFF, 0, 0x123456}, cursor.rgb());
    }

    @Test
    void compositeOnto_alpha_blendsRounded() {
        int[] argb = {0x00FFFFFF, 0xFF102030, 0x80FFFFFF};
        int[] picture = {0x112233, 0x112233, 0x000000};
        new Cursor(3, 1, 0, 0, argb).compositeOnto(picture, 0, 3, 3, 1, 0, 0);

        assertArrayEquals(new int[] {0x112233, 0x102030, 0x808080}, picture);
    }

    @Test
    void compositeOnto_anyPosition_drawsAtTheHotSpotAndOnlyInside() {
        int[] argb = new int[5 * 4];
        Arrays.fill(argb, 0xFFABCDEF);
        Cursor cursor = new Cursor(5, 4, 2, 1, argb);
        for (int y = -6; y < 16; y++) {
            for (int x = -6; x < 16; x++) {
                int[] picture = new int[3 + 14 * 10];
                cursor.compositeOnto(picture, 3, 14, 10, 10, x, y);
                int[] expected = new int[picture.length];
                Rect visible = new Rect(x - 2, y - 1, 5, 4).intersect(Rect.ofSize(10, 10));
                for (int row = visible.y(); row < visible.bottom(); row++) {
                    for (int column = visible.x(); column < visible.right(); column++) {
                        expected[3 + row * 14 + column] = 0xABCDEF;
                    }
                }
                assertArrayEquals(expected, picture, x + "," + y);
            }
        }
    }

    @Test
    void compositeOnto_extremePositions_drawNothing() {
        int[] picture = new int[100];
        Cursor cursor = new Cursor(2, 2, 1, 1, new int[] {-1, -1, -1, -1});
        int[] extremes = {Integer.MIN_VALUE, Integer.MAX_VALUE};
        for (int x : extremes) {
            for (int y : extremes) {
                cursor.compositeOnto(picture, 0, 10, 10, 10, x, y);
            }
        }

        assertArrayEquals(new int[100], picture);
    }

    @Test
    void equals_sameShape_isEqual() {
        Cursor cursor = new Cursor(2, 1, 1, 0, new int[] {1, 2});

        assertEquals(cursor, new Cursor(2, 1, 1, 0, new int[] {1, 2}));
        assertEquals(cursor.hashCode(), new Cursor(2, 1, 1, 0, new int[] {1, 2}).hashCode());
        assertEquals(false, cursor.equals(new Cursor(2, 1, 0, 0, new int[] {1, 2})));
        assertEquals(false, cursor.equals(new Cursor(2, 1, 1, 0, new int[] {1, 3})));
        assertEquals(false, cursor.equals(new Cursor(1, 2, 0, 0, new int[] {1, 2})));
    }
}
