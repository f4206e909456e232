package weft.cli.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.cli.source.Size;
import weft.framebuffer.Rect;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.encoding.EncodingPreferences;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

class EncodeBenchTest {

    private static final Size SIZE = new Size(RecordedStream.WIDTH, RecordedStream.HEIGHT);

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"TIGHT", "ZRLE", "HEXTILE", "ZLIB", "RRE", "RAW"})
    void run_everyEncodingWithoutQuality_isExactAndCountsAllUpdates(Encoding encoding)
            throws IOException {
        EncodeResult result = run(RecordedStream.whole(), settings(encoding, true), null);
        assertEquals(RecordedStream.UPDATES, result.updates());
        assertEquals(RecordedStream.PIXELS * 4, result.rawBytes());
        Fidelity.Result fidelity = result.fidelity().orElseThrow();
        assertTrue(fidelity.lossless());
        assertEquals(1, fidelity.exactShare());
        assertEquals(Double.POSITIVE_INFINITY, fidelity.psnr());
        assertTrue(fidelity.encodings().containsKey(encoding), fidelity::toString);
    }

    @Test
    void run_toFile_writesAStreamThatDrawsTheSamePicture() throws IOException {
        Path out = directory.resolve("out.rfb");
        EncodeResult result = run(RecordedStream.whole(), settings(Encoding.ZRLE, true), out);
        byte[] written = Files.readAllBytes(out);
        assertEquals(result.bytes(), written.length);
        assertArrayEquals(picture(RecordedStream.whole()), picture(written));
    }

    @Test
    void run_copyRectRecorded_isEncodedAsCopyRectOnlyWithHints() throws IOException {
        byte[] stream = RecordedStream.whole();
        EncodeResult with = run(stream, settings(Encoding.ZRLE, true), null);
        EncodeResult without = run(stream, settings(Encoding.ZRLE, false), null);
        assertTrue(encodings(with).contains(Encoding.COPY_RECT));
        assertFalse(encodings(without).contains(Encoding.COPY_RECT));
        assertTrue(with.bytes() < without.bytes());
        assertEquals(without.rawBytes(), with.rawBytes());
    }

    @Test
    void run_streamCutOffAnywhere_countsTheWholeUpdatesOrRefusesIt() throws IOException {
        byte[] stream = RecordedStream.whole();
        int counted = 0;
        for (int length = 0; length < stream.length; length += 1 + length / 50) {
            byte[] cut = Arrays.copyOf(stream, length);
            try {
                EncodeResult result = run(cut, settings(Encoding.RAW, true), null);
                assertTrue(result.updates() < RecordedStream.UPDATES, "cut after " + length);
                counted++;
            } catch (RecordingException e) {
                assertTrue(e.toString().contains("no whole update"), e.toString());
            }
        }
        assertTrue(counted > 10, "counted " + counted);
    }

    @Test
    void run_timedPasses_countsTheEncodingAloneAndTakesTheMedian() throws IOException {
        var times = new ArrayList<>(List.of(1L, 2L, 7L, 100L, 3L));
        long[] now = {0};
        // Three times are read for each update: before the frame, between, after the encoding.
        int[] reads = {0};
        CpuClock clock =
                () -> {
                    int read = reads[0]++;
                    int pass = read / (3 * RecordedStream.UPDATES);
                    boolean afterEncoding = read % 3 == 2;
                    boolean afterFrame = read % 3 == 1;
                    now[0] += afterEncoding ? times.get(pass) * 1_000 : afterFrame ? 1_000_000 : 77;
                    return now[0];
                };
        Path file = RecordedStream.write(directory, RecordedStream.whole());
        var settings =
                new EncodeSettings(
                        SIZE,
                        new Wishes(Encoding.RAW, OptionalInt.empty(), OptionalInt.of(2)),
                        PixelFormat.XRGB8888,
                        true,
                        Duration.ZERO,
                        4);
        EncodeResult result =
                new EncodeBench(Recording.read(file), settings, clock).run(false, null, _ -> {});
        // The first pass warms up; of 2, 7, 100 and 3 microseconds per update the median is 5.
        assertEquals(5e-6 * RecordedStream.UPDATES, result.cpuSeconds(), 1e-12);
        assertEquals(1e-3 * RecordedStream.UPDATES, result.frameSeconds(), 1e-12);
    }

    @Test
    void run_progress_goesUpToOne() throws IOException {
        Path file = RecordedStream.write(directory, RecordedStream.whole());
        List<Double> seen = new ArrayList<>();
        EncodeResult _ =
                new EncodeBench(Recording.read(file), settings(Encoding.RAW, true))
                        .run(true, null, seen::add);
        assertEquals(1.0, seen.getLast());
        assertEquals(seen.stream().sorted().toList(), seen);
    }

    @Test
    void run_rectangleBeyondThePicture_isRefusedWithPlaceAndSize() throws IOException {
        Path file = RecordedStream.write(directory, RecordedStream.whole());
        var small =
                new EncodeSettings(
                        new Size(32, 32),
                        new Wishes(Encoding.RAW, OptionalInt.empty(), OptionalInt.of(2)),
                        PixelFormat.XRGB8888,
                        true,
                        Duration.ZERO,
                        1);
        var bench = new EncodeBench(Recording.read(file), small);
        var refused = assertThrows(RecordingException.class, () -> bench.run(false, null, _ -> {}));
        assertEquals(
                file + ": after 16 bytes: A rectangle, 96x80+0+0, leaves the picture of 32x32",
                refused.getMessage());
    }

    @Test
    void fidelity_wrongPixel_isCountedAndCostsDecibels() throws IOException {
        byte[] stream = RecordedStream.whole();
        var encoded = new RfbBuffer();
        encoded.bytes(stream);
        encoded.truncate(firstUpdate(stream));
        int[] meant = picture(Arrays.copyOf(stream, encoded.length()));
        meant[5] ^= 0x10;
        try (var fidelity =
                new Fidelity(
                        SIZE, PixelTranslator.of(PixelFormat.XRGB8888), EncodingPreferences.NONE)) {
            var all = new Rect(0, 0, SIZE.width(), SIZE.height());
            fidelity.check(encoded, meant, List.of(new Part(Encoding.RAW, all, 0, 0)));
            Fidelity.Result result = fidelity.result();
            int pixels = meant.length;
            assertFalse(result.lossless());
            assertEquals((pixels - 1.0) / pixels, result.exactShare(), 1e-9);
            double mean = 16.0 * 16 / (3 * pixels);
            assertEquals(10 * Math.log10(255 * 255 / mean), result.psnr(), 1e-9);
        }
    }

    private static int firstUpdate(byte[] stream) {
        var in = new RecordedInput(stream, stream.length);
        try (var picture = newPicture()) {
            assertTrue(picture.nextUpdate(in).isPresent());
        }
        return (int) in.position();
    }

    private static int[] picture(byte[] stream) {
        var in = new RecordedInput(stream, stream.length);
        try (var picture = newPicture()) {
            while (picture.nextUpdate(in).isPresent()) {
                // draws
            }
            return picture.rgb();
        }
    }

    private static StreamPicture newPicture() {
        return new StreamPicture(SIZE, PixelTranslator.of(PixelFormat.XRGB8888), CpuClock.STOPPED);
    }

    private static Set<Encoding> encodings(EncodeResult result) {
        return result.fidelity().orElseThrow().encodings().keySet();
    }

    private EncodeResult run(byte[] stream, EncodeSettings settings, @Nullable Path out)
            throws IOException {
        Path file = RecordedStream.write(directory, stream);
        return new EncodeBench(Recording.read(file), settings).run(true, out, _ -> {});
    }

    private static EncodeSettings settings(Encoding encoding, boolean copyHints) {
        return new EncodeSettings(
                SIZE,
                new Wishes(encoding, OptionalInt.empty(), OptionalInt.of(2)),
                PixelFormat.XRGB8888,
                copyHints,
                Duration.ZERO,
                1);
    }
}
