package weft.rfb.encoding;

import weft.rfb.message.SetEncodings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// What a list of encodings says about its sender.
///
/// Where a number comes twice, or several levels come, the first one counts, as it is the one that
/// the sender likes best.
///
/// @param encodings the real encodings, the best first, each once; Raw is always among them
/// @param pseudoEncodings the pseudo-encodings that the sender understands
/// @param compressionLevel from 0 (fast) to 9 (small), if given
/// @param quality of lossy encodings, from 0 (small) to 9 (good), if given
public record EncodingPreferences(
        List<Encoding> encodings,
        Set<Encoding> pseudoEncodings,
        OptionalInt compressionLevel,
        OptionalInt quality) {

    /// The number of compression level 0; those up to 9 follow upwards.
    public static final int COMPRESSION_LEVEL_0 = -256;

    /// The number of quality 0; those up to 9 follow upwards.
    public static final int QUALITY_0 = -32;

    private static final int HIGHEST_LEVEL = 9;

    /// What holds for a client that has not sent any encodings: Raw.
    public static final EncodingPreferences NONE = of(new SetEncodings(List.of()));

    /// Copies its arguments.
    public EncodingPreferences {
        encodings = List.copyOf(encodings);
        pseudoEncodings = Set.copyOf(pseudoEncodings);
    }

    /// What this message says.
    public static EncodingPreferences of(SetEncodings message) {
        Set<Encoding> seen = EnumSet.of(Encoding.UNKNOWN);
        List<Encoding> encodings = new ArrayList<>();
        Set<Encoding> pseudoEncodings = EnumSet.noneOf(Encoding.class);
        OptionalInt compressionLevel = OptionalInt.empty();
        OptionalInt quality = OptionalInt.empty();
        for (int number : message.encodings()) {
            Encoding encoding = Encoding.byNumber(number);
            if (seen.add(encoding)) {
                (encoding.isPseudo() ? pseudoEncodings : encodings).add(encoding);
            }
            if (compressionLevel.isEmpty()) {
                compressionLevel = level(number, COMPRESSION_LEVEL_0);
            }
            if (quality.isEmpty()) {
                quality = level(number, QUALITY_0);
            }
        }
        if (!encodings.contains(Encoding.RAW)) {
            encodings.add(Encoding.RAW);
        }
        return new EncodingPreferences(encodings, pseudoEncodings, compressionLevel, quality);
    }

    private static OptionalInt level(int number, int lowest) {
        long level = (long) number - lowest;
        return level >= 0 && level <= HIGHEST_LEVEL
                ? OptionalInt.of((int) level)
                : OptionalInt.empty();
    }

    /// Whether the sender understands this encoding or pseudo-encoding.
    public boolean supports(Encoding encoding) {
        return encodings.contains(encoding) || pseudoEncodings.contains(encoding);
    }

    /// Whether the sender follows a change of the framebuffer's size.
    public boolean desktopSize() {
        return supports(Encoding.DESKTOP_SIZE);
    }

    /// Whether the sender understands updates that end with a LastRect.
    public boolean lastRect() {
        return supports(Encoding.LAST_RECT);
    }

    /// Whether the sender draws the pointer itself.
    public boolean cursor() {
        return supports(Encoding.CURSOR);
    }

    /// Whether the sender answers fences.
    public boolean fence() {
        return supports(Encoding.FENCE);
    }

    /// Whether the sender can take updates that it has not asked for.
    public boolean continuousUpdates() {
        return supports(Encoding.CONTINUOUS_UPDATES);
    }
}
