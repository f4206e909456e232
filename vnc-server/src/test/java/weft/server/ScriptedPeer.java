package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import weft.coroutine.CoQueue;
import weft.coroutine.ManualLoop;
import weft.rfb.BufferedRfbInput;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.server.access.Security;
import weft.server.connection.Connection;
import weft.server.connection.ConnectionLostException;
import weft.server.connection.Origin;
import weft.server.web.WebSocketEntrance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A viewer made of bytes: says what a test tells it to, and checks byte by byte what comes back.
/// The session on the other side runs on a [ManualLoop], so nothing happens but when it is told to.
final class ScriptedPeer {
    private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

    static final String V38 = "RFB 003.008\n";

    private final ManualLoop loop;
    private final Wire wire;

    ScriptedPeer(ManualLoop loop, SharedDisplay display, String name) {
        this(loop, display, name, display.access().usual(false));
    }

    /// A viewer at a listener that offers this.
    ScriptedPeer(ManualLoop loop, SharedDisplay display, String name, Set<Security> offered) {
        this(loop, display, name, offered, Origin.IN_PROCESS);
    }

    /// A viewer that comes from somewhere.
    ScriptedPeer(
            ManualLoop loop,
            SharedDisplay display,
            String name,
            Set<Security> offered,
            Origin origin) {
        this(loop, display, name, offered, origin, Optional.empty());
    }

    private ScriptedPeer(
            ManualLoop loop,
            SharedDisplay display,
            String name,
            Set<Security> offered,
            Origin origin,
            Optional<WebSocketEntrance> entrance) {
        this.loop = loop;
        this.wire = new Wire(loop, name, origin);
        loop.locked(() -> {
            display.access().prepare(offered);
            display.accepted(wire, offered, entrance);
        });
        loop.runReady();
    }

    /// A browser, or what takes itself for one.
    static ScriptedPeer throughWebSocket(
            ManualLoop loop, SharedDisplay display, WebSocketEntrance entrance) {
        return new ScriptedPeer(
                loop,
                display,
                "browser",
                display.access().usualForBrowsers(),
                Origin.IN_PROCESS,
                Optional.of(entrance));
    }

    /// A viewer that has logged in with 3.8 and None, and read the ServerInit.
    static ScriptedPeer loggedIn(ManualLoop loop, SharedDisplay display, String name) {
        return new ScriptedPeer(loop, display, name)
                .expectText(V38)
                .sendText(V38)
                .expect("01 01")
                .send("01")
                .expect("00000000")
                .send("01")
                .skipServerInit();
    }

    ScriptedPeer send(String hex) {
        return sendBytes(bytes(hex));
    }

