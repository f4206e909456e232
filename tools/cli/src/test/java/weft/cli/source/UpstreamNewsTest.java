package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.framebuffer.Cursor;
import weft.framebuffer.Framebuffer;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;
import weft.server.VncServer;

import java.io.IOException;
import java.util.List;

/// What a server says besides pictures and sound, at the viewers of a proxy.
class UpstreamNewsTest extends ProxyUnderTest {

    private static final List<Screen> TWO =
            List.of(new Screen(7, 0, 0, 100, 150), new Screen(9, 100, 0, 100, 150));

    /// Notes what a viewer is told.
    private final ServerEvents events =
            new ServerEvents() {
                @Override
                public void named(String name) {
                    noted.add("name " + name);
                }

                @Override
                public void pointerMoved(int x, int y) {
                    noted.add("pointer " + x + "," + y);
                }

                @Override
                public void screens(ScreenLayout layout) {
                    noted.add("screens " + layout.screens().stream().map(Screen::id).toList());
                }

                @Override
                public void leds(KeyboardLeds leds) {
                    noted.add("caps " + leds.capsLock());
                }
            };

    private VncClient listen(VncServer proxy) {
        return VncClient.to("::" + proxy.port()).events(events).connect();
    }

    private VncServer upstream() throws IOException {
        Framebuffer picture = noise(200, 150, 1);
        picture.cursor(new Cursor(1, 1, 0, 0, new int[] {-1}));
        return upstreamOf(picture).start();
    }

    @Test
    void nameOfTheServer_isTheProxys_unlessThatHasOneOfItsOwn() throws Exception {
        try (VncServer machine = upstream();
                Source source = open();
                VncServer proxy = serve(source);
                Source other = open();
                VncServer named = serve(other, builder -> builder.name("mine"));
                VncClient viewer = listen(proxy);
                VncClient viewerOfNamed = view(named)) {
            assertNoted("screens [0]");
            assertEquals("the machine", viewer.name());
            machine.name("another one");
            assertNoted("name another one");
            machine.framebuffer().publish(pixels(200, 150, 2)); // told after the name
            viewerOfNamed.waitFor(frame -> frame.pixel(0, 0) == pixels(200, 150, 2)[0], SOON);
            assertEquals("mine", viewerOfNamed.name());
        }
    }

    @Test
    void nameThatHasGrown_isCut() {
        String name = "\ufffd".repeat(4096);
        String sent = UpstreamNews.sendable(name);
        assertTrue(name.startsWith(sent) && sent.length() == 1365, sent);
        assertEquals("ж", UpstreamNews.sendable("ж"));
    }

    @Test
    void screensPointerAndLamps_ofBeforeAndLater_reachTheViewers() throws Exception {
        try (VncServer machine = upstream()) {
            machine.screens(TWO);
            machine.pointer(3, 4);
            machine.leds(new KeyboardLeds(false, false, true));
            try (Source source = open();
                    VncServer proxy = serve(source);
                    VncClient viewer = listen(proxy)) {
                viewer.sync(SOON);
                assertEquals(
                        List.of("caps true", "pointer 3,4", "screens [7, 9]"),
                        noted.stream().sorted().toList());
                noted.clear();
                assertEquals(TWO, viewer.desktop().layout().orElseThrow().screens());
                machine.pointer(120, 77);
                assertNoted("pointer 120,77");
                machine.leds(KeyboardLeds.OFF);
                assertNoted("caps false");
                machine.screens(TWO.subList(0, 1));
                assertNoted("screens [7]");
            }
        }
    }

    @Test
    void serverThatComesBackAsAnotherOne_saysItsOwn() throws Exception {
        VncServer first = upstream();
        first.screens(TWO);
        try (Source source = open();
                VncServer proxy = serve(source);
                VncClient _ = listen(proxy)) {
            assertNoted("screens [7, 9]");
            first.close();
            try (VncServer _ = upstreamOf(noise(200, 150, 1)).name("the next").start()) {
                List<String> both = List.of(noted.take(), noted.take());
                assertEquals(
                        List.of("name the next", "screens [0]"), both.stream().sorted().toList());
            }
        } finally {
            first.close();
        }
    }
}
