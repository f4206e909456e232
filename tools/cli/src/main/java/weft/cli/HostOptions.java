package weft.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The options of benchmarks that start a host by themselves.
final class HostOptions {

    @Option(
            names = "--server-option",
            paramLabel = "OPTION",
            description = "An option of the server's JVM, such as --server-option=-Xmx1g.")
    List<String> jvmOptions = new ArrayList<>();

    @Option(names = "--json", description = "Prints an array with one object.")
    private boolean json;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets it, and looks at it
    private HelpOption help;

    /// Prints one of the texts.
    void tell(CommandSpec spec, Supplier<String> asJson, Supplier<String> asText) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? asJson.get() : asText.get());
        out.flush();
    }
}
