package weft.client;

import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.rfb.message.RectangleHeader;

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

    /// The server has new text in its cut buffer.
    default void cutText(String text) {}

    /// The pointer has another shape.
    default void cursor(Cursor shape) {}

    /// The picture is another one, complete.
    default void painted(Frame frame) {}

    /// The screen has a new size. Its picture is not there yet.
    default void resized(int width, int height) {}
}
