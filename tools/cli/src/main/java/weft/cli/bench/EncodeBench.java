package weft.cli.bench;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Rect;
import weft.framebuffer.XrgbSurface;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;

/// Plays a recording into a framebuffer and encodes it for one viewer, update by update, with the
/// server's own encoders. Only the encoding is timed.
///
/// A run is some passes to warm up, the timed passes, and one more that writes or checks what is
/// made, if that is asked for. Every pass begins afresh, so all make the same bytes.
public final class EncodeBench {

    /// Recordings do not tell their times: so far are updates apart.
    private static final long UPDATE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Recording recording;
    private final EncodeSettings settings;
    private final CpuClock clock;
    private final PixelTranslator translator;
    private final RfbBuffer encoded = new RfbBuffer(1 << 16);

    /// A benchmark of one recording.
    public EncodeBench(Recording recording, EncodeSettings settings) {
        this(recording, settings, CpuClock.ofThread());
    }

    EncodeBench(Recording recording, EncodeSettings settings, CpuClock clock) {
        this.recording = recording;
        this.settings = settings;
        this.clock = clock;
        this.translator = PixelTranslator.of(settings.format());
    }

    /// Runs it.
    ///
    /// @param verify whether to decode what was made, and compare
    /// @param out where to write what was made, null for nowhere
    /// @param progress is told how much is done, from 0 to 1
    /// @throws RecordingException if the recording, or what was made of it, is damaged
    public EncodeResult run(boolean verify, @Nullable Path out, DoubleConsumer progress)
            throws IOException {
        boolean extra = verify || out != null;
        int passes = 1 + settings.passes() + (extra ? 1 : 0);
        Pass[] timed = new Pass[settings.passes()];
        Pass last = warmUp(part(progress, 0, passes));
        for (int i = 0; i < timed.length; i++) {
            last = pass(null, null, part(progress, 1 + i, passes));
            timed[i] = last;
        }
        Optional<Fidelity.Result> fidelity = Optional.empty();
        if (extra) {
            fidelity = check(verify, out, part(progress, passes - 1, passes));
        }
        return new EncodeResult(
                recording.file(),
                settings,
                last.updates,
                last.pixels * 4,
                last.bytes,
                Median.of(Arrays.stream(timed).mapToLong(pass -> pass.nanos)) / 1e9,
                Median.of(Arrays.stream(timed).mapToLong(pass -> pass.frameNanos)) / 1e9,
                fidelity);
    }

    private Pass warmUp(DoubleConsumer progress) throws IOException {
        long nanos = 0;
        while (true) {
            Pass pass = pass(null, null, progress);
            nanos += pass.nanos + pass.frameNanos;
            if (nanos >= settings.warmUpNanos() || pass.nanos == 0) {
                return pass;
            }
        }
    }

    private Optional<Fidelity.Result> check(
            boolean verify, @Nullable Path file, DoubleConsumer progress) throws IOException {
        try (OutputStream out =
                        file == null
                                ? OutputStream.nullOutputStream()
                                : new BufferedOutputStream(Files.newOutputStream(file));
                var fidelity =
                        verify
                                ? new Fidelity(settings.size(), translator, settings.preferences())
                                : null) {
            pass(out, fidelity, progress);
            if (fidelity == null) {
                return Optional.empty();
            }
            Fidelity.Result result = fidelity.result();
            if (settings.wishes().quality().isEmpty() && !result.lossless()) {
                throw new RecordingException(
                        "%s: a viewer that asks for no quality must get exact pixels, %.3f %% are"
                                .formatted(recording.file(), result.exactShare() * 100));
            }
            return Optional.of(result);
        }
    }

    private static DoubleConsumer part(DoubleConsumer progress, int pass, int passes) {
        return done -> progress.accept((pass + done) / passes);
    }

    /// What is counted in one pass.
    private static final class Pass {
        private int updates;
        private long pixels;
        private long bytes;
        private long nanos;
        private long frameNanos;
    }

    private Pass pass(
            @Nullable OutputStream out, @Nullable Fidelity fidelity, DoubleConsumer progress)
            throws IOException {
        var pass = new Pass();
        RecordedInput in = recording.open();
        try (var source =
                new StreamPicture(
                        settings.size(),
                        PixelTranslator.of(PixelFormat.XRGB8888),
                        CpuClock.STOPPED)) {
            int width = settings.size().width();
            int height = settings.size().height();
            var framebuffer =
                    new Framebuffer(
                            XrgbSurface.of(source.rgb(), width, height),
                            () -> pass.updates * UPDATE_NANOS);
            try (var pipeline =
                    new Pipeline(framebuffer.snapshot(), settings.preferences(), translator)) {
                for (Optional<List<Part>> parts = source.nextUpdate(in);
                        parts.isPresent();
                        parts = source.nextUpdate(in)) {
                    encode(framebuffer, parts.get(), pipeline, pass);
                    if (out != null) {
                        out.write(encoded.array(), 0, encoded.length());
                    }
                    if (fidelity != null) {
                        fidelity.check(encoded, source.rgb(), parts.get());
                    }
                    progress.accept((double) in.position() / recording.bytes().length);
                }
            }
        } catch (RfbProtocolException e) {
            throw recording.damaged(in, e);
        }
        recording.requirePixels(pass.pixels);
        progress.accept(1);
        return pass;
    }

    private void encode(Framebuffer framebuffer, List<Part> parts, Pipeline pipeline, Pass pass) {
        encoded.clear();
        long start = clock.nanos();
        for (Part part : parts) {
            pass.pixels += part.isCopy() ? 0 : part.rect().area();
            tell(framebuffer, part);
        }
        var frame = framebuffer.snapshot();
        long before = clock.nanos();
        pipeline.encode(frame, encoded);
        long end = clock.nanos();
        pass.frameNanos += before - start;
        pass.nanos += end - before;
        pass.updates++;
        pass.bytes += encoded.length();
    }

    private void tell(Framebuffer framebuffer, Part part) {
        Rect rect = part.rect();
        if (part.isCopy() && settings.copyHints()) {
            framebuffer.copied(rect, rect.x() - part.sourceX(), rect.y() - part.sourceY());
        } else {
            framebuffer.damage(rect);
        }
    }
}
