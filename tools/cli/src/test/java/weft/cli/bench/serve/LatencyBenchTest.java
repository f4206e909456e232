package weft.cli.bench.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.cli.bench.Wishes;
import weft.cli.bench.scene.Scene;
import weft.cli.source.EchoSource;
import weft.cli.source.Size;
import weft.framebuffer.Rect;
import weft.rfb.encoding.Encoding;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;

@Timeout(60)
class LatencyBenchTest {

    private static final Size SIZE = new Size(200, 150);

    private static LatencySettings settings(Encoding encoding, Duration gap) {
        var wishes = new Wishes(encoding, OptionalInt.empty(), OptionalInt.empty());
        return new LatencySettings(wishes, 20, gap, Duration.ofMillis(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "HEXTILE", "TIGHT", "ZRLE"})
    void runAlone_everyPress_isTimed(Encoding encoding) throws IOException {
        try (Served server = new Served(new EchoSource(SIZE))) {
            LatencySettings settings = settings(encoding, Duration.ZERO);
            LatencyResult result = new LatencyBench(server, settings).runAlone(_ -> {});
            assertEquals(20, result.nanos().size());
            assertTrue(result.nanos().getFirst() > 0);
            assertEquals("", result.beside());
        }
    }

    @Test
    void runBeside_movie_everyPressIsTimedAndTheMovieIsSeen() throws IOException {
        Movie movie = Movie.of(Scene.Kind.VIDEO, EchoBelowMovie.movieSize(SIZE));
        try (Served server = new Served(new EchoBelowMovie(SIZE, movie, 100))) {
            LatencySettings settings = settings(Encoding.RAW, Duration.ofMillis(1));
            LatencyResult result =
                    new LatencyBench(server, settings)
                            .runBeside("video", EchoBelowMovie.strip(SIZE), _ -> {});
            assertEquals(20, result.nanos().size());
            assertEquals("video", result.beside());
        }
    }

    @Test
    void runAlone_serverGoesAway_isOneClearLine() throws IOException {
        try (Served server = new Served(new EchoSource(SIZE))) {
            var bench = new LatencyBench(server, settings(Encoding.RAW, Duration.ZERO));
            var failed =
                    assertThrows(
                            IOException.class,
                            () ->
                                    bench.runAlone(done -> {
                                        if (done >= 0.5) {
                                            server.close();
                                        }
                                    }));
            String message = String.valueOf(failed.getMessage());
            assertTrue(message.matches("the connection ended after \\d+ echoes \\(.*"), message);
        }
    }

    @Test
    void show_frame_isDrawnAboveTheStripOnly() {
        Size above = EchoBelowMovie.movieSize(SIZE);
        int[] white = new int[above.width() * above.height()];
        Arrays.fill(white, 0xFFFFFF);
        var source = new EchoBelowMovie(SIZE, new Movie(above, List.of(white)), 1);
        source.show();
        var frame = source.framebuffer().snapshot();
        Rect strip = EchoBelowMovie.strip(SIZE);
        assertEquals(0xFFFFFF, frame.pixel(0, 0));
        assertEquals(0xFFFFFF, frame.pixel(SIZE.width() - 1, strip.y() - 1));
        assertEquals(0, frame.pixel(0, strip.y()));
        assertEquals(SIZE.height(), strip.bottom());
    }

    @ParameterizedTest
    @CsvSource({"1080, 1024", "768, 704", "800, 768", "80, 64", "143, 64", "144, 128"})
    void movieSize_anyHeight_endsWithATile(int height, int expected) {
        assertEquals(new Size(10, expected), EchoBelowMovie.movieSize(new Size(10, height)));
    }

    @Test
    void movieSize_noRoom_isRefused() {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> EchoBelowMovie.movieSize(new Size(10, 79)));
        assertEquals(
                "a picture with a strip below it is at least 80 high, not 79",
                refused.getMessage());
    }

    @Test
    void percentile_ofHundred_isTheValueOfThatRank() {
        List<Long> nanos =
                LongStream.rangeClosed(1, 100).map(i -> 101_000 - i * 1_000).boxed().toList();
        var result =
                new LatencyResult("video", settings(Encoding.ZRLE, Duration.ZERO), nanos, 59.5);
        assertEquals(50, result.percentile(50));
        assertEquals(99, result.percentile(99));
        assertEquals(100, result.percentile(100));
        assertEquals(1, result.percentile(0));
        assertEquals(
                """
                beside  encoding  presses  us: p50  p90  p99  max  other's updates/s
                video   zrle          100       50   90   99  100               59.5\
                """,
                ServeReport.latencyTable(List.of(result)));
        String json = ServeReport.latencyJson(List.of(result));
        assertTrue(json.contains("\"p50Micros\":50.0,\"p90Micros\":90.0,"), json);
        assertTrue(json.contains("\"p99Micros\":99.0,\"maxMicros\":100.0,"), json);
    }
}
