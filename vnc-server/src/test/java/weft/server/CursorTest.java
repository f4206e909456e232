package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.framebuffer.Cursor;
import weft.framebuffer.View;
import weft.framebuffer.XrgbSurface;

/// The pointer's shape and place: drawn by the viewer, or painted for it.
class CursorTest extends ServerUnderTest {
    private static final int WHITE = 0xffffffff;
    private static final String PIXELS =
            "00 00 0001 0000 0000 0004 0002 00000000" + "00000000".repeat(8);
    private static final String HIDDEN = "00 00 0001 0000 0000 0001 0001 ffffff11 00000000 00";
    private static final String SHOWN = "00 00 0001 0000 0000 0001 0001 ffffff11 ffffff00 80";

    @BeforeEach
    void pointerHasAShape() {
        framebuffer.cursor(new Cursor(1, 1, 0, 0, new int[] {WHITE}));
    }

    private static String pixel(int x, int y, String colour) {
        return "00 00 0001 %04x %04x 0001 0001 00000000 %s".formatted(x, y, colour);
    }

    private void hostMoves(int x, int y) {
        loop.locked(() -> display.movePointer(x, y));
        loop.runReady();
    }

    private ScriptedPeer drawing(String encodings) {
        ScriptedPeer peer = login().send(encodings).send(ask(false, 0, 0, 4, 2)::write);
        loop.advance(SECOND);
        return peer;
    }

    /// A viewer that knows nothing of pointers, has the picture and asks for more.
    private ScriptedPeer plain() {
        ScriptedPeer peer = login().send(ask(false, 0, 0, 4, 2)::write).expect(PIXELS);
        loop.advance(SECOND);
        return asks(peer);
    }

    private static ScriptedPeer asks(ScriptedPeer peer) {
        return peer.send(ask(true, 0, 0, 4, 2)::write);
    }

