package weft.junit5;

import org.opentest4j.AssertionFailedError;

import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.Region;
import weft.framebuffer.match.Picture;
import weft.junit5.golden.Goldens;
import weft.junit5.golden.Update;
import weft.junit5.report.Candidate;
import weft.junit5.report.TraceEvent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A golden that is expected: compared, and written where the run is to do that.
final class GoldenExpectation {

    /// How long a picture must stand before it becomes a golden.
    private static final Duration STANDS = Duration.ofMillis(200);

    private final DisplaySession session;
    private final DisplaySettings settings;
    private final Waiting waiting;
    private final Goldens goldens;
    private final String name;
    private final Path file;

    GoldenExpectation(
            DisplaySession session, DisplaySettings settings, Waiting waiting, String name) {
        this.session = session;
        this.settings = settings;
        this.waiting = waiting;
        this.goldens = session.setup().goldens();
        this.name = name;
        this.file = goldens.file(name);
    }

    Sighting check(Duration timeout) {
        try {
            return Files.exists(file) ? compare(timeout) : make(timeout);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sighting compare(Duration timeout) throws IOException {
        Target target = target(Picture.read(file));
        if (update() == Update.ALL) {
            return write(target, timeout);
        }
        Duration steady = settings.steady().orElse(waiting.usuallySteady());
        try {
            return waiting.seen(List.of(target), steady, timeout);
        } catch (ExpectationFailedException e) {
            if (update() == Update.CHANGED) {
                return write(target, timeout);
            }
            throw new Failures(session).of(e);
        }
    }

    /// A viewer that cannot have all colours is no model for others.
    private Update update() {
        return session.profile().losesColours() ? Update.NONE : goldens.update();
    }

    private Target target(Picture golden) {
        Picture expected = session.profile().translated(golden);
        int left = settings.part().map(Rect::x).orElse(0);
        int top = settings.part().map(Rect::y).orElse(0);
        Rect[] masks =
                settings.masks().stream()
                        .map(mask -> mask.translate(-left, -top))
                        .toArray(Rect[]::new);
        if (masks.length > 0) {
            expected = expected.masked(masks);
        }
        return settings.part().isPresent()
                ? Target.pictureAt(name, expected, left, top, settings.tolerance())
                : Target.picture(name, expected, settings.tolerance());
    }

    /// Writes what is there once it stands, and looks at that.
    private Sighting write(Target old, Duration timeout) throws IOException {
        Frame frame = standing(timeout);
        Sighting before = old.look(frame);
        Picture actual = part(frame);
        goldens.write(file, actual);
        session.note(TraceEvent.Kind.SEEN, "golden " + file + " is written anew");
        return target(actual).look(frame).orBetter(before);
    }

    private Sighting make(Duration timeout) throws IOException {
        Frame frame = standing(timeout);
        Picture actual = part(frame);
        boolean isWritten = update() != Update.NONE;
        if (isWritten) {
            goldens.write(file, actual);
        }
        if (isWritten && update() != Update.MISSING) {
            session.note(TraceEvent.Kind.SEEN, "golden " + file + " is written");
            return target(actual).look(frame);
        }
        throw missing(actual, isWritten);
    }

    private AssertionFailedError missing(Picture actual, boolean isWritten) {
        String message =
                "there was no golden %s; %s"
                        .formatted(
                                file,
                                isWritten
                                        ? "it is what the display shows now: look at it, then run"
                                                + " the test again"
                                        : "-Dvnc.update=missing would write it");
        var candidate = new Candidate(name, false, 0, Optional.empty(), "there is no golden");
        return new Failures(session)
                .of(
                        name,
                        message,
                        Optional.empty(),
                        actual,
                        Optional.empty(),
                        List.of(candidate),
                        new IOException(file + " is missing"));
    }

    /// The picture once it stands. That of a machine whose time a test advances may be one that
    /// never does: then what it shows at the end of the timeout is shown each time.
    private Frame standing(Duration timeout) {
        Frame frame = session.sync();
        Region area = Region.of(settings.part().orElse(frame.area()));
        for (Rect mask : settings.masks()) {
            area = area.subtract(mask);
        }
        try {
            return waiting.still(area, settings.steady().orElse(STANDS), timeout);
        } catch (TimedOutException e) {
            if (session.host().machine().isPresent()) {
                return session.client().frame();
            }
            throw e;
        }
    }

    private Picture part(Frame frame) {
        Rect part = settings.part().orElse(frame.area());
        if (!frame.area().contains(part)) {
            throw new IllegalArgumentException(
                    "the part %s is not within a picture of %dx%d"
                            .formatted(part, frame.width(), frame.height()));
        }
        return Picture.of(frame, part);
    }
}