    ScriptedPeer sendText(String text) {
        return sendBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    ScriptedPeer send(Consumer<RfbOutput> message) {
        var out = new RfbBuffer();
        message.accept(out);
        return sendBytes(out.toByteArray());
    }

    ScriptedPeer sendBytes(byte[] bytes) {
        loop.locked(() -> wire.arrive(bytes));
        loop.runReady();
        return this;
    }

    /// Sends without letting anybody run yet.
    ScriptedPeer sendLater(byte[] bytes) {
        loop.locked(() -> wire.arrive(bytes));
        return this;
    }

    ScriptedPeer expect(String hex) {
        byte[] wanted = bytes(hex);
        assertArrayEquals(
                wanted,
                wire.take(wanted.length),
                () -> "expected " + hex + ", then " + wire.describe());
        return this;
    }

    ScriptedPeer expectText(String text) {
        assertEquals(text, new String(wire.take(text.length()), StandardCharsets.ISO_8859_1));
        return this;
    }

    ScriptedPeer expectNothing() {
        assertEquals(0, wire.sentCount(), wire::describe);
        return this;
    }

    /// Who did not pass is told so a second later, and hears nothing until then.
    ScriptedPeer failureIsDue() {
        expectNothing();
        loop.advance(FAILURE_NANOS - 1);
        expectNothing();
        loop.advance(1);
        return this;
    }

    ScriptedPeer expectClosed() {
        assertTrue(wire.closed, "the server should have closed");
        return this;
    }

    boolean isClosed() {
        return wire.closed;
    }

    ScriptedPeer expectOpen() {
        assertFalse(wire.closed, "the server should not have closed");
        return this;
    }

    ScriptedPeer skipServerInit() {
        byte[] fixed = wire.take(24);
        int nameLength = (fixed[22] & 0xff) << 8 | (fixed[23] & 0xff);
        wire.take(nameLength);
        return this;
    }

    /// What was sent and not expected yet, as parsers read it.
    RfbInput received() {
        return new BufferedRfbInput() {
            @Override
            protected int read(byte[] dst, int off, int len) {
                int count = Math.min(len, Math.min(1, wire.sentCount()));
                if (count == 0) {
                    return -1;
                }
                System.arraycopy(wire.take(count), 0, dst, off, count);
                return count;
            }
        };
    }

    byte[] takeAll() {
        return wire.take(wire.sentCount());
    }

    /// From now on the socket takes nothing, as for a viewer that does not read.
    ScriptedPeer stopReading() {
        wire.stalled = true;
        return this;
    }

    ScriptedPeer readAgain() {
        loop.locked(wire::unstall);
        loop.runReady();
        return this;
    }

    /// How many bytes that it has sent the server has not read.
    int unread() {
        return wire.arrived.length;
    }

    ScriptedPeer disconnect() {
        loop.locked(wire::lose);
        loop.runReady();
        return this;
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /// The connection between peer and session.
    private static final class Wire implements Connection {
        private final String name;
        private final Origin origin;
        private final CoQueue readable;
        private final CoQueue writable;
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private byte[] arrived = {};
        boolean stalled;
        boolean lost;
        boolean closed;

        Wire(ManualLoop loop, String name, Origin origin) {
            this.name = name;
            this.origin = origin;
            readable = new CoQueue(loop, "bytes");
            writable = new CoQueue(loop, "room");
        }

        void arrive(byte[] bytes) {
            byte[] joined = Arrays.copyOf(arrived, arrived.length + bytes.length);
            System.arraycopy(bytes, 0, joined, arrived.length, bytes.length);
            arrived = joined;
            readable.restartAll();
        }

        void unstall() {
            stalled = false;
            writable.restartAll();
        }

        void lose() {
            lost = true;
            readable.restartAll();
            writable.restartAll();
        }

        int sentCount() {
            return sent.size();
        }

        byte[] take(int count) {
            byte[] all = sent.toByteArray();
            assertTrue(
                    all.length >= count, () -> "expected " + count + " bytes, got " + describe());
            sent.reset();
            sent.write(all, count, all.length - count);
            return Arrays.copyOf(all, count);
        }

        String describe() {
            byte[] all = sent.toByteArray();
            return all.length
                    + " bytes: "
                    + HexFormat.of().formatHex(all, 0, Math.min(64, all.length));
        }

        @Override
        public String peer() {
            return name;
        }

        @Override
        public Origin origin() {
            return origin;
        }

        @Override
        public boolean isReadable() {
            return arrived.length > 0 || lost || closed;
        }

        @Override
        public boolean isOpen() {
            return !lost && !closed;
        }

        @Override
        public int read(byte[] dst, int off, int len) {
            while (arrived.length == 0) {
                if (lost || closed) {
                    return -1;
                }
                readable.await();
            }
            int count = Math.min(len, arrived.length);
            System.arraycopy(arrived, 0, dst, off, count);
            arrived = Arrays.copyOfRange(arrived, count, arrived.length);
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
            sent.write(message.array(), 0, message.length());
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void close(RfbBuffer last) {
            if (isOpen() && !stalled) {
                sent.write(last.array(), 0, last.length());
            }
            close();
        }
    }
}
