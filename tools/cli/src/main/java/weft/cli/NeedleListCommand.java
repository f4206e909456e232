package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import weft.client.needle.NeedleFiles;
import weft.client.needle.NeedleFolder;
import weft.framebuffer.match.Needle;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `weft needle list`: the needles below a folder.
@Command(
        name = "list",
        sortOptions = false,
        description = {
            "Lists the needles below a folder: their names, areas, tags, and what they work"
                    + " around.",
            "Ends with 1 if a file is no needle.",
            ""
        })
final class NeedleListCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "Where they are.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only those with the tag.")
    private @Nullable String tag;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        NeedleFolder found = NeedleFiles.readAll(folder);
        PrintWriter out = spec.commandLine().getOut();
        for (Needle needle : found.needles()) {
            if (tag == null || needle.hasTag(tag)) {
                out.println(describe(needle));
            }
        }
        out.flush();
        found.warnings().forEach(warning -> Main.complain(spec.commandLine().getErr(), warning));
        return found.warnings().isEmpty() ? 0 : Main.FAILURE;
    }

    private static String describe(Needle needle) {
        return "%s: %d areas%s%s"
                .formatted(
                        needle.name(),
                        needle.areas().size(),
                        needle.tags().isEmpty() ? "" : ", tags " + String.join(" ", needle.tags()),
                        needle.workaround()
                                .map(bug -> ", works around " + (bug.isEmpty() ? "something" : bug))
                                .orElse(""));
    }
}
