package weft.cli.script;

import weft.cli.script.Step.Alternative;
import weft.cli.script.Step.Wanted;
import weft.client.VncClient;
import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
        String name = wanted.file().toString();
        return Target.image(name, Picture.read(wanted.file()), wanted.similarity());
    }

    /// Waits until it is there, and says where: `x y width height`.
    Finding find(Line line, Wanted wanted) throws IOException {
        Sighting seen = look(line, wanted);
        Rect place = seen.area().orElseThrow();
        return found(seen)
                .saying(
                        "%d %d %d %d"
                                .formatted(place.x(), place.y(), place.width(), place.height()));
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
