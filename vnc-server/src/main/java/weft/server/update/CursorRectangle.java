package weft.server.update;

import weft.framebuffer.Cursor;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.CursorImage;
import weft.rfb.encoding.CursorShape;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.RectangleHeader;

/// A pseudo-rectangle with the shape of the pointer.
///
/// @param shape what the viewer is to draw
/// @param form in which of the forms it is told: CURSOR, X_CURSOR, CURSOR_WITH_ALPHA or
///   VMWARE_CURSOR
public record CursorRectangle(Cursor shape, Encoding form) {

    /// Writes the header and the data.
    void write(PixelTranslator translator, RfbBuffer out) {
        new RectangleHeader(
                        shape.hotX(), shape.hotY(), shape.width(), shape.height(), form.number())
                .write(out);
        var image = new CursorImage(shape.width(), shape.height(), shape.argb());
        switch (form) {
            case CURSOR_WITH_ALPHA -> image.writeWithAlpha(out);
            case VMWARE_CURSOR -> image.writeVmware(out);
            case X_CURSOR -> image.writeX(out);
            default ->
                    new CursorShape(shape.width(), shape.height(), shape.rgb(), shape.opaque())
                            .write(translator, out);
        }
    }
}
