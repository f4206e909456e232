package weft.cli.bench;

import weft.rfb.encoding.Encoding;

import java.util.EnumMap;
import java.util.Map;

/// What was counted for each encoding in a stream.
public final class Tally {

    /// The sums for one encoding.
    ///
    /// @param rectangles how many there were
    /// @param pixels how many they cover
    /// @param bytes how many they take, with their headers
    /// @param nanos the CPU time of decoding them, 0 if it was not taken
    public record Count(long rectangles, long pixels, long bytes, long nanos) {

        Count plus(Count other) {
            return new Count(
                    rectangles + other.rectangles,
                    pixels + other.pixels,
                    bytes + other.bytes,
                    nanos + other.nanos);
        }
    }

    private final Map<Encoding, Count> counts = new EnumMap<>(Encoding.class);

    void add(Encoding encoding, long pixels, long bytes, long nanos) {
        counts.merge(encoding, new Count(1, pixels, bytes, nanos), Count::plus);
    }

    Map<Encoding, Count> counts() {
        return Map.copyOf(counts);
    }
}
