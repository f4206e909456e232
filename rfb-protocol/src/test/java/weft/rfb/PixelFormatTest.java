package weft.rfb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelFormatTest {

    // bpp depth be tc  rmax gmax bmax  rs gs bs  padding
    private static final String XRGB = "20 18 00 01 00ff 00ff 00ff 10 08 00 000000";

    @Test
    void xrgb8888_hasTheBytesOfTheSpecification() {
        assertArrayEquals(Hex.bytes(XRGB), Hex.written(PixelFormat.XRGB8888::write));
        Feed.assertParses(PixelFormat.XRGB8888, Hex.bytes(XRGB), PixelFormat::read);
    }

    @Test
    void bgr233_hasTheBytesThatViewersSend() {
        String bgr233 = "08 08 00 01 0007 0007 0003 00 03 06 000000";
        assertArrayEquals(Hex.bytes(bgr233), Hex.written(PixelFormat.BGR233::write));
        Feed.assertParses(PixelFormat.BGR233, Hex.bytes(bgr233), PixelFormat::read);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    I1,  00 18 00 01 00ff 00ff 00ff 10 08 00 000000, bits-per-pixel 0
                    I2,  18 18 00 01 00ff 00ff 00ff 10 08 00 000000, bits-per-pixel 24
                    I3,  ff 18 00 01 00ff 00ff 00ff 10 08 00 000000, bits-per-pixel 255
                    I4,  08 20 00 01 0007 0007 0003 00 03 06 000000, depth 32
                    I4a, 20 00 00 01 00ff 00ff 00ff 10 08 00 000000, depth 0
                    I5,  20 18 00 01 0000 0000 0000 10 08 00 000000, red-max 0
                    I5g, 20 18 00 01 00ff 0000 00ff 10 08 00 000000, green-max 0
                    I5b, 20 18 00 01 00ff 00ff 0000 10 08 00 000000, blue-max 0
                    I6,  20 18 00 01 00fe 00ff 00ff 10 08 00 000000, red-max 254
                    I7,  20 18 00 01 ffff ffff ffff 1f 1f 1f 000000, red-shift 31 with 16 bits
                    I8,  20 18 00 01 00ff 00ff 00ff ff ff ff 000000, red-shift 255
                    I9,  20 18 00 01 00ff 00ff 00ff 20 08 00 000000, red-shift 32
                    I9b, 10 10 00 01 001f 003f 001f 0c 05 00 000000, red-shift 12 with 5 bits
                    I10, 20 18 00 01 00ff 00ff 00ff 00 00 00 000000, overlap
                    I11, 20 10 00 01 00ff 00ff 00ff 10 08 00 000000, 24 bits of colour
                    I12, 20 18 00 00 00ff 00ff 00ff 10 08 00 000000, colour map with 32
                    I12a,08 04 00 00 0000 0000 0000 00 00 00 000000, colour map with 8 bits-per-pixel and depth 4
                    """)
    void format_thatIsIllegal_isRefusedWithTheReason(String name, String hex, String reason) {
        var e =
                assertThrows(
                        RfbProtocolException.class,
                        () -> PixelFormat.read(Feed.whole(Hex.bytes(hex))),
                        name);
        assertEquals(RfbProtocolException.Reason.PIXEL_FORMAT, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // I13: a colour map
                "08 08 00 00 0000 0000 0000 00 00 00 000000",
                // I14: flags that are not 0 or 1
                "20 18 7f 80 00ff 00ff 00ff 10 08 00 000000",
                // ten bits each
                "20 1e 00 01 03ff 03ff 03ff 14 0a 00 000000",
                // sixteen bits of red
                "20 20 00 01 ffff 00ff 00ff 00 10 18 000000",
                // one bit each, padding that is not zero
                "08 03 01 01 0001 0001 0001 02 01 00 ffffff"
            })
    void format_thatIsUnusualButLegal_isTaken(String hex) {
        byte[] bytes = Hex.bytes(hex);
        PixelFormat format = PixelFormat.read(Feed.whole(bytes));
        assertEquals(bytes[0], format.bitsPerPixel());
        assertEquals(bytes[2] != 0, format.bigEndian());
        assertEquals(bytes[3] != 0, format.trueColour());
        Feed.assertParses(format, Hex.written(format::write), PixelFormat::read);
    }
}
