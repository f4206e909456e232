package weft.cli.x11.host;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.x11.XConnection;
import weft.cli.x11.XConnection.Answer;
import weft.cli.x11.XErrorException;
import weft.cli.x11.XException;
import weft.cli.x11.XExtension;
import weft.cli.x11.XRequest;
import weft.cli.x11.XSetup.Screen;
import weft.framebuffer.Rect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pictures through memory that the server writes into (MIT-SHM), on the same machine.
final class SharedImages implements ScreenImages {
    private static final Logger LOG = LoggerFactory.getLogger(SharedImages.class);

    private static final int QUERY_VERSION = 0;
    private static final int ATTACH = 1;
    private static final int DETACH = 2;
    private static final int GET_IMAGE = 4;

    private final XConnection connection;
    private final XExtension extension;
    private final SharedMemory memory;
    private final int segment;
    private final Screen screen;

    private SharedImages(
            XConnection connection, XExtension extension, SharedMemory memory, int segment) {
        this.connection = connection;
        this.extension = extension;
        this.memory = memory;
        this.segment = segment;
        screen = connection.setup().screen();
    }

    /// Shares memory for a picture of a size; empty if server and machine do not both let it.
    static Optional<ScreenImages> share(XConnection connection, int width, int height)
            throws XException {
        if (connection.name().host().isPresent()) {
            return Optional.empty();
        }
        Optional<XExtension> extension = connection.extension("MIT-SHM");
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        long bytes =
                (long) connection.setup().screen().format().rowBytes(width) * height
                        + 4L * ScreenPicture.MOST_PARTS * height; // each row of each part is padded
        Optional<SharedMemory> memory = SharedMemory.allocate(bytes);
        return memory.isEmpty()
                ? Optional.empty()
                : attach(connection, extension.get(), memory.get());
    }

    private static Optional<ScreenImages> attach(
            XConnection connection, XExtension extension, SharedMemory memory) throws XException {
        int segment = connection.newId();
        try {
            var _ = connection.ask(extension.request(QUERY_VERSION)).await();
            connection.send(extension.request(ATTACH).u32(segment).u32(memory.id()).u8(0).pad(3));
            // an error comes before this answer, or it is an error itself
            var images = new SharedImages(connection, extension, memory, segment);
            var _ = images.bring(List.of(new Rect(0, 0, 1, 1)));
            return Optional.of(images);
        } catch (XErrorException e) {
            LOG.debug("no memory shared with {}: {}", connection.name(), e.getMessage());
            memory.close();
            return Optional.empty();
        } finally {
            memory.remove();
        }
    }

    @Override
    public List<Piece> bring(List<Rect> parts) throws XException {
        List<Answer> answers = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        long offset = 0;
        for (Rect part : parts) {
            answers.add(connection.ask(request(part, offset)));
            pieces.add(new Piece(part, memory.memory(), offset));
            offset += (long) screen.format().rowBytes(part.width()) * part.height();
        }
        for (Answer answer : answers) {
            var _ = answer.await();
        }
        return pieces;
    }

    private XRequest request(Rect part, long offset) {
        return extension
                .request(GET_IMAGE)
                .u32(screen.root())
                .u16(part.x())
                .u16(part.y())
                .u16(part.width())
                .u16(part.height())
                .u32(-1)
                .u8(CopiedImages.Z_PIXMAP)
                .pad(3)
                .u32(segment)
                .u32((int) offset);
    }

    @Override
    public void close() {
        try {
            connection.send(extension.request(DETACH).u32(segment));
        } catch (XException e) {
            LOG.debug("{}", e.getMessage());
        }
        memory.close();
    }
}
