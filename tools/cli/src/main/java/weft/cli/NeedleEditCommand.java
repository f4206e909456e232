package weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.needle.NeedleDocument;
import weft.client.needle.NeedleFiles;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `weft needle edit`: changes a needle, and nothing else in its file.
@Command(
        name = "edit",
        sortOptions = false,
        description = {
            "Changes a needle; what it is not told to change stays in the file.",
            "Areas are counted from 1, as they were before the command.",
            ""
        })
final class NeedleEditCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.json", description = "The needle.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path json;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NeedleAreaOptions options;

    @Option(names = "--remove-area", paramLabel = "AREA", description = "Removes one.")
    private List<Integer> removed = new ArrayList<>();

    @Option(
            names = "--match",
            paramLabel = "AREA=PERCENT",
            description = "How like an area what is found must be.")
    private Map<Integer, BigDecimal> matches = new LinkedHashMap<>();

    @Option(names = "--margin", paramLabel = "AREA=PIXELS", description = "How far away it may be.")
    private Map<Integer, Integer> margins = new LinkedHashMap<>();

    @Option(
            names = "--click",
            paramLabel = "AREA=X,Y",
            description = "Where to click, from the area's upper left corner.")
    private Map<Integer, String> clicks = new LinkedHashMap<>();

    @Option(names = "--remove-tag", paramLabel = "TAG", description = "Removes one.")
    private List<String> removedTags = new ArrayList<>();

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NeedleDocument document = NeedleDocument.read(json);
        try {
            change(document);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        replace(document);
        PrintWriter out = spec.commandLine().getOut();
        out.println(NeedleFiles.read(json));
        out.flush();
        return 0;
    }

    private void change(NeedleDocument document) {
        matches.forEach((area, percent) -> {
            if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new IllegalArgumentException(
                        "a match is from 0 to 100, not " + percent.toPlainString());
            }
            document.match(area, percent);
        });
        margins.forEach((area, pixels) -> {
            if (pixels < 0 || pixels > 65_535) {
                throw new IllegalArgumentException("a margin is from 0 to 65535, not " + pixels);
            }
            document.margin(area, pixels);
        });
        clicks.forEach((area, point) -> click(document, area, point));
        removed.stream().sorted((a, b) -> b - a).forEach(document::removeArea);
        options.areas().forEach(area -> document.addArea(area, "match"));
        options.excluded().forEach(area -> document.addArea(area, "exclude"));
        removedTags.forEach(document::removeTag);
        options.tags().forEach(document::addTag);
    }

    private static void click(NeedleDocument document, int area, String point) {
        int comma = point.indexOf(',');
        try {
            document.clickPoint(
                    area,
                    Integer.parseInt(point.substring(0, Math.max(comma, 0))),
                    Integer.parseInt(point.substring(comma + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "a click point is X,Y, not '%s'".formatted(point), e);
        }
    }

    /// Writes it in place of the old one, if it is a needle.
    private void replace(NeedleDocument document) throws IOException {
        Path folder = Files.createTempDirectory("needle");
        Path name = json.getFileName();
        Path changed = folder.resolve(name);
        Path png = Path.of(String.valueOf(name).replaceFirst("\\.json$", ".png"));
        try {
            document.write(changed);
            Files.createSymbolicLink(
                    folder.resolve(png), json.resolveSibling(png).toAbsolutePath());
            NeedleFiles.read(changed);
            Files.move(changed, json, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(changed);
            Files.deleteIfExists(folder.resolve(png));
            Files.delete(folder);
        }
    }
}
