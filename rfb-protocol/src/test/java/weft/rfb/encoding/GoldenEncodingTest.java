package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static weft.rfb.encoding.Golden.BGR233;
import static weft.rfb.encoding.Golden.XRGB;
import static weft.rfb.encoding.Golden.assertCompresses;
import static weft.rfb.encoding.Golden.assertEncodes;
import static weft.rfb.encoding.Golden.picture;

import org.junit.jupiter.api.Test;

import weft.rfb.Feed;
import weft.rfb.Hex;

import java.util.Arrays;
import java.util.List;

/// Bytes worked out by hand from the specification, in both directions. Tight's are in
/// `GoldenTightTest`, those of TRLE and ZRLE in `GoldenZrleTest`.
class GoldenEncodingTest {

    @Test
    void raw_isThePixelsRowByRow() {
        Picture picture = picture("wkr", "gbk");
        assertEncodes(Encoding.RAW, picture, BGR233, "ff 00 07 38 c0 00");
        assertEncodes(
                Encoding.RAW,
                picture,
                XRGB,
                "ffffff00 00000000 0000ff00 00ff0000 ff000000 00000000");
    }

    @Test
    void rre_isABackgroundAndSubrectangles() {
        Picture picture =
                picture(
                        "kkkkkkkk",
                        "kwwkkkkk",
                        "kwwkkkrk",
                        "kwwkkkrk",
                        "kkkkkkkk",
                        "kkkkkkkk",
                        "kkkkkkkk");
        assertEncodes(
                Encoding.RRE,
                picture,
                BGR233,
                "00000002 00  ff 0001 0001 0002 0003  07 0006 0002 0001 0002");
    }

    @Test
    void hextile_keepsTheColoursOfTheTileBefore() {
        String[] rows = new String[16];
        Arrays.fill(rows, "k".repeat(48));
        rows[2] = "kww" + "k".repeat(13 + 3) + "w" + "k".repeat(12 + 16);
        // background and foreground given; foreground kept; background kept, nothing else
        assertEncodes(
                Encoding.HEXTILE, picture(rows), BGR233, "0e 00 ff 01 12 10   08 01 32 00   00");
    }

    @Test
    void hextile_withSeveralColours_givesEachSubrectangleItsOwn() {
        assertEncodes(
                Encoding.HEXTILE,
                picture("kkkkkkkk", "kwkkrrkk", "kwkkrrkk"),
                BGR233,
                "1a 00 02  ff 11 01  07 41 11");
    }

    @Test
    void hextile_ofManySmallPieces_isRaw() {
        assertEncodes(
                Encoding.HEXTILE, picture("krgb", "wkrg"), BGR233, "01 00 07 38 c0 ff 00 07 38");
    }

    @Test
    void zlib_isRawCompressed() {
        assertCompresses(Encoding.ZLIB, picture("wkr", "gbk"), BGR233, "ff 00 07 38 c0 00");
    }

    @Test
    void corre_isABackgroundAndSubrectanglesOfBytes() {
        assertEncodes(
                Encoding.CORRE,
                picture("kkkkkkkk", "kwwkkkkk", "kwwkkkrk", "kwwkkkrk", "kkkkkkkk"),
                BGR233,
                "00000002 00  ff 01 01 02 03  07 06 02 01 02");
        assertEncodes(Encoding.CORRE, picture("kk", "kk"), XRGB, "00000000 00000000");
    }

    @Test
    void corre_ofARectangleThatIsTooHigh_isRaw() {
        Picture high = Picture.of(Picture.Contents.SOLID, 1, 256, 0);
        try (Encoder encoder = Encoder.create(Encoding.CORRE)) {
            Encoded encoded = Encoded.by(encoder, high.packed(), BGR233);
            assertEquals(Encoding.RAW, encoded.encoding());
            assertEquals(256, encoded.data().length);
            assertEquals(255, encoder.maxHeight());
        }
    }

    @Test
    void copyRect_isASource() {
        CopyRect copy = new CopyRect(0x102, 0xffff);
        assertEquals("0102ffff", Hex.of(Hex.written(copy::write)));
        Feed.assertParses(copy, Hex.bytes("0102ffff"), CopyRect::read);
    }

    @Test
    void cursor_isPixelsAndABitEach() {
        boolean[] opaque = {
            true, false, true, false, false, false, false, false, true,
            false, true, false, false, false, false, false, true, false
        };
        int[] rgb = picture("wkrgbwkrg", "gbwkrgbwk").rgb();
        CursorShape cursor = new CursorShape(9, 2, rgb, opaque);
        String hex = "ff0007 38c0ff 000738 38c0ff 000738 c0ff00  a080 4100";
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(Hex.written(out -> cursor.write(BGR233, out))));
        Feed.assertParses(cursor, Hex.bytes(hex), in -> CursorShape.read(in, BGR233, 9, 2));
        assertEquals("", Hex.of(Hex.written(out -> CursorShape.hidden().write(XRGB, out))));
        assertEquals(CursorShape.hidden(), CursorShape.read(Feed.whole(new byte[0]), XRGB, 0, 0));
    }

    @Test
    void indexedPixels_areEncodedAsTheirColours() {
        Picture picture = picture("wkr", "gbk");
        byte[] index = {9, 0, 1, 2, 9, 3, 4, 1};
        int[] palette = {0xffffff, 0, 0xff0000, 0x00ff00, 0x0000ff};
        var indexed = new Pixels.IndexedPixels(index, 1, 4, 3, 2, palette);
        for (Encoding encoding : List.of(Encoding.RAW, Encoding.HEXTILE, Encoding.TIGHT)) {
            assertEquals(
                    Hex.of(Encoded.in(encoding, picture.packed(), XRGB).data()),
                    Hex.of(Encoded.in(encoding, indexed, XRGB).data()));
        }
    }
}
