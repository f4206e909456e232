package weft.framebuffer.testcard;

import weft.framebuffer.Limits;
import weft.framebuffer.Rect;

import java.time.LocalTime;

/// A test picture that shows at one look whether a viewer works.
public final class TestCard {

    public static final int DEFAULT_WIDTH = 1024;
    public static final int DEFAULT_HEIGHT = 768;
    public static final int MIN_SIDE = 64;

    private final int width;
    private final int height;
    private final int[] pixels;

    public TestCard() {
        this(DEFAULT_WIDTH, DEFAULT_HEIGHT);
    }

    public TestCard(int width, int height) {
        Limits.checkSize(width, height);
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    /// A card without moving parts, clock and echo: the same pixels for ever.
    public static TestCard still(int width, int height) {
        return new TestCard(width, height);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// The live picture, 0x00RRGGBB row by row, which the methods below draw into.
    public int[] pixels() {
        return pixels;
    }

    /// Moves the moving part to a frame and sets the clock; what changed.
    public Rect tick(long frame, LocalTime time) {
        return Rect.EMPTY;
    }

    /// Echoes a key; what changed.
    public Rect key(boolean down, String name) {
        return Rect.EMPTY;
    }

    /// Echoes the pointer; what changed.
    public Rect pointer(int x, int y, int buttonMask) {
        return Rect.EMPTY;
    }
}
