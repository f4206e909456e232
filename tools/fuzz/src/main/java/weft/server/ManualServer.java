package weft.server;

import weft.coroutine.CoQueue;
import weft.coroutine.ManualLoop;
import weft.framebuffer.Framebuffer;
import weft.rfb.RfbBuffer;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.keyboard.KeyboardLeds;
import weft.server.access.Security;
import weft.server.connection.Connection;
import weft.server.connection.ConnectionLostException;
import weft.server.connection.Origin;
import weft.server.session.InputQueue;

import java.util.Set;
import java.util.TreeSet;

/// A server without sockets and threads: nothing happens in it but when it is told to, and always
/// the same for the same calls.
public final class ManualServer {

    private final ManualLoop loop = ManualLoop.create();
    private final SharedDisplay display;
    private final Set<Long> held = new TreeSet<>();
    private final Set<Integer> heldCodes = new TreeSet<>();
    private int heldButtons;
    private int peers;

    /// @param settings are told what else it is made with
    public ManualServer(Framebuffer framebuffer, Settings settings) {
        VncServerBuilder builder =
                VncServer.builder(framebuffer).onKey(this::key).onPointer(new Pointer());
        settings.of(builder, this);
        var queue =
                new InputQueue(loop, task -> loop.later(task), builder.handler(), builder.keys());
        display = new SharedDisplay(builder, loop, queue, builder.access(loop::later));
        framebuffer.addListener(display.wakeups()::news);
    }

    /// What a server is made with.
    public interface Settings {

        /// Sets it.
        void of(VncServerBuilder builder, ManualServer server);
    }

    private final class Pointer implements PointerHandler {

        @Override
        public void pointer(int x, int y, int buttonMask) {
            heldButtons = buttonMask;
        }

        @Override
        public void moved(int dx, int dy, int buttonMask) {
            heldButtons = buttonMask;
        }
    }

    private void key(long keysym, boolean down) {
        boolean _ = down ? held.add(keysym) : held.remove(keysym);
    }

    /// A host of key codes, whose keys this watches, too.
    public KeyCodeHandler keyCodes() {
        return (keycode, down) -> {
            boolean _ = down ? heldCodes.add(keycode) : heldCodes.remove(keycode);
        };
    }

    /// A viewer connects.
    public Peer connect() {
        return connect(loop.computeLocked(() -> display.access().usual(false)));
    }

    /// A viewer connects where this is offered.
    public Peer connect(Set<Security> offered) {
        var peer = new Peer("peer " + ++peers);
        loop.locked(() -> {
            display.access().prepare(offered);
            display.accepted(peer, offered);
        });
        loop.runReady();
        return peer;
    }

    /// Time goes by.
    public void advance(long nanos) {
        loop.advance(nanos);
    }

    /// Runs what is ready.
    public void run() {
        loop.runReady();
    }

    /// How many viewers are in.
    public int viewers() {
        return loop.computeLocked(() -> display.viewers().size());
    }

    /// The host rings.
    public void bell() {
        loop.locked(display::bell);
    }

    /// The host's desktop has another name.
    public void name(String text) {
        loop.locked(() -> display.name(text));
    }

    /// The host's clipboard has something new.
    public void clipboard(ClipboardContents contents) {
        loop.locked(() -> display.clipboard(contents));
    }

    /// The host's lamps have changed.
    public void leds(KeyboardLeds leds) {
        loop.locked(() -> display.leds(leds));
    }

    /// The host takes movements of the pointer, or no longer.
    public void relativePointer(boolean movements) {
        loop.locked(() -> display.relativePointer(movements));
    }

    /// The host has moved the pointer.
    public void movePointer(int x, int y) {
        loop.locked(() -> display.movePointer(x, y));
    }

    /// What is left when all viewers are gone and nobody waits for anything any more; empty if that
    /// is nothing.
    public String remains() {
        if (!display.viewers().isEmpty()) {
            return "viewers: " + display.viewers();
        }
        if (!held.isEmpty() || !heldCodes.isEmpty() || heldButtons != 0) {
            return "keys held: %s, by code: %s, buttons held: %d"
                    .formatted(held, heldCodes, heldButtons);
        }
        if (loop.liveCount() != 0) {
            return "coroutines: " + loop.dump(true);
        }
        return loop.timerCount() == 0 ? "" : "timers: " + loop.timerCount();
    }

    /// Ends all sessions.
    public void end() {
        loop.locked(() -> display.endAll());
        loop.runReady();
    }

    /// A viewer's end of a connection.
    public final class Peer implements Connection {

        private final String name;
        private final CoQueue readable;
        private final CoQueue writable;
        private final RfbBuffer arrived = new RfbBuffer();
        private int next;
        private final RfbBuffer sent = new RfbBuffer();
        private boolean stalled;
        private boolean lost;
        private boolean closed;

        private Peer(String name) {
            this.name = name;
            readable = new CoQueue(loop, "bytes");
            writable = new CoQueue(loop, "room");
        }

        /// Says something.
        public void say(byte[] bytes) {
            loop.locked(() -> {
                if (isOpen()) {
                    arrived.bytes(bytes);
                    readable.restartAll();
                }
            });
            loop.runReady();
        }

        /// Reads no more, or again.
        public void stall(boolean on) {
            loop.locked(() -> {
                stalled = on;
                writable.restartAll();
            });
            loop.runReady();
        }

        /// Is gone.
        public void leave() {
            loop.locked(() -> {
                lost = true;
                readable.restartAll();
                writable.restartAll();
            });
            loop.runReady();
        }

        /// What was sent to it since this was last called.
        public byte[] heard() {
            byte[] bytes = sent.toByteArray();
            sent.clear();
            return bytes;
        }

        @Override
        public String peer() {
            return name;
        }

        @Override
        public Origin origin() {
            return Origin.IN_PROCESS;
        }

        @Override
        public boolean isReadable() {
            return next < arrived.length() || lost || closed;
        }

        @Override
        public boolean isOpen() {
            return !lost && !closed;
        }

        @Override
        public int read(byte[] dst, int off, int len) {
            while (next == arrived.length()) {
                if (lost || closed) {
                    return -1;
                }
                readable.await();
            }
            int count = Math.min(len, arrived.length() - next);
            System.arraycopy(arrived.array(), next, dst, off, count);
            next += count;
            if (next == arrived.length()) {
                arrived.clear();
                next = 0;
            }
            return count;
        }

        @Override
        public void send(RfbBuffer message) {
            while (stalled && !lost) {
                writable.await();
            }
            if (!isOpen()) {
                throw new ConnectionLostException(name);
            }
            sent.bytes(message.array(), 0, message.length());
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
