package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.rfb.codec.JpegCodec.Subsampling;
import weft.rfb.message.SetEncodings;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class EncodingPreferencesTest {

    private static EncodingPreferences of(Integer... numbers) {
        return EncodingPreferences.of(new SetEncodings(Arrays.asList(numbers)));
    }

    @Test
    void encodings_keepTheirOrderOnceEach() {
        assertEquals(
                List.of(Encoding.TIGHT, Encoding.RAW, Encoding.ZRLE, Encoding.COPY_RECT),
                of(7, 0, 16, 7, 1, 16).encodings());
    }

    @Test
    void raw_isAlwaysUnderstood() {
        assertEquals(List.of(Encoding.ZRLE, Encoding.RAW), of(16).encodings());
        assertEquals(List.of(Encoding.RAW), EncodingPreferences.NONE.encodings());
    }

    @Test
    void pseudoEncodings_areFlags() {
        EncodingPreferences preferences = of(-239, -223, -224, -239, -312, -313);
        assertTrue(preferences.cursor() && preferences.desktopSize() && preferences.lastRect());
        assertTrue(preferences.fence() && preferences.continuousUpdates());
        assertEquals(List.of(Encoding.RAW), preferences.encodings());
        EncodingPreferences none = EncodingPreferences.NONE;
        assertFalse(none.cursor() || none.desktopSize() || none.lastRect());
        assertFalse(none.fence() || none.continuousUpdates());
    }

    @Test
    void levels_areTakenFromTheirRanges() {
        assertEquals(OptionalInt.of(0), of(-256).compressionLevel());
        assertEquals(OptionalInt.of(9), of(-247).compressionLevel());
        assertEquals(OptionalInt.of(0), of(-32).quality());
        assertEquals(OptionalInt.of(9), of(-23).quality());
    }

    @Test
    void levels_outsideOfTheirRanges_areIgnored() {
        EncodingPreferences preferences = of(-257, -246, -33, -22, Integer.MIN_VALUE);
        assertEquals(OptionalInt.empty(), preferences.compressionLevel());
        assertEquals(OptionalInt.empty(), preferences.quality());
    }

    @Test
    void levels_givenTwice_areThoseOfTheFirst() {
        assertEquals(OptionalInt.of(3), of(-253, -250).compressionLevel());
        assertEquals(OptionalInt.of(6), of(-26, -32).quality());
    }

    @Test
    void fineQuality_isTakenFromItsRange() {
        assertEquals(OptionalInt.of(0), of(-512).fineQuality());
        assertEquals(OptionalInt.of(100), of(-412).fineQuality());
        assertEquals(OptionalInt.of(75), of(-437, -412).fineQuality());
        assertEquals(OptionalInt.empty(), of(-513, -411, 0, -32).fineQuality());
    }

    @Test
    void subsampling_isTakenFromItsRange() {
        assertEquals(Optional.of(Subsampling.S444), of(-768).subsampling());
        assertEquals(Optional.of(Subsampling.S420), of(-767, -768).subsampling());
        assertEquals(Optional.of(Subsampling.S422), of(-766).subsampling());
        assertEquals(Optional.of(Subsampling.GRAY), of(-765).subsampling());
        assertEquals(Optional.of(Subsampling.S420), of(-764).subsampling());
        assertEquals(Optional.of(Subsampling.S420), of(-763).subsampling());
        assertEquals(Optional.empty(), of(-769, -762, Integer.MIN_VALUE).subsampling());
    }

    @Test
    void jpegQuality_isTheFineOneIfGiven() {
        assertEquals(Optional.empty(), JpegQuality.of(of(7, -768)));
        assertEquals(Optional.of(JpegQuality.ofLevel(6)), JpegQuality.of(of(-26)));
        assertEquals(
                Optional.of(new JpegQuality(79, Subsampling.GRAY)), JpegQuality.of(of(-26, -765)));
        assertEquals(
                Optional.of(new JpegQuality(50, Subsampling.S422)), JpegQuality.of(of(-462, -23)));
        assertEquals(Optional.of(new JpegQuality(1, Subsampling.S420)), JpegQuality.of(of(-512)));
        assertEquals(Optional.of(new JpegQuality(100, Subsampling.S444)), JpegQuality.of(of(-412)));
    }

    @Test
    void tightPng_isAnEncodingOfPixelsDespiteItsNumber() {
        assertEquals(List.of(Encoding.TIGHT_PNG, Encoding.RAW), of(-260).encodings());
    }

    @Test
    void unknownNumbers_areIgnoredHoweverMany() {
        SetEncodings many = new SetEncodings(Collections.nCopies(65535, 4711));
        assertEquals(EncodingPreferences.NONE, EncodingPreferences.of(many));
        assertEquals(EncodingPreferences.NONE, of(Integer.MIN_VALUE, 3, 8, 14, -1));
    }

    @Test
    void lossless_leavesOutWhatIsLossyAndNothingElse() {
        EncodingPreferences all = of(50, 21, 7, 1, -24, -500, -768, -250, -239);
        assertEquals(of(7, 1, -24, -500, -768, -250, -239).lossless(), all.lossless());
        assertEquals(
                List.of(Encoding.TIGHT, Encoding.COPY_RECT, Encoding.RAW),
                all.lossless().encodings());
        assertEquals(OptionalInt.of(6), all.lossless().compressionLevel());
        assertEquals(all.pseudoEncodings(), all.lossless().pseudoEncodings());
        assertTrue(JpegQuality.of(all).isPresent());
        assertFalse(JpegQuality.of(all.lossless()).isPresent());
    }

    @Test
    void qualityAtMost_lowersWhatIsBetterAndAddsNothing() {
        assertEquals(OptionalInt.of(3), of(7, -24).withQualityAtMost(3).quality());
        assertEquals(OptionalInt.of(1), of(7, -31).withQualityAtMost(3).quality());
        assertEquals(OptionalInt.of(42), of(7, -412).withQualityAtMost(3).fineQuality());
        assertEquals(OptionalInt.of(20), of(7, -492).withQualityAtMost(3).fineQuality());
        assertEquals(of(7), of(7).withQualityAtMost(3));
        assertEquals(of(7, -23, -412, -767), of(7, -23, -412, -767).withQualityAtMost(9));
    }

    @Test
    void encoding_isFoundByItsNumber() {
        for (Encoding encoding : Encoding.values()) {
            assertEquals(encoding, Encoding.byNumber(encoding.number()));
        }
        assertEquals(Encoding.UNKNOWN, Encoding.byNumber(3));
        assertEquals(-223, Encoding.DESKTOP_SIZE.number());
    }
}
