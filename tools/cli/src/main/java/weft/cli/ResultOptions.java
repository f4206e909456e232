package weft.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

import weft.cli.bench.BarChart;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;

/// How a benchmark's results are told.
final class ResultOptions {

    @Option(names = "--json", description = "Prints an array with an object for each result.")
    private boolean json;

    @Option(names = "--chart", paramLabel = "FILE", description = "Writes a chart as PNG.")
    private @Nullable Path chart;

    /// Prints one of the texts, and writes the chart if there is to be one.
    void tell(
            CommandSpec spec,
            Supplier<String> asJson,
            Supplier<String> asTable,
            Supplier<BarChart> asChart)
            throws IOException {
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println(json ? asJson.get() : asTable.get());
        stdout.flush();
        if (chart != null) {
            asChart.get().write(chart);
        }
    }
}
