package weft.cli.bench.serve;

import weft.cli.source.Source;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A server in this JVM that pretends to use 10 ms of CPU each time it is asked.
final class Served implements Server {

    private final Source source;
    private final VncServer server;
    private final AtomicInteger asked = new AtomicInteger();

    Served(Source source) throws IOException {
        this(source, VncServer.builder(source.framebuffer()));
    }

    Served(Source source, VncServerBuilder builder) throws IOException {
        this.source = source;
        source.connect(builder);
        server = builder.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).start();
        source.start(server);
    }

    @Override
    public SocketAddress address() {
        return server.addresses().getFirst();
    }

    @Override
    public Duration cpu() {
        return Duration.ofMillis(10L * asked.incrementAndGet());
    }

    @Override
    public void close() {
        source.close();
        server.close();
    }
}
