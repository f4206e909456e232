package weft.framebuffer;

/// How a display shows what its host draws: mirrored or turned by quarters, and each pixel made a
/// block of several, see [Framebuffer#view(View)].
///
/// Each method adds a step to those before it. What is a change of scale to one is seen as the
/// shape of pixels by another: `PLAIN.scaled(2, 1)` for pixels that are twice as wide as high,
/// `PLAIN.scaled(5, 6)` for 320x200 on a 4:3 screen.
///
/// @param isTurned whether the host's rows are seen as columns; done first
/// @param isMirroredX whether left and right are then exchanged
/// @param isMirroredY whether top and bottom are then exchanged
/// @param scaleX how many columns each pixel has at last
/// @param scaleY how many rows each pixel has at last
public record View(
        boolean isTurned, boolean isMirroredX, boolean isMirroredY, int scaleX, int scaleY) {

    /// The host's picture as it is.
    public static final View PLAIN = new View(false, false, false, 1, 1);

    /// The most columns, or rows, of a pixel.
    public static final int MAX_SCALE = 64;

    public View {
        if (scaleX < 1 || scaleY < 1 || scaleX > MAX_SCALE || scaleY > MAX_SCALE) {
            throw new IllegalArgumentException(
                    "a pixel is shown as 1x1 to %dx%d pixels, not %dx%d"
                            .formatted(MAX_SCALE, MAX_SCALE, scaleX, scaleY));
        }
    }

    /// Larger by a whole number.
    public View scaled(int factor) {
        return scaled(factor, factor);
    }

    /// Wider and higher by whole numbers.
    ///
    /// @throws IllegalArgumentException if that is more than [#MAX_SCALE] in all
    public View scaled(int columns, int rows) {
        return new View(
                isTurned,
                isMirroredX,
                isMirroredY,
                Math.clamp((long) scaleX * columns, 0, Integer.MAX_VALUE),
                Math.clamp((long) scaleY * rows, 0, Integer.MAX_VALUE));
    }

    /// Turned clockwise.
    ///
    /// @param degrees 0, 90, 180 or 270
    public View rotated(int degrees) {
        return switch (degrees) {
            case 0 -> this;
            case 90 -> new View(!isTurned, !isMirroredY, isMirroredX, scaleY, scaleX);
            case 180 -> new View(isTurned, !isMirroredX, !isMirroredY, scaleX, scaleY);
            case 270 -> new View(!isTurned, isMirroredY, !isMirroredX, scaleY, scaleX);
            default ->
                    throw new IllegalArgumentException(
                            "a picture is turned by 0, 90, 180 or 270 degrees, not by " + degrees);
        };
    }

    /// Left and right exchanged.
    public View flippedHorizontally() {
        return new View(isTurned, !isMirroredX, isMirroredY, scaleX, scaleY);
    }

    /// Top and bottom exchanged; what OpenGL and BMP files need, whose lowest row is first.
    public View flippedVertically() {
        return new View(isTurned, isMirroredX, !isMirroredY, scaleX, scaleY);
    }

    /// The area that a picture of the host's has when it is shown.
    ///
    /// @throws IllegalArgumentException if that is beyond the [Limits]
    Rect shownSize(int width, int height) {
        Limits.checkSize(width, height);
        Rect shown =
                isTurned
                        ? Rect.ofSize(height * scaleX, width * scaleY)
                        : Rect.ofSize(width * scaleX, height * scaleY);
        Limits.checkSize(shown.width(), shown.height());
        return shown;
    }

    /// The area of the host's picture that is shown in this size.
    Rect hostSize(int shownWidth, int shownHeight) {
        int columns = shownWidth / scaleX;
        int rows = shownHeight / scaleY;
        return isTurned ? Rect.ofSize(rows, columns) : Rect.ofSize(columns, rows);
    }

    /// Where a part of the host's picture is shown, as far as it is within that.
    ///
    /// @param host the size of the host's picture
    Rect shown(Rect part, Rect host) {
        Rect visible = part.intersect(host);
        if (this.equals(PLAIN) || visible.isEmpty()) {
            return visible;
        }
        int x = isTurned ? visible.y() : visible.x();
        int y = isTurned ? visible.x() : visible.y();
        int columns = isTurned ? visible.height() : visible.width();
        int rows = isTurned ? visible.width() : visible.height();
        int left = isMirroredX ? (isTurned ? host.height() : host.width()) - x - columns : x;
        int top = isMirroredY ? (isTurned ? host.width() : host.height()) - y - rows : y;
        return new Rect(left * scaleX, top * scaleY, columns * scaleX, rows * scaleY);
    }

    /// The smallest part of the host's picture in which all that is shown in `area` lies.
    ///
    /// @param area within the picture as it is shown
    Rect host(Rect area, Rect host) {
        if (area.isEmpty()) {
            return Rect.EMPTY;
        }
        Point one = host(area.x(), area.y(), host);
        Point other = host(area.right() - 1, area.bottom() - 1, host);
        return Rect.between(
                Math.min(one.x(), other.x()),
                Math.min(one.y(), other.y()),
                Math.max(one.x(), other.x()) + 1,
                Math.max(one.y(), other.y()) + 1);
    }

    /// The host's pixel that is shown at a place; outside if that is.
    ///
    /// @param host the size of the host's picture
    Point host(int x, int y, Rect host) {
        int column = Math.floorDiv(x, scaleX);
        int row = Math.floorDiv(y, scaleY);
        int mx = isMirroredX ? (isTurned ? host.height() : host.width()) - 1 - column : column;
        int my = isMirroredY ? (isTurned ? host.width() : host.height()) - 1 - row : row;
        return isTurned ? new Point(my, mx) : new Point(mx, my);
    }

    /// Where the upper left corner of the host's pixel `x`, `y` is shown.
    ///
    /// @param host the size of the host's picture
    Point shown(int x, int y, Rect host) {
        long mx = isTurned ? y : x;
        long my = isTurned ? x : y;
        long column = isMirroredX ? (isTurned ? host.height() : host.width()) - 1 - mx : mx;
        long row = isMirroredY ? (isTurned ? host.width() : host.height()) - 1 - my : my;
        return saturated(column * scaleX, row * scaleY);
    }

    /// How far in the host's picture something moves that is seen to move by so much: turned and
    /// mirrored, but as far as it was, so that slow movements are not lost.
    public Point hostMotion(int dx, int dy) {
        int mx = isMirroredX ? -dx : dx;
        int my = isMirroredY ? -dy : dy;
        return isTurned ? new Point(my, mx) : new Point(mx, my);
    }

    /// By how much something is seen to move that moves by so much in the host's picture.
    Point shownMotion(int dx, int dy) {
        long mx = isTurned ? dy : dx;
        long my = isTurned ? dx : dy;
        return saturated((isMirroredX ? -mx : mx) * scaleX, (isMirroredY ? -my : my) * scaleY);
    }

    private static Point saturated(long x, long y) {
        return new Point(
                Math.clamp(x, Integer.MIN_VALUE, Integer.MAX_VALUE),
                Math.clamp(y, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /// The host's surface as it is shown.
    Surface over(Surface host) {
        return this.equals(PLAIN) ? host : new ViewedSurface(host, this);
    }

    /// The shape of the host's pointer as it is shown; smaller where that would be too large.
    Cursor shown(Cursor shape) {
        if (this.equals(PLAIN)) {
            return shape;
        }
        int side = Cursor.MAX_SIDE / Math.max(shape.width(), shape.height());
        View possible =
                new View(
                        isTurned,
                        isMirroredX,
                        isMirroredY,
                        Math.min(scaleX, side),
                        Math.min(scaleY, side));
        Rect host = Rect.ofSize(shape.width(), shape.height());
        Rect size = possible.shownSize(shape.width(), shape.height());
        int[] argb = new int[size.width() * size.height()];
        ViewedSurface.arrange(possible, host, size, shape.argb(), host, argb, 0, size.width());
        Point hot = possible.shown(shape.hotX(), shape.hotY(), host);
        return new Cursor(size.width(), size.height(), hot.x(), hot.y(), argb);
    }
}
