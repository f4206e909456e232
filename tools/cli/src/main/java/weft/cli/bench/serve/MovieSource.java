package weft.cli.bench.serve;

import weft.cli.source.Source;
import weft.cli.source.Ticker;
import weft.framebuffer.Framebuffer;
import weft.server.VncServer;

/// A movie that is published frame by frame, while somebody watches.
public final class MovieSource implements Source {

    private final Movie movie;
    private final Framebuffer framebuffer;
    private final Ticker ticker;
    private int shown;

    /// A movie at its beginning.
    public MovieSource(Movie movie, double fps) {
        this.movie = movie;
        framebuffer = new Framebuffer(movie.size().width(), movie.size().height());
        framebuffer.publish(movie.frames().getFirst());
        ticker = new Ticker("weft-movie", fps, this::next);
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public void start(VncServer server) {
        ticker.start(() -> !server.viewers().isEmpty());
    }

    private boolean next() {
        shown = (shown + 1) % movie.frames().size();
        framebuffer.publish(movie.frames().get(shown));
        return true;
    }

    @Override
    public void close() {
        ticker.close();
    }
}
