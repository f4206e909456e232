package weft.cli.bench;

import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.Bell;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerCutText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/// Makes a small server stream of 96x80 pixels: a picture, other messages, a scroll, some changes.
final class RecordedStream {

    static final int WIDTH = 96;
    static final int HEIGHT = 80;

    /// The pixels of all rectangles but the CopyRect.
    static final long PIXELS = WIDTH * HEIGHT + 96 * 16 + 40 * 30;

    static final int UPDATES = 4;

    private final RfbBuffer out = new RfbBuffer();
    private final PixelTranslator translator = PixelTranslator.of(PixelFormat.XRGB8888);
    private final Random random = new Random(7);

    /// All of it.
    static byte[] whole() {
        return new RecordedStream().make().toByteArray();
    }

    static Path write(Path directory, byte[] bytes) throws IOException {
        return Files.write(directory.resolve("small.rfb"), bytes);
    }

    private RfbBuffer make() {
        new FramebufferUpdate(1).write(out);
        rectangle(Encoding.HEXTILE, 0, 0, WIDTH, HEIGHT, 3);
        new Bell().write(out);
        new FramebufferUpdate(2).write(out);
        new RectangleHeader(0, 0, WIDTH, HEIGHT - 16, Encoding.COPY_RECT.number()).write(out);
        new CopyRect(0, 16).write(out);
        rectangle(Encoding.RAW, 0, HEIGHT - 16, WIDTH, 16, 1 << 24);
        new ServerCutText("cut").write(out);
        new FramebufferUpdate(0).write(out);
        new FramebufferUpdate(FramebufferUpdate.UNTIL_LAST_RECT).write(out);
        rectangle(Encoding.RAW, 10, 20, 40, 30, 300);
        new RectangleHeader(0, 0, 0, 0, Encoding.LAST_RECT.number()).write(out);
        return out;
    }

    private void rectangle(Encoding encoding, int x, int y, int width, int height, int colours) {
        int[] palette = new int[Math.min(colours, 1000)];
        Arrays.setAll(palette, i -> random.nextInt(1 << 24));
        int[] rgb = new int[width * height];
        // Few colours come in blocks, which all encodings can make something of.
        Arrays.setAll(
                rgb,
                i ->
                        palette[
                                colours < 10
                                        ? (i % width / 24 + i / width / 12) % colours
                                        : random.nextInt(palette.length)]);
        try (Encoder encoder = Encoder.create(encoding)) {
            encoder.encodeRectangle(
                    x, y, new PackedPixels(rgb, 0, width, width, height), translator, out);
        }
    }

    private RecordedStream() {}
}
