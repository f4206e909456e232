package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.cli.e2e.Picture.Place;
import weft.client.AudioListener;
import weft.client.VncClient;
import weft.client.recording.SoundRecorder;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.rfb.message.EnableAudio;
import weft.rfb.message.FramebufferUpdateRequest;
import weft.rfb.message.SetAudioFormat;
import weft.server.Audio;
import weft.server.VncServer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Sound as viewers hear it: ours from Weft while video plays, from the test card, and from a PC in
/// QEMU; and gtk-vnc's from Weft.
@ExtendWith(Programs.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SoundIT {

    private static final PcmFormat FORMAT = new PcmFormat(SampleFormat.S16, 2, 48_000);

    /// 11 waves of 440 Hz.
    private static final int PERIOD = 1200;

    private static final int BLOCK = 960;

    @TempDir Path home;

    /// The frame `n` of a sine whose every second channel is its negative.
    private static short[] sine() {
        short[] samples = new short[2 * PERIOD];
        for (int i = 0; i < PERIOD; i++) {
            double value = 12_000 * Math.sin(2 * Math.PI * 440 * i / FORMAT.frequency());
            samples[2 * i] = (short) Math.round(value);
            samples[2 * i + 1] = (short) -samples[2 * i];
        }
        return samples;
    }

    /// A host that plays and shows what moves, at a steady pace, until it is interrupted.
    ///
    /// @return how many frames it has played
    private static long perform(VncServer server) {
        short[] sine = sine();
        Audio audio = server.audio();
        var random = new Random(1);
        int[] pixels = new int[640 * 480];
        long start = System.nanoTime();
        long played = 0;
        int pictures = 0;
        while (!Thread.currentThread().isInterrupted()) {
            long now = System.nanoTime() - start;
            for (; played < FORMAT.frames(now); played += BLOCK) {
                short[] block = new short[2 * BLOCK];
                for (int i = 0; i < block.length; i++) {
                    block[i] = sine[(int) ((2 * played + i) % sine.length)];
                }
                audio.write(block);
            }
            if (pictures < now * 30 / 1_000_000_000) {
                int seed = random.nextInt();
                Arrays.setAll(pixels, i -> (i * 2654435 + seed) >>> 8);
                server.publish(pixels);
                pictures++;
            }
            LockSupport.parkNanos(2_000_000);
        }
        audio.end();
        return played;
    }

    private static ShortBuffer samples(Path wav) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(wav))
                .position(44)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
    }

    @Test
    void sine_whileVideoPlays_isRecordedWithoutAGapOrARepeat() throws Exception {
        Settings settings = Settings.of(10);
        Path wav = home.resolve("sine.wav");
        var ended = new CountDownLatch(1);
        var played = new AtomicLong();
        long pictures;
        try (VncServer server = VncServer.builder(640, 480).audio(FORMAT).listen(0).start();
                VncClient client = VncClient.to("127.0.0.1::" + server.port()).connect()) {
            client.audio().awaitOffer(Duration.ofSeconds(10));
            long first = client.frame().number();
            SoundRecorder recorder = client.audio().record(wav, FORMAT);
            var _ = client.audio().listen(FORMAT, new AtEnd(ended));
            Eventually.holds(server.audio()::isHeard, () -> "nobody listens");
            Thread host = Thread.ofPlatform().start(() -> played.set(perform(server)));
            Eventually.pass(settings.seconds() * 1000);
            host.interrupt();
            host.join();
            assertTrue(ended.await(20, TimeUnit.SECONDS), "the stream has no end");
            pictures = client.frame().number() - first;
            recorder.close();
        }
        ShortBuffer heard = samples(wav);
        int frames = heard.remaining() / 2;
        System.out.printf(
                "heard %d of %d frames, %.1f s, beside %d pictures%n",
                frames, played.get(), (double) frames / FORMAT.frequency(), pictures);
        short[] sine = sine();
        for (int i = 0; i < heard.remaining(); i++) {
            if (heard.get(i) != sine[i % sine.length]) {
                throw new AssertionError("sample %d of %d".formatted(i, heard.remaining()));
            }
        }
        assertEquals(played.get(), frames);
        assertTrue(frames > (settings.seconds() - 1) * FORMAT.frequency(), "frames " + frames);
        assertTrue(pictures > 5 * settings.seconds(), "pictures " + pictures);
    }

    private record AtEnd(CountDownLatch latch) implements AudioListener {
        @Override
        public void frames(byte[] frames) {}

        @Override
        public void end() {
            latch.countDown();
        }
    }

    @Test
    void testCard_withAudio_isRecordedByAScript() throws IOException {
        Path wav = home.resolve("card.wav");
        Path socket = home.resolve("card.vnc");
        try (Running server = Weft.start(home, "serve", "--audio", "unix:" + socket)) {
            Eventually.holds(() -> server.output().contains("READY"), server::toString);
            try (Running script =
                    Weft.start(
                            home,
                            "do",
                            "-s",
                            "unix:" + socket,
                            "recordsound",
                            wav.toString(),
                            "pause",
                            "1.5",
                            "stopsound",
                            "assert",
                            "$recorded.seconds",
                            ">",
                            "1")) {
                script.succeed();
            }
        }
        ShortBuffer heard = samples(wav);
        int[] left = new int[heard.remaining() / 2];
        Arrays.setAll(left, i -> heard.get(2 * i));
        assertEquals(440, hertz(left, PcmFormat.DEFAULT.frequency()), 2);
        assertEquals(8000, Arrays.stream(left).max().orElse(0), 50);
    }

    /// How often a second it crosses nought upwards.
    private static double hertz(int[] samples, int frequency) {
        int first = -1;
        int last = -1;
        int waves = -1;
        for (int i = 1; i < samples.length; i++) {
            if (samples[i - 1] < 0 && samples[i] >= 0) {
                first = first < 0 ? i : first;
                last = i;
                waves++;
            }
        }
        return (double) waves * frequency / (last - first);
    }

    @Test
    void pcOfQemu_thatBeeps_isHeard() throws Exception {
        Path wav = home.resolve("beep.wav");
        var format = new PcmFormat(SampleFormat.S16, 1, 44_100);
        try (QemuPc pc = QemuPc.sounding(home, BootProgram.BEEP);
                VncClient client = VncClient.to(pc.address()).connect()) {
            assertTrue(client.audio().isOffered());
            try (SoundRecorder recorder = client.audio().record(wav, format)) {
                Eventually.holds(
                        () -> recorder.recorded() > 2L * format.frequency(),
                        () -> "frames " + recorder.recorded());
            }
            assertTrue(client.frame().width() > 0);
        }
        ShortBuffer heard = samples(wav);
        int[] samples = new int[heard.remaining()];
        long sum = 0;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = heard.get(i);
            sum += samples[i];
        }
        int middle = (int) (sum / samples.length); // the speaker knows only on and off
        assertEquals(440, hertz(Arrays.stream(samples).map(i -> i - middle).toArray(), 44_100), 5);
    }

    @Test
    void gtkVnc_withSound_negotiatesAndShowsWhatMoves() {
        try (var x = XServer.start(home);
                var server =
                        CardServer.start(
                                new TestCard(320, 240),
                                builder -> builder.listen(0).audio(FORMAT));
                var tap = Tap.of(server.port());
                var viewer = x.run("gvncviewer", "127.0.0.1:" + (tap.port() - 5900))) {
            Place place = x.await("gvncviewer at rest", server::picture);
            Eventually.holds(
                    () -> !TigerVncFlowIT.said(tap, EnableAudio.class).isEmpty(),
                    () -> "no EnableAudio from " + viewer);
            assertEquals(
                    List.of(new SetAudioFormat(new PcmFormat(SampleFormat.S32, 2, 44_100))),
                    TigerVncFlowIT.said(tap, SetAudioFormat.class));
            int requests = TigerVncFlowIT.said(tap, FramebufferUpdateRequest.class).size();
            long before = tap.fromServer().length;
            for (int frame = 1; frame <= 150; frame++) {
                server.tick(frame);
                server.server().audio().write(new short[2 * BLOCK]);
                Eventually.pass(20);
            }
            server.server().audio().end();
            x.await("gvncviewer after sound", place, server::picture);
            assertTrue(viewer.isAlive(), viewer::toString);
            long sound = 150L * BLOCK * 44_100 / 48_000 * 8;
            assertTrue(tap.fromServer().length - before > sound, "bytes of sound");
            assertTrue(
                    TigerVncFlowIT.said(tap, FramebufferUpdateRequest.class).size() > requests + 20,
                    "it asks on");
        }
    }
}
