package weft.cli.script;

import weft.client.VncClient;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.image.Images;
import weft.framebuffer.match.Comparison;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Tolerance;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// The steps of a script that save pictures and wait for them.
final class PictureSteps {

    private static final Rect EVERYTHING = Rect.ofSize(65_535, 65_535);

    private final VncClient client;
    private final Manner manner;
    private final Deadline deadline;
    private final OutputStream standardOutput;

    PictureSteps(VncClient client, Manner manner, Deadline deadline, OutputStream standardOutput) {
        this.client = client;
        this.manner = manner;
        this.deadline = deadline;
        this.standardOutput = standardOutput;
    }

    /// Saves what the picture shows when it shows the input so far.
    void capture(Step.Capture capture) throws IOException {
        Frame _ = client.sync(deadline.left());
        Frame frame = manner.paintsCursor() ? client.frameWithCursor() : client.frame();
        Rect area = capture.area().orElse(frame.area());
        if (!frame.area().contains(area)) {
            throw new IllegalArgumentException(
                    "%s is not within the picture of %dx%d"
                            .formatted(area, frame.width(), frame.height()));
        }
        Picture picture = Picture.of(frame, area);
        if (capture.file().toString().equals("-")) {
            Images.writePng(picture.pixels(), picture.width(), picture.height(), standardOutput);
            standardOutput.flush();
        } else {
            picture.write(capture.file());
        }
    }

    // ---- waiting for pictures ----

    void expect(Line line, Step.Expect expect) throws IOException {
        Picture expected = Picture.read(expect.file());
        var closest = new Closest(expected, manner.tolerance(expect.fuzz()));
        try {
            Frame _ =
                    client.waitFor(
                            frame -> closest.matches(part(frame, expect, expected)),
                            deadline.left());
        } catch (TimedOutException e) {
            throw deadline.late(line, closest.explain(expect.file(), manner.failures()));
        }
    }

    /// The part of a frame that is to be the expected one; as much of it as there is.
    private static Picture part(Frame frame, Step.Expect expect, Picture expected) {
        if (expect.corner().isEmpty()) {
            return Picture.of(frame);
        }
        Step.Corner corner = expect.corner().get();
        var wanted = new Rect(corner.x(), corner.y(), expected.width(), expected.height());
        Rect inside = wanted.intersect(frame.area());
        return inside.isEmpty() ? Picture.of(frame) : Picture.of(frame, inside);
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
