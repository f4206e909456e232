package weft.cli.script;

import weft.client.VncClient;
import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.image.Images;
import weft.framebuffer.match.Comparison;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Tolerance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.OptionalDouble;

/// The steps of a script that save pictures and wait for them.
final class PictureSteps {

    /// More than any picture has.
    static final Rect EVERYTHING = Rect.ofSize(65_535, 65_535);

    private final VncClient client;
    private final Manner manner;
    private final Deadline deadline;
    private final OutputStream standardOutput;

    PictureSteps(Run run) {
        client = run.client();
        manner = run.manner();
        deadline = run.deadline();
        standardOutput = run.standardOutput();
    }

    /// Saves what the picture shows when it shows the input so far.
    Finding capture(Step.Capture capture) throws IOException {
        Frame _ = client.sync(deadline.left());
        Frame frame = manner.paintsCursor() ? client.frameWithCursor() : client.frame();
        Picture picture = Picture.of(frame, within(capture.area().orElse(frame.area()), frame));
        write(picture, capture);
        return Finding.of("captured")
                .with("file", capture.file().toString())
                .with("width", picture.width())
                .with("height", picture.height());
    }

    private void write(Picture picture, Step.Capture capture) throws IOException {
        boolean standard = capture.file().toString().equals("-");
        if (!standard && capture.format().isEmpty()) {
            picture.write(capture.file());
            return;
        }
        String format = capture.format().orElse("png");
        var bytes = new ByteArrayOutputStream();
        Images.write(picture.pixels(), picture.width(), picture.height(), format, bytes);
        if (standard) {
            bytes.writeTo(standardOutput);
            standardOutput.flush();
        } else {
            Files.write(capture.file(), bytes.toByteArray());
        }
    }

    /// An area, which is checked.
    static Rect within(Rect area, Frame frame) {
        if (!frame.area().contains(area)) {
            throw new IllegalArgumentException(
                    "%s is not within the picture of %dx%d"
                            .formatted(area, frame.width(), frame.height()));
        }
        return area;
    }

    /// Compares two files.
    Finding diff(Line line, Step.Diff diff) throws IOException {
        Picture actual = Picture.read(diff.actual());
        Tolerance tolerance = manner.tolerance(OptionalDouble.empty());
        Comparison comparison = Comparison.of(actual, Picture.read(diff.expected()), tolerance);
        if (comparison.matches()) {
            return Finding.of("diff").with("score", comparison.score());
        }
        if (diff.output().isPresent() && comparison.sameSize()) {
            comparison.diff().write(diff.output().get());
        }
        throw new StepFailedException(line, ExitCode.ASSERTION, comparison.toString());
    }

    // ---- waiting for pictures ----

    void expect(Line line, Step.Expect expect) throws IOException {
        try {
            Sighting _ = client.expect(target(expect), deadline.left());
        } catch (ExpectationFailedException e) {
            Sighting closest = e.sightings().getFirst();
            throw deadline.late(
                    line, () -> new Closest(expect.file(), manner.failures()).explain(closest));
        }
    }

    private Target target(Step.Expect expect) throws IOException {
        String name = expect.file().toString();
        Picture expected = Picture.read(expect.file());
        Tolerance tolerance = manner.tolerance(expect.fuzz());
        return expect.corner()
                .map(corner -> Target.pictureAt(name, expected, corner.x(), corner.y(), tolerance))
                .orElseGet(() -> Target.picture(name, expected, tolerance));
    }

    void stable(Line line, Step.Stable stable) {
        Tolerance tolerance = manner.tolerance(stable.fuzz());
        Frame reference = client.frame();
        Frame last = reference;
        Duration left = stable.quiet();
        long began = deadline.now();
        while (true) {
            Duration patience = deadline.left(left);
            try {
                last = client.waitChange(last, stable.area().orElse(EVERYTHING), patience);
            } catch (TimedOutException e) {
                if (patience.compareTo(left) < 0) {
                    throw deadline.late(
                            line,
                            "the picture was not still for " + stable.quiet().toMillis() + " ms");
                }
                return;
            }
            if (differs(last, reference, stable, tolerance)) {
                reference = last;
                began = deadline.now();
            }
            left = stable.quiet().minusNanos(deadline.now() - began);
            if (left.isNegative()) {
                return;
            }
        }
    }

    private static boolean differs(
            Frame now, Frame before, Step.Stable stable, Tolerance tolerance) {
        Rect area = stable.area().orElse(now.area()).intersect(now.area());
        return !area.intersect(before.area()).equals(area)
                || !Comparison.of(Picture.of(now, area), Picture.of(before, area), tolerance)
                        .matches();
    }
}
