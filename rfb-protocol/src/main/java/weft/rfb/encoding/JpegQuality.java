package weft.rfb.encoding;

import weft.rfb.codec.JpegCodec.Subsampling;

import java.util.Optional;

/// How good a JPEG rectangle is.
///
/// @param quality from 1 to 100, as libjpeg scales its tables
/// @param subsampling how much colour is kept
public record JpegQuality(int quality, Subsampling subsampling) {

    private static final int[] QUALITIES = {15, 29, 41, 42, 62, 77, 79, 86, 92, 100};
    private static final int BEST = 100;
    private static final int LOWEST_422 = 3;
    private static final int LOWEST_444 = 6;

    /// Refuses a quality that there is not.
    public JpegQuality {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("Quality " + quality + ", expected 1 to 100");
        }
    }

    /// What a viewer asks for, or nothing if it does not ask for JPEG or may not get it. The fine
    /// quality counts where there are both, and the subsampling is that of the nearest level unless
    /// given.
    public static Optional<JpegQuality> of(EncodingPreferences preferences) {
        if (preferences.exact()) {
            return Optional.empty();
        }
        Optional<JpegQuality> quality =
                preferences.fineQuality().isPresent()
                        ? Optional.of(ofFine(preferences.fineQuality().getAsInt()))
                        : preferences.quality().stream().mapToObj(JpegQuality::ofLevel).findFirst();
        return quality.map(asked ->
                new JpegQuality(
                        asked.quality, preferences.subsampling().orElse(asked.subsampling)));
    }

    /// What a viewer that asks for this gets while a picture moves: less colour, unless it asks for
    /// the best or for a subsampling of its own. Video has no more, and what rests is sent again.
    public static Optional<JpegQuality> ofVideo(EncodingPreferences preferences) {
        return of(preferences)
                .map(asked ->
                        preferences.subsampling().isPresent() || asked.quality >= BEST
                                ? asked
                                : new JpegQuality(asked.quality, Subsampling.S420));
    }

    /// The JPEG library knows no quality 0.
    private static JpegQuality ofFine(int fine) {
        int level = 0;
        while (level < QUALITIES.length - 1 && QUALITIES[level + 1] <= fine) {
            level++;
        }
        return new JpegQuality(Math.max(1, fine), ofLevel(level).subsampling);
    }

    /// What viewers and servers mean by a quality level of Tight, 0 to 9.
    public static JpegQuality ofLevel(int level) {
        Subsampling subsampling =
                level >= LOWEST_444
                        ? Subsampling.S444
                        : level >= LOWEST_422 ? Subsampling.S422 : Subsampling.S420;
        return new JpegQuality(QUALITIES[level], subsampling);
    }
}
