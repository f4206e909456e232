package weft.framebuffer;

/// An immutable layer of the host's above the picture: a menu, a message, what an emulator says
/// about itself. See [Framebuffer#overlay(Overlay)].
///
/// It is in the viewers' pixels, so that its text stays sharp above a magnified picture, and it may
/// reach beyond the picture.
public final class Overlay {

    /// Nothing.
    public static final Overlay NONE = new Overlay(0, 0, 0, 0, new int[0]);

    private final Rect area;
    private final int[] argb;

    private Overlay(int x, int y, int width, int height, int[] argb) {
        area = new Rect(x, y, width, height);
        this.argb = argb;
    }

    /// A layer of pixels 0xAARRGGBB, row by row (alpha not premultiplied), which are copied.
    ///
    /// @param x where its left edge is in the picture as viewers see it
    /// @param y where its upper edge is
    public static Overlay of(int[] argb, int x, int y, int width, int height) {
        Limits.checkSize(width, height);
        if (argb.length != width * height) {
            throw new IllegalArgumentException(
                    "an overlay of %dx%d has %d pixels, not %d"
                            .formatted(width, height, width * height, argb.length));
        }
        return new Overlay(x, y, width, height, argb.clone());
    }

    /// Where it is.
    Rect area() {
        return area;
    }

    /// Whether it is [#NONE].
    boolean isEmpty() {
        return area.isEmpty();
    }

    /// Whether a part of the picture has something above it.
    private boolean covers(Rect part) {
        Rect visible = part.intersect(area);
        for (int y = visible.y(); y < visible.bottom(); y++) {
            int row = (y - area.y()) * area.width() - area.x();
            for (int x = visible.x(); x < visible.right(); x++) {
                if (argb[row + x] >>> 24 != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Draws what is above `part` over its pixels.
    private void draw(Rect part, int[] dst, int offset, int stride) {
        Rect visible = part.intersect(area);
        for (int y = visible.y(); y < visible.bottom(); y++) {
            int from = (y - area.y()) * area.width() - area.x();
            int to = offset + (y - part.y()) * stride - part.x();
            for (int x = visible.x(); x < visible.right(); x++) {
                dst[to + x] = Cursor.blend(argb[from + x], dst[to + x]);
            }
        }
    }

    /// A surface with this above it.
    Surface over(Surface picture) {
        return isEmpty() ? picture : new Covered(picture, this);
    }

    private record Covered(Surface picture, Overlay overlay) implements Surface {

        @Override
        public int width() {
            return picture.width();
        }

        @Override
        public int height() {
            return picture.height();
        }

        @Override
        public void checkShared() {
            picture.checkShared();
        }

        @Override
        public void read(Rect area, int[] dst, int offset, int stride) {
            picture.read(area, dst, offset, stride);
            overlay.draw(area, dst, offset, stride);
        }
    }

    /// A published frame with this above it. Tiles that nothing is above are its own.
    ///
    /// @param before the frame published before, of the same size
    /// @param shownBefore what was shown then with this overlay, or `before` if with another one
    /// @param reader reads what is covered
    Tile[] over(Frame frame, Frame before, Frame shownBefore, TileReader reader) {
        Tile[] tiles = frame.copyOfTiles();
        boolean sameOverlay = before != shownBefore;
        for (int row = 0; row < frame.rows(); row++) {
            for (int column = 0; column < frame.columns(); column++) {
                Rect part = frame.tileArea(column, row);
                if (!covers(part)) {
                    continue;
                }
                Tile under = frame.tile(column, row);
                int i = row * frame.columns() + column;
                tiles[i] =
                        sameOverlay && under == before.tile(column, row)
                                ? shownBefore.tile(column, row)
                                : reader.painted(under, pixels -> draw(part, pixels, 0, Tile.SIZE));
            }
        }
        return tiles;
    }
}
