package weft.cli.export;

import weft.cli.source.Size;
import weft.client.recording.Pace;
import weft.client.recording.RecordedEvent;
import weft.client.recording.RecordedScreen;
import weft.client.recording.RecordingException;
import weft.framebuffer.Frame;
import weft.framebuffer.Framebuffer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;

/// Makes pictures or a video of a recorded session: one picture for each change, or so many a
/// second at the most.
///
/// @param file the recording
/// @param target a folder, or a file that ends in `.apng`, `.mp4` or `.webm`
/// @param fps how many pictures a second at the most; of a video how many there are
public record Export(Path file, Path target, OptionalInt fps) {

    private static final int VIDEO_FPS = 25;

    /// How long the last picture is shown if nothing comes after it.
    private static final long LAST_MILLIS = 1000;

    /// What the first pass finds out.
    private record Outline(Size size, long endMillis) {}

    /// Writes all of it.
    ///
    /// @param progress is told how much of it is done, from 0 to 1
    public void run(DoubleConsumer progress) throws IOException {
        Outline outline = outline(done -> progress.accept(done / 4));
        try (PictureWriter writer = writer(outline.size())) {
            var pictures = new Pictures(writer, outline, fps);
            try (RecordedScreen screen = open()) {
                Optional<RecordedEvent> event = screen.next();
                while (event.isPresent()) {
                    if (event.get() instanceof RecordedEvent.Picture && screen.hasPicture()) {
                        pictures.shown(screen.display().snapshot(), screen.millis());
                    }
                    progress.accept(
                            0.25 + 0.75 * screen.millis() / Math.max(1, outline.endMillis()));
                    event = screen.next();
                }
            }
            pictures.end();
        }
    }

    private RecordedScreen open() throws IOException {
        return RecordedScreen.open(file, new Framebuffer(1, 1), Pace.UNPACED);
    }

    /// The largest size of the screen, as all pictures of a video have the same, and how long it
    /// took.
    private Outline outline(DoubleConsumer progress) throws IOException {
        int width = 0;
        int height = 0;
        try (RecordedScreen screen = open()) {
            while (screen.next().isPresent()) {
                if (screen.hasPicture()) {
                    width = Math.max(width, screen.display().width());
                    height = Math.max(height, screen.display().height());
                }
            }
            progress.accept(1);
            if (width == 0) {
                throw new RecordingException(file + ": it has no whole picture");
            }
            return new Outline(new Size(width, height), screen.millis() + LAST_MILLIS);
        }
    }

    private PictureWriter writer(Size size) throws IOException {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".apng")) {
            return new Apng(target, size);
        }
        if (name.endsWith(".mp4") || name.endsWith(".webm")) {
            return new FfmpegVideo(target, size, fps.orElse(VIDEO_FPS));
        }
        if (name.contains(".")) {
            throw new IllegalArgumentException(
                    "cannot export to '%s', expected a directory, .apng, .mp4 or .webm"
                            .formatted(target));
        }
        return new PngSequence(target, size);
    }

    /// The pictures between what is recorded and what is written: equal ones are one, and of too
    /// many in a second the last counts.
    private static final class Pictures {

        private final PictureWriter writer;
        private final Outline outline;
        private final long shortestMillis;
        private int[] last = {};
        private long lastMillis;

        Pictures(PictureWriter writer, Outline outline, OptionalInt fps) {
            this.writer = writer;
            this.outline = outline;
            shortestMillis = fps.isPresent() ? Math.max(1, 1000 / fps.getAsInt()) : 1;
        }

        void shown(Frame frame, long millis) throws IOException {
            int[] rgb = placed(frame);
            if (last.length == 0) {
                last = rgb;
                lastMillis = millis;
            } else if (!Arrays.equals(last, rgb)) {
                if (millis - lastMillis >= shortestMillis) {
                    writer.write(last, lastMillis, millis);
                    lastMillis = millis;
                }
                last = rgb;
            }
        }

        /// In the upper left corner of a picture of the size that all have.
        private int[] placed(Frame frame) {
            int width = outline.size().width();
            if (frame.width() == width && frame.height() == outline.size().height()) {
                return frame.pixels();
            }
            int[] rgb = new int[width * outline.size().height()];
            int[] pixels = frame.pixels();
            for (int y = 0; y < frame.height(); y++) {
                System.arraycopy(pixels, y * frame.width(), rgb, y * width, frame.width());
            }
            return rgb;
        }

        void end() throws IOException {
            writer.write(last, lastMillis, outline.endMillis());
        }
    }
}
