package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.client.VncClient;
import weft.client.recording.FileRecorder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What `weft replay --export` makes of a recording, as ffmpeg reads it.
@ExtendWith(Programs.class)
@Timeout(120)
class ExportIT {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int FPS = 10;

    @TempDir Path home;

    private final List<Picture> shown = new ArrayList<>();

    /// Five pictures, one each second.
    @BeforeEach
    void record() throws IOException {
        var clock = new AtomicLong();
        try (CardServer card = CardServer.still(WIDTH, HEIGHT);
                var recorder = FileRecorder.create(recording(), clock::get);
                VncClient viewer = VncClient.to("::" + card.port()).record(recorder).connect()) {
            shown.add(Picture.of(viewer.frame()));
            for (int key = 'a'; key < 'e'; key++) {
                clock.addAndGet(1_000_000_000);
                viewer.key(key, true);
                shown.add(Picture.of(viewer.sync(Duration.ofSeconds(20))));
            }
        }
    }

    private Path recording() {
        return home.resolve("card.fbs");
    }

    private Path export(String name) {
        Path target = home.resolve(name);
        try (Running export =
                Weft.start(
                        home,
                        "replay",
                        recording().toString(),
                        "--export",
                        target.toString(),
                        "--fps",
                        "" + FPS)) {
            export.succeed();
            assertEquals("", export.output());
        }
        return target;
    }

    /// All pictures of a file, as ffmpeg sees them, so many a second.
    private List<Picture> read(Path file) throws IOException {
        Path raw = home.resolve("raw");
        try (Running ffmpeg =
                Running.start(
                        home,
                        "ffmpeg",
                        "-v",
                        "error",
                        "-y",
                        "-i",
                        file.toString(),
                        "-r",
                        "" + FPS,
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "bgr0",
                        raw.toString())) {
            ffmpeg.succeed();
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
        List<Picture> pictures = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int[] rgb = new int[WIDTH * HEIGHT];
            bytes.asIntBuffer().get(rgb);
            bytes.position(bytes.position() + 4 * rgb.length);
            pictures.add(new Picture(WIDTH, HEIGHT, rgb).map(pixel -> pixel & 0xff_ffff));
        }
        return pictures;
    }

    @Test
    void apng_hasAllPicturesExactlyAndAtTheirTimes() throws IOException {
        List<Picture> read = read(export("card.apng"));
        for (int i = 0; i < shown.size(); i++) {
            read.get(i * FPS + FPS / 2).mustBe(shown.get(i), "apng-" + i);
        }
    }

    @Test
    void video_hasAllPicturesAtTheirTimes() throws IOException {
        for (String name : List.of("card.mp4", "card.webm")) {
            List<Picture> read = read(export(name));
            assertTrue(read.size() >= 5 * FPS, name + " has " + read.size() + " pictures");
            for (int i = 0; i < shown.size(); i++) {
                double decibels = read.get(i * FPS + FPS / 2).decibels(shown.get(i));
                assertTrue(decibels > 20, name + " " + i + ": " + decibels + " dB");
            }
        }
    }
}
