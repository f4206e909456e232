package weft.cli.bench.scene;

import weft.framebuffer.Rect;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/// Writes a scene as the stream of a server that knows Hextile, Raw and CopyRect: what the
/// benchmarks of encoders take.
public final class SceneRecorder {

    private SceneRecorder() {}

    /// Writes `updates` steps of `scene` to `file`.
    ///
    /// @param progress is told how much is done, from 0 to 1
    public static void record(Scene scene, int updates, Path file, DoubleConsumer progress)
            throws IOException {
        var update = new RfbBuffer(1 << 16);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                var encoder = Encoder.create(Encoding.HEXTILE)) {
            for (int i = 0; i < updates; i++) {
                write(scene, encoder, update);
                out.write(update.array(), 0, update.length());
                progress.accept((i + 1.0) / updates);
            }
        }
    }

    private static void write(Scene scene, Encoder encoder, RfbBuffer out) {
        out.clear();
        new FramebufferUpdate(0).write(out);
        int[] rectangles = {0};
        scene.next(
                new Scene.Changes() {
                    @Override
                    public void drawn(Rect area) {
                        if (!area.isEmpty()) {
                            rectangles[0]++;
                            encode(scene, area, encoder, out);
                        }
                    }

                    @Override
                    public void copied(Rect destination, int dx, int dy) {
                        if (!destination.isEmpty()) {
                            rectangles[0]++;
                            copy(destination, dx, dy, out);
                        }
                    }
                });
        out.setU16(FramebufferUpdate.COUNT_OFFSET, rectangles[0]);
    }

    private static void encode(Scene scene, Rect area, Encoder encoder, RfbBuffer out) {
        int width = scene.painter.width();
        encoder.encodeRectangle(
                area.x(),
                area.y(),
                new PackedPixels(
                        scene.rgb(),
                        area.y() * width + area.x(),
                        width,
                        area.width(),
                        area.height()),
                PixelTranslator.of(PixelFormat.XRGB8888),
                out);
    }

    private static void copy(Rect to, int dx, int dy, RfbBuffer out) {
        new RectangleHeader(to.x(), to.y(), to.width(), to.height(), Encoding.COPY_RECT.number())
                .write(out);
        new CopyRect(to.x() - dx, to.y() - dy).write(out);
    }
}
