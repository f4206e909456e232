package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.json.Json;
import weft.cli.script.ExitCode;
import weft.client.needle.NeedleFiles;
import weft.client.needle.NeedleFolder;
import weft.framebuffer.Rect;
import weft.framebuffer.match.Needle;
import weft.framebuffer.match.NeedleArea;
import weft.framebuffer.match.NeedleMatch;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// `weft needle check`: says how needles match what a server shows, or a picture.
@Command(
        name = "check",
        sortOptions = false,
        description = {
            "Says how needles match what a server shows, or a picture: the best first, with the"
                    + " similarity and the place of each area.",
            "Ends with 0 if one matches, 31 if none does.",
            ""
        })
final class NeedleCheckCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE.json|FOLDER", description = "Needles.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Path> files;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only those with the tag.")
    private @Nullable String tag;

    @Option(names = "--anywhere", description = "Searches further than their margins.")
    private boolean anywhere;

    @Option(names = "--json", description = "Says it as JSON, one needle in a line.")
    private boolean json;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ScreenOptions screen;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Needle> needles = needles();
        if (needles.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "there is no such needle");
        }
        return screen.ask(spec, picture -> check(needles, picture));
    }

    private List<Needle> needles() throws IOException {
        List<Needle> needles = new ArrayList<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                NeedleFolder folder = NeedleFiles.readAll(file);
                needles.addAll(folder.needles());
                folder.warnings().forEach(this::warn);
            } else {
                needles.add(NeedleFiles.read(file));
            }
        }
        String wanted = tag;
        return wanted == null
                ? needles
                : needles.stream().filter(needle -> needle.hasTag(wanted)).toList();
    }

    private void warn(String warning) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("weft: " + warning);
        err.flush();
    }

    private int check(List<Needle> needles, Picture picture) {
        List<NeedleMatch> matches =
                anywhere
                        ? needles.stream().map(needle -> needle.matchAnywhere(picture)).toList()
                        : Needle.match(needles, picture);
        PrintWriter out = spec.commandLine().getOut();
        for (NeedleMatch match : matches) {
            if (json) {
                out.println(Json.write(object(match)));
            } else {
                print(match, out);
            }
        }
        out.flush();
        return matches.stream().anyMatch(NeedleMatch::matches)
                ? ExitCode.OK.code()
                : ExitCode.NO_ALTERNATIVE.code();
    }

    private static void print(NeedleMatch match, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %s, error %.6f%n",
                match.needle().name(),
                match.matches() ? "matches" : "does not match",
                match.error());
        for (NeedleMatch.Area area : match.areas()) {
            out.printf(
                    Locale.ROOT,
                    "  %s: %.3f %% of %s %%, found at %d,%d%s%n",
                    area.wanted().rect(),
                    area.similarity() * 100,
                    Json.write(area.wanted().match()),
                    area.found().x(),
                    area.found().y(),
                    area.matches() ? "" : ", too little");
        }
        long texts =
                match.needle().areas().stream()
                        .filter(area -> area.type() == NeedleArea.Type.OCR)
                        .count();
        if (texts > 0) {
            out.println("  " + texts + " areas of type ocr are not read");
        }
    }

    private static Map<String, Object> object(NeedleMatch match) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("needle", match.needle().name());
        object.put("ok", match.matches());
        object.put("error", match.error());
        List<Object> areas = new ArrayList<>();
        for (NeedleMatch.Area area : match.areas()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("wanted", rect(area.wanted().rect()));
            fields.put("found", rect(area.found()));
            fields.put("similarity", area.similarity());
            fields.put("match", area.wanted().match() / 100);
            fields.put("ok", area.matches());
            areas.add(fields);
        }
        object.put("areas", areas);
        return object;
    }

    private static Map<String, Object> rect(Rect rect) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("x", rect.x());
        fields.put("y", rect.y());
        fields.put("width", rect.width());
        fields.put("height", rect.height());
        return fields;
    }
}
