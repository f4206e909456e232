package weft.framebuffer.vga;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Group;

/// What one rendering changed, told to the framebuffer as a group: rectangles, and spans of rows
/// that are put together where one is just below the other.
final class Damage {

    private final Framebuffer framebuffer;
    private @Nullable Group group;
    private boolean told;
    private long pixels;
    private int left;
    private int top;
    private int right;
    private int bottom;

    Damage(Framebuffer framebuffer) {
        this.framebuffer = framebuffer;
    }

    /// To be called before the first pixel is changed, may be called again.
    void begin() {
        if (group == null) {
            group = framebuffer.begin();
        }
    }

    /// Adds what was drawn.
    void add(int x, int y, int width, int height) {
        if (x == left && x + width == right && y == bottom) {
            bottom += height;
            return;
        }
        tell();
        left = x;
        top = y;
        right = x + width;
        bottom = y + height;
    }

    /// Shows what was added; whether it was anything.
    boolean end() {
        Group open = group;
        group = null;
        if (open != null) {
            try (open) {
                tell();
            }
        }
        boolean result = told;
        told = false;
        return result;
    }

    private void tell() {
        if (bottom > top) {
            framebuffer.damage(left, top, right - left, bottom - top);
            told = true;
            pixels += (long) (right - left) * (bottom - top);
        }
        bottom = top;
        right = left;
    }

    /// How many pixels were told so far, for tests.
    long pixels() {
        return pixels;
    }
}
