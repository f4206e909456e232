package weft.rfb.encoding;

import weft.rfb.codec.JpegCodec.Subsampling;
import weft.rfb.message.SetEncodings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
/// @param fineQuality of lossy encodings, from 0 (small) to 100 (good), if given
/// @param subsampling how much colour lossy encodings should keep, if given; the coarsest that
///   there is where the sender asks for less
/// @param exact whether nothing lossy may be sent all the same
public record EncodingPreferences(
        List<Encoding> encodings,
        Set<Encoding> pseudoEncodings,
        OptionalInt compressionLevel,
        OptionalInt quality,
        OptionalInt fineQuality,
        Optional<Subsampling> subsampling,
        boolean exact) {

    /// The number of compression level 0; those up to 9 follow upwards.
    public static final int COMPRESSION_LEVEL_0 = -256;

    /// The number of quality 0; those up to 9 follow upwards.
    public static final int QUALITY_0 = -32;

    /// The number of fine quality 0; those up to 100 follow upwards.
    public static final int FINE_QUALITY_0 = -512;

    /// The number of the first subsampling: colour for each pixel. Then follow those for each
    /// fourth, each second, no colour, each eighth and each sixteenth pixel.
    public static final int SUBSAMPLING_1X = -768;

    /// The best quality, of the levels from 0 on.
    public static final int HIGHEST_QUALITY = 9;

    private static final int HIGHEST_COMPRESSION = 9;
    private static final int HIGHEST_FINE_QUALITY = 100;

    private static final List<Subsampling> SUBSAMPLINGS =
            List.of(
                    Subsampling.S444,
                    Subsampling.S420,
                    Subsampling.S422,
                    Subsampling.GRAY,
                    Subsampling.S420,
                    Subsampling.S420);

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
        OptionalInt fineQuality = OptionalInt.empty();
        OptionalInt subsampling = OptionalInt.empty();
        for (int number : message.encodings()) {
            Encoding encoding = Encoding.byNumber(number);
            if (seen.add(encoding)) {
                (encoding.isPseudo() ? pseudoEncodings : encodings).add(encoding);
            }
            if (compressionLevel.isEmpty()) {
                compressionLevel = level(number, COMPRESSION_LEVEL_0, HIGHEST_COMPRESSION);
            }
            if (quality.isEmpty()) {
                quality = level(number, QUALITY_0, HIGHEST_QUALITY);
            }
            if (fineQuality.isEmpty()) {
                fineQuality = level(number, FINE_QUALITY_0, HIGHEST_FINE_QUALITY);
            }
            if (subsampling.isEmpty()) {
                subsampling = level(number, SUBSAMPLING_1X, SUBSAMPLINGS.size() - 1);
            }
        }
        if (!encodings.contains(Encoding.RAW)) {
            encodings.add(Encoding.RAW);
        }
        return new EncodingPreferences(
                encodings,
                pseudoEncodings,
                compressionLevel,
                quality,
                fineQuality,
                subsampling.stream().mapToObj(SUBSAMPLINGS::get).findFirst(),
                false);
    }

    /// The same without what is lossy. The levels stay: they tell what the sender can read.
    public EncodingPreferences lossless() {
        return new EncodingPreferences(
                encodings.stream().filter(encoding -> !encoding.isLossy()).toList(),
                pseudoEncodings,
                compressionLevel,
                quality,
                fineQuality,
                subsampling,
                true);
    }

    /// The same with this quality where a better one is asked for.
    ///
    /// @param level from 0 to 9
    public EncodingPreferences withQualityAtMost(int level) {
        int fine = JpegQuality.ofLevel(level).quality();
        return new EncodingPreferences(
                encodings,
                pseudoEncodings,
                compressionLevel,
                atMost(level, quality),
                atMost(fine, fineQuality),
                subsampling,
                exact);
    }

    private static OptionalInt atMost(int limit, OptionalInt asked) {
        return asked.isPresent()
                ? OptionalInt.of(Math.min(limit, asked.getAsInt()))
                : OptionalInt.empty();
    }

    private static OptionalInt level(int number, int lowest, int highestLevel) {
        long level = (long) number - lowest;
        return level >= 0 && level <= highestLevel
                ? OptionalInt.of((int) level)
                : OptionalInt.empty();
    }

    /// Whether the sender reads lossy forms of encodings that have one, be they sent or not.
    boolean readsLossy() {
        return quality.isPresent() || fineQuality.isPresent();
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

    /// Whether the sender knows the Extended Clipboard.
    public boolean extendedClipboard() {
        return supports(Encoding.EXTENDED_CLIPBOARD);
    }
}
