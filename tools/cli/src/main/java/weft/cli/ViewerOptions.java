package weft.cli;

import picocli.CommandLine.Option;

import weft.cli.bench.Wishes;
import weft.rfb.encoding.Encoding;

import java.util.List;
import java.util.OptionalInt;

/// What the viewers of a benchmark ask for.
final class ViewerOptions {

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            split = ",",
            converter = Converters.ToEncoding.class,
            defaultValue = "tight",
            description =
                    "What to encode as: tight, tightpng, jpeg, zrle, zywrle, trle, hextile, zlib,"
                            + " rre, corre, h264 or raw, or several, separated by commas;"
                            + " ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Encoding> encodings;

    @Option(
            names = "--quality",
            paramLabel = "0-9|none",
            converter = Converters.ToQuality.class,
            defaultValue = "8",
            description =
                    "The quality that the viewer asks for; none to do without lossy encodings."
                            + " ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OptionalInt quality;

    @Option(
            names = "--compression",
            paramLabel = "0-9|none",
            converter = Converters.ToCompression.class,
            defaultValue = "2",
            description =
                    "The compression that it asks for; none to leave it to the server."
                            + " ${DEFAULT-VALUE} unless given.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OptionalInt compression;

    /// For each encoding what a viewer of it asks for.
    List<Wishes> wishes() {
        return encodings.stream()
                .map(encoding -> new Wishes(encoding, quality, compression))
                .toList();
    }
}
