package weft.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.server.VncServer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.Clip;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.FloatControl;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/// Lines by a clock that the test advances.
@Timeout(30)
class PlayedLineTest {

    /// 8 frames of one byte in a millisecond.
    private static final AudioFormat FORMAT = new AudioFormat(8000, 8, 1, true, false);

    private static final PcmFormat SUM = new PcmFormat(SampleFormat.S32, 1, 8000);

    private long now;
    private final Mixing mixing = new Mixing(() -> now, ticking -> {}, Runnable::run);
    private final WeftMixer mixer = new WeftMixer(mixing);
    private final List<String> events = new ArrayList<>();

    private <L extends Line> L line(Class<L> kind) {
        Line line = mixer.getLine(new DataLine.Info(kind, FORMAT));
        line.addLineListener(event -> events.add(event.getType() + " " + event.getFramePosition()));
        return kind.cast(line);
    }

    private SourceDataLine open(int bufferSize) throws Exception {
        SourceDataLine line = line(SourceDataLine.class);
        line.open(FORMAT, bufferSize);
        return line;
    }

    private void passMillis(long millis) {
        now += millis * 1_000_000;
        mixing.tick();
    }

    private static byte[] ramp(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] played(Line line, int frames) {
        byte[] sum = Mixing.mix(List.of((PlayedLine) line), SUM, frames);
        byte[] high = new byte[frames];
        for (int i = 0; i < frames; i++) {
            high[i] = sum[4 * i + 3];
        }
        return high;
    }

    @Test
    void write_intoTheRoomThatThereIs_doesNotWait() throws Exception {
        SourceDataLine line = open(80);
        assertEquals(80, line.getBufferSize());
        line.start();
        assertEquals(30, line.write(ramp(30), 0, 30));
        assertEquals(50, line.available());
        passMillis(2);
        assertEquals(16, line.getLongFramePosition());
        assertEquals(2000, line.getMicrosecondPosition());
        assertEquals(66, line.available());
        assertEquals(List.of("Open 0", "Start 0"), events);
    }

    @Test
    void write_ofMoreThanTheBuffer_takesAsLongAsItPlays() throws Exception {
        SourceDataLine line = open(80);
        line.start();
        var write = new FutureTask<>(() -> line.write(ramp(800), 0, 800));
        Thread writer = Thread.ofPlatform().start(write);
        int ticks = 0;
        while (!write.isDone()) {
            if (line.available() == 0 || writer.getState() == Thread.State.TERMINATED) {
                passMillis(1);
                ticks++;
            }
            Thread.onSpinWait();
        }
        assertEquals(800, write.get());
        // 720 frames must have been played before the last 80 were taken, 8 in a tick
        assertTrue(ticks >= 90 && ticks <= 101, "ticks " + ticks);
    }

