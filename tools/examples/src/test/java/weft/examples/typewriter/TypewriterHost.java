package weft.examples.typewriter;

import weft.junit5.DisplayHost;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.util.concurrent.atomic.AtomicLong;

/// The typewriter in the time of its tests: 60 frames a second.
public final class TypewriterHost implements DisplayHost {

    private static final long FRAME_NANOS = 16_666_667;

    private final AtomicLong frames = new AtomicLong();
    private final Typewriter typewriter = new Typewriter(() -> frames.get() * FRAME_NANOS);

    @Override
    public VncServerBuilder server() {
        return VncServer.builder(typewriter.framebuffer())
                .name("Typewriter")
                .onKey(typewriter::key);
    }

    @Override
    public void nextFrame(VncServer server) {
        var _ = frames.incrementAndGet();
        typewriter.frame();
    }
}
