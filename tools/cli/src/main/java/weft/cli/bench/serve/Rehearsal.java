package weft.cli.bench.serve;

import weft.cli.bench.Wishes;
import weft.cli.bench.scene.Scene;
import weft.cli.bench.serve.ServeResult.Setup;
import weft.cli.source.EchoSource;
import weft.cli.source.Size;
import weft.cli.source.Source;
import weft.rfb.encoding.Encoding;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// Serves each kind of picture to viewers of this process for a moment, so that the JVM learns what
/// is worth compiling: an AOT cache that is made of it spares a server most of its first minute's
/// work.
public final class Rehearsal {

    private static final Size SIZE = new Size(1280, 800);
    private static final int FPS = 60;
    private static final Duration EACH = Duration.ofSeconds(2);
    private static final int PRESSES = 500;

    private Rehearsal() {}

    /// Runs for more than half a minute.
    ///
    /// @throws IOException if there is no loopback interface
    public static void run() throws IOException {
        watch(Scene.Kind.TERMINAL, wishes(Encoding.ZRLE, true), wishes(Encoding.TIGHT, true));
        watch(Scene.Kind.WEB, wishes(Encoding.TIGHT, false), wishes(Encoding.RAW, true));
        watch(Scene.Kind.WEB, wishes(Encoding.ZRLE, true), wishes(Encoding.HEXTILE, true));
        watch(Scene.Kind.PHOTOS, wishes(Encoding.TIGHT, false));
        watch(Scene.Kind.VIDEO, wishes(Encoding.TIGHT, false));
        press(wishes(Encoding.RAW, true), wishes(Encoding.TIGHT, false));
    }

    private static Wishes wishes(Encoding encoding, boolean exact) {
        return new Wishes(
                encoding, exact ? OptionalInt.empty() : OptionalInt.of(8), OptionalInt.of(2));
    }

    /// One viewer has its own streams; two share.
    private static void watch(Scene.Kind kind, Wishes... all) throws IOException {
        try (var source = new MovieSource(Movie.of(kind, SIZE), FPS);
                VncServer server = start(source)) {
            for (Wishes wishes : all) {
                for (int viewers = 1; viewers <= 2; viewers++) {
                    var settings =
                            new ServeSettings(
                                    new ViewerSettings(wishes, false),
                                    List.of(),
                                    Duration.ZERO,
                                    EACH);
                    var setup = new Setup(kind.toString(), FPS, settings, viewers);
                    ServeResult _ = new ServeBench(here(server), setup).run(_ -> {});
                }
            }
        }
    }

    private static void press(Wishes... all) throws IOException {
        try (var source = new EchoSource(SIZE);
                VncServer server = start(source)) {
            for (Wishes wishes : all) {
                var settings = new LatencySettings(wishes, PRESSES, Duration.ZERO, EACH);
                LatencyResult _ = new LatencyBench(here(server), settings).runAlone(_ -> {});
            }
        }
    }

    private static VncServer start(Source source) throws IOException {
        VncServerBuilder builder = VncServer.builder(source.framebuffer());
        source.connect(builder);
        VncServer server = builder.listen(0).start();
        source.start(server);
        return server;
    }

    private static Server here(VncServer server) {
        return Server.running(server.addresses().getFirst(), 0);
    }
}
