package weft.examples.gameboy;

import weft.client.AudioListener;
import weft.client.ServerEvents;
import weft.client.VncClient;
import weft.framebuffer.Frame;
import weft.rfb.audio.PcmFormat;
import weft.rfb.encoding.Encoding;
import weft.server.VncServer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Measures what the Game Boy holds with four viewers of four encodings, over TCP, in one JVM: the
/// frames a second, what each viewer sees of them, CPU, and how far a tone is from the picture that
/// belongs to it.
///
/// One of the viewers holds A for half a second in each. The offset is that of a viewer that shows
/// each picture, and begins to play each piece of sound, in the moment in which it comes: positive
/// if the tone is late.
final class Measure {

    private static final List<Encoding> ENCODINGS =
            List.of(Encoding.RAW, Encoding.HEXTILE, Encoding.TIGHT, Encoding.ZRLE);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int HALF_SECOND = 30; // frames
    private static final double NANOS = 1e9;

    private Measure() {}

    /// Measures, once.
    ///
    /// @param args the seconds to measure, and to warm up before that; 60 and 20 unless given
    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        int warmUp = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        List<Viewer> viewers = new ArrayList<>();
        try (var machine = new GameBoy(TestRom.cartridge());
                VncServer server = machine.server().listen(0).start()) {
            machine.showOn(server);
            for (Encoding encoding : ENCODINGS) {
                viewers.add(new Viewer(server.port(), encoding));
            }
            var _ = run(machine, viewers.getFirst(), warmUp);
            viewers.forEach(Viewer::reset);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long whole = cpu();
            long emulator = threads.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            Pace pace = run(machine, viewers.getFirst(), seconds);
            double took = (System.nanoTime() - begun) / NANOS;
            System.out.printf(
                    Locale.ROOT,
                    "%.2f frames/s in %.1f s; %d late, %.0f ms not caught up with%n",
                    pace.frames() / took,
                    took,
                    pace.late(),
                    pace.lost() / 1e6);
            System.out.printf(
                    Locale.ROOT,
                    "%.2f cores for all, %.2f of them for the emulator; load %.1f%n",
                    (cpu() - whole) / NANOS / took,
                    (threads.getCurrentThreadCpuTime() - emulator) / NANOS / took,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            viewers.forEach(viewer -> viewer.report(took));
        } finally {
            viewers.forEach(Viewer::close);
        }
    }

    private static Pace run(GameBoy machine, Viewer player, int seconds) {
        var pace = new Pace();
        long frames = Math.round(seconds * GameBoy.FRAMES_PER_SECOND);
        for (int frame = 1; frame <= frames; frame++) {
            if (frame % HALF_SECOND == 0) {
                player.client.key('x', frame / HALF_SECOND % 2 == 1);
            }
            machine.frame();
            pace.awaitNext();
        }
        return pace;
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /// One that notes when it sees and hears what; on its client's thread, but for the report.
    private static final class Viewer implements ServerEvents, AudioListener {
        private static final int LOUD = 1000;
        private static final int SILENT = PcmFormat.DEFAULT.frequency() / 20;

        private final Encoding encoding;
        private final VncClient client;
        private int updates;
        private int pictures;
        private int number;
        private long samples;
        private boolean exchanged;
        private long seen; // 0 if not yet, as heard
        private long heard;
        private int silence = SILENT;
        private final List<Double> offsets = new ArrayList<>();

        Viewer(int port, Encoding encoding) {
            this.encoding = encoding;
            client =
                    VncClient.to("127.0.0.1::" + port)
                            .encodings(List.of(encoding))
                            .events(this)
                            .connect();
            client.audio().awaitOffer(TIMEOUT);
            var _ = client.audio().listen(PcmFormat.DEFAULT, this);
        }

        void close() {
            client.close();
        }

        synchronized void reset() {
            updates = 0;
            pictures = 0;
            samples = 0;
            offsets.clear();
        }

        @Override
        public synchronized void painted(Frame frame) {
            updates++;
            int before = number;
            number = Watcher.number(frame);
            pictures += number == before ? 0 : 1;
            boolean now = Watcher.isExchanged(frame);
            if (now && !exchanged) {
                seen = System.nanoTime();
                match();
            }
            exchanged = now;
        }

        @Override
        public synchronized void frames(byte[] frames) {
            long came = System.nanoTime();
            for (int at = 0; at < frames.length; at += 4) {
                int sample = (short) ((frames[at] & 0xFF) | (frames[at + 1] << 8));
                if (Math.abs(sample) <= LOUD) {
                    silence++;
                } else {
                    if (silence >= SILENT) {
                        heard = came + at / 4 * TimeUnit.SECONDS.toNanos(1) / 44_100;
                        match();
                    }
                    silence = 0;
                }
            }
            samples += frames.length / 4;
        }

        private void match() {
            if (seen != 0 && heard != 0) {
                offsets.add((heard - seen) / 1e6);
                seen = 0;
                heard = 0;
            }
        }

        synchronized void report(double seconds) {
            double[] sorted = offsets.stream().mapToDouble(each -> each).sorted().toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.2f pictures/s in %.1f updates/s, %.3f s of sound in %.3f s; %d tones, ms"
                            + " after their picture: least %.1f, p50 %.1f, p90 %.1f, most %.1f%n",
                    encoding,
                    pictures / seconds,
                    updates / seconds,
                    samples / (double) PcmFormat.DEFAULT.frequency(),
                    seconds,
                    sorted.length,
                    at(sorted, 0),
                    at(sorted, 0.5),
                    at(sorted, 0.9),
                    at(sorted, 1));
        }

        private static double at(double[] sorted, double part) {
            return sorted.length == 0
                    ? Double.NaN
                    : sorted[(int) Math.round(part * (sorted.length - 1))];
        }
    }
}
