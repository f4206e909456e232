package weft.framebuffer;

/// A rectangle of pixels, possibly empty: from `x`, `y` inclusive to [#right()], [#bottom()]
/// exclusive.
///
/// No edge ever leaves the range of an int: the constructor refuses such a rectangle, every
/// operation cuts off what would lie outside.
///
/// @param x the left edge
/// @param y the top edge
/// @param width at least 0
/// @param height at least 0
public record Rect(int x, int y, int width, int height) {

    /// The empty rectangle at the origin.
    public static final Rect EMPTY = new Rect(0, 0, 0, 0);

    public Rect {
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException(
                    "a rectangle's size must not be negative: " + width + "x" + height);
        }
        if ((long) x + width > Integer.MAX_VALUE || (long) y + height > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a rectangle must end within the range of an int: %dx%d at %d,%d"
                            .formatted(width, height, x, y));
        }
    }

    /// The rectangle at the origin.
    public static Rect ofSize(int width, int height) {
        return new Rect(0, 0, width, height);
    }

    /// The rectangle between two edges each; empty when they are the wrong way round. What lies
    /// outside of the range of an int is cut off.
    public static Rect between(long left, long top, long right, long bottom) {
        int x = saturate(left);
        int y = saturate(top);
        long width = Math.clamp((long) saturate(right) - x, 0, Integer.MAX_VALUE);
        long height = Math.clamp((long) saturate(bottom) - y, 0, Integer.MAX_VALUE);
        return new Rect(x, y, (int) width, (int) height);
    }

    /// The rectangle for values from anywhere: a negative size is empty, overlong ones are cut off.
    public static Rect clamped(int x, int y, int width, int height) {
        return between(x, y, (long) x + width, (long) y + height);
    }

    /// The first column right of this rectangle.
    public int right() {
        return x + width;
    }

    /// The first row below this rectangle.
    public int bottom() {
        return y + height;
    }

    public boolean isEmpty() {
        return width == 0 || height == 0;
    }

    public long area() {
        return (long) width * height;
    }

    public boolean contains(int px, int py) {
        return px >= x && px < right() && py >= y && py < bottom();
    }

    /// Whether every pixel of `other` is in this rectangle; true for an empty one.
    public boolean contains(Rect other) {
        return other.isEmpty()
                || (other.x >= x
                        && other.y >= y
                        && other.right() <= right()
                        && other.bottom() <= bottom());
    }

    public boolean overlaps(Rect other) {
        return !intersect(other).isEmpty();
    }

    /// What both rectangles cover; [#EMPTY] when they share no pixel.
    public Rect intersect(Rect other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        int right = Math.min(right(), other.right());
        int bottom = Math.min(bottom(), other.bottom());
        return left < right && top < bottom ? between(left, top, right, bottom) : EMPTY;
    }

    /// The smallest rectangle around both; an empty one counts for nothing.
    public Rect bounds(Rect other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        return between(
                Math.min(x, other.x),
                Math.min(y, other.y),
                Math.max(right(), other.right()),
                Math.max(bottom(), other.bottom()));
    }

    /// This rectangle moved by `dx`, `dy`.
    public Rect translate(int dx, int dy) {
        return between((long) x + dx, (long) y + dy, (long) right() + dx, (long) bottom() + dy);
    }

    @Override
    public String toString() {
        return width + "x" + height + "+" + x + "+" + y;
    }

    private static int saturate(long value) {
        return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
