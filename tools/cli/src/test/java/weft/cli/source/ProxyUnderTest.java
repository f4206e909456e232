package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.VncClient;
import weft.client.address.Destination;
import weft.framebuffer.Framebuffer;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A server that shows another one, in one JVM, with real viewers.
@Timeout(60)
abstract class ProxyUnderTest {

    static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    /// What has happened, as a test notes it.
    final BlockingQueue<String> noted = new LinkedBlockingQueue<>();

    Path socket() {
        return folder.resolve("upstream");
    }

    /// The other server, to be made.
    VncServerBuilder upstreamOf(Framebuffer picture) throws IOException {
        Files.deleteIfExists(socket());
        return VncServer.builder(picture)
                .listen(UnixDomainSocketAddress.of(socket()))
                .name("the machine");
    }

    static Framebuffer noise(int width, int height, int seed) {
        var picture = new Framebuffer(width, height);
        picture.publish(pixels(width, height, seed));
        return picture;
    }

    static int[] pixels(int width, int height, int seed) {
        return new Random(seed).ints((long) width * height, 0, 1 << 24).toArray();
    }

    Source open() throws IOException {
        return open(Optional.empty());
    }

    Source open(Optional<Path> recording) throws IOException {
        Destination server = Destination.parse("unix:" + socket());
        return VncSource.open(
                new Upstream(server, Optional.empty(), recording, Duration.ofMillis(5)));
    }

    static VncServer serve(Source source) throws IOException {
        return serve(source, source::name);
    }

    static VncServer serve(Source source, Consumer<VncServerBuilder> settings) throws IOException {
        VncServerBuilder builder = VncServer.builder(source.framebuffer()).listen(0);
        settings.accept(builder);
        source.connect(builder);
        VncServer server = builder.start();
        source.start(server);
        return server;
    }

    static VncClient view(VncServer server) {
        return VncClient.to("::" + server.port()).connect();
    }

    void assertNoted(String... expected) throws InterruptedException {
        for (String event : expected) {
            assertEquals(event, noted.poll(SOON.toSeconds(), TimeUnit.SECONDS));
        }
    }
}
