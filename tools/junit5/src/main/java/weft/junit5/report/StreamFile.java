package weft.junit5.report;

import weft.client.recording.FbsWriter;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
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

/// Frames as a recorded stream, which players of such recordings show and `weft replay` serves.
///
/// The bytes that the server sent would not do: a stream cannot be entered in its middle. So the
/// frames are encoded anew, without a loss, beginning with a whole one.
public final class StreamFile {

    private static final int MOST_RECTANGLES = 16;

    private StreamFile() {}

    /// Writes frames, at least one.
    ///
    /// @param name of the desktop
    public static void write(Path file, String name, List<RecordedFrame> frames)
            throws IOException {
        Frame first = frames.getFirst().frame();
        long begin = frames.getFirst().millis();
        try (FbsWriter out = FbsWriter.create(file);
                Encoder encoder = Encoder.create(Encoding.ZRLE)) {
            out.write(0, handshake(first, name));
            Frame before = first;
            for (RecordedFrame recorded : frames) {
                boolean isWhole =
                        recorded == frames.getFirst() || !recorded.frame().sameSize(before);
                List<Rect> areas =
                        isWhole
                                ? List.of(recorded.frame().area())
                                : recorded.damage().simplify(MOST_RECTANGLES).rects();
                boolean isResized = !recorded.frame().sameSize(before);
                out.write(
                        recorded.millis() - begin,
                        update(recorded.frame(), areas, isResized, encoder));
                before = recorded.frame();
            }
        }
    }

    private static byte[] handshake(Frame frame, String name) {
        var out = new RfbBuffer();
        ProtocolVersion.V3_3.write(out);
        out.u32(SecurityType.NONE.number());
        new ServerInit(frame.width(), frame.height(), PixelFormat.XRGB8888, name).write(out);
        return out.toByteArray();
    }

    private static byte[] update(
            Frame frame, List<Rect> areas, boolean isResized, Encoder encoder) {
        var out = new RfbBuffer();
        new FramebufferUpdate(areas.size() + (isResized ? 1 : 0)).write(out);
        if (isResized) {
            new RectangleHeader(0, 0, frame.width(), frame.height(), Encoding.DESKTOP_SIZE.number())
                    .write(out);
        }
        PixelTranslator translator = PixelTranslator.of(PixelFormat.XRGB8888);
        for (Rect area : areas) {
            int[] rgb = new int[(int) area.area()];
            frame.read(area, rgb, 0, area.width());
            var pixels = new PackedPixels(rgb, 0, area.width(), area.width(), area.height());
            encoder.encodeRectangle(area.x(), area.y(), pixels, translator, out);
        }
        return out.toByteArray();
    }
}
