package weft.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.cli.source.Size;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;

class DecodeBenchTest {

    private static final DecodeSettings SETTINGS =
            new DecodeSettings(
                    new Size(RecordedStream.WIDTH, RecordedStream.HEIGHT),
                    PixelFormat.XRGB8888,
                    Duration.ZERO,
                    3);

    @TempDir private Path directory;

    @Test
    void run_smallStream_countsEachEncoding() throws IOException {
        byte[] stream = RecordedStream.whole();
        DecodeResult result = run(stream);
        assertEquals(RecordedStream.UPDATES, result.updates());
        assertEquals(RecordedStream.PIXELS, result.pixels());
        assertEquals(stream.length, result.bytes());
        assertEquals(4, result.rectangles());
        assertEquals(2, count(result, Encoding.RAW).rectangles());
        assertEquals(16, count(result, Encoding.COPY_RECT).bytes());
        assertEquals(12 * 2 + 4 * (96 * 16 + 40 * 30), count(result, Encoding.RAW).bytes());
    }

    @Test
    void run_passes_giveTheMedianOfTheirTimes() throws IOException {
        Path file = RecordedStream.write(directory, RecordedStream.whole());
        long[] now = {0};
        int[] reads = {0};
        // Each pass reads the clock before and after; the first one warms up.
        long[] passes = {1, 50, 3, 20};
        CpuClock clock =
                () -> {
                    int read = reads[0]++;
                    int pass = read / 2;
                    now[0] += read % 2 == 0 || pass >= passes.length ? 0 : passes[pass] * 1_000;
                    return now[0];
                };
        DecodeResult result = new DecodeBench(Recording.read(file), SETTINGS, clock).run(_ -> {});
        assertEquals(20e-6, result.cpuSeconds(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "09 | after 0 bytes: Expected the type of a server's message, got 9",
                "00 00 0001 0000 0000 0001 0001 00000063 | after 16 bytes: Expected an encoding of"
                        + " pixels or Cursor, got 99 (UNKNOWN)",
                "00 00 0001 0000 0000 0001 0001 ffffff21 | after 16 bytes: Expected an encoding of"
                        + " pixels or Cursor, got -223 (DESKTOP_SIZE)",
                "00 00 0001 0000 0000 0060 0051 00000000 | after 16 bytes: A rectangle, 96x81+0+0,"
                        + " leaves the picture of 96x80",
                "00 00 0001 0000 0000 0002 0002 00000001 005f 0000 | after 20 bytes: The source of"
                        + " a CopyRect, 2x2+95+0, leaves the picture of 96x80",
                "00 00 0000 | it has no whole update with pixels in its 4 bytes",
                "'' | it has no whole update with pixels in its 0 bytes"
            })
    void run_damagedStream_isRefusedWithPlaceAndReason(String hex, String expected)
            throws IOException {
        byte[] stream = HexFormat.of().parseHex(hex.replace(" ", ""));
        Path file = RecordedStream.write(directory, stream);
        var bench = new DecodeBench(Recording.read(file), SETTINGS);
        var refused = assertThrows(RecordingException.class, () -> bench.run(_ -> {}));
        assertEquals(file + ": " + expected, refused.getMessage());
    }

    private static Tally.Count count(DecodeResult result, Encoding encoding) {
        return Objects.requireNonNull(result.encodings().get(encoding));
    }

    private DecodeResult run(byte[] stream) throws IOException {
        Path file = RecordedStream.write(directory, stream);
        return new DecodeBench(Recording.read(file), SETTINGS).run(_ -> {});
    }
}
