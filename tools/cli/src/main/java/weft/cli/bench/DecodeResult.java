package weft.cli.bench;

import weft.rfb.encoding.Encoding;

import java.nio.file.Path;
import java.util.Map;

/// What decoding one stream has cost.
///
/// @param file the stream
/// @param settings how it was measured
/// @param updates how many updates it has, without one that is cut off
/// @param pixels those of its rectangles, without CopyRects
/// @param bytes what was read of it
/// @param cpuSeconds the CPU time of that, median of the passes
/// @param encodings the share of each encoding; its time is of a pass of its own, in which the
///   clock was read at each rectangle
public record DecodeResult(
        Path file,
        DecodeSettings settings,
        int updates,
        long pixels,
        long bytes,
        double cpuSeconds,
        Map<Encoding, Tally.Count> encodings) {

    double nanosPerPixel() {
        return cpuSeconds * 1e9 / pixels;
    }

    long rectangles() {
        return encodings.values().stream().mapToLong(Tally.Count::rectangles).sum();
    }
}
