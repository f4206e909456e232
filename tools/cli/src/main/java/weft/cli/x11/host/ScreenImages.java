package weft.cli.x11.host;

import weft.cli.x11.XException;
import weft.framebuffer.Rect;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Brings what is in parts of the screen now, as the server stores it.
interface ScreenImages extends AutoCloseable {

    /// A part: its rows follow each other from `offset` on, as long as
    /// [weft.cli.x11.XSetup.PixmapFormat] says.
    record Piece(Rect part, MemorySegment memory, long offset) {}

    /// Brings parts that do not overlap, and waits until all are there. They are valid until the
    /// next call.
    ///
    /// @throws weft.cli.x11.XErrorException if one is not within the screen any more
    List<Piece> bring(List<Rect> parts) throws XException;

    @Override
    void close();
}
