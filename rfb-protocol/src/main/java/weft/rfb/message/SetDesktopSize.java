package weft.rfb.message;

import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.screen.ScreenLayout;

/// The client wants another size or other screens (rfbproto, SetDesktopSize). The server answers
/// each with an ExtendedDesktopSize rectangle.
///
/// | bytes                  | type   | field              |
/// |-----------------------:|--------|--------------------|
/// |                      1 | U8     | message-type = 251 |
/// |                      1 |        | padding            |
/// |                      2 | U16    | width              |
/// |                      2 | U16    | height             |
/// |                      1 | U8     | number-of-screens  |
/// |                      1 |        | padding            |
/// | number-of-screens * 16 | SCREEN | screens            |
///
/// @param layout what it wants, right or wrong
public record SetDesktopSize(ScreenLayout layout) implements ClientMessage {

    static SetDesktopSize read(RfbInput in) {
        ClientMessageType.SET_DESKTOP_SIZE.expect(in);
        in.skip(1);
        int width = in.u16();
        int height = in.u16();
        int screens = in.u8();
        in.skip(1);
        return new SetDesktopSize(ScreenLayout.read(in, width, height, screens));
    }

    @Override
    public void write(RfbOutput out) {
        out.u8(ClientMessageType.SET_DESKTOP_SIZE.number());
        out.pad(1);
        out.u16(layout.width());
        out.u16(layout.height());
        out.u8(layout.screens().size());
        out.pad(1);
        layout.writeScreens(out);
    }
}
