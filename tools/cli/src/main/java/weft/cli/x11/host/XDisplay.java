package weft.cli.x11.host;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.x11.XConnection;
import weft.cli.x11.XData;
import weft.cli.x11.XDisplayName;
import weft.cli.x11.XException;
import weft.cli.x11.XExtension;
import weft.framebuffer.Framebuffer;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.VncServer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An X display that is shown, as long as one connection to it lasts.
///
/// ```
/// open  -> run   // the first picture is there
/// run   -> ended // the server hangs up, or breaks the protocol; or close
/// ```
public final class XDisplay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(XDisplay.class);

    private static final int MAPPING_NOTIFY = 34;
    private static final int FIXES_QUERY_VERSION = 0;
    private static final int FIXES_VERSION = 4;

    /// What is at most so large is brought over as soon as that can be.
    private static final long SMALL_PIXELS = 1 << 16;

    /// The times between two looks at a screen that goes on changing: after little and after much,
    /// and while nobody watches.
    private static final long SMALL_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long LARGE_PAUSE = TimeUnit.MILLISECONDS.toNanos(15);
    private static final long UNWATCHED_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    /// How often it is looked where programs have put the pointer.
    private static final long LOOK_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    /// How often it is looked whether somebody watches, when nothing moves.
    private static final long UNWATCHED_LOOK = TimeUnit.SECONDS.toNanos(1);

    private static final long RESIZE_SECONDS = 5;

    private final XConnection connection;
    private final ScreenPicture picture;
    private final PointerShape shape;
    private final Keyboard keyboard;
    private final Pointer pointer;
    private final Optional<Lamps> lamps;
    private final Selections selections;
    private final Optional<ScreenSize> size;
    private final Framebuffer framebuffer;
    private volatile Optional<VncServer> viewers = Optional.empty();

    private XDisplay(XConnection connection, Framebuffer framebuffer) throws XException {
        this.connection = connection;
        XExtension fixes = need(connection, "XFIXES");
        var _ =
                connection
                        .ask(fixes.request(FIXES_QUERY_VERSION).u32(FIXES_VERSION).u32(0))
                        .await();
        var test = new XTest(connection);
        keyboard = new Keyboard(connection, test);
        pointer = new Pointer(connection, test);
        lamps = Lamps.listen(connection, keyboard);
        selections = new Selections(connection, fixes);
        size = ScreenSize.find(connection);
        this.framebuffer = framebuffer;
        shape = new PointerShape(connection, fixes, framebuffer);
        picture = new ScreenPicture(connection, fixes, framebuffer);
        shape.refresh();
        long _ = picture.refresh();
    }

    /// Connects, and shows the screen in a framebuffer.
    ///
    /// @param authority the file of cookies
    /// @throws IOException if that is not possible, in one line
    public static XDisplay open(XDisplayName name, Path authority, Framebuffer framebuffer)
            throws IOException {
        XConnection connection = XConnection.open(name, authority);
        try {
            return new XDisplay(connection, framebuffer);
        } catch (XException e) {
            connection.close();
            throw new XException("X display %s: %s".formatted(name, e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /// An extension without which nothing works.
    static XExtension need(XConnection connection, String extension) throws XException {
        return connection
                .extension(extension)
                .orElseThrow(() ->
                        new XException("the server has no %s extension".formatted(extension)));
    }

    /// From now on these viewers are told what happens.
    public void start(VncServer server) {
        viewers = Optional.of(server);
        lamps.ifPresent(known -> server.leds(known.leds()));
    }

    /// Follows the display until the connection ends.
    ///
    /// @return why it did
    public String run() throws InterruptedException {
        try {
            while (follow()) {}
            return connection.problem().map(XException::getMessage).orElse("closed");
        } catch (XException e) {
            return String.valueOf(e.getMessage());
        } finally {
            connection.close();
            picture.close();
            selections.forget();
        }
    }

    /// One round: waits for news, and shows them. False when there are no more.
    private boolean follow() throws XException, InterruptedException {
        long rest = 0;
        if (shape.isStale()) {
            shape.refresh();
        }
        if (picture.isStale()) {
            long pixels = picture.refresh();
            rest = pixels <= SMALL_PIXELS ? SMALL_PAUSE : LARGE_PAUSE;
        }
        selections.tick();
        boolean watched = isWatched();
        if (watched) {
            pointer.look(viewers);
        }
        return takeEvents(watched ? rest : UNWATCHED_PAUSE, watched);
    }

    private boolean isWatched() {
        return viewers.isPresent() && !viewers.get().viewers().isEmpty();
    }

    /// Takes events, for as long as the picture is to rest; then until there is something to do.
    private boolean takeEvents(long rest, boolean watched) throws XException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            long elapsed = System.nanoTime() - start;
            boolean idle = !picture.isStale() && !shape.isStale();
            long pause = watched ? LOOK_PAUSE : UNWATCHED_LOOK;
            long left = (idle ? Math.max(rest, pause) : rest) - elapsed;
            if (left <= 0) {
                return drain();
            }
            Optional<XData> event = connection.next(left);
            if (event.isPresent()) {
                handle(event.get());
            } else if (connection.problem().isPresent()) {
                return false;
            }
        }
    }

    private boolean drain() throws XException, InterruptedException {
        Optional<XData> event = connection.next(0);
        while (event.isPresent()) {
            handle(event.get());
            event = connection.next(0);
        }
        return connection.problem().isEmpty();
    }

    private void handle(XData event) throws XException {
        if (event.code() == MAPPING_NOTIFY) {
            keyboard.mapChanged();
        }
        selections.event(event, viewers);
        shape.event(event);
        if (lamps.isPresent()) {
            lamps.get().event(event, viewers);
        }
        picture.event(event);
    }

    /// A viewer's key goes down or up.
    public void key(long keysym, boolean down) throws XException {
        keyboard.key(keysym, down);
    }

    /// The viewers' pointer.
    ///
    /// @param buttonMask as [weft.server.PointerHandler#pointer] says; X has the same buttons
    public void pointer(int x, int y, int buttonMask) throws XException {
        pointer.pointer(x, y, buttonMask);
    }

    /// A viewer has something new on its clipboard.
    public void clipboard(ClipboardContents contents) throws XException {
        selections.offer(contents);
    }

    /// Gives the screen another size, and waits until it is shown.
    public ResizeStatus resize(ScreenLayout wanted) throws XException, InterruptedException {
        if (size.isEmpty()) {
            return ResizeStatus.PROHIBITED;
        }
        if (wanted.screens().size() != 1) {
            return ResizeStatus.INVALID_LAYOUT;
        }
        var shown = new CountDownLatch(1);
        Runnable look =
                () -> {
                    if (framebuffer.width() == wanted.width()
                            && framebuffer.height() == wanted.height()) {
                        shown.countDown();
                    }
                };
        framebuffer.addListener(look);
        try {
            ResizeStatus status = size.get().change(wanted.width(), wanted.height());
            look.run();
            boolean inTime =
                    status != ResizeStatus.OK || shown.await(RESIZE_SECONDS, TimeUnit.SECONDS);
            return inTime ? status : ResizeStatus.FORWARDED;
        } finally {
            framebuffer.removeListener(look);
        }
    }

    /// Lets go of what viewers hold, and ends the connection.
    @Override
    public void close() {
        try {
            if (connection.problem().isEmpty()) {
                keyboard.close();
                pointer.close();
                connection.sync();
            }
        } catch (XException e) {
            LOG.debug("{}: {}", connection.name(), e.getMessage());
        } finally {
            connection.close();
        }
    }
}
