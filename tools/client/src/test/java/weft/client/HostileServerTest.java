package weft.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.client.failure.ConnectionLostException;
import weft.client.failure.ServerProtocolException;
import weft.client.failure.VncClientException;
import weft.framebuffer.Frame;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.CopyRect;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.Bell;
import weft.rfb.message.Fence;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SecurityResult;
import weft.rfb.message.SecurityTypes;
import weft.rfb.message.ServerFence;
import weft.rfb.message.ServerInit;
import weft.rfb.message.SetColourMapEntries;
import weft.rfb.message.SetColourMapEntries.Colour;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

@Timeout(60)
class HostileServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /// What the client fails with, on whatever the server does after the first picture.
    private static String complaint(ScriptedServer.Script after) throws Exception {
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 5);
                            after.run(peer);
                            peer.flush();
                            peer.drainBytes();
                        });
                VncClient client = server.client().connect()) {
            var e =
                    assertThrows(
                            ServerProtocolException.class, () -> client.waitFor(_ -> false, LONG));
            Frame last = client.frame();
            int[] expected = new int[64];
            Arrays.fill(expected, 5);
            assertArrayEquals(expected, last.pixels(), "the last frame is that before the attack");
            assertThrows(ServerProtocolException.class, () -> client.press('a'));
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 8, 8",
        "0, 1, 8, 8",
        "8, 8, 1, 1",
        "0, 0, 65535, 65535",
        "65535, 0, 1, 1",
        "0, 0, 9, 0",
        "0, 0, 0, 9"
    })
    void rectangle_beyondThePicture_isRefused(int x, int y, int width, int height)
            throws Exception {
        for (Encoding encoding : List.of(Encoding.RAW, Encoding.TIGHT, Encoding.COPY_RECT)) {
            String message =
                    complaint(peer -> {
                        new FramebufferUpdate(2).write(peer.out());
                        peer.rectangle(0, 0, 1, 1, 6);
                        new RectangleHeader(x, y, width, height, encoding.number())
                                .write(peer.out());
                        new CopyRect(0, 0).write(peer.out());
                    });
            assertTrue(message.contains("leaves the picture of 8x8"), message);
        }
    }

    @Test
    void copy_fromBeyondThePicture_isRefused() throws Exception {
        String message =
                complaint(peer -> {
                    new FramebufferUpdate(1).write(peer.out());
                    new RectangleHeader(0, 0, 4, 4, Encoding.COPY_RECT.number()).write(peer.out());
                    new CopyRect(5, 0).write(peer.out());
                });
        assertEquals("The source of a CopyRect, 4x4+5+0, leaves the picture of 8x8", message);
    }

    @Test
    void rectangle_withoutPixels_isNothingWhereverItIs() throws Exception {
        String message =
                complaint(peer -> {
                    new FramebufferUpdate(3).write(peer.out());
                    new RectangleHeader(60000, 60000, 0, 8, Encoding.COPY_RECT.number())
                            .write(peer.out());
                    new CopyRect(65535, 65535).write(peer.out());
                    new RectangleHeader(60000, 60000, 8, 0, Encoding.RAW.number())
                            .write(peer.out());
                    new RectangleHeader(0, 0, 9, 0, Encoding.COPY_RECT.number()).write(peer.out());
                    new CopyRect(0, 0).write(peer.out());
                });
        assertEquals("The source of a CopyRect, 9x0+0+0, leaves the picture of 8x8", message);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 15, -260, 12345, Integer.MIN_VALUE, -312})
    void rectangle_inAnEncodingThatWasNotAskedFor_isRefused(int encoding) throws Exception {
        String message =
                complaint(peer -> {
                    new FramebufferUpdate(1).write(peer.out());
                    new RectangleHeader(0, 0, 1, 1, encoding).write(peer.out());
                });
        assertTrue(message.contains(Encoding.byNumber(encoding).toString()), message);
    }

    @Test
    void message_unknown_isRefused() throws Exception {
        assertTrue(complaint(peer -> peer.out().u8(77)).contains("got 77"));
    }

    @Test
    void cutText_beyondItsLimit_isRefusedBeforeItIsRead() throws Exception {
        String message =
                complaint(peer -> {
                    peer.out().u8(3);
                    peer.out().pad(3);
                    peer.out().u32(0x7fff_ffffL);
                });
        assertTrue(message.contains("2147483647"), message);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 9", "16385, 1", "65535, 65535"})
    void resize_toAnImpossibleSize_isRefused(int width, int height) throws Exception {
        String message =
                complaint(peer -> {
                    new FramebufferUpdate(1).write(peer.out());
                    new RectangleHeader(0, 0, width, height, Encoding.DESKTOP_SIZE.number())
                            .write(peer.out());
                });
        assertTrue(message.contains(width + "x" + height), message);
    }

    @Test
    void colours_beyondTheMap_areRefused() throws Exception {
        var colours = List.of(Colour.ofRgb(0), Colour.ofRgb(1));
        String message = complaint(peer -> new SetColourMapEntries(255, colours).write(peer.out()));
        assertEquals("Colour map entry 256, expected at most 255", message);
    }

    @Test
    void listener_thatThrows_endsTheClientWithItsCause() throws Exception {
        var thrown = new IllegalStateException("no bell here");
        var listener =
                new ServerEvents() {
                    @Override
                    public void bell() {
                        throw thrown;
                    }
                };
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(8, 8, 5);
                            peer.send(new Bell());
                            peer.drainBytes();
                        });
                VncClient client = server.client().events(listener).connect()) {
            var e =
                    assertThrows(
                            ConnectionLostException.class, () -> client.waitFor(_ -> false, LONG));
            assertEquals(thrown, e.getCause());
        }
    }

    /// A server that sends without end and reads nothing must not keep the client from reading.
    @Test
    void server_thatNeverReads_doesNotStopTheClientFromReading() throws Exception {
        try (var server =
                        ScriptedServer.deaf(
                                256,
                                peer -> {
                                    peer.show(8, 8, 5);
                                    var fence = new Fence(Fence.REQUEST, new byte[64]);
                                    for (int i = 0; i < 1000; i++) {
                                        peer.send(new ServerFence(fence));
                                    }
                                    peer.fill(0, 0, 8, 8, 6);
                                    peer.drain();
                                });
                VncClient client = server.client().connect()) {
            assertEquals(6, client.waitFor(now -> now.pixel(0, 0) == 6, LONG).pixel(7, 7));
        }
    }

    /// All that a server sends to a client that says None, up to a picture.
    private static byte[] session() {
        var out = new RfbBuffer();
        ProtocolVersion.V3_8.write(out);
        new SecurityTypes(List.of(1)).write(out);
        SecurityResult.OK.write(out, ProtocolVersion.V3_8);
        new ServerInit(4, 2, PixelFormat.XRGB8888, "desk").write(out);
        new FramebufferUpdate(1).write(out);
        new RectangleHeader(0, 0, 4, 2, Encoding.RAW.number()).write(out);
        out.pad(32);
        return out.toByteArray();
    }

    private static VncClientException fails(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        return assertThrows(
                VncClientException.class,
                () -> {
                    try (VncClient client =
                            VncClient.over(in, OutputStream.nullOutputStream()).connect()) {
                        client.waitFor(_ -> false, LONG);
                    }
                });
    }

    @Test
    void stream_cutOffAnywhere_isLost() {
        byte[] whole = session();
        for (int length = 0; length <= whole.length; length++) {
            VncClientException e = fails(Arrays.copyOf(whole, length));
            assertTrue(e instanceof ConnectionLostException, length + ": " + e);
        }
    }

    @Test
    void stream_damagedAnywhere_failsClearlyAndWithoutBursting() {
        byte[] whole = session();
        var random = new Random(4);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(whole.length);
            damaged[at] = (byte) random.nextInt(256);
            VncClientException e = fails(damaged);
            String message = String.valueOf(e.getMessage());
            assertTrue(
                    !message.contains("itself failed") && !message.contains("Waited"),
                    "byte %d = %d: %s".formatted(at, damaged[at], e));
        }
    }
}
