package weft.cli.script;

import weft.cli.script.Step.Alternative;
import weft.cli.script.Step.Wanted;
import weft.client.VncClient;
import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.client.needle.NeedleFiles;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The steps of a script that look for smaller pictures in the picture.
final class SearchSteps {

    private final VncClient client;
    private final Manner manner;
    private final Deadline deadline;

    SearchSteps(Run run) {
        client = run.client();
        manner = run.manner();
        deadline = run.deadline();
    }

    private static Target target(Wanted wanted) throws IOException {
        if (wanted.isNeedle()) {
            return Target.needle(NeedleFiles.read(wanted.file()));
        }
        return Target.imageWithin(
                wanted.file().toString(),
                Picture.read(wanted.file()),
                wanted.similarity(),
                wanted.area().orElse(PictureSteps.EVERYTHING));
    }

    /// Waits until it is there, and says where: `x y width height`, and how like it, 1 at best.
    Finding find(Line line, Step.Find find) throws IOException {
        Sighting seen = look(line, find.wanted());
        Rect place = seen.area().orElseThrow();
        String where = "%d %d %d %d".formatted(place.x(), place.y(), place.width(), place.height());
        String score = find.scores() ? String.format(Locale.ROOT, " %.4f", seen.score()) : "";
        return found(seen).saying(where + score);
    }

    /// Where to click on what was seen.
    static Rect clickPoint(Sighting seen, Step.ClickOn click) {
        return click.point()
                .map(id ->
                        seen.clickPoint(id)
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "%s has no click point \"%s\""
                                                        .formatted(click.wanted().file(), id))))
                .orElseGet(() -> seen.clickPoint().orElseThrow());
    }

    /// What is told of what was seen.
    static Finding found(Sighting seen) {
        Rect place = seen.area().orElseThrow();
        return Finding.of("found")
                .with("x", place.x())
                .with("y", place.y())
                .with("width", place.width())
                .with("height", place.height())
                .with("similarity", seen.score());
    }

    /// Waits until it is there.
    Sighting look(Line line, Wanted wanted) throws IOException {
        try {
            return client.expect(target(wanted), deadline.left());
        } catch (ExpectationFailedException e) {
            Sighting closest = e.sightings().getFirst();
            throw deadline.late(
                    line,
                    () -> new Closest(wanted.file(), manner.failures()).explainAbsent(closest));
        }
    }

    void waitNot(Line line, Wanted wanted) throws IOException {
        try {
            Sighting _ = client.expectNot(target(wanted), deadline.left());
        } catch (ExpectationFailedException e) {
            throw deadline.late(
                    line,
                    "%s is still in the picture, at %s"
                            .formatted(
                                    wanted.file(), e.sightings().getFirst().area().orElseThrow()));
        }
    }

    /// Waits until one is there, and says its label.
    Finding expectAny(Line line, List<Alternative> alternatives) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (Alternative alternative : alternatives) {
            targets.add(target(alternative.wanted()));
        }
        try {
            Sighting seen = client.expectAny(targets, deadline.left());
            String label = alternatives.get(targets.indexOf(seen.target())).label();
            return found(seen).with("label", label).saying(label);
        } catch (ExpectationFailedException e) {
            throw new StepFailedException(
                    line,
                    ExitCode.NO_ALTERNATIVE,
                    "none is in the picture: "
                            + targets.stream().map(Target::name).collect(Collectors.joining(", ")));
        }
    }
}
