package weft.junit5;

import org.opentest4j.AssertionFailedError;
import org.opentest4j.FileInfo;

import weft.client.expect.Sighting;
import weft.client.failure.ExpectationFailedException;
import weft.framebuffer.match.Picture;
import weft.junit5.report.Candidate;
import weft.junit5.report.Mismatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Makes failures of tests out of expectations that were not met, and saves their pictures.
final class Failures {

    private final DisplaySession session;

    Failures(DisplaySession session) {
        this.session = session;
    }

    /// What came closest to each of several targets, which all were waited for in vain.
    AssertionFailedError of(ExpectationFailedException cause) {
        List<Candidate> candidates = Candidate.of(cause.sightings());
        AssertionFailedError first = null;
        for (Sighting sighting : cause.sightings()) {
            AssertionFailedError error =
                    of(
                            sighting.target().name(),
                            String.valueOf(cause.getMessage()),
                            sighting.expected(),
                            sighting.actual(),
                            sighting.diff(),
                            candidates,
                            cause);
            first = first == null ? error : first;
        }
        if (first == null) {
            throw cause;
        }
        return first;
    }

    /// A picture that is not there, or is another one.
    AssertionFailedError of(
            String name,
            String message,
            Optional<Picture> expected,
            Picture actual,
            Optional<Picture> diff,
            List<Candidate> candidates,
            Throwable cause) {
        TestArtifacts artifacts = session.artifacts();
        String prefix = artifacts.nextPrefix(name);
        Optional<Path> expectedFile =
                expected.map(picture -> artifacts.save(prefix + "-expected", picture));
        Path actualFile = artifacts.save(prefix + "-actual", actual);
        Optional<Path> diffFile = diff.map(picture -> artifacts.save(prefix + "-diff", picture));
        session.failed(new Mismatch(name, message, expectedFile, actualFile, diffFile, candidates));
        return new AssertionFailedError(
                "%s; see %s".formatted(message, diffFile.orElse(actualFile)),
                expectedFile.<Object>map(Failures::info).orElse(name),
                info(actualFile),
                cause);
    }

    private static FileInfo info(Path file) {
        try {
            return new FileInfo(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
