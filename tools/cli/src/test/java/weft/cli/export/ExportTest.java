package weft.cli.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.source.Size;
import weft.client.recording.FileRecorder;
import weft.framebuffer.image.Images;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerInit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;

@Timeout(60)
class ExportTest {

    private static final int WIDTH = 5;
    private static final int HEIGHT = 3;

    @TempDir private Path folder;

    private Path recording() {
        return folder.resolve("a.fbs");
    }

    private static int[] plain(int rgb) {
        int[] pixels = new int[WIDTH * HEIGHT];
        Arrays.fill(pixels, rgb);
        return pixels;
    }

    /// Records one colour after the other, each for so many milliseconds.
    private void record(int millis, int... colours) throws IOException {
        var clock = new AtomicLong();
        try (var recorder = FileRecorder.create(recording(), clock::get)) {
            recorder.began(new ServerInit(WIDTH, HEIGHT, PixelFormat.XRGB8888, "x"));
            var out = new RfbBuffer();
            new FramebufferUpdateRequest(true, 0, 0, WIDTH, HEIGHT).write(out);
            recorder.sent(out.array(), 0, out.length());
            for (int colour : colours) {
                out.clear();
                new FramebufferUpdate(1).write(out);
                new RectangleHeader(0, 0, WIDTH, HEIGHT, Encoding.RAW.number()).write(out);
                byte[] raw = new byte[4 * WIDTH * HEIGHT];
                PixelTranslator.of(PixelFormat.XRGB8888)
                        .write(plain(colour), 0, WIDTH * HEIGHT, raw, 0);
                out.bytes(raw);
                recorder.received(out.array(), 0, out.length());
                clock.addAndGet(millis * 1_000_000L);
            }
        }
    }

    private List<Path> export(String target, OptionalInt fps) throws IOException {
        Path path = folder.resolve(target);
        List<Double> progress = new ArrayList<>();
        new Export(recording(), path, fps).run(progress::add);
        assertEquals(progress.stream().sorted().toList(), progress);
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().toList();
        }
    }

    @Test
    void export_intoAFolder_isAPictureForEachChangeWithItsTime() throws IOException {
        record(1250, 1, 1, 2, 3);
        List<Path> files = export("pictures", OptionalInt.empty());
        assertEquals(
                List.of("000001-0.000s.png", "000002-2.500s.png", "000003-3.750s.png"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        assertArrayEquals(plain(2), Images.read(files.get(1)).pixels());
    }

    @Test
    void export_withSoManyASecond_isTheLastOfThoseInBetween() throws IOException {
        record(100, 1, 2, 3, 4, 5, 6, 7);
        List<Path> files = export("pictures", OptionalInt.of(4));
        assertEquals(
                List.of("000001-0.000s.png", "000002-0.300s.png", "000003-0.600s.png"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        assertArrayEquals(plain(7), Images.read(files.get(2)).pixels());
    }

    @Test
    void export_asApng_hasRightChunksAndAFirstPictureForAllReaders() throws IOException {
        record(70_000, 1, 2, 0xffffff);
        byte[] bytes = Files.readAllBytes(export("a.apng", OptionalInt.empty()).getFirst());
        assertArrayEquals(plain(1), Images.read(new ByteArrayInputStream(bytes)).pixels());
        List<String> chunks = new ArrayList<>();
        var in = ByteBuffer.wrap(bytes, 8, bytes.length - 8);
        while (in.hasRemaining()) {
            byte[] data = new byte[in.getInt() + 4];
            in.get(data);
            var crc = new CRC32();
            crc.update(data);
            assertEquals((int) crc.getValue(), in.getInt());
            String type = new String(data, 0, 4, StandardCharsets.US_ASCII);
            chunks.add(type);
            if (type.equals("acTL")) {
                assertEquals(3, ByteBuffer.wrap(data, 4, 4).getInt());
            } else if (type.equals("fcTL")) {
                var control = ByteBuffer.wrap(data, 24, 4);
                chunks.add(control.getShort() + "/" + control.getShort());
            }
        }
        assertEquals(
                List.of(
                        "IHDR",
                        "acTL",
                        "fcTL",
                        "7000/100",
                        "IDAT",
                        "fcTL",
                        "7000/100",
                        "fdAT",
                        "fcTL",
                        "1000/1000",
                        "fdAT",
                        "IEND"),
                chunks);
    }

    @Test
    void export_toSomethingElse_isRefused() throws IOException {
        record(1, 1);
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> export("a.avi", OptionalInt.empty()));
        assertTrue(
                String.valueOf(e.getMessage())
                        .endsWith("expected a directory, .apng, .mp4 or .webm"));
    }

    @Test
    void video_withoutFfmpeg_saysThatItIsNeeded() {
        Path target = folder.resolve("a.mp4");
        var e =
                assertThrows(
                        IOException.class,
                        () -> new FfmpegVideo("/no/such/ffmpeg", target, new Size(64, 64), 25));
        assertEquals(
                target + ": video needs ffmpeg, which cannot be started; is it installed?",
                e.getMessage());
    }

    @Test
    void video_thatFails_saysWhatFfmpegSaid() throws IOException {
        Path program = folder.resolve("fake");
        Files.writeString(
                program, "#!/bin/sh\ncat >/dev/null\necho first\necho no codec\nexit 3\n");
        assertTrue(program.toFile().setExecutable(true));
        var video =
                new FfmpegVideo(program.toString(), folder.resolve("a.mp4"), new Size(64, 64), 25);
        video.write(new int[64 * 64], 0, 100);
        var e = assertThrows(IOException.class, video::close);
        assertEquals("ffmpeg has failed with exit code 3: no codec", e.getMessage());
    }
}
