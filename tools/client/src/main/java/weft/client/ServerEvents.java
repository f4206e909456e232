package weft.client;

import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.message.RectangleHeader;
import weft.rfb.screen.ScreenLayout;

/// What a server tells. It is called on the thread that reads from the server, in the order of the
/// messages: it must return soon, and must wait for nothing that the server does.
///
/// What it throws ends the connection, and is the cause of what the client then fails with.
public interface ServerEvents {

    /// Who does not listen.
    ServerEvents IGNORED = new ServerEvents() {};

    /// A rectangle of an update has begun; its data is not read yet.
    default void rectangle(RectangleHeader header) {}

    /// The server rings its bell.
    default void bell() {}

    /// The server has something new on its clipboard. It may be asked for it here; the answer comes
    /// later, on this thread.
    default void clipboard(ClipboardContents contents) {}

    /// The server's keyboard has this locked.
    default void leds(KeyboardLeds leds) {}

    /// The server takes how far the pointer moves from now on, or where it is, see
    /// [Pointer#isRelative].
    default void pointerMotion(boolean relative) {}

    /// The server, or another viewer of it, has moved the pointer.
    default void pointerMoved(int x, int y) {}

    /// The pointer has another shape.
    default void cursor(Cursor shape) {}

    /// The picture is another one, complete.
    default void painted(Frame frame) {}

    /// The desktop has another name.
    default void named(String name) {}

    /// The server tells of its screens: at the beginning, when they change, and when it has granted
    /// a request.
    default void screens(ScreenLayout layout) {}

    /// The screen has a new size. Its picture is not there yet.
    default void resized(int width, int height) {}
}
