package weft.junit5;

import weft.junit5.report.SuiteIndex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// All display tests of a run. When it is over, the page that lists them is written, and goldens
/// that nobody has asked for are listed.
final class Suite implements AutoCloseable {

    private final Path artifacts;
    private final Optional<Path> summary;
    private final SuiteIndex index = new SuiteIndex();

    Suite(Configuration configuration) {
        artifacts = configuration.artifacts();
        summary = configuration.summary();
    }

    SuiteIndex index() {
        return index;
    }

    @Override
    public void close() {
        try {
            Path page = index.write(artifacts);
            if (summary.isPresent()) {
                Files.writeString(
                        summary.get(),
                        index.markdown(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            List<Path> obsolete = index.obsolete();
            if (!obsolete.isEmpty()) {
                System.out.println(
                        obsolete.stream()
                                .map(golden -> System.lineSeparator() + "  " + golden)
                                .collect(
                                        Collectors.joining(
                                                "", "Goldens that no test has asked for:", "")));
            }
            System.out.println("Display tests: " + page.toUri());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