    @Test
    void frames_arePlayedInOrderWithSilenceWhereThereAreNone() throws Exception {
        SourceDataLine line = open(16);
        line.start();
        for (int round = 0; round < 5; round++) {
            int _ = line.write(ramp(10), 0, 10);
            assertArrayEquals(ramp(10), played(line, 10));
        }
        int _ = line.write(ramp(4), 0, 4);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 0, 0}, played(line, 6));
    }

    @Test
    void line_thatIsNotStarted_playsNothingAndKeepsWhatItHas() throws Exception {
        SourceDataLine line = open(16);
        assertEquals(16, line.write(ramp(20), 0, 20));
        passMillis(10);
        assertEquals(0, line.getLongFramePosition());
        line.start();
        assertTrue(line.isRunning());
        assertArrayEquals(ramp(8), played(line, 8));
        line.stop();
        assertArrayEquals(new byte[4], played(line, 4));
        assertEquals(8, line.available());
        assertEquals(List.of("Open 0", "Start 0", "Stop 8"), events);
    }

    @Test
    void writer_isLetGoByStopFlushAndClose() throws Exception {
        for (int way = 0; way < 3; way++) {
            SourceDataLine line = open(16);
            line.start();
            var write = new FutureTask<>(() -> line.write(ramp(100), 0, 100));
            Thread writer = Thread.ofPlatform().start(write);
            while (line.available() > 0 || writer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            switch (way) {
                case 0 -> line.stop();
                case 1 -> line.flush();
                default -> line.close();
            }
            assertEquals(16, write.get());
            line.close();
            assertFalse(line.isOpen());
        }
    }

    @Test
    void drain_waitsUntilAllIsPlayed() throws Exception {
        SourceDataLine line = open(16);
        line.start();
        int _ = line.write(ramp(16), 0, 16);
        var drain = new FutureTask<>(line::drain, true);
        Thread drainer = Thread.ofPlatform().start(drain);
        while (drainer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        passMillis(1);
        assertEquals(8, line.available());
        passMillis(1);
        assertTrue(drain.get());
        assertEquals(16, line.getLongFramePosition());
    }

    @Test
    void line_thatIsClosed_canBeOpenedAgain() throws Exception {
        SourceDataLine line = open(16);
        assertThrows(IllegalStateException.class, () -> line.open());
        line.close();
        line.close();
        assertEquals(0, line.write(ramp(1), 0, 1));
        line.open();
        assertEquals(4000, line.getBufferSize());
        assertEquals(1, mixer.getSourceLines().length);
        assertEquals(List.of("Open 0", "Close 0", "Open 0"), events);
    }

    @Test
    void lines_thatPlayTogether_areAddedUpByTheirGains() throws Exception {
        SourceDataLine one = open(16);
        SourceDataLine other = open(16);
        for (SourceDataLine line : List.of(one, other)) {
            line.start();
            int _ = line.write(new byte[] {10, 100}, 0, 2);
        }
        var gain = (FloatControl) other.getControl(FloatControl.Type.MASTER_GAIN);
        gain.setValue(-20);
        byte[] sum = Mixing.mix(List.of((PlayedLine) one, (PlayedLine) other), SUM, 2);
        assertEquals(11, sum[3]);
        assertEquals(110, sum[7]);
    }

    @ParameterizedTest
    @CsvSource({
        "8, true, false", "8, false, false", "16, true, false", "16, true, true",
        "16, false, true", "24, true, false", "24, true, true", "32, true, true"
    })
    void frames_ofEveryFormat_areTheSame(int bits, boolean signed, boolean bigEndian)
            throws Exception {
        var format = new AudioFormat(8000, bits, 2, signed, bigEndian);
        SourceDataLine line = line(SourceDataLine.class);
        line.open(format);
        line.start();
        int size = bits / 8;
        ByteBuffer frame = ByteBuffer.allocate(2 * size);
        for (int value : new int[] {0x40000000, 0xc0000000}) {
            int bitsOf = signed ? value : value ^ 0x80000000;
            for (int i = 0; i < size; i++) {
                frame.put((byte) (bitsOf >> (bigEndian ? 24 - 8 * i : 32 - 8 * size + 8 * i)));
            }
        }
        assertEquals(2 * size, line.write(frame.array(), 0, 2 * size));
        var stereo = new PcmFormat(SampleFormat.S32, 2, 8000);
        ByteBuffer sum =
                ByteBuffer.wrap(Mixing.mix(List.of((PlayedLine) line), stereo, 1))
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0x40000000, sum.getInt());
        assertEquals(0xc0000000, sum.getInt());
    }

    @Test
    void format_thatNoLineHas_isRefused() {
        var surround = new AudioFormat(48_000, 16, 6, true, false);
        assertFalse(mixer.isLineSupported(new DataLine.Info(SourceDataLine.class, surround)));
        assertThrows(
                IllegalArgumentException.class,
                () -> mixer.getLine(new DataLine.Info(SourceDataLine.class, surround)));
        SourceDataLine line = line(SourceDataLine.class);
        assertThrows(IllegalArgumentException.class, () -> line.open(surround));
        var stereo = new AudioFormat(8000, 16, 2, true, false);
        assertThrows(
                IllegalArgumentException.class,
                () -> {
                    line.open(stereo);
                    int _ = line.write(new byte[3], 0, 3);
                });
    }

    @Test
    void clip_playsToItsEndAndStops() throws Exception {
        Clip clip = line(Clip.class);
        clip.open(FORMAT, ramp(20), 0, 20);
        assertEquals(20, clip.getFrameLength());
        clip.start();
        assertArrayEquals(ramp(16), played(clip, 16));
        assertTrue(clip.isRunning());
        assertArrayEquals(new byte[] {16, 17, 18, 19, 0, 0}, played(clip, 6));
        assertFalse(clip.isRunning());
        clip.setFramePosition(18);
        clip.start();
        assertArrayEquals(new byte[] {18, 19, 0}, played(clip, 3));
        assertEquals(List.of("Open 0", "Start 0", "Stop 20", "Start 18", "Stop 20"), events);
    }

    @Test
    void clip_thatLoops_beginsAgainAtItsLoop() throws Exception {
        Clip clip = line(Clip.class);
        clip.open(FORMAT, ramp(6), 0, 6);
        clip.setLoopPoints(2, 3);
        clip.loop(2);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 2, 3, 2, 3, 4, 5, 0}, played(clip, 11));
        assertThrows(IllegalArgumentException.class, () -> clip.setLoopPoints(3, 6));
    }

    @Test
    void clip_thatWasStopped_loopsNoMore() throws Exception {
        Clip clip = line(Clip.class);
        clip.open(FORMAT, ramp(4), 0, 4);
        clip.loop(Clip.LOOP_CONTINUOUSLY);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 0, 1}, played(clip, 6));
        clip.stop();
        clip.setFramePosition(0);
        clip.start();
        assertArrayEquals(new byte[] {0, 1, 2, 3, 0, 0}, played(clip, 6));
        clip.drain();
        assertFalse(clip.isRunning());
    }

    /// Lets a task run until it comes to a monitor that another thread has, or is done.
    private static Thread begun(Runnable task) {
        Thread thread = Thread.ofPlatform().start(task);
        while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void clip_atItsEnd_isSeenToStopWhenItIsMixedNoMore() throws Exception {
        Clip clip = line(Clip.class);
        clip.open(FORMAT, ramp(16), 0, 16);
        clip.start();
        passMillis(1);
        Thread end;
        Thread drainer;
        synchronized (mixing) {
            end = begun(() -> played(clip, 8));
            assertEquals(Thread.State.BLOCKED, end.getState());
            drainer = begun(clip::drain);
            assertTrue(drainer.isAlive(), "it would be started again before it is taken out");
        }
        end.join();
        drainer.join();
        clip.setFramePosition(0);
        clip.start();
        passMillis(1);
        assertEquals(8, clip.getLongFramePosition());
        assertEquals(List.of("Open 0", "Start 0", "Stop 16", "Start 0"), events);
    }

    @Test
    void line_thatStarts_isSeenToRunWhenItIsMixed() throws Exception {
        SourceDataLine line = open(16);
        Thread starter;
        Thread stopper;
        synchronized (mixing) {
            starter = begun(line::start);
            assertEquals(Thread.State.BLOCKED, starter.getState());
            var seen = new FutureTask<>(line::isRunning);
            stopper =
                    begun(() -> {
                        seen.run();
                        line.stop();
                    });
            assertFalse(seen.isDone(), "it would be stopped before it is put in");
        }
        starter.join();
        stopper.join();
        line.start();
        int _ = line.write(ramp(16), 0, 16);
        passMillis(1);
        assertEquals(8, line.getLongFramePosition());
    }

    @Test
    void listener_thatFails_stopsNothing() throws Exception {
        Clip clip = (Clip) mixer.getLine(new DataLine.Info(Clip.class, FORMAT));
        clip.addLineListener(event -> {
            throw new IllegalStateException("a listener that fails");
        });
        clip.addLineListener(event -> events.add("after it " + event.getType()));
        clip.open(FORMAT, ramp(8), 0, 8);
        clip.start();
        SourceDataLine line = open(16);
        line.start();
        int _ = line.write(ramp(16), 0, 16);
        passMillis(1);
        passMillis(1);
        assertEquals(16, line.getLongFramePosition());
        assertEquals(
                List.of("after it Open", "after it Start", "Open 0", "Start 0", "after it Stop"),
                events);
    }

    @Test
    void mixer_knowsItsOpenLinesBeforeListenersDo() throws Exception {
        var later = new WeftMixer(new Mixing(() -> now, ticking -> {}, telling -> {}));
        Line line = later.getLine(new DataLine.Info(SourceDataLine.class, FORMAT));
        line.open();
        assertArrayEquals(new Line[] {line}, later.getSourceLines());
        line.close();
        assertArrayEquals(new Line[0], later.getSourceLines());
    }

    @Test
    void ticking_thatIsInterrupted_isBegunAgainForTheLinesThatRun() throws Exception {
        List<Runnable> begun = new ArrayList<>();
        var own = new WeftMixer(new Mixing(() -> now, begun::add, Runnable::run));
        var line = (SourceDataLine) own.getLine(new DataLine.Info(SourceDataLine.class, FORMAT));
        line.open();
        line.start();
        assertEquals(1, begun.size());
        Thread.currentThread().interrupt();
        begun.getFirst().run();
        assertTrue(Thread.interrupted());
        assertEquals(2, begun.size());
        line.stop();
        begun.getLast().run();
        assertEquals(2, begun.size(), "none where no line runs");
        line.start();
        assertEquals(3, begun.size());
    }

    /// A line that does something in the middle of a tick.
    private final class LineThat extends PlayedLine {
        private final Runnable inTick;

        LineThat(Runnable inTick) {
            super(mixing, new DataLine.Info(DataLine.class, FORMAT), FORMAT);
            this.inTick = inTick;
        }

        @Override
        byte[] take(int frames) {
            inTick.run();
            return new byte[frames];
        }

        @Override
        public synchronized void open() throws LineUnavailableException {
            opened(FORMAT);
        }

        @Override
        public void drain() {
            // nothing is kept
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public int getBufferSize() {
            return 0;
        }
    }

    @Test
    void line_thatFails_isStoppedAndTheOthersPlayOn() throws Exception {
        var failing =
                new LineThat(() -> {
                    throw new IllegalStateException("a line that fails");
                });
        failing.open();
        failing.start();
        SourceDataLine line = open(16);
        line.start();
        int _ = line.write(ramp(16), 0, 16);
        passMillis(1);
        passMillis(1);
        assertFalse(failing.isRunning());
        assertEquals(16, line.getLongFramePosition());
    }

    @Test
    void server_thatTakesOverInATick_isPlayedFromTheNextOn() throws Exception {
        var stereo = new PcmFormat(SampleFormat.S16, 2, 8000);
        var mono = new PcmFormat(SampleFormat.U8, 1, 8000);
        try (VncServer one = VncServer.builder(16, 16).audio(stereo).start();
                VncServer other = VncServer.builder(16, 16).audio(mono).start()) {
            JavaSound.Playing playing = mixing.playTo(one.audio());
            List<JavaSound.Playing> next = new ArrayList<>();
            var line =
                    new LineThat(() -> {
                        if (next.isEmpty()) {
                            playing.close();
                            next.add(mixing.playTo(other.audio()));
                        }
                    });
            line.open();
            line.start();
            // 7 frames, which would be 14 bytes by the format of the other: no whole frames
            now += 900_000;
            mixing.tick();
            assertEquals(7, line.getLongFramePosition());
            passMillis(1);
            assertTrue(line.isRunning());
            next.getFirst().close();
        }
    }
}
