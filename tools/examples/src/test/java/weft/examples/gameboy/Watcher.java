package weft.examples.gameboy;

import weft.client.AudioListener;
import weft.client.VncClient;
import weft.client.VncClientBuilder;
import weft.framebuffer.Frame;
import weft.rfb.audio.PcmFormat;
import weft.rfb.encoding.Encoding;
import weft.server.InProcessConnection;
import weft.server.VncServer;

import java.time.Duration;
import java.util.List;

/// A viewer of one encoding that listens, too.
final class Watcher implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final VncClient client;
    private final Heard heard = new Heard();

    private Watcher(VncClientBuilder builder, Encoding encoding) {
        client = builder.encodings(List.of(encoding)).connect();
        client.audio().awaitOffer(TIMEOUT);
        var _ = client.audio().listen(PcmFormat.DEFAULT, heard);
        var _ = sync();
    }

    /// One in this JVM.
    static Watcher of(VncServer server, Encoding encoding) {
        InProcessConnection way = server.connect();
        return new Watcher(VncClient.over(way.input(), way.output()), encoding);
    }

    /// What it shows when all that was done before has arrived.
    Frame sync() {
        return client.sync(TIMEOUT);
    }

    /// The number that a picture of [TestRom] says that it has.
    static int number(Frame frame) {
        int number = 0;
        for (int bit = 0; bit < TestRom.COUNTER_BITS; bit++) {
            int x = TestRom.COUNTER_X + 8 * bit;
            boolean full = pixel(frame, x + 3) == pixel(frame, x);
            number = (number << 1) | (full ? 1 : 0);
        }
        return number;
    }

    /// Whether a picture of [TestRom] shows that its tone is heard.
    static boolean isExchanged(Frame frame) {
        int edge = pixel(frame, TestRom.COUNTER_X);
        int between = pixel(frame, TestRom.COUNTER_X - 1);
        return edge == GameBoy.LIGHTEST && between != GameBoy.LIGHTEST; // or all is blank
    }

    private static int pixel(Frame frame, int x) {
        return frame.pixel(GameBoy.SCALE * x, GameBoy.SCALE * (TestRom.COUNTER_Y + 3));
    }

    /// What it has heard, when that is so much.
    short[] heard(int frames) throws InterruptedException {
        return heard.await(frames);
    }

    @Override
    public void close() {
        client.close();
    }

    /// Keeps the left ear's samples.
    private static final class Heard implements AudioListener {
        private final Object lock = new Object();
        private short[] samples = new short[0];

        @Override
        public void frames(byte[] frames) {
            synchronized (lock) {
                short[] more = new short[samples.length + frames.length / 4];
                System.arraycopy(samples, 0, more, 0, samples.length);
                for (int i = samples.length, at = 0; i < more.length; i++, at += 4) {
                    more[i] = (short) ((frames[at] & 0xFF) | (frames[at + 1] << 8));
                }
                samples = more;
                lock.notifyAll();
            }
        }

        short[] await(int frames) throws InterruptedException {
            long end = System.nanoTime() + TIMEOUT.toNanos();
            synchronized (lock) {
                while (samples.length < frames) {
                    long millis = (end - System.nanoTime()) / 1_000_000;
                    if (millis <= 0) {
                        throw new IllegalStateException(
                                "heard %d of %d samples".formatted(samples.length, frames));
                    }
                    lock.wait(millis);
                }
                return samples.clone();
            }
        }
    }
}
