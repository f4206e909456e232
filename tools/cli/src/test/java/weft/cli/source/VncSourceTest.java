package weft.cli.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.client.address.Destination;
import weft.client.failure.CannotConnectException;
import weft.client.recording.FbsReader;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;
import weft.rfb.audio.PcmFormat;
import weft.rfb.clipboard.ClipboardContents;
import weft.server.ClipboardHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The life of a proxy: what all viewers see, and how it outlives the server.
class VncSourceTest extends ProxyUnderTest {

    private VncServer upstream(Framebuffer picture) throws IOException {
        return upstreamOf(picture)
                .onKey((keysym, down) -> noted.add((down ? "+" : "-") + Long.toHexString(keysym)))
                .onPointer((x, y, mask) -> noted.add("%d,%d %d".formatted(x, y, mask)))
                .onClipboard(ClipboardHandler.ofText(text -> noted.add("text " + text)))
                .start();
    }

    private static void awaitPicture(VncClient viewer, int[] expected) {
        Frame frame = viewer.waitFor(shown -> Arrays.equals(shown.pixels(), expected), SOON);
        assertArrayEquals(expected, frame.pixels());
    }

    @Test
    void proxy_severalViewers_allSeeWhatTheServerShows() throws IOException {
        Framebuffer picture = noise(200, 150, 1);
        try (VncServer _ = upstream(picture);
                Source source = open();
                VncServer proxy = serve(source)) {
            List<VncClient> viewers = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    viewers.add(view(proxy));
                }
                for (int seed = 1; seed < 20; seed++) {
                    int[] expected = pixels(200, 150, seed);
                    picture.publish(expected);
                    viewers.forEach(viewer -> awaitPicture(viewer, expected));
                }
                assertEquals("the machine", viewers.getFirst().name());
            } finally {
                viewers.forEach(VncClient::close);
            }
        }
    }

    @Test
    void proxy_newSize_reachesTheViewers() throws IOException {
        Framebuffer picture = noise(64, 64, 1);
        try (VncServer _ = upstream(picture);
                Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            int[] wide = pixels(300, 20, 2);
            picture.group(() -> {
                picture.resize(300, 20);
                picture.publish(wide);
            });
            awaitPicture(viewer, wide);
            assertEquals(300, viewer.frame().width());
        }
    }

    @Test
    void proxy_inputOfAllViewers_reachesTheServerInOrder() throws Exception {
        try (VncServer _ = upstream(noise(64, 64, 1));
                Source source = open();
                VncServer proxy = serve(source);
                VncClient one = view(proxy);
                VncClient other = view(proxy)) {
            one.press('a');
            one.pointer().click(1, 30, 40);
            assertNoted("+61", "-61", "30,40 0", "30,40 1", "30,40 0");
            other.clipboard().text("über\nall, ж");
            assertNoted("text über\nall, ж");
            other.press(0xffff_fffe);
            assertNoted("+fffffffe", "-fffffffe");
        }
    }

    @Test
    void proxy_manyKeysAtOnce_losesNone() throws Exception {
        try (VncServer _ = upstream(noise(64, 64, 1));
                Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            for (int i = 0; i < 3000; i++) {
                viewer.press('a' + i % 26);
            }
            for (int i = 0; i < 3000; i++) {
                String key = Integer.toHexString('a' + i % 26);
                assertNoted("+" + key, "-" + key);
            }
        }
    }

    @Test
    void proxy_bellAndTextOfTheServer_reachTheViewers() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        var events =
                new ServerEvents() {
                    @Override
                    public void bell() {
                        heard.add("bell");
                    }

                    @Override
                    public void clipboard(ClipboardContents contents) {
                        contents.requestText(text -> heard.add(text.orElse("none")));
                    }
                };
        Framebuffer picture = noise(64, 64, 1);
        try (VncServer server = upstream(picture);
                Source source = open();
                VncServer proxy = serve(source);
                VncClient _ = VncClient.to("::" + proxy.port()).events(events).connect()) {
            server.bell();
            assertEquals("bell", heard.poll(20, TimeUnit.SECONDS));
            server.clipboard("text, ж");
            assertEquals("text, ж", heard.poll(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void proxy_serverGoesAwayAndComesBack_keepsTheLastPictureUntilThen() throws IOException {
        int[] before = pixels(80, 60, 1);
        int[] after = pixels(90, 50, 2);
        VncServer first = upstream(noise(80, 60, 1));
        try (Source source = open();
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            first.close();
            try (VncClient late = view(proxy)) {
                awaitPicture(late, before);
                late.press('x'); // to nobody
            }
            try (VncServer _ = upstream(noise(90, 50, 2))) {
                awaitPicture(viewer, after);
                viewer.press('y');
                String key = "";
                while (!key.equals("-79")) {
                    key = noted.poll(20, TimeUnit.SECONDS);
                    assertTrue(List.of("+78", "-78", "+79", "-79").contains(key), key);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        } finally {
            first.close();
        }
    }

    @Test
    void open_nobodyThere_fails() {
        var e = assertThrows(CannotConnectException.class, () -> open());
        assertTrue(String.valueOf(e.getMessage()).contains(socket().toString()), e.getMessage());
    }

    @Test
    void record_eachConnection_hasAFileOfItsOwn() throws IOException {
        Path recording = folder.resolve("a.fbs");
        VncServer first = upstream(noise(80, 60, 1));
        try (Source source = open(Optional.of(recording));
                VncServer proxy = serve(source);
                VncClient viewer = view(proxy)) {
            first.close();
            try (VncServer _ = upstream(noise(90, 50, 2))) {
                awaitPicture(viewer, pixels(90, 50, 2));
            }
        } finally {
            first.close();
        }
        for (String name : List.of("a.fbs", "a.input.fbs", "a-2.fbs", "a-2.input.fbs")) {
            assertTrue(FbsReader.isRecording(folder.resolve(name)), name);
        }
        assertTrue(Files.size(folder.resolve("a-2.fbs")) > 90 * 50);
    }

    @Test
    void pause_growsUpToALimit() {
        var upstream = new Upstream(Destination.parse(":1"), Optional.empty(), Optional.empty());
        assertEquals(Duration.ZERO, upstream.pause(0));
        assertEquals(Duration.ofMillis(500), upstream.pause(1));
        assertEquals(Duration.ofSeconds(1), upstream.pause(2));
        assertEquals(Duration.ofSeconds(16), upstream.pause(7));
        assertEquals(Duration.ofSeconds(16), upstream.pause(Integer.MAX_VALUE));
    }

    @Test
    void sound_ofTheServer_isHeardByTheViewers() throws Exception {
        Path upstream = folder.resolve("upstream");
        try (VncServer machine =
                        VncServer.builder(16, 16)
                                .audio(PcmFormat.DEFAULT)
                                .listen(UnixDomainSocketAddress.of(upstream))
                                .start();
                Source source = open()) {
            assertTrue(source.hasAudio());
            VncServerBuilder builder =
                    VncServer.builder(source.framebuffer())
                            .listen(UnixDomainSocketAddress.of(folder.resolve("here")));
            source.connect(builder);
            source.audio(builder);
            try (VncServer server = builder.start();
                    VncClient viewer = VncClient.to("unix:" + folder.resolve("here")).connect()) {
                source.start(server);
                viewer.audio().awaitOffer(SOON);
                BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
                var _ = viewer.audio().listen(PcmFormat.DEFAULT, heard::add);
                while (!machine.audio().isHeard() || !server.audio().isHeard()) {
                    Thread.onSpinWait();
                }
                machine.audio().write(new short[] {1, 2, 3, 4});
                assertArrayEquals(
                        new byte[] {1, 0, 2, 0, 3, 0, 4, 0}, heard.poll(20, TimeUnit.SECONDS));
            }
        }
    }
}
