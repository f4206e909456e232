package weft.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.CursorShape;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.Bell;
import weft.rfb.message.ClientFence;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.EndOfContinuousUpdates;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.ServerCutText;
import weft.rfb.message.ServerFence;
import weft.rfb.message.SetColourMapEntries;
import weft.rfb.message.SetColourMapEntries.Colour;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;

@Timeout(30)
class PictureTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void frame_afterAnUpdate_sharesWhatHasNotChanged() throws Exception {
        var go = new CountDownLatch(1);
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(200, 100, 0x0000ff);
                            go.await();
                            peer.fill(70, 10, 5, 6, 0xff0000);
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            Frame before = client.frame();
            go.countDown();
            Frame after = client.waitChange(before, LONG);
            assertTrue(after.number() > before.number());
            assertEquals(Region.of(new Rect(70, 10, 5, 6)), after.difference(before));
            assertSame(before.tile(0, 0), after.tile(0, 0));
            assertEquals(0x0000ff, before.pixel(70, 10));
            assertEquals(0xff0000, after.pixel(70, 10));
        }
    }

    @Test
    void frame_duringAnUpdate_isTheOneBeforeIt() throws Exception {
        var half = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(64, 64, 1);
                            new FramebufferUpdate(2).write(peer.out());
                            peer.rectangle(0, 0, 64, 32, 2);
                            // the client has taken all but its last row
                            peer.flush();
                            half.countDown();
                            go.await();
                            peer.rectangle(0, 32, 64, 32, 2);
                            peer.flush();
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            half.await();
            Frame now = client.frame();
            assertEquals(List.of(1, 1), List.of(now.pixel(0, 0), now.pixel(0, 63)));
            go.countDown();
            Frame next = client.waitFor(frame -> frame.pixel(0, 0) == 2, LONG);
            assertEquals(2, next.pixel(0, 63));
        }
    }

    @Test
    void update_withLastRectAndCopies_isApplied() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(10, 10, 0);
                            new FramebufferUpdate(FramebufferUpdate.UNTIL_LAST_RECT)
                                    .write(peer.out());
                            for (int y = 0; y < 10; y++) {
                                peer.rectangle(0, y, 10, 1, y);
                            }
                            copy(peer, 0, 0, new Rect(0, 2, 10, 8));
                            copy(peer, 0, 5, new Rect(0, 4, 10, 5));
                            new RectangleHeader(0, 0, 0, 0, Encoding.LAST_RECT.number())
                                    .write(peer.out());
                            peer.flush();
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            Frame frame = client.waitFor(now -> now.pixel(0, 9) != 0, LONG);
            int[] column = new int[10];
            frame.read(new Rect(3, 0, 1, 10), column, 0, 1);
            assertArrayEquals(new int[] {0, 1, 0, 1, 3, 4, 5, 6, 7, 7}, column);
        }
    }

    private static void copy(ScriptedServer peer, int x, int y, Rect to) {
        new RectangleHeader(to.x(), to.y(), to.width(), to.height(), Encoding.COPY_RECT.number())
                .write(peer.out());
        new CopyRect(x, y).write(peer.out());
    }

    @Test
    void resize_isNoFrameUntilAllOfItHasCome() throws Exception {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        var go = new CountDownLatch(1);
        var told = new CountDownLatch(1);
        var listener =
                new ServerEvents() {
                    @Override
                    public void resized(int width, int height) {
                        events.add(width + "x" + height);
                    }

                    @Override
                    public void bell() {
                        told.countDown();
                    }
                };
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            new FramebufferUpdate(1).write(peer.out());
                            new RectangleHeader(0, 0, 16, 4, Encoding.DESKTOP_SIZE.number())
                                    .write(peer.out());
                            peer.flush();
                            assertEquals(
                                    new FramebufferUpdateRequest(false, 0, 0, 16, 4), peer.next());
                            peer.fill(0, 0, 8, 4, 2);
                            peer.send(new Bell());
                            go.await();
                            peer.fill(8, 0, 8, 4, 3);
                            peer.drain();
                        });
                VncClient client = server.client().events(listener).connect()) {
            Frame before = client.frame();
            told.await();
            assertSame(before, client.frame());
            assertEquals(List.of("16x4"), events);
            go.countDown();
            Frame after = client.waitChange(before, LONG);
            assertEquals(new Rect(0, 0, 16, 4), after.area());
            assertEquals(List.of(2, 3), List.of(after.pixel(0, 0), after.pixel(15, 3)));
        }
    }

    @Test
    void cursor_handedOver_isPaintedOnlyWhenAskedFor() throws Exception {
        var shape =
                new CursorShape(2, 1, new int[] {0xff0000, 0x00ff00}, new boolean[] {true, false});
        List<Cursor> shapes = Collections.synchronizedList(new ArrayList<>());
        var listener =
                new ServerEvents() {
                    @Override
                    public void cursor(Cursor cursor) {
                        shapes.add(cursor);
                    }
                };
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            new FramebufferUpdate(2).write(peer.out());
                            new RectangleHeader(0, 0, 0, 0, Encoding.CURSOR.number())
                                    .write(peer.out());
                            new RectangleHeader(1, 9, 2, 1, Encoding.CURSOR.number())
                                    .write(peer.out());
                            shape.write(PixelTranslator.of(PixelFormat.XRGB8888), peer.out());
                            peer.flush();
                            peer.drain();
                        });
                VncClient client = server.client().events(listener).connect()) {
            client.waitFor(_ -> client.cursor().isPresent(), LONG);
            var expected = new Cursor(2, 1, 1, 0, new int[] {0xffff0000, 0});
            assertEquals(expected, client.cursor().orElseThrow());
            client.pointer().move(4, 4);
            Frame painted = client.frameWithCursor();
            assertEquals(List.of(0xff0000, 1), List.of(painted.pixel(3, 4), painted.pixel(4, 4)));
            assertEquals(1, client.frame().pixel(3, 4));
        }
        assertEquals(1, shapes.size(), "only the last shape of an update counts");
    }

    @Test
    void bellAndCutText_areHandedOver() throws Exception {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        var told = new CountDownLatch(2);
        var listener =
                new ServerEvents() {
                    @Override
                    public void bell() {
                        events.add("bell");
                        told.countDown();
                    }

                    @Override
                    public void clipboard(ClipboardContents contents) {
                        contents.requestText(text -> events.add(text.orElse("none")));
                        told.countDown();
                    }
                };
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            peer.send(new Bell());
                            peer.send(new ServerCutText("gr\u00fc\u00dfe"));
                            peer.drain();
                        });
                VncClient client = server.client().events(listener).connect()) {
            told.await();
            assertEquals(List.of("bell", "gr\u00fc\u00dfe"), events);
            assertFalse(client.isContinuous());
        }
    }

    @Test
    void fence_ofTheServer_isAnswered() throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            var fence = new Fence(Fence.REQUEST | 0x7fff_ffff, new byte[] {1, 2});
                            peer.send(new ServerFence(fence));
                            assertEquals(
                                    new ClientFence(new Fence(7, new byte[] {1, 2})), peer.next());
                            peer.fill(0, 0, 8, 8, 2); // it is read after all that was done
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            assertEquals(2, client.waitFor(frame -> frame.pixel(0, 0) == 2, LONG).pixel(7, 7));
            assertTrue(client.hasFence());
        }
    }

    @Test
    void continuousUpdates_whenOffered_areUsedAndLeftWhenTheyEnd() throws Exception {
        var done = new CountDownLatch(1);
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            peer.send(new EndOfContinuousUpdates());
                            assertEquals(
                                    new EnableContinuousUpdates(true, 0, 0, 8, 8), peer.next());
                            peer.fill(0, 0, 8, 8, 2);
                            peer.fill(0, 0, 8, 8, 3);
                            peer.send(new EndOfContinuousUpdates());
                            assertEquals(
                                    new FramebufferUpdateRequest(true, 0, 0, 8, 8), peer.next());
                            done.countDown();
                            peer.drain();
                        });
                VncClient client = server.client().connect()) {
            done.await();
            assertEquals(3, client.waitFor(frame -> frame.pixel(0, 0) == 3, LONG).pixel(7, 7));
            while (client.isContinuous()) {
                Thread.onSpinWait(); // it is said after the request is sent
            }
        }
    }

    private static final String SHAPES =
            """
            ffffff11 | ffffff00 80                   | ffffffff
            fffffec6 | 00000000 80000080             | 80ff0000
            574d5664 | 0100 102030ff                 | ff102030
            574d5664 | 0000 00000000 30201000        | ff102030
            ffffff10 | 102030 000000 80 80           | ff102030
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = SHAPES)
    void shapesOfThePointer_areReadInEachForm(String encoding, String data, String argb)
            throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 1);
                            String update =
                                    "00000001 00000000 00010001"
                                            + encoding
                                            + data
                                            + "00000001 00020003 00000000 ffffff18"
                                            + "00000001 00050006 00000000 574d5666";
                            peer.out().bytes(HexFormat.of().parseHex(update.replace(" ", "")));
                            peer.flush();
                            peer.next();
                            peer.next();
                            peer.next();
                            peer.fill(0, 0, 8, 8, 2);
                            peer.drain();
                        });
                VncClient client = server.client().pixelFormat(PixelFormat.XRGB8888).connect()) {
            Frame _ = client.waitFor(frame -> frame.pixel(0, 0) == 2, Duration.ofSeconds(20));
            int expected = Integer.parseUnsignedInt(argb, 16);
            assertEquals(
                    new Cursor(1, 1, 0, 0, new int[] {expected}), client.cursor().orElseThrow());
            assertEquals(0, client.pointer().x());
            int painted = client.frameWithCursor().pixel(5, 6);
            assertNotEquals(2, painted);
            client.pointer().move(7, 7);
            assertEquals(painted, client.frameWithCursor().pixel(7, 7));
            assertEquals(2, client.frameWithCursor().pixel(5, 6));
        }
    }

    @Test
    void settings_reachTheServer() throws Exception {
        var asked = new ArrayList<Integer>();
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.logIn(2, 1);
                            assertEquals(new SetPixelFormat(PixelFormat.COLOUR_MAP), peer.next());
                            asked.addAll(
                                    assertInstanceOf(SetEncodings.class, peer.next()).encodings());
                            peer.next();
                            peer.send(
                                    new SetColourMapEntries(
                                            254,
                                            List.of(
                                                    Colour.ofRgb(0xaabbcc),
                                                    Colour.ofRgb(0x112233))));
                            new FramebufferUpdate(1).write(peer.out());
                            new RectangleHeader(0, 0, 2, 1, Encoding.RAW.number())
                                    .write(peer.out());
                            peer.out().u8(255);
                            peer.out().u8(254);
                            peer.flush();
                            peer.drain();
                        });
                VncClient client =
                        server.client()
                                .encodings(List.of(Encoding.ZRLE, Encoding.HEXTILE))
                                .pixelFormat(PixelFormat.COLOUR_MAP)
                                .jpegQuality(8)
                                .compressionLevel(2)
                                .serverCursor()
                                .continuousUpdates(false)
                                .connect()) {
            assertEquals(0x112233, client.frame().pixel(0, 0));
            assertEquals(0xaabbcc, client.frame().pixel(1, 0));
        }
        assertEquals(
                List.of(
                        16,
                        5,
                        -24,
                        -254,
                        -223,
                        -308,
                        0x574D5669,
                        -307,
                        -224,
                        -312,
                        0xC0A1E5CE,
                        -309,
                        -305,
                        -316,
                        -257,
                        -258,
                        -259,
                        -261,
                        0x574D5668),
                asked);
    }
}
