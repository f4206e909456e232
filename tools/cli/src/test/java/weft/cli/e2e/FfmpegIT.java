package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.bench.scene.Scene;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.codec.Natives;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.Pixels.PackedPixels;
import weft.rfb.message.RectangleHeader;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// ffmpeg sees the film that was encoded as Open H.264. The tests over threads have no native
/// access: there it is not offered, for no other reason.
@ExtendWith(Programs.class)
@Timeout(60)
class FfmpegIT {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 359;
    private static final int FRAMES = 12;

    @TempDir Path home;

    @Test
    void film_atTheDefaultQuality_isCloseToTheOriginal() throws IOException {
        if (!Encoder.isAvailable(Encoding.OPEN_H264)) {
            String reason = Natives.describe().getLast();
            assertTrue(reason.startsWith("h264 none (start java with"), reason);
            return;
        }
        Scene scene = Scene.of(Scene.Kind.VIDEO, WIDTH, HEIGHT, 1);
        int[][] film = new int[FRAMES][];
        Path stream = home.resolve("film.264");
        try (Encoder encoder = Encoder.create(Encoding.OPEN_H264);
                OutputStream file = Files.newOutputStream(stream)) {
            for (int i = 0; i < FRAMES; i++) {
                scene.next(Scene.Changes.IGNORED);
                film[i] = scene.rgb().clone();
                file.write(data(encoder, film[i]));
            }
        }
        Path decoded = home.resolve("film.raw");
        try (var ffmpeg =
                Running.start(
                        home,
                        "ffmpeg",
                        "-v",
                        "error",
                        "-i",
                        stream.toString(),
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "bgr0",
                        decoded.toString())) {
            ffmpeg.succeed();
            assertEquals("", ffmpeg.output());
        }
        byte[] shown = Files.readAllBytes(decoded);
        int size = shown.length / FRAMES;
        assertEquals(WIDTH * (HEIGHT + 1) * 4, size, "frames of even size, one for each");
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = Arrays.copyOfRange(shown, i * size, (i + 1) * size);
            double psnr = psnr(film[i], frame);
            assertTrue(psnr >= 35, "frame %d has %.1f dB".formatted(i, psnr));
        }
    }

    /// What is behind the rectangle's header, the length and the flags.
    private static byte[] data(Encoder encoder, int[] rgb) {
        RfbBuffer out = new RfbBuffer();
        var pixels = new PackedPixels(rgb, 0, WIDTH, WIDTH, HEIGHT);
        encoder.encodeRectangle(0, 0, pixels, PixelTranslator.of(PixelFormat.XRGB8888), out);
        int start = RectangleHeader.ENCODING_OFFSET + 12;
        return Arrays.copyOfRange(out.array(), start, out.length());
    }

    private static double psnr(int[] rgb, byte[] bgr0) {
        double squares = 0;
        for (int i = 0; i < rgb.length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                int wanted = (rgb[i] >> (8 * channel)) & 0xff;
                int difference = wanted - (bgr0[4 * i + channel] & 0xff);
                squares += difference * difference;
            }
        }
        return 10 * Math.log10(255 * 255 / (squares / (3 * rgb.length)));
    }
}
