package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;

import weft.coroutine.ManualLoop;
import weft.framebuffer.Framebuffer;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.server.access.Security;
import weft.server.connection.Origin;
import weft.server.session.InputQueue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A server's display on a deterministic loop, without sockets; and what every test ends with:
/// nothing is left running.
abstract class ServerUnderTest {
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    final ManualLoop loop = ManualLoop.create();
    final Framebuffer framebuffer = new Framebuffer(4, 2);
    final List<String> input = new ArrayList<>();
    private int peers;

    SharedDisplay display = display(builder -> {});

    SharedDisplay display(Consumer<VncServerBuilder> settings) {
        VncServerBuilder builder =
                VncServer.builder(framebuffer)
                        .name("D")
                        .onKey((keysym, down) -> input.add((down ? "+" : "-") + keysym))
                        .onPointer((x, y, buttons) -> input.add(x + "," + y + ":" + buttons))
                        .onClipboard(ClipboardHandler.ofText(text -> input.add("cut " + text)));
        settings.accept(builder);
        var queue =
                new InputQueue(loop, task -> loop.later(task), builder.handler(), builder.keys());
        var made = new SharedDisplay(builder, loop, queue, builder.access(loop::later));
        framebuffer.addListener(made.wakeups()::news);
        return made;
    }

    @AfterEach
    void nothingIsLeftRunning() {
        loop.locked(() -> display.endAll());
        loop.unwind();
        assertEquals(List.of(), loop.dump(true), "coroutines");
        assertEquals(0, loop.timerCount(), "timers");
        assertEquals(0, display.viewers().size(), "viewers");
    }

    ScriptedPeer connect() {
        return new ScriptedPeer(loop, display, "peer " + ++peers);
    }

    ScriptedPeer connect(Set<Security> offered) {
        return new ScriptedPeer(loop, display, "peer " + ++peers, offered);
    }

    /// A viewer from an IP address.
    ScriptedPeer connect(String address) {
        Origin origin;
        try {
            origin = Origin.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
        return new ScriptedPeer(
                loop, display, address + " " + ++peers, display.access().usual(false), origin);
    }

    ScriptedPeer login() {
        return ScriptedPeer.loggedIn(loop, display, "viewer " + ++peers);
    }

    static FramebufferUpdateRequest ask(boolean incremental, int x, int y, int width, int height) {
        return new FramebufferUpdateRequest(incremental, x, y, width, height);
    }

    static KeyEvent key(boolean down, long keysym) {
        return new KeyEvent(down, keysym);
    }

    static PointerEvent pointer(int buttons, int x, int y) {
        return new PointerEvent(buttons, x, y);
    }

    /// Publishes a picture of one colour with one pixel of another.
    void show(int colour, int x, int y, int pixel) {
        int[] pixels = new int[framebuffer.width() * framebuffer.height()];
        java.util.Arrays.fill(pixels, colour);
        pixels[y * framebuffer.width() + x] = pixel;
        framebuffer.publish(pixels);
        loop.runReady();
    }
}
