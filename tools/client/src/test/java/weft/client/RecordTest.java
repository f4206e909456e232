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
import weft.rfb.PixelFormat;
import weft.rfb.ProtocolVersion;
import weft.rfb.RfbBuffer;
import weft.rfb.message.Bell;
import weft.rfb.message.ClientInit;
import weft.rfb.message.ClientMessages;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.KeyEvent;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SecurityDecision;
import weft.rfb.message.ServerInit;
import weft.rfb.message.ServerMessages;
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
}
