package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.coroutine.CoroutineInfo;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.PixelFormat;
import weft.rfb.encoding.Encoding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Fifty viewers are fifty times two coroutines, and not one thread.
@Timeout(120)
class ManyViewersIT {

    private static final int VIEWERS = 50;

    private static final List<Encoding> ENCODINGS =
            List.of(
                    Encoding.RAW,
                    Encoding.RRE,
                    Encoding.HEXTILE,
                    Encoding.ZLIB,
                    Encoding.TIGHT,
                    Encoding.ZRLE);

    private static final List<ViewerFormat> FORMATS = ViewerFormat.ALL;

    private record Viewer(TestClient client, ViewerFormat format, Encoding encoding) {}

    @Test
    void fiftyViewers_movingPicture_takeNoThreadsAndEndExact() {
        List<Viewer> viewers = new ArrayList<>();
        try (var server = CardServer.start(new TestCard(320, 240), builder -> builder.listen(0))) {
            try {
                for (int i = 0; i < VIEWERS; i++) {
                    ViewerFormat format = FORMATS.get(i % FORMATS.size());
                    Encoding encoding = ENCODINGS.get(i % ENCODINGS.size());
                    var client = new TestClient(server.port(), format.wire(), List.of(encoding));
                    viewers.add(new Viewer(client, format, encoding));
                }
                for (int frame = 1; frame <= 100; frame++) {
                    server.tick(frame);
                    assertOnlyLoopAndWorkers(server);
                }
                for (Viewer viewer : viewers) {
                    Picture expected = viewer.format.seen(server.picture());
                    viewer.client.await(
                            viewer.encoding
                                    + " at "
                                    + viewer.format.wire().bitsPerPixel()
                                    + " bits",
                            () -> expected);
                }
                assertEquals(VIEWERS, server.server().viewers().size());
                assertOnlyLoopAndWorkers(server);
                viewers.forEach(viewer -> awaitParked(server, viewer.client.peer()));
                assertEquals(2 * VIEWERS, server.server().dump(false).size());
            } finally {
                viewers.forEach(viewer -> viewer.client.close());
            }
            Eventually.holds(
                    () -> server.server().dump(false).isEmpty(),
                    () -> "coroutines of viewers that have gone: " + server.server().dump(false));
        }
    }

    @Test
    void close_fiftyViewersConnected_endsThemAndAllThreads() {
        List<TestClient> clients = new ArrayList<>();
        try (var server = CardServer.start(new TestCard(320, 240), builder -> builder.listen(0))) {
            for (int i = 0; i < VIEWERS; i++) {
                Encoding encoding = ENCODINGS.get(i % ENCODINGS.size());
                clients.add(new TestClient(server.port(), PixelFormat.XRGB8888, List.of(encoding)));
            }
            for (int frame = 1; frame <= 30; frame++) {
                server.tick(frame);
            }
            server.close(); // in the middle of it all; fails if threads are left after 5 seconds
            clients.forEach(TestClient::awaitEnd);
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    /// The thread dump shows the one loop, the workers, and nothing else of the server.
    private static void assertOnlyLoopAndWorkers(CardServer server) {
        Map<String, Long> kinds =
                server.threadNames().stream()
                        .filter(name -> !isOfTheJvm(name))
                        .map(name -> name.replaceAll("weft-\\d+-", "").replaceAll("-\\d+$", ""))
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(1, kinds.remove("loop"), kinds::toString);
        long workers = kinds.getOrDefault("worker", 0L);
        kinds.remove("worker");
        assertTrue(
                workers <= Math.max(2, Runtime.getRuntime().availableProcessors()),
                () -> workers + " workers");
        assertEquals(Map.of(), kinds, "threads beside the loop and the workers");
    }

    /// Threads that carry virtual threads: those of the test clients, and the coroutines of the
    /// thread back end; and the one that looks after the memory of all codecs of the JVM, which the
    /// first compressor starts.
    private static boolean isOfTheJvm(String name) {
        return name.matches(
                "ForkJoinPool-1-worker-\\d+|VirtualThread-unblocker|.*Poller|Cleaner-\\d+");
    }

    /// The coroutine dump says of both coroutines of a session what they wait for.
    private static void awaitParked(CardServer server, String peer) {
        Map<String, String> expected =
                Map.of(
                        "session " + peer,
                        "a wake",
                        "session " + peer + " reader",
                        "readable socket " + peer);
        Eventually.holds(
                () -> parked(server, peer).equals(expected),
                () -> "expected " + expected + ", but was " + parked(server, peer));
    }

    private static Map<String, String> parked(CardServer server, String peer) {
        return server.server().dump(false).stream()
                .filter(info -> (info.name() + " ").contains(peer + " "))
                .collect(Collectors.toMap(CoroutineInfo::name, CoroutineInfo::waitsFor));
    }
}
