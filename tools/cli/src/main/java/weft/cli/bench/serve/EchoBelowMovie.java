package weft.cli.bench.serve;

import weft.cli.source.EchoSource;
import weft.cli.source.Size;
import weft.cli.source.Source;
import weft.cli.source.Ticker;
import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

/// A movie, and below it a black strip that echoes presses: how long a press takes while others
/// look at the movie can be measured by who asks for nothing but the strip.
///
/// The movie is drawn into the same memory, without a lock, as by a host's graphics card.
public final class EchoBelowMovie implements Source {

    /// The least height of the strip.
    public static final int LEAST_STRIP = 16;

    /// The strip begins at a multiple of it, so that no tile has something of both.
    private static final int TILE = 64;

    private final EchoSource echo;
    private final Movie movie;
    private final Ticker ticker;
    private int shown;

    /// A movie at its beginning; its size is [#movieSize].
    public EchoBelowMovie(Size size, Movie movie, double fps) {
        this.movie = movie;
        echo = new EchoSource(size);
        ticker =
                new Ticker(
                        "weft-movie",
                        fps,
                        () -> {
                            show();
                            return true;
                        });
    }

    /// The size of the movie in a picture that is at least [#TILE] + [#LEAST_STRIP] high.
    ///
    /// @throws IllegalArgumentException if there is no room for both
    public static Size movieSize(Size whole) {
        int height = (whole.height() - LEAST_STRIP) / TILE * TILE;
        if (height <= 0) {
            throw new IllegalArgumentException(
                    "a picture with a strip below it is at least %d high, not %d"
                            .formatted(TILE + LEAST_STRIP, whole.height()));
        }
        return new Size(whole.width(), height);
    }

    /// Where presses are echoed.
    public static Rect strip(Size whole) {
        int top = movieSize(whole).height();
        return new Rect(0, top, whole.width(), whole.height() - top);
    }

    @Override
    public Framebuffer framebuffer() {
        return echo.framebuffer();
    }

    @Override
    public void connect(VncServerBuilder server) {
        echo.connect(server);
    }

    @Override
    public void start(VncServer server) {
        ticker.start(() -> !server.viewers().isEmpty());
    }

    /// Draws the next frame.
    void show() {
        int[] frame = movie.frames().get(shown++ % movie.frames().size());
        System.arraycopy(frame, 0, echo.pixels(), 0, frame.length);
        framebuffer().damage(Rect.ofSize(movie.size().width(), movie.size().height()));
    }

    @Override
    public void close() {
        ticker.close();
    }
}