    private static final String FORMS =
            """
            0001 ffffff10                            | ffffff10 | ff8040 000000 80 80
            0002 ffffff10 ffffff11                   | ffffff11 | 4080ff00 80
            0003 ffffff10 ffffff11 574d5664          | 574d5664 | 01 00 ff8040c0
            0004 ffffff10 ffffff11 574d5664 fffffec6 | fffffec6 | 00000000 c06030c0
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FORMS)
    void shape_isToldInTheBestFormThatTheViewerKnows(String encodings, String form, String data) {
        framebuffer.cursor(new Cursor(1, 1, 0, 0, new int[] {0xc0ff8040}));
        drawing("02 00 " + encodings)
                .expect("00 00 0002 0000 0000 0001 0001" + form + data)
                .expect(PIXELS.substring("00 00 0001 ".length()))
                .expectNothing();
    }

    @Test
    void viewerThatDrawsNone_getsThePointerInItsPicture_whereverItMoves() {
        ScriptedPeer peer = plain().expectNothing();
        peer.send(pointer(0, 1, 1)::write).expect(pixel(1, 1, "ffffff00"));
        asks(peer).send(pointer(0, 3, 0)::write);
        loop.advance(SECOND);
        peer.expect(
                "00 00 0001 0001 0000 0003 0002 00000000 00000000 00000000 ffffff00"
                        + "00000000".repeat(3));
        asks(peer);
        framebuffer.cursor(Cursor.invisible());
        loop.advance(SECOND);
        peer.expect(pixel(3, 0, "00000000")).expectNothing();
    }

    @Test
    void partlyTransparentPointer_isBlended() {
        framebuffer.cursor(new Cursor(1, 1, 0, 0, new int[] {0x80ffffff}));
        show(0xff, 0, 0, 0xff);
        ScriptedPeer peer =
                login().send(ask(false, 0, 0, 4, 2)::write)
                        .expect("00 00 0001 0000 0000 0004 0002 00000000" + "ff000000".repeat(8));
        loop.advance(SECOND);
        asks(peer).send(pointer(0, 2, 0)::write).expect(pixel(2, 0, "ff808000"));
    }

    @Test
    void pictureBelowThePointer_isSentWithThePointerInIt() {
        ScriptedPeer peer = plain();
        peer.send(pointer(0, 0, 0)::write).expect(pixel(0, 0, "ffffff00"));
        loop.advance(SECOND);
        asks(peer);
        show(0, 1, 0, 0x123456);
        peer.expect(pixel(1, 0, "56341200")).expectNothing();
    }

    @Test
    void viewerThatDraws_isNotDisturbedByItsOwnMoves() {
        ScriptedPeer peer = drawing("02 00 0001 ffffff11");
        peer.expect("00 00 0002 0000 0000 0001 0001 ffffff11 ffffff00 80")
                .expect(PIXELS.substring("00 00 0001 ".length()));
        asks(peer).send(pointer(0, 1, 1)::write).expectNothing();
        framebuffer.cursor(new Cursor(1, 1, 0, 0, new int[] {0xff0000ff}));
        loop.runReady();
        peer.expect("00 00 0001 0000 0000 0001 0001 ffffff11 ff000000 80").expectNothing();
    }

    @Test
    void pointerMovedByTheGuest_isPaintedForWhoDrawsButKnowsNoPlaces_untilItMovesItself() {
        ScriptedPeer peer = drawing("02 00 0001 ffffff11");
        peer.expect("00 00 0002 0000 0000 0001 0001 ffffff11 ffffff00 80")
                .expect(PIXELS.substring("00 00 0001 ".length()));
        asks(peer);
        hostMoves(2, 1);
        peer.expect(HIDDEN.replaceFirst("0001", "0002") + "0002 0001 0001 0001 00000000 ffffff00");
        loop.advance(SECOND);
        asks(peer).send(pointer(0, 0, 0)::write);
        loop.advance(SECOND);
        peer.expect(SHOWN.replaceFirst("0001", "0002") + "0002 0001 0001 0001 00000000 00000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffff18", "574d5666"})
    void viewerThatKnowsPlaces_isToldWhereOthersMoveThePointer(String form) {
        ScriptedPeer peer = drawing("02 00 0002 ffffff11" + form);
        peer.expect("00 00 0002 0000 0000 0001 0001 ffffff11 ffffff00 80")
                .expect(PIXELS.substring("00 00 0001 ".length()));
        asks(peer);
        hostMoves(2, 1);
        peer.expect("00 00 0001 0002 0001 0000 0000" + form).expectNothing();
        loop.advance(SECOND);
        peer.send(pointer(0, 3, 0)::write).expectNothing();
        login().send(pointer(0, 1, 1)::write);
        peer.expect("00 00 0001 0001 0001 0000 0000" + form).expectNothing();
        loop.advance(SECOND);
        hostMoves(-5, 70000);
        peer.expect("00 00 0001 0000 ffff 0000 0000" + form).expectNothing();
    }

    @Test
    void placesOfAPointerThatNeverRests_areToldAtTheFrameRate_theNewestEach() {
        ScriptedPeer peer = drawing("02 00 0002 ffffff11 ffffff18");
        byte[] _ = peer.takeAll();
        asks(peer);
        ScriptedPeer mover = login();
        int told = 0;
        for (int i = 1; i <= 600; i++) {
            mover.send(pointer(0, i % 4, 0)::write);
            loop.advance(SECOND / 600);
            byte[] now = peer.takeAll();
            told += now.length / 16;
            if (now.length > 0) {
                assertEquals(i % 4, now[5], "the newest");
            }
        }
        assertEquals(60, told, 1);
        loop.advance(SECOND);
        byte[] _ = peer.takeAll();
        mover.send(pointer(0, 1, 1)::write);
        peer.expect("00 00 0001 0001 0001 0000 0000 ffffff18");
        mover.send(pointer(0, 3, 1)::write);
        peer.expectNothing();
        loop.advance(SECOND / 10);
        peer.expect("00 00 0001 0003 0001 0000 0000 ffffff18");
    }

    @Test
    void oneViewersPointer_isSeenByTheOther() {
        ScriptedPeer other = plain();
        login().send(pointer(0, 2, 0)::write);
        other.expect(pixel(2, 0, "ffffff00")).expectNothing();
    }

    @Test
    void withoutAShape_nothingIsPainted() {
        framebuffer.cursor(Cursor.invisible());
        plain().send(pointer(0, 1, 1)::write).expectNothing();
    }

    @Test
    void guestThatTakesMovements_itsPointerIsWhereItSays() {
        ScriptedPeer peer = plain();
        loop.locked(() -> display.relativePointer(true));
        peer.send(pointer(0, 1, 1)::write).expectNothing();
        hostMoves(3, 1);
        peer.expect(pixel(3, 1, "ffffff00"));
        loop.advance(SECOND);
        asks(peer);
        loop.locked(() -> display.relativePointer(false));
        loop.advance(SECOND);
        peer.expect(pixel(3, 1, "00000000"));
    }

    @Test
    void guestMovesItsPointer_inALargerView_itIsSeenThere() {
        framebuffer.surface(XrgbSurface.of(new int[2], 2, 1));
        framebuffer.view(View.PLAIN.scaled(2));
        ScriptedPeer peer = plain();
        hostMoves(1, 0);
        peer.expect("00 00 0001 0002 0000 0002 0002 00000000" + " ffffff00".repeat(4));
    }

    /// The pointer that cannot be seen moves from one tile to another: a worker finds that there is
    /// nothing to send.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void change_whileAWorkerFindsThatThereIsNothingToSend_isSent(int turns) {
        framebuffer.resize(128, 64);
        framebuffer.cursor(Cursor.invisible());
        int[] pixels = new int[128 * 64];
        pixels[2 * 128 + 5] = 0x80ff40;
        display =
                display(builder ->
                        builder.onPointer((x, y, buttons) -> {
                            if (x == 100) {
                                afterTurns(turns, () -> framebuffer.publish(pixels));
                            }
                        }));
        ScriptedPeer peer = login().send(ask(false, 0, 0, 128, 64)::write);
        peer.expect("00 00 0001 0000 0000 0080 0040 00000000" + "00000000".repeat(pixels.length));
        peer.send(ask(true, 0, 0, 128, 64)::write).send(pointer(0, 1, 1)::write).expectNothing();
        loop.advance(SECOND);
        peer.send(pointer(0, 100, 1)::write).expect(pixel(5, 2, "40ff8000"));
    }

    private void afterTurns(int turns, Runnable task) {
        if (turns == 0) {
            task.run();
        } else {
            loop.later(() -> afterTurns(turns - 1, task));
        }
    }
}
