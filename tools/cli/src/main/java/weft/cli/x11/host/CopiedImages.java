package weft.cli.x11.host;

import weft.cli.x11.XConnection;
import weft.cli.x11.XConnection.Answer;
import weft.cli.x11.XData;
import weft.cli.x11.XException;
import weft.cli.x11.XRequest;
import weft.cli.x11.XSetup.Screen;
import weft.framebuffer.Rect;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Pictures through the connection, by GetImage: what any server can.
final class CopiedImages implements ScreenImages {
    private static final int GET_IMAGE = 73;
    static final int Z_PIXMAP = 2;
    private static final int HEADER = 32;

    private final XConnection connection;
    private final Screen screen;

    CopiedImages(XConnection connection) {
        this.connection = connection;
        screen = connection.setup().screen();
    }

    @Override
    public List<Piece> bring(List<Rect> parts) throws XException {
        List<Answer> answers = new ArrayList<>();
        for (Rect part : parts) {
            answers.add(
                    connection.ask(
                            new XRequest(GET_IMAGE, Z_PIXMAP)
                                    .u32(screen.root())
                                    .u16(part.x())
                                    .u16(part.y())
                                    .u16(part.width())
                                    .u16(part.height())
                                    .u32(-1),
                            bytes(part)));
        }
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            XData image = answers.get(i).await().skip(HEADER);
            if (image.left() < bytes(parts.get(i))) {
                throw new XException("the X server sends less of a picture than was asked for");
            }
            pieces.add(new Piece(parts.get(i), MemorySegment.ofArray(image.packet()), HEADER));
        }
        return pieces;
    }

    private int bytes(Rect part) {
        return screen.format().rowBytes(part.width()) * part.height();
    }

    @Override
    public void close() {}
}
