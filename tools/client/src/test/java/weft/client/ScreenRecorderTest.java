package weft.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.recording.Pace;
import weft.client.recording.RecordedScreen;
import weft.client.recording.ScreenRecorder;
import weft.framebuffer.Framebuffer;
import weft.rfb.audio.PcmFormat;
import weft.rfb.encoding.Encoding;
import weft.rfb.message.FramebufferUpdate;
import weft.rfb.message.RectangleHeader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

@Timeout(60)
class ScreenRecorderTest extends WaitsFixture {

    @TempDir private Path folder;

    private Path file() {
        return folder.resolve("part.fbs");
    }

    private List<String> script() throws IOException {
        return Files.readAllLines(folder.resolve("part.input.vdo"));
    }

    /// A recorded frame, and its time.
    @SuppressWarnings("ArrayRecordComponent")
    private record Shown(long millis, int width, int height, int[] pixels) {}

    private List<Shown> recorded() throws IOException {
        List<Shown> all = new ArrayList<>();
        var display = new Framebuffer(1, 1);
        try (var screen = RecordedScreen.open(file(), display, Pace.UNPACED)) {
            assertEquals("scripted", screen.name());
            while (screen.next().isPresent()) {
                var frame = display.snapshot();
                all.add(new Shown(screen.millis(), frame.width(), frame.height(), frame.pixels()));
            }
        }
        return all;
    }

    private void paint(VncClient client, int x, int rgb) {
        steps.add(peer -> peer.fill(x, 0, 1, 1, rgb));
        while (client.frame().pixel(x, 0) != rgb) {
            Thread.onSpinWait();
        }
    }

    private static int[] pixels(int... first) {
        int[] pixels = new int[16 * 8];
        Arrays.fill(pixels, 1);
        System.arraycopy(first, 0, pixels, 0, first.length);
        return pixels;
    }

    @Test
    void record_inTheMiddle_hasWhatIsShownAndSentMeanwhile() throws Exception {
        with((_, client) -> {
            client.press('a');
            paint(client, 0, 7);
            clock.advance(Duration.ofSeconds(5));
            try (ScreenRecorder recorder = client.record(file())) {
                clock.advance(millis(40));
                client.press('b');
                paint(client, 1, 8);
                clock.advance(millis(60));
                paint(client, 2, 9);
                assertFalse(recorder.isClosed());
            }
            client.press('c');
            paint(client, 3, 10);
        });
        List<Shown> shown = recorded();
        assertEquals(List.of(0L, 40L, 100L), shown.stream().map(Shown::millis).toList());
        assertArrayEquals(pixels(7), shown.get(0).pixels());
        assertArrayEquals(pixels(7, 8), shown.get(1).pixels());
        assertArrayEquals(pixels(7, 8, 9), shown.get(2).pixels());
        assertEquals(List.of("pause 0.04", "key b"), script());
    }

    @Test
    void record_ofAScreenThatChangesItsSize_followsIt() throws Exception {
        with((_, client) -> {
            try (ScreenRecorder _ = client.record(file())) {
                steps.add(peer -> {
                    new FramebufferUpdate(2).write(peer.out());
                    new RectangleHeader(0, 0, 3, 2, Encoding.DESKTOP_SIZE.number())
                            .write(peer.out());
                    peer.rectangle(0, 0, 3, 2, 5);
                    peer.flush();
                });
                while (client.frame().width() != 3) {
                    Thread.onSpinWait();
                }
            }
        });
        Shown last = recorded().getLast();
        assertEquals("3x2", last.width() + "x" + last.height());
        assertArrayEquals(new int[] {5, 5, 5, 5, 5, 5}, last.pixels());
    }

    @Test
    void record_clientIsClosed_isWholeAllTheSame() throws Exception {
        List<ScreenRecorder> recorders = new ArrayList<>();
        with((_, client) -> {
            recorders.add(client.record(file()));
            paint(client, 0, 3);
            client.key('x', true);
        });
        assertTrue(recorders.getFirst().isClosed());
        assertEquals(2, recorded().size());
        assertEquals(List.of("keydown x"), script());
    }

