package weft.cli.source;

import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.server.Audio;

import java.util.ArrayDeque;
import java.util.Deque;

/// The sound of the test card: a sine of 440 Hz, the A above the middle C; while a key is down, one
/// of its own, so that what is heard tells which key it is.
///
/// Until a key comes, the frame `n` of all is 8000 · sin(2π · 440 n / 48000), so that who records
/// it sees whether a single one is missing.
final class Tone implements AutoCloseable {

    /// What it is made in.
    static final PcmFormat FORMAT = new PcmFormat(SampleFormat.S16, 2, 48_000);

    private static final int BLOCKS_PER_SECOND = 50;
    private static final int FRAMES = FORMAT.frequency() / BLOCKS_PER_SECOND;
    private static final double AMPLITUDE = 8000;
    private static final int HERTZ = 440;

    /// From the lowest key to the highest.
    private static final int HALF_TONES = 24;

    private final Ticker ticker = new Ticker("weft-tone", BLOCKS_PER_SECOND, this::tick);
    private final Audio audio;
    private final short[] block = new short[FRAMES * FORMAT.channels()];

    /// The keys that are down, the last one last.
    private final Deque<Long> held = new ArrayDeque<>();

    private volatile int hertz = HERTZ;

    /// How far the sine is in its second, in parts of the frequency: whole numbers, so that nothing
    /// is lost.
    private int turn;

    Tone(Audio audio) {
        this.audio = audio;
    }

    /// Plays for as long as somebody listens.
    void start() {
        ticker.start(audio::isHeard);
    }

    /// A key went down or up.
    void key(long keysym, boolean down) {
        held.remove(keysym);
        if (down) {
            held.add(keysym);
        }
        hertz = held.isEmpty() ? HERTZ : hertz(held.getLast());
    }

    private static int hertz(long keysym) {
        int halfTone = (int) (keysym % HALF_TONES) - HALF_TONES / 2;
        return (int) Math.round(HERTZ * Math.pow(2, halfTone / 12.0));
    }

    private boolean tick() {
        int step = hertz;
        for (int i = 0; i < FRAMES; i++) {
            double angle = 2 * Math.PI * turn / FORMAT.frequency();
            short sample = (short) Math.round(AMPLITUDE * Math.sin(angle));
            block[2 * i] = sample;
            block[2 * i + 1] = sample;
            turn = (turn + step) % FORMAT.frequency();
        }
        audio.write(block);
        return true;
    }

    @Override
    public void close() {
        ticker.close();
        audio.end();
    }
}
