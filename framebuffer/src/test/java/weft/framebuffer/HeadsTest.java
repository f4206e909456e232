package weft.framebuffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Several framebuffers in one picture.
class HeadsTest {
    private final Framebuffer left = new Framebuffer(2, 2);
    private final Framebuffer right = new Framebuffer(1, 1);
    private final Heads heads = new Heads(List.of(left, right));

    private int[] pixels() {
        return heads.framebuffer().snapshot().pixels();
    }

    private static int[] of(int colour, int count) {
        int[] pixels = new int[count];
        Arrays.fill(pixels, colour);
        return pixels;
    }

    @Test
    void heads_areSideBySide_andBlackBelow() {
        left.publish(of(1, 4));
        right.publish(of(2, 1));
        assertEquals(List.of(new Rect(0, 0, 2, 2), new Rect(2, 0, 1, 1)), heads.areas());
        assertArrayEquals(new int[] {1, 1, 2, 1, 1, 0}, pixels());
    }

    @Test
    void changeOfOneHead_isADifferenceThereAlone() {
        Framebuffer wide = new Framebuffer(128, 64);
        Framebuffer other = new Framebuffer(64, 64);
        try (var both = new Heads(List.of(wide, other))) {
            Frame before = both.framebuffer().snapshot();
            other.publish(of(7, 64 * 64));
            Frame after = both.framebuffer().snapshot();
            assertEquals(List.of(new Rect(128, 0, 64, 64)), after.difference(before).rects());
            assertSame(before.tile(0, 0), after.tile(0, 0));
        }
    }

    @Test
    void surfaceOfAHead_isReadWhenItWasDamaged() {
        int[] memory = new int[4];
        left.surface(XrgbSurface.of(memory, 2, 2));
        assertArrayEquals(new int[6], pixels());
        memory[3] = 9;
        assertArrayEquals(new int[6], pixels());
        left.damage(1, 1, 1, 1);
        assertArrayEquals(new int[] {0, 0, 0, 0, 9, 0}, pixels());
    }

    @Test
    void headOfAnotherSize_movesThoseBesideIt() {
        var told = new AtomicInteger();
        List<Rect> areas = new ArrayList<>();
        heads.addListener(() -> {
            told.incrementAndGet();
            areas.addAll(heads.areas());
        });
        right.publish(of(2, 1));
        left.resize(1, 1);
        left.publish(of(1, 1));
        assertArrayEquals(new int[] {1, 2}, pixels());
        assertEquals(1, told.get());
        assertEquals(List.of(new Rect(0, 0, 1, 1), new Rect(1, 0, 1, 1)), areas);
        right.resize(1, 2);
        assertArrayEquals(new int[] {1, 0, 0, 0}, pixels());
    }

    @Test
    void listeners_hearOfEachHead() {
        var told = new AtomicInteger();
        Frame _ = heads.framebuffer().snapshot();
        heads.framebuffer().addListener(told::incrementAndGet);
        left.publish(of(1, 4));
        assertEquals(1, told.get());
        Frame _ = heads.framebuffer().snapshot();
        right.publish(of(2, 1));
        assertEquals(2, told.get());
    }

    @Test
    void closed_picture_staysAsItIs() {
        left.publish(of(1, 4));
        int[] before = pixels();
        heads.close();
        left.publish(of(5, 4));
        left.resize(7, 7);
        assertArrayEquals(before, pixels());
    }

    @Test
    void headsThatShareATile_areReadOneAfterTheOther() {
        Framebuffer one = new Framebuffer(XrgbSurface.of(of(1, 200), 10, 20));
        Framebuffer other = new Framebuffer(XrgbSurface.of(of(2, 100), 10, 10));
        try (var both = new Heads(List.of(one, other))) {
            Frame frame = both.framebuffer().snapshot();
            int[] expected = new int[400];
            for (int y = 0; y < 20; y++) {
                Arrays.fill(expected, y * 20, y * 20 + 10, 1);
                Arrays.fill(expected, y * 20 + 10, y * 20 + 20, y < 10 ? 2 : 0);
            }
            assertArrayEquals(expected, frame.pixels());
            one.damage(0, 0, 10, 20);
            other.damage(0, 0, 10, 10);
            assertSame(frame.tile(0, 0), both.framebuffer().snapshot().tile(0, 0));
        }
    }

    @Test
    void impossibleHeads_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Heads(List.of()));
        Framebuffer large = new Framebuffer(16384, 1);
        assertThrows(IllegalArgumentException.class, () -> new Heads(List.of(large, left)));
    }
}
