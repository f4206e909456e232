package weft.rfb.encoding;

import static weft.rfb.encoding.Golden.BGR233;
import static weft.rfb.encoding.Golden.XRGB;
import static weft.rfb.encoding.Golden.assertCompresses;
import static weft.rfb.encoding.Golden.assertDecodes;
import static weft.rfb.encoding.Golden.assertEncodes;
import static weft.rfb.encoding.Golden.picture;

import org.junit.jupiter.api.Test;

import weft.rfb.Hex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Bytes of TRLE and ZRLE, worked out by hand from RFC 6143, in both directions.
class GoldenZrleTest {

    @Test
    void trle_isTilesOf16By16() {
        String[] rows = new String[17];
        Arrays.fill(rows, "w".repeat(16) + "kk");
        rows[16] = "r".repeat(16) + "rk";
        assertEncodes(
                Encoding.TRLE,
                picture(rows),
                XRGB,
                "01 ffffff  01 000000  01 0000ff  00 0000ff 000000");
        assertEncodes(
                Encoding.TRLE, picture("wkrgw", "krgwk"), BGR233, "04 ff 00 07 38  1b 00  6c 40");
        assertEncodes(Encoding.TRLE, picture("wrg"), BGR233, "00 ff 07 38");
        assertEncodes(
                Encoding.TRLE,
                picture("w".repeat(14) + "kr", "w".repeat(16)),
                XRGB,
                "83 ffffff 000000 0000ff  800d 01 02 800f");
    }

    @Test
    void trle_withThePaletteOfATileBefore_usesItAgain() {
        // packed, packed again, solid in between, runs again
        String[] rows = {"wkwkwkwkwkwkwkwk" + "kwkwkwkwkwkwkwkw" + "r".repeat(16) + "wwwwkwww"};
        assertDecodes(
                Encoding.TRLE,
                picture(rows),
                BGR233,
                Hex.bytes("02 ff 00 5555  7f aaaa  01 07  81 8003 01 8002"));
        assertDecodes(
                Encoding.TRLE,
                picture("w".repeat(16) + "kkkkwwkk"),
                BGR233,
                Hex.bytes("82 ff 00 800f  7f f3"));
    }

    @Test
    void zrle_ofOneColour_isThatColour() {
        assertCompresses(Encoding.ZRLE, picture("rr", "rr"), XRGB, "01 0000ff");
    }

    @Test
    void zrle_ofTwoColours_isABitEach() {
        assertCompresses(
                Encoding.ZRLE,
                picture("wkwkwkwkw", "kkwkwkwkk"),
                XRGB,
                "02 ffffff 000000  5500 d580");
    }

    @Test
    void zrle_ofFourColours_isTwoBitsEach() {
        assertCompresses(
                Encoding.ZRLE, picture("wkrgw", "krgwk"), BGR233, "04 ff 00 07 38  1b 00  6c 40");
    }

    @Test
    void zrle_ofLongRuns_isRunsOfAPalette() {
        String row = "w".repeat(64);
        List<String> rows = new ArrayList<>(Collections.nCopies(5, row));
        rows.add("kr" + "w".repeat(62));
        // 320 white: index 0, 255 + 64; black, red alone; 62 white
        assertCompresses(
                Encoding.ZRLE,
                picture(rows.toArray(String[]::new)),
                XRGB,
                "83 ffffff 000000 0000ff  80ff40 01 02 803d");
    }

    @Test
    void zrle_ofManyColoursInRuns_isPlainRuns() {
        int[] rgb = new int[64 * 8];
        StringBuilder hex = new StringBuilder("80");
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 0x010203 * (i / 4);
            if (i % 4 == 0) {
                hex.append("%06x03".formatted(Integer.reverseBytes(rgb[i]) >>> 8));
            }
        }
        assertCompresses(Encoding.ZRLE, new Picture(64, 8, rgb), XRGB, hex.toString());
    }

    @Test
    void zrle_ofNoise_isThePixels() {
        assertCompresses(Encoding.ZRLE, picture("wrg"), BGR233, "00 ff 07 38");
    }

    @Test
    void zrle_ofSeveralTiles_goesFromLeftToRight() {
        String row = "w".repeat(64) + "k".repeat(2);
        String[] rows = new String[65];
        Arrays.fill(rows, row);
        rows[64] = "r".repeat(64) + "gg";
        assertCompresses(Encoding.ZRLE, picture(rows), XRGB, "01ffffff 01000000 010000ff 0100ff00");
    }
}