    @Test
    void record_ofAPointerThatMoves_hasItsMovements() throws Exception {
        with((_, client) -> {
            steps.add(peer -> {
                new FramebufferUpdate(2).write(peer.out());
                new RectangleHeader(0, 0, 0, 0, Encoding.QEMU_POINTER_MOTION.number())
                        .write(peer.out());
                peer.rectangle(0, 0, 1, 1, 2);
                peer.flush();
            });
            while (client.frame().pixel(0, 0) != 2) {
                Thread.onSpinWait();
            }
            try (ScreenRecorder _ = client.record(file())) {
                client.pointer().click(1);
                client.pointer().moveBy(20_000, -3);
                client.pointer().moveBy(20_000, -3);
            }
        });
        assertEquals(List.of("click 1", "moveby 20000 -3", "moveby 20000 -3"), script());
    }

    @Test
    void record_intoNoFolder_failsAtOnce() throws Exception {
        with((_, client) ->
                assertThrows(IOException.class, () -> client.record(folder.resolve("no/a.fbs"))));
    }

    /// A thread that is interrupted closes the file into which it writes.
    private static void fail(ScreenRecorder recorder) {
        Thread.currentThread().interrupt();
        recorder.painted(new Framebuffer(5, 5).snapshot());
        assertTrue(Thread.interrupted());
        assertTrue(recorder.failure().isPresent());
    }

    @Test
    void failure_ofARecordingThatTheClientHasEnded_isSaidByItsClose() throws Exception {
        List<ScreenRecorder> recorders = new ArrayList<>();
        with((_, client) -> {
            recorders.add(client.record(file()));
            fail(recorders.getFirst());
        });
        ScreenRecorder recorder = recorders.getFirst();
        assertTrue(recorder.isClosed());
        assertThrows(IOException.class, recorder::close);
        recorder.close(); // it was said
    }

    @Test
    void record_byAClosedClient_isRefusedBeforeThereIsAFile() throws Exception {
        with((_, client) -> {
            client.close();
            assertThrows(IllegalStateException.class, () -> client.record(file()));
            assertFalse(Files.exists(file()));
        });
    }

    /// Closes a client when it next asks for the time on the thread that has said so.
    private static final class ClosingClock implements WaitClock {
        private final ThreadLocal<Optional<VncClient>> next =
                ThreadLocal.withInitial(Optional::empty);

        void closeNext(VncClient client) {
            next.set(Optional.of(client));
        }

        @Override
        public long nanoTime() {
            Optional<VncClient> closing = next.get();
            next.remove();
            closing.ifPresent(VncClient::close);
            return WaitClock.SYSTEM.nanoTime();
        }

        @Override
        public void await(Object monitor, long deadline) throws InterruptedException {
            WaitClock.SYSTEM.await(monitor, deadline);
        }
    }

    @Test
    void record_whileTheClientIsClosed_leavesNoneThatNobodyEnds() throws Exception {
        var closing = new ClosingClock();
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.show(16, 8, 1);
                            peer.drain();
                        });
                VncClient client = server.client().clock(closing).connect()) {
            closing.closeNext(client);
            assertThrows(IllegalStateException.class, () -> client.record(file()));
        }
    }

    @Test
    void recordSound_whileTheClientIsClosed_leavesNoneThatNobodyEnds() throws Exception {
        var closing = new ClosingClock();
        try (var server =
                        ScriptedServer.start(peer -> {
                            peer.logIn(16, 8);
                            for (int i = 0; i < 3; i++) {
                                var _ = peer.next();
                            }
                            new FramebufferUpdate(2).write(peer.out());
                            new RectangleHeader(0, 0, 0, 0, Encoding.QEMU_AUDIO.number())
                                    .write(peer.out());
                            peer.rectangle(0, 0, 16, 8, 1);
                            peer.flush();
                            peer.drainBytes();
                        });
                VncClient client = server.client().clock(closing).connect()) {
            client.audio().awaitOffer(Duration.ofSeconds(20));
            ScreenRecorder screen = client.record(file());
            closing.closeNext(client); // when it notes that sound was asked for
            assertThrows(
                    IllegalStateException.class,
                    () -> client.audio().record(folder.resolve("a.wav"), PcmFormat.DEFAULT));
            assertTrue(screen.isClosed());
        }
    }
}
