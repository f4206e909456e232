package weft.client.picture;

import static weft.rfb.RfbProtocolException.Reason.ENCODING;

import weft.rfb.RfbInput;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.RectangleHeader;

/// Pseudo-rectangles that this client never asks for, but other viewers do (rfbproto).
final class ForeignRectangles {

    private static final int POINTER_TYPE_CHANGE = -257;
    private static final int QEMU_KEY_EVENT = -258;
    private static final int QEMU_AUDIO = -259;
    private static final int QEMU_LED_STATE = -261;
    private static final int EXTENDED_MOUSE_BUTTONS = -316;
    private static final int VMWARE_LED_STATE = 0x574d_5668;

    private ForeignRectangles() {}

    /// Reads what belongs to a rectangle.
    static void read(RectangleHeader header, RfbInput in) {
        switch (header.encoding()) {
            case POINTER_TYPE_CHANGE, QEMU_KEY_EVENT, QEMU_AUDIO, EXTENDED_MOUSE_BUTTONS -> {
                // the header says it all
            }
            case QEMU_LED_STATE -> in.skip(1);
            case VMWARE_LED_STATE -> in.skip(4);
            default -> throw unknown(Integer.toString(header.encoding()));
        }
    }

    private static RfbProtocolException unknown(String what) {
        return new RfbProtocolException(ENCODING, "Expected a known encoding, got " + what);
    }
}
