package weft.client.picture;

import weft.framebuffer.Cursor;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbInput;
import weft.rfb.encoding.CursorImage;
import weft.rfb.encoding.CursorShape;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.RectangleHeader;

/// Shapes from the wire as shapes of a display.
final class Cursors {

    private Cursors() {}

    /// Reads the shape that follows the header of a rectangle, in the form of `encoding`.
    static Cursor read(
            RectangleHeader header, Encoding encoding, RfbInput in, PixelTranslator translator) {
        int width = header.width();
        int height = header.height();
        return switch (encoding) {
            case CURSOR ->
                    of(CursorShape.read(in, translator, width, height), header.x(), header.y());
            case CURSOR_WITH_ALPHA -> of(CursorImage.readWithAlpha(in, width, height), header);
            case VMWARE_CURSOR -> of(CursorImage.readVmware(in, translator, width, height), header);
            case X_CURSOR -> of(CursorImage.readX(in, width, height), header);
            default -> throw new IllegalArgumentException(encoding + " has no shape");
        };
    }

    private static Cursor of(CursorImage image, RectangleHeader header) {
        return of(image.width(), image.height(), header.x(), header.y(), image.argb());
    }

    /// A hot spot outside, which servers do send, counts as the nearest pixel.
    static Cursor of(CursorShape shape, int hotX, int hotY) {
        int[] argb = shape.rgb();
        boolean[] opaque = shape.opaque();
        for (int i = 0; i < argb.length; i++) {
            argb[i] = opaque[i] ? argb[i] | 0xFF00_0000 : 0;
        }
        return of(shape.width(), shape.height(), hotX, hotY, argb);
    }

    /// A shape without pixels is one that cannot be seen.
    private static Cursor of(int width, int height, int hotX, int hotY, int[] argb) {
        return argb.length == 0
                ? Cursor.invisible()
                : new Cursor(
                        width, height, Math.min(hotX, width - 1), Math.min(hotY, height - 1), argb);
    }
}
