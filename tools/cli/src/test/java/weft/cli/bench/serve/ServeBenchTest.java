package weft.cli.bench.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import weft.cli.bench.Wishes;
import weft.cli.bench.scene.Scene;
import weft.cli.bench.serve.ServeResult.Setup;
import weft.cli.source.EchoSource;
import weft.cli.source.Size;
import weft.rfb.encoding.Encoder;
import weft.rfb.encoding.Encoding;
import weft.server.VncServer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

@Timeout(60)
class ServeBenchTest {

    private static final Size SIZE = new Size(200, 100);

    /// Lasts until every viewer has got three more updates.
    private static final Phase UNTIL_UPDATED = ServeBenchTest::awaitUpdates;

    private static void awaitUpdates(Duration length, List<Viewer> viewers, DoubleConsumer progress)
            throws IOException {
        List<Long> before = viewers.stream().map(Viewer::updates).toList();
        for (int i = 0; i < viewers.size(); i++) {
            while (viewers.get(i).updates() < before.get(i) + 3) {
                viewers.get(i).check();
                Thread.onSpinWait();
            }
        }
        progress.accept(1);
    }

    private static Setup setup(Encoding encoding, boolean decode, List<Long> rates, int viewers) {
        var wishes = new Wishes(encoding, OptionalInt.of(8), OptionalInt.of(1));
        var settings =
                new ServeSettings(
                        new ViewerSettings(wishes, decode),
                        rates,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3));
        return new Setup("terminal", 100, settings, viewers);
    }

    private static Served movie() throws IOException {
        return new Served(new MovieSource(Movie.of(Scene.Kind.TERMINAL, SIZE), 100));
    }

    private static Stream<Encoding> pixelEncodings() {
        return Arrays.stream(Encoding.values()).filter(Encoder::isAvailable);
    }

    @ParameterizedTest
    @MethodSource("pixelEncodings")
    void run_everyEncoding_countsTheUpdatesOfEveryViewer(Encoding encoding) throws IOException {
        try (Served server = movie()) {
            for (boolean decode : new boolean[] {false, true}) {
                Setup setup = setup(encoding, decode, List.of(), 3);
                ServeResult result = new ServeBench(server, setup, UNTIL_UPDATED).run(_ -> {});
                assertEquals(3, result.updates().size());
                assertTrue(result.updates().getFirst() >= 3, result.toString());
                assertTrue(result.bytes() > 9 * 16, result.toString());
                assertEquals(Duration.ofMillis(10), result.serverCpu());
                assertEquals(OptionalDouble.empty(), result.ratio());
            }
        }
    }

    @Test
    void run_throttledViewers_getTheirUpdatesToo() throws IOException {
        try (Served server = movie()) {
            Setup setup = setup(Encoding.ZRLE, false, List.of(200_000L, 100_000L), 4);
            ServeResult result = new ServeBench(server, setup, UNTIL_UPDATED).run(_ -> {});
            assertTrue(result.updates().getFirst() >= 3, result.toString());
        }
    }

    @Test
    void run_progress_goesFromTheWarmUpToTheEnd() throws IOException {
        List<Double> told = new ArrayList<>();
        try (Served server = movie()) {
            Setup setup = setup(Encoding.RAW, false, List.of(), 1);
            new ServeBench(server, setup, UNTIL_UPDATED).run(told::add);
        }
        assertEquals(List.of(0.25, 1.0), told);
    }

    @Test
    void run_nothingMoves_isRefused() throws IOException {
        try (Served server = new Served(new EchoSource(SIZE))) {
            Setup setup = setup(Encoding.RAW, false, List.of(), 2);
            var bench = new ServeBench(server, setup, (_, _, _) -> {});
            var refused = assertThrows(IOException.class, run(bench));
            assertEquals(
                    "no viewer got an update in 3 s; is the line, or the time, too short?",
                    refused.getMessage());
        }
    }

    private static Executable run(ServeBench bench) {
        return () -> bench.run(_ -> {});
    }

    @Test
    void run_serverGoesAway_isOneClearLine() throws IOException {
        try (Served server = movie()) {
            Phase close =
                    (_, viewers, _) -> {
                        server.close();
                        while (true) {
                            viewers.getFirst().check();
                        }
                    };
            var bench = new ServeBench(server, setup(Encoding.RAW, false, List.of(), 1), close);
            var failed = assertThrows(IOException.class, run(bench));
            String message = String.valueOf(failed.getMessage());
            assertTrue(message.matches("a viewer failed after \\d+ updates: .+"), message);
        }
    }

    @Test
    void run_passwordWanted_isOneClearLine() throws IOException {
        var source = new EchoSource(SIZE);
        var builder = VncServer.builder(source.framebuffer()).password("secret");
        try (Served server = new Served(source, builder)) {
            var bench = new ServeBench(server, setup(Encoding.RAW, false, List.of(), 1));
            var refused = assertThrows(IOException.class, run(bench));
            String message = String.valueOf(refused.getMessage());
            assertTrue(
                    message.endsWith("it asks for a password (security types [2], expected 1)"),
                    message);
        }
    }

    @Test
    void run_nobodyListens_isOneClearLine() throws IOException {
        Served server = movie();
        server.close();
        var bench = new ServeBench(server, setup(Encoding.RAW, false, List.of(), 1));
        var refused = assertThrows(IOException.class, run(bench));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("cannot connect to "), message);
    }

    @Test
    void phase_timed_endsWithItsTime() throws IOException {
        List<Double> told = new ArrayList<>();
        Phase.TIMED.await(Duration.ofMillis(1), List.of(), told::add);
        assertEquals(1, told.getLast());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "2, false", "3, true", "5, true"})
    void throttle_everyOtherViewer_fromTheSecondOn(int viewer, boolean throttled) {
        ServeSettings settings = setup(Encoding.RAW, false, List.of(50L, 100L), 1).settings();
        assertEquals(throttled, settings.throttle(viewer).isLimit());
        if (throttled) {
            assertEquals(viewer == 3 ? 2 : 1, settings.throttle(viewer).atMost(9));
        }
    }

    @Test
    void result_ofThreeViewers_isToldPerSecondAndPerUpdate() {
        Setup setup = setup(Encoding.ZRLE, false, List.of(), 3);
        var one =
                new ServeResult(
                        setup,
                        Duration.ofSeconds(2),
                        List.of(20L),
                        1000,
                        Duration.ofMillis(250),
                        Duration.ofMillis(100),
                        OptionalDouble.empty());
        var three =
                new ServeResult(
                                setup,
                                Duration.ofSeconds(2),
                                List.of(40L, 20L, 60L),
                                6_000,
                                Duration.ofMillis(500),
                                Duration.ofMillis(400),
                                OptionalDouble.empty())
                        .comparedWith(one);
        assertEquals(
                """
                picture   encoding  fps  viewers  updates/s: least  median  most  kB/update\
                  CPU ms/update  server cores  ratio  viewers' cores
                terminal  zrle      100        3              10.0    20.0  30.0        0.1\
                          4.167         0.250   2.00           0.200\
                """,
                ServeReport.serveTable(List.of(three)));
        String json = ServeReport.serveJson(List.of(one, three));
        assertTrue(json.contains("\"encoding\":\"zrle\",\"quality\":8,\"compression\":1,"), json);
        assertTrue(json.contains("\"updates\":[20,40,60],\"leastPerSecond\":10.0,"), json);
        assertTrue(json.contains("\"ratio\":2.0,\"viewersCores\":0.2}"), json);
        assertEquals(1, json.split("\"ratio\"").length - 1, "only where there is something before");
    }
}
