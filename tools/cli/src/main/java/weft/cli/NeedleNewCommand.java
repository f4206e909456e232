package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.cli.needle.AreaText;
import weft.cli.needle.NeedleDocument;
import weft.client.needle.NeedleFiles;
import weft.framebuffer.match.Picture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `weft needle new`: makes a needle of what a server shows, or of a picture.
@Command(
        name = "new",
        sortOptions = false,
        description = {"Makes a needle of what a server shows, or of a picture.", ""})
final class NeedleNewCommand implements Callable<Integer> {

    private static final String JSON = ".json";

    @Parameters(paramLabel = "FILE.json", description = "The needle; FILE.png is written too.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path json;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NeedleAreaOptions options;

    @Option(
            names = "--workaround",
            paramLabel = "BUG",
            description = "It shows what is wrong, and may be expected until BUG is fixed.")
    private @Nullable String workaround;

    @Option(names = "--force", description = "Overwrites files.")
    private boolean force;

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
        Path png = png();
        if (options.areas().isEmpty()) {
            throw wrong("a needle needs an --area");
        }
        for (Path file : new Path[] {json, png}) {
            if (Files.exists(file) && !force) {
                throw wrong(file + " is there already; --force overwrites it");
            }
        }
        NeedleDocument document = NeedleDocument.empty();
        options.areas().forEach(area -> document.addArea(area, "match"));
        options.excluded().forEach(area -> document.addArea(area, "exclude"));
        options.tags().forEach(document::addTag);
        if (workaround != null) {
            document.workaround(workaround);
        }
        return screen.ask(
                spec,
                picture -> {
                    checkAreas(picture);
                    picture.write(png);
                    document.write(json);
                    String made = NeedleFiles.read(json).toString();
                    PrintWriter out = spec.commandLine().getOut();
                    out.println(made);
                    out.flush();
                    return 0;
                });
    }

    private Path png() {
        String name = json.toString();
        if (!name.endsWith(JSON)) {
            throw wrong("a needle's file ends with .json, not '%s'".formatted(name));
        }
        return Path.of(name.substring(0, name.length() - JSON.length()) + ".png");
    }

    private void checkAreas(Picture picture) {
        for (AreaText area : options.areas()) {
            if (!picture.area().contains(area.rect())) {
                throw wrong(
                        "the area %s is not within the picture of %dx%d"
                                .formatted(area.rect(), picture.width(), picture.height()));
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
