package weft.junit5;

import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

import weft.junit5.report.SuiteIndex;
import weft.junit5.report.TestReport;
import weft.junit5.report.TraceEvent;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// A test that is over, and who is told of it: its folder, the page of all tests, JUnit's listeners
/// and, by lines of the output, CI servers.
final class Outcome {

    private final ExtensionContext context;
    private final DisplaySession session;
    private final Optional<Throwable> failure;

    Outcome(ExtensionContext context, DisplaySession session, Optional<Throwable> failure) {
        this.context = context;
        this.session = session;
        this.failure = failure;
    }

    void tell(SuiteIndex index) throws IOException {
        boolean isTold = failure.isPresent() || session.setup().recording() == Recording.ALWAYS;
        Optional<Path> page = Optional.empty();
        if (isTold) {
            if (failure.isPresent() && session.mismatches().isEmpty()) {
                session.note(TraceEvent.Kind.FAILURE, firstLine(failure.get()));
            }
            TestArtifacts artifacts = session.artifacts();
            artifacts.add(report().write(artifacts.directory()));
            page = Optional.of(artifacts.directory().resolve(TestReport.PAGE));
            publish(artifacts.files());
        }
        OptionalDouble score = session.leastScore();
        index.add(
                new SuiteIndex.Entry(
                        name(),
                        failure.map(Outcome::firstLine),
                        page,
                        score.isPresent() ? Optional.of(score.getAsDouble()) : Optional.empty()));
    }

    private String name() {
        String type = context.getRequiredTestClass().getName().replace('$', '.');
        String method = context.getRequiredTestMethod().getName();
        String shown = context.getDisplayName();
        boolean isSame = shown.equals(method) || shown.startsWith(method + "(");
        return type + "." + method + (isSame ? "" : " " + shown);
    }

    private TestReport report() {
        String machine =
                session.host().machine().isPresent()
                        ? ", after %d frames of the machine".formatted(session.host().frames())
                        : "";
        return new TestReport(
                name(),
                "%s of %dx%d pixels%s"
                        .formatted(
                                session.client().name(),
                                session.client().frame().width(),
                                session.client().frame().height(),
                                machine),
                session.client().name(),
                failure.map(Outcome::stackTrace),
                session.mismatches(),
                session.frames(),
                session.trace());
    }

    private static String firstLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse(thrown.toString());
    }

    private static String stackTrace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void publish(List<Path> files) {
        boolean isFailure = failure.isPresent();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            context.publishFile(name, mediaType(name), copy -> copy(file, copy));
            if (isFailure) {
                System.out.println("[[ATTACHMENT|" + file.toAbsolutePath() + "]]");
            }
        }
    }

    /// In place of that of an earlier run.
    private static void copy(Path file, Path copy) throws IOException {
        Path _ = Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }

    private static MediaType mediaType(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "png" -> MediaType.IMAGE_PNG;
            case "json" -> MediaType.APPLICATION_JSON;
            case "html" ->
                    MediaType.create("text", "html", java.nio.charset.StandardCharsets.UTF_8);
            case "tiff" -> MediaType.create("image", "tiff");
            default -> MediaType.APPLICATION_OCTET_STREAM;
        };
    }
}
