package weft.client.picture;

import weft.framebuffer.Cursor;
import weft.rfb.encoding.CursorShape;

/// Shapes from the wire as shapes of a display.
final class Cursors {

    private Cursors() {}

    /// A shape that has pixels. A hot spot outside, which servers do send, counts as the nearest
    /// pixel.
    static Cursor of(CursorShape shape, int hotX, int hotY) {
        int[] argb = shape.rgb();
        boolean[] opaque = shape.opaque();
        for (int i = 0; i < argb.length; i++) {
            argb[i] = opaque[i] ? argb[i] | 0xFF00_0000 : 0;
        }
        return new Cursor(
                shape.width(),
                shape.height(),
                Math.min(hotX, shape.width() - 1),
                Math.min(hotY, shape.height() - 1),
                argb);
    }
}
