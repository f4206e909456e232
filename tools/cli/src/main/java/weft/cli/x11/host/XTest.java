package weft.cli.x11.host;

import weft.cli.x11.XConnection;
import weft.cli.x11.XException;
import weft.cli.x11.XExtension;

/// Input that comes from no device: the XTEST extension.
final class XTest {
    private static final int GET_VERSION = 0;
    private static final int FAKE_INPUT = 2;
    private static final int GRAB_CONTROL = 3;
    private static final int KEY_PRESS = 2;
    private static final int KEY_RELEASE = 3;
    private static final int BUTTON_PRESS = 4;
    private static final int BUTTON_RELEASE = 5;
    private static final int MOTION_NOTIFY = 6;

    private final XConnection connection;
    private final XExtension extension;

    /// Works from now on even while another client grabs the server.
    XTest(XConnection connection) throws XException {
        this.connection = connection;
        extension = XDisplay.need(connection, "XTEST");
        var _ = connection.ask(extension.request(GET_VERSION).u8(2).pad(1).u16(2)).await();
        connection.send(extension.request(GRAB_CONTROL).u8(1).pad(3));
    }

    void key(int keycode, boolean down) throws XException {
        fake(down ? KEY_PRESS : KEY_RELEASE, keycode, 0, 0);
    }

    /// @param button from 1 on
    void button(int button, boolean down) throws XException {
        fake(down ? BUTTON_PRESS : BUTTON_RELEASE, button, 0, 0);
    }

    void move(int x, int y) throws XException {
        fake(MOTION_NOTIFY, 0, x, y);
    }

    private void fake(int type, int detail, int x, int y) throws XException {
        connection.send(
                extension
                        .request(FAKE_INPUT)
                        .u8(type)
                        .u8(detail)
                        .pad(2)
                        .u32(0)
                        .u32(connection.setup().screen().root())
                        .pad(8)
                        .u16(x)
                        .u16(y)
                        .pad(8));
    }
}
