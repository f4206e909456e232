package weft.client.picture;

import static weft.rfb.RfbProtocolException.Reason.ENCODING;

import weft.framebuffer.Rect;
import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.RectangleHeader;

import java.util.Optional;

/// Pseudo-rectangles that this client never asks for, but other viewers do (rfbproto).
final class ForeignRectangles {

    private static final int POINTER_TYPE_CHANGE = -257;
    private static final int QEMU_KEY_EVENT = -258;
    private static final int QEMU_AUDIO = -259;
    private static final int QEMU_LED_STATE = -261;
    private static final int DESKTOP_NAME = -307;
    private static final int EXTENDED_DESKTOP_SIZE = -308;
    private static final int X_CURSOR = -240;
    private static final int CURSOR_WITH_ALPHA = -314;
    private static final int EXTENDED_MOUSE_BUTTONS = -316;
    private static final int VMWARE_CURSOR = 0x574d_5664;
    private static final int VMWARE_CURSOR_POSITION = 0x574d_5666;
    private static final int VMWARE_LED_STATE = 0x574d_5668;

    private ForeignRectangles() {}

    /// Reads what belongs to a rectangle.
    ///
    /// @param pixelBytes how long a pixel is on the wire
    /// @return the new size of the screen, if that is what it tells
    static Optional<Rect> read(RectangleHeader header, RfbInput in, int pixelBytes) {
        long area = (long) header.width() * header.height();
        switch (header.encoding()) {
            case POINTER_TYPE_CHANGE,
                    QEMU_KEY_EVENT,
                    QEMU_AUDIO,
                    EXTENDED_MOUSE_BUTTONS,
                    VMWARE_CURSOR_POSITION -> {
                // the header says it all
            }
            case QEMU_LED_STATE -> in.skip(1);
            case VMWARE_LED_STATE -> in.skip(4);
            case DESKTOP_NAME -> in.skip(in.u32());
            case EXTENDED_DESKTOP_SIZE -> {
                int screens = in.u8();
                in.skip(3 + 16L * screens);
                boolean isDone = header.y() == 0;
                return isDone
                        ? Optional.of(Rect.ofSize(header.width(), header.height()))
                        : Optional.empty();
            }
            case X_CURSOR -> {
                long bits = (header.width() + 7) / 8 * (long) header.height();
                in.skip(area == 0 ? 0 : 6 + 2 * bits);
            }
            case CURSOR_WITH_ALPHA -> {
                int encoding = in.s32();
                if (encoding != 0) {
                    throw unknown("a cursor in encoding " + encoding);
                }
                in.skip(4 * area);
            }
            case VMWARE_CURSOR -> {
                boolean hasAlpha = in.u8() == 1;
                in.skip(1 + area * (hasAlpha ? 4 : 2 * pixelBytes));
            }
            default -> throw unknown(Integer.toString(header.encoding()));
        }
        return Optional.empty();
    }

    private static RfbProtocolException unknown(String what) {
        return new RfbProtocolException(ENCODING, "Expected a known encoding, got " + what);
    }
}
