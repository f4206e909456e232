package weft.cli.bench;

import java.nio.file.Path;
import java.util.Optional;

/// What encoding one recording has cost.
///
/// @param file the recording
/// @param settings what was asked for
/// @param updates how many updates the recording has, without one that is cut off
/// @param rawBytes four times the pixels of its rectangles, without those of CopyRects
/// @param bytes what was made of it
/// @param cpuSeconds the CPU time of that, median of the passes
/// @param frameSeconds the CPU time of taking the frames that were encoded, median of the passes
/// @param fidelity what decoding it gave, if that was asked for
public record EncodeResult(
        Path file,
        EncodeSettings settings,
        int updates,
        long rawBytes,
        long bytes,
        double cpuSeconds,
        double frameSeconds,
        Optional<Fidelity.Result> fidelity) {

    double nanosPerPixel() {
        return cpuSeconds * 1e9 / (rawBytes / 4.0);
    }

    double share() {
        return (double) bytes / rawBytes;
    }
}
