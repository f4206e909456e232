package weft.client.recording;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerInit;
import weft.rfb.security.SecurityType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Writes frames as the stream of a server that shows them, which players of recordings show and
/// `weft replay` serves. One thread at a time may use it.
///
/// The bytes that the server itself has sent would not do for a part of a session: a stream cannot
/// be entered in its middle. So the frames are encoded anew, without a loss, beginning with a whole
/// one.
public final class FrameStream implements AutoCloseable {

    private static final int MOST_RECTANGLES = 16;
    private static final PixelFormat FORMAT = PixelFormat.XRGB8888;

    private final FbsWriter file;
    private final String name;
    private final Encoder encoder = Encoder.create(Encoding.ZRLE);
    private final PixelTranslator translator = PixelTranslator.of(FORMAT);
    private @Nullable Frame last;

    private FrameStream(FbsWriter file, String name) {
        this.file = file;
        this.name = name;
    }

    /// Begins a file, in place of the one that there was.
    ///
    /// @param name of the desktop
    public static FrameStream create(Path file, String name) throws IOException {
        return new FrameStream(FbsWriter.create(file), name);
    }

    /// Appends a frame; nothing if it is like the one before.
    ///
    /// @param millis since the recording began
    public void write(long millis, Frame frame) throws IOException {
        Frame before = last;
        Region damage =
                before == null || !before.sameSize(frame)
                        ? Region.of(frame.area())
                        : frame.difference(before);
        write(millis, frame, damage);
    }

    /// The same for a frame of which it is known where it differs from the one before.
    public void write(long millis, Frame frame, Region damage) throws IOException {
        Frame before = last;
        if (before == null) {
            file.write(0, login(frame));
        }
        boolean isResized = before != null && !before.sameSize(frame);
        if (before == null || isResized) {
            file.write(millis, update(frame, List.of(frame.area()), isResized));
        } else if (!damage.isEmpty()) {
            file.write(millis, update(frame, damage.simplify(MOST_RECTANGLES).rects(), false));
        }
        last = frame;
    }

    private byte[] login(Frame frame) {
        var out = new RfbBuffer();
        ProtocolVersion.V3_3.write(out);
        out.u32(SecurityType.NONE.number());
        new ServerInit(frame.width(), frame.height(), FORMAT, name).write(out);
        return out.toByteArray();
    }

    private byte[] update(Frame frame, List<Rect> areas, boolean isResized) {
        var out = new RfbBuffer();
        new FramebufferUpdate(areas.size() + (isResized ? 1 : 0)).write(out);
        if (isResized) {
            new RectangleHeader(0, 0, frame.width(), frame.height(), Encoding.DESKTOP_SIZE.number())
                    .write(out);
        }
        for (Rect area : areas) {
            int[] rgb = new int[(int) area.area()];
            frame.read(area, rgb, 0, area.width());
            var pixels = new PackedPixels(rgb, 0, area.width(), area.width(), area.height());
            encoder.encodeRectangle(area.x(), area.y(), pixels, translator, out);
        }
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        encoder.close();
        file.close();
    }
}
