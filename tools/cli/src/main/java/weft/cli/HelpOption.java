package weft.cli;

import picocli.CommandLine.Option;

/// `--help`, which every command has.
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;
}
