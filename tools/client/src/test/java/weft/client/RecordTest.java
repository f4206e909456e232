package weft.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.recording.FbsInput;
import weft.client.recording.FbsReader;
import weft.client.recording.FileRecorder;
import weft.client.recording.Pace;
import weft.client.recording.RecordedScreen;
import weft.framebuffer.Framebuffer;
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.Bell;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessage;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.ExtendedPointerEvent;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.PointerEvent;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;
import weft.rfb.security.VncAuth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// What is in the files of a client that records.
@Timeout(30)
class RecordTest {

    @TempDir private Path folder;

    private static byte[] bytesOf(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    /// Logs in with a password, shows one colour, and rings the bell after 50 ms.
    private static ScriptedServer.Script script(AtomicLong clock, byte[] challenge) {
        return peer -> {
            ProtocolVersion.V3_3.write(peer.out());
            peer.flush();
            assertEquals(ProtocolVersion.V3_3, ProtocolVersion.read(peer.in()));
            new SecurityDecision(2).write(peer.out());
            peer.out().bytes(challenge);
            peer.flush();
            byte[] _ = VncAuth.read(peer.in());
            peer.out().u32(0);
            peer.flush();
            assertEquals(new ClientInit(true), ClientInit.read(peer.in()));
            new ServerInit(8, 4, PixelFormat.RGB565, "desk").write(peer.out());
            new Bell().write(peer.out()); // at once, in the same bytes
            peer.flush();
            for (int i = 0; i < 3; i++) {
                var _ = peer.next();
            }
            peer.fill(0, 0, 8, 4, 0x123456);
            var _ = peer.next();
            clock.addAndGet(50_000_000);
            new Bell().write(peer.out());
            peer.flush();
            peer.drain();
        };
    }

    @Test
    void record_keepsWhatTheServerSentAfterALoginWithoutPassword() throws Exception {
        Path file = folder.resolve("session.fbs");
        var clock = new AtomicLong(1_000_000_000);
        byte[] challenge = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        try (var recorder = FileRecorder.create(file, clock::get);
                var server = ScriptedServer.start(script(clock, challenge))) {
            var bells = new CountDownLatch(2);
            var events =
                    new ServerEvents() {
                        @Override
                        public void bell() {
                            bells.countDown();
                        }
                    };
            try (VncClient client =
                    server.client().password("secret").events(events).record(recorder).connect()) {
                bells.await();
                client.press('k');
            }
        }

        try (FbsReader reader = FbsReader.open(file)) {
            var in = new FbsInput(reader);
            assertEquals(ProtocolVersion.V3_3, ProtocolVersion.readOffer(in));
            assertEquals(1, SecurityDecision.read(in).number());
            assertEquals(new ServerInit(8, 4, PixelFormat.XRGB8888, "desk"), ServerInit.read(in));
            assertInstanceOf(Bell.class, ServerMessages.read(in));
            assertEquals(new FramebufferUpdate(1), ServerMessages.read(in));
            assertEquals(new RectangleHeader(0, 0, 8, 4, 0), RectangleHeader.read(in));
            in.skip(8 * 4 * 4);
            assertEquals(0, in.millis());
            assertInstanceOf(Bell.class, ServerMessages.read(in));
            assertEquals(50, in.millis());
            assertTrue(in.atEnd());
        }
        Path input = folder.resolve("session.input.fbs");
        try (FbsReader reader = FbsReader.open(input)) {
            var in = new FbsInput(reader);
            assertEquals(ProtocolVersion.V3_3, ProtocolVersion.read(in));
            assertEquals(new ClientInit(true), ClientInit.read(in));
            for (int i = 0; i < 4; i++) {
                var _ = ClientMessages.read(in);
            }
            assertEquals(new KeyEvent(true, 'k'), ClientMessages.read(in));
            assertEquals(50, in.millis());
            assertEquals(new KeyEvent(false, 'k'), ClientMessages.read(in));
            assertTrue(in.atEnd());
        }
        assertEquals(
                List.of("pause 0.05", "key k"), Files.readAllLines(folder.resolve("session.vdo")));
        for (Path one : List.of(file, input)) {
            assertFalse(contains(bytesOf(one), challenge), "the challenge is in " + one);
        }
    }

    @Test
    void record_withoutAnythingSent_hasAHeadAllTheSame() throws Exception {
        Path file = folder.resolve("empty.fbs");
        try (var recorder = FileRecorder.create(file, () -> 0)) {
            recorder.began(new ServerInit(2, 2, PixelFormat.RGB565, "x"));
        }
        try (FbsReader reader = FbsReader.open(file)) {
            var in = new FbsInput(reader);
            assertEquals(ProtocolVersion.V3_3, ProtocolVersion.readOffer(in));
            assertEquals(1, SecurityDecision.read(in).number());
            assertEquals(new ServerInit(2, 2, PixelFormat.RGB565, "x"), ServerInit.read(in));
            assertTrue(in.atEnd());
        }
    }

    @Test
    void record_ofPixelsThatNobodyAskedFor_doesNotWaitForEver() throws Exception {
        Path file = folder.resolve("early.fbs");
        byte[] large = new byte[70_000];
        try (var recorder = FileRecorder.create(file, () -> 0)) {
            recorder.began(new ServerInit(2, 2, PixelFormat.RGB565, "x"));
            recorder.received(new byte[] {7}, 0, 1);
            recorder.received(large, 0, large.length);
            assertTrue(Files.size(file) > large.length);
        }
        var out = new RfbBuffer();
        new ServerInit(2, 2, PixelFormat.RGB565, "x").write(out);
        try (FbsReader reader = FbsReader.open(file)) {
            var in = new FbsInput(reader);
            in.skip(ProtocolVersion.LENGTH + 4 + out.length());
            assertEquals(7, in.u8());
            assertArrayEquals(large, in.bytes(large.length));
        }
    }

    /// What is in the script when a viewer that wants more buttons presses the eighth and a key,
    /// and the format that it sets then, as a player sees it.
    private List<String> eighthButton(boolean isAnnounced, ClientMessage pressed) throws Exception {
        Path file = folder.resolve("buttons.fbs");
        try (var recorder = FileRecorder.create(file, () -> 0)) {
            recorder.began(new ServerInit(1, 1, PixelFormat.XRGB8888, "x"));
            List<ClientMessage> sent =
                    List.of(
                            new SetEncodings(List.of(Encoding.EXTENDED_MOUSE_BUTTONS.number())),
                            new FramebufferUpdateRequest(false, 0, 0, 1, 1),
                            pressed,
                            new KeyEvent(true, 'k'),
                            new KeyEvent(false, 'k'),
                            new SetPixelFormat(PixelFormat.RGB565));
            var server = new RfbBuffer();
            new FramebufferUpdate(isAnnounced ? 2 : 1).write(server);
            if (isAnnounced) {
                new RectangleHeader(0, 0, 0, 0, Encoding.EXTENDED_MOUSE_BUTTONS.number())
                        .write(server);
            }
            new RectangleHeader(0, 0, 1, 1, Encoding.RAW.number()).write(server);
            server.u32(0);
            recorder.received(server.array(), 0, server.length());
            for (ClientMessage message : sent) {
                var out = new RfbBuffer();
                message.write(out);
                recorder.sent(out.array(), 0, out.length());
            }
            server.clear();
            new FramebufferUpdate(1).write(server);
            new RectangleHeader(0, 0, 1, 1, Encoding.RAW.number()).write(server);
            server.u16(0xffff);
            recorder.received(server.array(), 0, server.length());
        }
        var display = new Framebuffer(1, 1);
        try (var screen = RecordedScreen.open(file, display, Pace.UNPACED)) {
            assertTrue(screen.next().isPresent());
            assertTrue(screen.next().isPresent());
            assertFalse(screen.next().isPresent());
            assertEquals(0xffffff, display.snapshot().pixel(0, 0));
        }
        return Files.readAllLines(folder.resolve("buttons.vdo"));
    }

    @Test
    void record_ofTheEighthButton_goesByWhatTheServerHasAnnounced() throws Exception {
        List<String> script = List.of("move 1 2", "mousedown 8", "key k");
        assertEquals(script, eighthButton(false, new PointerEvent(0x80, 1, 2)));
        assertEquals(script, eighthButton(true, new ExtendedPointerEvent(0x80, 1, 2)));
    }

    @Test
    void record_ofMovements_goesByWhatTheViewerCanTell() throws Exception {
        for (int encoding : new int[] {Encoding.QEMU_POINTER_MOTION.number(), 0}) {
            try (var recorder = FileRecorder.create(folder.resolve("moves.fbs"), () -> 0)) {
                recorder.began(new ServerInit(1, 1, PixelFormat.XRGB8888, "x"));
                var out = new RfbBuffer();
                new SetEncodings(List.of(encoding)).write(out);
                new PointerEvent(1, 0x7fff, 0x7fff).write(out);
                new PointerEvent(0, 0x7fff, 0x7fff).write(out);
                new PointerEvent(0, 0x8000, 0x7ffd).write(out);
                new PointerEvent(0, 5, 0x7fff).write(out);
                recorder.sent(out.array(), 0, out.length());
            }
            assertEquals(
                    encoding == 0
                            ? List.of(
                                    "move 32767 32767",
                                    "click 1",
                                    "move 32768 32765",
                                    "move 5 32767")
                            : List.of("click 1", "moveby 1 -2", "move 5 32767"),
                    Files.readAllLines(folder.resolve("moves.vdo")));
        }
    }
}
