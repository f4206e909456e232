package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbInput;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;
import weft.rfb.encoding.ExtendedDesktopSize.Reason;
import weft.rfb.message.RectangleHeader;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;

import java.util.List;
import java.util.function.Consumer;

/// Pseudo-rectangles that tell of the desktop, by the bytes of rfbproto's tables.
class DesktopRectanglesTest {

    private static String written(Consumer<RfbOutput> rectangle) {
        var out = new RfbBuffer(64);
        rectangle.accept(out);
        return Hex.of(out.toByteArray());
    }

    private static ExtendedDesktopSize read(RfbInput in) {
        return ExtendedDesktopSize.read(RectangleHeader.read(in), in);
    }

    @Test
    void extendedDesktopSize_hasTheBytesOfTheSpecification() {
        var rectangle =
                new ExtendedDesktopSize(
                        Reason.OTHER_CLIENT,
                        ResizeStatus.OK,
                        new ScreenLayout(
                                1280,
                                800,
                                List.of(
                                        new Screen(1, 0, 0, 640, 800, 0x8000_0000L),
                                        new Screen(0xffff_ffffL, 640, 0, 640, 800))));
        String hex =
                "0002000005000320fffffecc 02000000 00000001 0000 0000 0280 0320 80000000"
                        + "ffffffff 0280 0000 0280 0320 00000000";
        assertEquals(Hex.of(Hex.bytes(hex)), written(rectangle::write));
        Feed.assertParses(rectangle, Hex.bytes(hex), DesktopRectanglesTest::read);
    }

    @ParameterizedTest
    @EnumSource(ResizeStatus.class)
    void answer_isInForce_onlyIfItIsASuccess(ResizeStatus status) {
        var answer = new ExtendedDesktopSize(Reason.THIS_CLIENT, status, ScreenLayout.single(2, 1));
        assertEquals(status == ResizeStatus.OK, answer.isInForce());
        String hex =
                "0001000%d00020001fffffecc 01000000 00000000 0000 0000 0002 0001 00000000"
                        .formatted(status.number());
        assertEquals(Hex.of(Hex.bytes(hex)), written(answer::write));
        Feed.assertParses(answer, Hex.bytes(hex), DesktopRectanglesTest::read);
    }

    @Test
    void unknownReason_isTheServers_andAnUnknownStatusAFailure() {
        String tail = "00020001fffffecc 00000000";
        ExtendedDesktopSize reason = read(Feed.whole(Hex.bytes("00070000" + tail)));
        assertEquals(Reason.SERVER, reason.reason());
        assertTrue(reason.isInForce());
        ExtendedDesktopSize status = read(Feed.whole(Hex.bytes("00010009" + tail)));
        assertFalse(status.isInForce());
    }

    @Test
    void desktopName_hasTheBytesOfTheSpecification() {
        var rectangle = new DesktopName("Weft é");
        String data = "00000007 5765667420c3a9";
        assertEquals(
                Hex.of(Hex.bytes("0000000000000000fffffecd" + data)), written(rectangle::write));
        Feed.assertParses(rectangle, Hex.bytes(data), DesktopName::read);
    }

    @Test
    void desktopName_beyondTheLimit_isRefusedBeforeItIsRead() {
        RfbProtocolException refused =
                assertThrows(
                        RfbProtocolException.class,
                        () -> DesktopName.read(Feed.whole(Hex.bytes("ffffffff"))));
        assertEquals("Name of 4294967295 bytes > limit 4096", refused.getMessage());
    }

    @Test
    void desktopName_thatIsNoUtf8_isReadAllTheSame() {
        String hex = "00001000" + "ff".repeat(4096);
        assertEquals(4096, DesktopName.read(Feed.whole(Hex.bytes(hex))).name().length());
    }
}
