package weft.cli.bench;

import weft.rfb.PixelTranslator;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.Encoding;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.LongStream;

/// Decodes a server's stream into a picture, as a viewer does. What it takes to read messages and
/// to draw is timed, showing the picture is not.
public final class DecodeBench {

    private final Recording recording;
    private final DecodeSettings settings;
    private final CpuClock clock;

    /// A benchmark of one stream.
    public DecodeBench(Recording recording, DecodeSettings settings) {
        this(recording, settings, CpuClock.ofThread());
    }

    DecodeBench(Recording recording, DecodeSettings settings, CpuClock clock) {
        this.recording = recording;
        this.settings = settings;
        this.clock = clock;
    }

    /// Runs it.
    ///
    /// @param progress is told how much is done, from 0 to 1
    /// @throws RecordingException if the stream is damaged
    public DecodeResult run(DoubleConsumer progress) throws RecordingException {
        long spent = 0;
        Pass pass;
        do {
            pass = pass(CpuClock.STOPPED);
            spent += pass.nanos;
        } while (pass.nanos != 0 && spent < settings.warmUp().toNanos());
        long[] nanos = new long[settings.passes()];
        for (int i = 0; i < nanos.length; i++) {
            progress.accept((1.0 + i) / (2 + nanos.length));
            nanos[i] = pass(CpuClock.STOPPED).nanos;
        }
        Pass detailed = pass(clock);
        progress.accept(1);
        return new DecodeResult(
                recording.file(),
                settings,
                detailed.updates,
                detailed.pixels,
                detailed.bytes,
                Median.of(LongStream.of(nanos)) / 1e9,
                detailed.tally.counts());
    }

    private record Pass(int updates, long pixels, long bytes, long nanos, Tally tally) {}

    private Pass pass(CpuClock rectangleClock) throws RecordingException {
        int updates = 0;
        long bytes = 0;
        RecordedInput in = recording.open();
        try (var picture =
                new StreamPicture(
                        settings.size(), PixelTranslator.of(settings.format()), rectangleClock)) {
            long start = clock.nanos();
            for (Optional<List<Part>> parts = picture.nextUpdate(in);
                    parts.isPresent();
                    parts = picture.nextUpdate(in)) {
                updates++;
                bytes = in.position();
            }
            long nanos = clock.nanos() - start;
            long pixels =
                    picture.tally().counts().entrySet().stream()
                            .filter(entry -> entry.getKey() != Encoding.COPY_RECT)
                            .mapToLong(entry -> entry.getValue().pixels())
                            .sum();
            recording.requirePixels(updates == 0 ? 0 : pixels);
            return new Pass(updates, pixels, bytes, nanos, picture.tally());
        } catch (RfbProtocolException e) {
            throw recording.damaged(in, e);
        }
    }
}
