package weft.cli.script;

import org.jspecify.annotations.Nullable;

import weft.cli.script.Step.Alternative;
import weft.cli.script.Step.Wanted;
import weft.client.VncClient;
import weft.client.failure.TimedOutException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Found;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.Search;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The steps of a script that look for smaller pictures in the picture.
final class SearchSteps {

    /// The least similarity of what is told of as near.
    private static final double NEAR = 0.5;

    private final VncClient client;
    private final Manner manner;
    private final Deadline deadline;
    private final OutputStream standardOutput;

    SearchSteps(VncClient client, Manner manner, Deadline deadline, OutputStream standardOutput) {
        this.client = client;
        this.manner = manner;
        this.deadline = deadline;
        this.standardOutput = standardOutput;
    }

    private static Search search(Wanted wanted) throws IOException {
        Picture needle = Picture.read(wanted.file());
        return wanted.similarity() == 1
                ? Search.exact(needle)
                : Search.similar(needle, wanted.similarity());
    }

    /// Waits until it is there, and says where: `x y width height`.
    void find(Line line, Wanted wanted) throws IOException {
        Rect place = look(line, wanted);
        say("%d %d %d %d".formatted(place.x(), place.y(), place.width(), place.height()));
    }

    /// Waits until it is there.
    Rect look(Line line, Wanted wanted) throws IOException {
        Search search = search(wanted);
        var last = new Last();
        try {
            Frame _ =
                    client.waitFor(frame -> last.isIn(frame, search).isPresent(), deadline.left());
        } catch (TimedOutException e) {
            throw deadline.late(
                    line,
                    "%s is not in the picture; %s"
                            .formatted(wanted.file(), last.nearest(wanted.file())));
        }
        return last.found.orElseThrow().area();
    }

    void waitNot(Line line, Wanted wanted) throws IOException {
        Search search = search(wanted);
        var last = new Last();
        try {
            Frame _ = client.waitFor(frame -> last.isIn(frame, search).isEmpty(), deadline.left());
        } catch (TimedOutException e) {
            throw deadline.late(
                    line,
                    "%s is still in the picture, at %s"
                            .formatted(wanted.file(), last.found.orElseThrow().area()));
        }
    }

    /// Waits until one is there, and says its label.
    void expectAny(Line line, List<Alternative> alternatives) throws IOException {
        List<Search> searches = new ArrayList<>();
        for (Alternative alternative : alternatives) {
            searches.add(search(alternative.wanted()));
        }
        var last = new Last();
        try {
            Frame _ =
                    client.waitFor(frame -> last.seenFirst(frame, searches) >= 0, deadline.left());
        } catch (TimedOutException e) {
            throw new StepFailedException(
                    line,
                    ExitCode.NO_ALTERNATIVE,
                    "none is in the picture: "
                            + alternatives.stream()
                                    .map(each -> each.wanted().file().toString())
                                    .collect(Collectors.joining(", ")));
        }
        say(alternatives.get(last.seen).label());
    }

    private void say(String text) throws IOException {
        standardOutput.write((text + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        standardOutput.flush();
    }

    /// What the last frame had.
    private final class Last {
        private @Nullable Picture picture;
        private Optional<Found> found = Optional.empty();
        private int seen = -1;

        Optional<Found> isIn(Frame frame, Search search) {
            picture = Picture.of(frame);
            found = search.best(picture);
            return found;
        }

        int seenFirst(Frame frame, List<Search> searches) {
            seen = -1;
            for (int i = 0; i < searches.size() && seen < 0; i++) {
                if (isIn(frame, searches.get(i)).isPresent()) {
                    seen = i;
                }
            }
            return seen;
        }

        /// What is most like it, and the picture's file.
        String nearest(Path file) throws IOException {
            Picture screen = picture;
            if (screen == null) {
                return "there was no picture";
            }
            Path saved = manner.failures().resolve(Closest.stem(file) + "-screen.png");
            Files.createDirectories(manner.failures());
            screen.write(saved);
            String near =
                    Search.similar(Picture.read(file), NEAR)
                            .best(screen)
                            .map(place ->
                                    "most like it is %s with %.1f %%"
                                            .formatted(place.area(), place.similarity() * 100))
                            .orElse("nothing is like it");
            return "%s; the picture is %s".formatted(near, saved);
        }
    }
}
