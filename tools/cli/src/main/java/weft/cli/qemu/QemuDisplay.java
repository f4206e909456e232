package weft.cli.qemu;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import weft.cli.dbus.DbusConnection;
import weft.cli.dbus.DbusErrorException;
import weft.cli.dbus.DbusException;
import weft.cli.dbus.DbusMessage;
import weft.cli.dbus.DbusPeer;
import weft.cli.dbus.DbusWriter;
import weft.cli.dbus.UnixSocket;
import weft.framebuffer.Framebuffer;
import weft.rfb.keyboard.KeyCodes;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.VncServer;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The D-Bus display of a machine in QEMU that is shown, as long as one connection to it lasts.
///
/// ```
/// open -> run   // the first picture is there
/// run  -> run   // the screen has another size: another listener is registered, which gets it all
/// run  -> ended // QEMU hangs up, or breaks the protocol; or close
/// ```
///
/// QEMU tells a listener of another size only with a whole picture, which in the text modes of a
/// VGA never comes: there it goes on with parts of a picture of which nobody knows the size. The
/// console's properties do say it, and who registers anew gets the whole.
public final class QemuDisplay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QemuDisplay.class);

    private static final String ROOT = "/org/qemu/Display1/";
    private static final String NAMES = "org.qemu.Display1.";
    private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

    /// The longest call of the listener: what D-Bus allows, in which there is one array of half of
    /// it.
    private static final int MOST_BYTES = 1 << 27;

    private static final int MOST_CONSOLES = 64;
    private static final long PATIENCE_SECONDS = 10;

    /// The lamps in `Keyboard.Modifiers`.
    private static final int SCROLL = 1;

    private static final int NUM = 1 << 1;
    private static final int CAPS = 1 << 2;

    private static final int[] MODIFIERS = {
        KeyCodes.SHIFT_L,
        KeyCodes.SHIFT_R,
        KeyCodes.CONTROL_L,
        KeyCodes.CONTROL_R,
        KeyCodes.ALT_L,
        KeyCodes.ALT_R,
        KeyCodes.SUPER_L,
        KeyCodes.SUPER_R
    };

    private final String destination;
    private final Framebuffer framebuffer;
    private final DbusConnection connection;
    private final String console;
    private final String name;
    private final QemuPointer pointer;

    /// The keys that are down, guarded by itself.
    private final BitSet keys = new BitSet();

    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();

    /// That of now, for the thread that opens and runs.
    private volatile Screen screen;

    /// What the console says of itself.
    private volatile long consoleWidth;

    private volatile long consoleHeight;
    private volatile Optional<VncServer> viewers = Optional.empty();
    private volatile boolean absolute;
    private volatile KeyboardLeds leds = KeyboardLeds.OFF;

    private enum News {
        SIZE,
        ENDED
    }

    /// A registered listener, and QEMU's connection to it.
    private record Screen(ScreenListener listener, DbusConnection connection) {}

    private QemuDisplay(QemuAddress address, Framebuffer framebuffer) throws DbusException {
        this.framebuffer = framebuffer;
        destination = address.destination();
        connection = address.connect(new Signals());
        try {
            if (!destination.isEmpty()) {
                connection.match("type='signal',sender='" + destination + "'");
            }
            console = ROOT + "Console_" + graphicConsole();
            name = property(ROOT + "VM", "VM", "Name", String.class);
            absolute = property(console, "Mouse", "IsAbsolute", Boolean.class);
            leds = leds(property(console, "Keyboard", "Modifiers", Long.class));
            pointer = new QemuPointer((member, values) -> tell("Mouse", member, values));
            screen = listen();
        } catch (DbusException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /// Connects, and shows the screen in a framebuffer.
    ///
    /// @throws DbusException if that is not possible, in one line
    public static QemuDisplay open(QemuAddress address, Framebuffer framebuffer)
            throws DbusException {
        try {
            return new QemuDisplay(address, framebuffer);
        } catch (DbusErrorException e) {
            boolean nobody = e.error().equals("org.freedesktop.DBus.Error.ServiceUnknown");
            String why = nobody ? "there is no machine" : e.getMessage();
            throw new DbusException("QEMU at %s: %s".formatted(address, why), e);
        } catch (DbusException e) {
            throw new DbusException("QEMU at %s: %s".formatted(address, e.getMessage()), e);
        }
    }

    /// The first that is no terminal's.
    private long graphicConsole() throws DbusException {
        List<Long> ids = get(ROOT + "VM", "VM", "ConsoleIDs").read("v").u32sOfVariant();
        if (ids.isEmpty() || ids.size() > MOST_CONSOLES) {
            throw new DbusException("it has %d consoles".formatted(ids.size()));
        }
        for (long id : ids) {
            String kind = property(ROOT + "Console_" + id, "Console", "Type", String.class);
            if (kind.equals("Graphic")) {
                return id;
            }
        }
        return ids.getFirst();
    }

    private DbusMessage get(String path, String face, String property) throws DbusException {
        return connection.call(
                destination,
                path,
                PROPERTIES,
                "Get",
                new DbusWriter().string(NAMES + face).string(property));
    }

    private <T> T property(String path, String face, String property, Class<T> type)
            throws DbusException {
        Object value = get(path, face, property).read("v").variant();
        if (!type.isInstance(value)) {
            throw new DbusException(
                    "%s.%s is of another kind than it should be".formatted(face, property));
        }
        return type.cast(value);
    }

    /// Lets QEMU have one end of a socket, over which it shows the screen.
    private Screen listen() throws DbusException {
        UnixSocket.Pair pair = UnixSocket.pair();
        try {
            try (UnixSocket theirs = pair.theirs()) {
                DbusMessage _ =
                        connection.call(
                                destination,
                                console,
                                NAMES + "Console",
                                "RegisterListener",
                                new DbusWriter().descriptor(theirs));
            }
            var shown = new CountDownLatch(1);
            var listener = new ScreenListener(framebuffer, new ScreenNews(shown));
            DbusConnection made =
                    DbusConnection.over(pair.ours(), "qemu screen", MOST_BYTES, listener);
            made.start();
            awaitPicture(made, shown);
            return new Screen(listener, made);
        } catch (DbusException | RuntimeException | Error e) {
            pair.close();
            throw e;
        }
    }

    private static void awaitPicture(DbusConnection made, CountDownLatch shown)
            throws DbusException {
        try {
            if (!shown.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new DbusException(
                        "no picture for %d s; one that OpenGL draws (gl=on) is not understood"
                                .formatted(PATIENCE_SECONDS));
            }
            if (made.problem().isPresent()) {
                throw made.problem().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DbusException("interrupted while waiting for the first picture", e);
        }
    }

    /// What happens at the machine, for the thread of its connection.
    private final class Signals implements DbusPeer {
        @Override
        public void signalled(DbusMessage signal) throws DbusException {
            if (signal.is(PROPERTIES, "PropertiesChanged") && signal.path().equals(console)) {
                var changed = signal.read("sa{sv}as");
                String face = changed.string();
                Map<String, Object> values = changed.properties();
                if (face.equals(NAMES + "Console")) {
                    resized(values);
                }
                if (face.equals(NAMES + "Mouse")
                        && values.get("IsAbsolute") instanceof Boolean tablet) {
                    absolute = tablet;
                    viewers.ifPresent(server -> server.relativePointer(!tablet));
                }
                if (face.equals(NAMES + "Keyboard")
                        && values.get("Modifiers") instanceof Long locked) {
                    leds = leds(locked);
                    viewers.ifPresent(server -> server.leds(leds));
                }
            }
        }

        private void resized(Map<String, Object> values) {
            if (values.get("Width") instanceof Long width) {
                consoleWidth = width;
            }
            if (values.get("Height") instanceof Long height) {
                consoleHeight = height;
            }
            news.add(News.SIZE);
        }

        @Override
        public void ended() {
            news.add(News.ENDED);
        }
    }

    /// The same for the thread of the screen's connection.
    private final class ScreenNews implements ScreenListener.News {
        private final CountDownLatch shown;

        ScreenNews(CountDownLatch shown) {
            this.shown = shown;
        }

        @Override
        public void shown() {
            shown.countDown();
        }

        /// Of a tablet viewers know where it is.
        @Override
        public void pointer(int x, int y) {
            if (!absolute) {
                viewers.ifPresent(server -> server.pointer(x, y));
            }
        }

        @Override
        public void ended() {
            shown.countDown();
            news.add(News.ENDED);
        }
    }

    private static KeyboardLeds leds(long modifiers) {
        return new KeyboardLeds(
                (modifiers & SCROLL) != 0, (modifiers & NUM) != 0, (modifiers & CAPS) != 0);
    }

    /// What the machine is called.
    public String name() {
        return name;
    }

    /// From now on these viewers are told what happens.
    public void start(VncServer server) {
        viewers = Optional.of(server);
        server.relativePointer(!absolute);
        server.leds(leds);
    }

    /// Follows the machine until the connection ends.
    ///
    /// @return why it did
    public String run() throws InterruptedException {
        try {
            while (news.take() == News.SIZE) {
                fit();
            }
            return screen.connection
                    .problem()
                    .or(connection::problem)
                    .map(DbusException::getMessage)
                    .orElse("closed");
        } catch (DbusException e) {
            return String.valueOf(e.getMessage());
        } finally {
            hangUp();
        }
    }

    /// Sees to it that the picture has the size of the console.
    ///
    /// QEMU 7.2 knows one listener of each connection, so the old one must be gone for it before
    /// there is another: who is answered after it was closed can be sure of that. Then QEMU lets go
    /// of all keys; those that are held while others are pressed are pressed again.
    private void fit() throws DbusException {
        synchronized (keys) {
            Screen before = screen;
            if (before.listener.shows(consoleWidth, consoleHeight)) {
                return;
            }
            before.listener.retire();
            before.connection.close();
            DbusMessage _ = get(console, "Console", "Width");
            screen = listen();
            for (int key : MODIFIERS) {
                if (keys.get(key)) {
                    tell("Keyboard", "Press", new DbusWriter().u32(key));
                }
            }
        }
    }

    private void hangUp() {
        screen.connection.close();
        connection.close();
    }

    private void tell(String face, String member, DbusWriter values) throws DbusException {
        connection.tell(destination, console, NAMES + face, member, values);
    }

    /// A viewer's key goes down, perhaps again, or up.
    ///
    /// @param keycode as [weft.server.KeyCodeHandler#keyCode] says; QEMU has the same numbers
    public void key(int keycode, boolean down) throws DbusException {
        synchronized (keys) {
            keys.set(keycode, down);
            tell("Keyboard", down ? "Press" : "Release", new DbusWriter().u32(keycode));
        }
    }

    /// The viewers' pointer is there now.
    ///
    /// @param buttonMask as [weft.server.PointerHandler#pointer] says
    public void pointer(int x, int y, int buttonMask) throws DbusException {
        pointer.at(x, y, buttonMask, framebuffer.width(), framebuffer.height());
    }

    /// The viewers' pointer moves.
    public void moved(int dx, int dy, int buttonMask) throws DbusException {
        pointer.by(dx, dy, buttonMask);
    }

    /// Asks the machine for another size. It does what it likes, when it likes.
    public ResizeStatus resize(ScreenLayout wanted) throws DbusException {
        if (wanted.screens().size() != 1) {
            return ResizeStatus.INVALID_LAYOUT;
        }
        try {
            DbusMessage _ =
                    connection.call(
                            destination,
                            console,
                            NAMES + "Console",
                            "SetUIInfo",
                            new DbusWriter()
                                    .u16(0)
                                    .u16(0)
                                    .s32(0)
                                    .s32(0)
                                    .u32(wanted.width())
                                    .u32(wanted.height()));
        } catch (DbusErrorException e) {
            LOG.info("QEMU: {}", e.getMessage());
            return ResizeStatus.PROHIBITED;
        }
        boolean already =
                framebuffer.width() == wanted.width() && framebuffer.height() == wanted.height();
        return already ? ResizeStatus.OK : ResizeStatus.FORWARDED;
    }

    /// Lets go of what viewers hold, and ends the connection.
    @Override
    public void close() {
        try {
            if (connection.problem().isEmpty()) {
                releaseKeys();
                pointer.release();
            }
        } catch (DbusException e) {
            LOG.debug("QEMU: {}", e.getMessage());
        } finally {
            hangUp();
        }
    }

    private void releaseKeys() throws DbusException {
        synchronized (keys) {
            for (int key = keys.nextSetBit(0); key >= 0; key = keys.nextSetBit(key + 1)) {
                tell("Keyboard", "Release", new DbusWriter().u32(key));
            }
        }
    }
}
