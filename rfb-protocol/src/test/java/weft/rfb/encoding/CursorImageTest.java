package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;

import java.util.function.BiConsumer;
import java.util.function.Function;

/// Shapes of the pointer, by the bytes of rfbproto's tables.
class CursorImageTest {
    private static final int WHITE = 0xffffffff;
    private static final int BLACK = 0xff000000;

    private static void assertGolden(
            CursorImage image,
            String hex,
            BiConsumer<CursorImage, RfbOutput> writer,
            Function<RfbInput, CursorImage> reader) {
        var out = new RfbBuffer(64);
        writer.accept(image, out);
        assertEquals(Hex.of(Hex.bytes(hex)), Hex.of(out.toByteArray()));
        Feed.assertParses(image, Hex.bytes(hex), reader);
    }

    @Test
    void cursorWithAlpha_isRawAndPremultiplied() {
        var image = new CursorImage(2, 2, new int[] {0xff102030, 0x80ff0000, 0, 0x01ffffff});
        assertGolden(
                image,
                "00000000 102030ff 80000080 00000000 01010101",
                CursorImage::writeWithAlpha,
                in -> CursorImage.readWithAlpha(in, 2, 2));
    }

    @Test
    void cursorWithAlpha_colourBeyondItsAlpha_isTheBrightest() {
        CursorImage read =
                CursorImage.readWithAlpha(Feed.whole(Hex.bytes("00000000 ff000040")), 1, 1);
        assertEquals(new CursorImage(1, 1, new int[] {0x40ff0000}), read);
    }

    @Test
    void vmwareCursor_withAlpha_isNotPremultiplied() {
        var image = new CursorImage(2, 1, new int[] {0xff102030, 0x80ff0000});
        assertGolden(
                image,
                "01 00 102030ff ff000080",
                CursorImage::writeVmware,
                in -> CursorImage.readVmware(in, Golden.XRGB, 2, 1));
    }

    @Test
    void vmwareCursor_classic_isReadByItsMasks() {
        String and = "00000000 ffffff00 ffffff00";
        String xor = "30201000 00000000 ffffff00";
        Feed.assertParses(
                new CursorImage(3, 1, new int[] {0xff102030, 0, BLACK}),
                Hex.bytes("00 00" + and + xor),
                in -> CursorImage.readVmware(in, Golden.XRGB, 3, 1));
    }

    @Test
    void xCursor_hasTwoColoursAndAMask_rowsInWholeBytes() {
        int[] argb = new int[9 * 2];
        argb[0] = WHITE;
        argb[1] = BLACK;
        argb[8] = WHITE;
        argb[9 + 8] = BLACK;
        assertGolden(
                new CursorImage(9, 2, argb),
                "ffffff 000000 8080 0000 c080 0080",
                CursorImage::writeX,
                in -> CursorImage.readX(in, 9, 2));
    }

    @Test
    void xCursor_ofManyColours_hasTheAveragesOfLightAndDark() {
        var out = new RfbBuffer(16);
        new CursorImage(5, 1, new int[] {0xffffff00, 0xff00ff00, 0xff000080, BLACK, 0x7fffffff})
                .writeX(out);
        assertEquals(Hex.of(Hex.bytes("7fff00 000040 c0 f0")), Hex.of(out.toByteArray()));
    }

    @Test
    void xCursor_withoutPixels_hasNoData() {
        assertGolden(
                new CursorImage(0, 0, new int[0]),
                "",
                CursorImage::writeX,
                in -> CursorImage.readX(in, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"1025,1", "1,1025", "65535,65535"})
    void shapesBeyondTheLimit_areRefusedBeforeTheyAreRead(int width, int height) {
        RfbInput nothing = Feed.whole(new byte[0]);
        assertThrows(
                RfbProtocolException.class,
                () -> CursorImage.readWithAlpha(nothing, width, height));
        assertThrows(
                RfbProtocolException.class,
                () -> CursorImage.readVmware(nothing, Golden.XRGB, width, height));
        assertThrows(RfbProtocolException.class, () -> CursorImage.readX(nothing, width, height));
    }

    @Test
    void formsThatNobodyKnows_areRefused() {
        assertEquals(
                "Expected a cursor in Raw (0), got encoding 16",
                assertThrows(
                                RfbProtocolException.class,
                                () ->
                                        CursorImage.readWithAlpha(
                                                Feed.whole(Hex.bytes("00000010")), 1, 1))
                        .getMessage());
        assertEquals(
                "Expected a VMware cursor of type 0 or 1, got 2",
                assertThrows(
                                RfbProtocolException.class,
                                () ->
                                        CursorImage.readVmware(
                                                Feed.whole(Hex.bytes("0200")), Golden.XRGB, 1, 1))
                        .getMessage());
    }
}
