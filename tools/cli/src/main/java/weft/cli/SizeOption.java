package weft.cli;

import picocli.CommandLine.Option;

import weft.cli.source.Size;

/// The size of a benchmark's picture.
final class SizeOption {

    @Option(
            names = "--size",
            paramLabel = "WxH",
            converter = Converters.ToSize.class,
            defaultValue = "1280x800",
            description = "The size of the picture; ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Size size;
}
