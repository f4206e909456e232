package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import weft.framebuffer.View;
import weft.framebuffer.XrgbSurface;
import weft.rfb.message.ExtendedPointerEvent;
import weft.rfb.message.PointerMotion;

import java.util.List;

/// More buttons, and pointers that tell how far they move.
class PointerTest extends ServerUnderTest {
    private static final String PIXELS =
            "00 00 0001 0000 0000 0004 0002 00000000" + "00000000".repeat(8);

    @BeforeEach
    void hostTakesMovements() {
        display =
                display(builder ->
                        builder.onPointer(
                                new PointerHandler() {
                                    @Override
                                    public void pointer(int x, int y, int buttonMask) {
                                        input.add(x + "," + y + ":" + buttonMask);
                                    }

                                    @Override
                                    public void moved(int dx, int dy, int buttonMask) {
                                        input.add("by %d,%d:%d".formatted(dx, dy, buttonMask));
                                    }
                                }));
    }

    private void relative(boolean movements) {
        loop.locked(() -> display.relativePointer(movements));
        loop.runReady();
    }

    private ScriptedPeer asking(ScriptedPeer peer) {
        return peer.send(ask(true, 0, 0, 4, 2)::write);
    }

    @Test
    void extendedButtons_areAnnouncedAndTakenBySevenBytes() {
        ScriptedPeer peer =
                login().send("02 00 0001 fffffec4")
                        .expectNothing()
                        .send(ask(false, 0, 0, 4, 2)::write)
                        .expect("00 00 0001 0000 0000 0000 0000 fffffec4")
                        .expect(PIXELS);
        peer.send("05 81 0001 0000 02").send("05 80 0001 0000 00").send("05 40 0001 0000");
        peer.send(new ExtendedPointerEvent(0x7fff, 3, 1)::write).send("05 00 0000 0000");
        assertEquals(List.of("1,0:257", "1,0:0", "1,0:64", "3,1:32767", "0,0:0"), input);
    }

    @Test
    void turnedAndLargerView_hostIsToldInItsOwnPixels() {
        framebuffer.surface(XrgbSurface.of(new int[2], 1, 2));
        framebuffer.view(View.PLAIN.rotated(90).scaled(2));
        ScriptedPeer peer = login();
        peer.send(pointer(0, 0, 0)::write).send(pointer(1, 1, 1)::write);
        peer.send(pointer(1, 2, 0)::write).send(pointer(0, 4, 1)::write);
        relative(true);
        peer.send(pointer(0, 4, 5)::write).send(pointer(0, 7, 5)::write);

        assertEquals(List.of("0,1:0", "0,1:1", "0,0:1", "0,-1:0", "by 4,0:0", "by 0,-3:0"), input);
    }

    @Test
    void eighthButton_withoutTheExtension_isTheHighestBit() {
        login().send("05 80 0001 0000 05 00 0001 0000");
        assertEquals(List.of("1,0:128", "1,0:0"), input);
    }

    @Test
    void viewerThatKnowsMovements_isToldOfEachSwitch() {
        ScriptedPeer peer =
                login().send("02 00 0001 fffffeff")
                        .send(ask(false, 0, 0, 4, 2)::write)
                        .expect("00 00 0001 0001 0000 0000 0000 fffffeff")
                        .expect(PIXELS);
        peer.send(pointer(0, 2, 1)::write);
        relative(true);
        peer.expectNothing(); // it waits for no update
        asking(peer).expect("00 00 0001 0000 0000 0000 0000 fffffeff").expectNothing();
        peer.send("05 00 8000 7ffd"); // by 1, -2
        peer.send("05 01 7fff 7fff").send("05 00 7fff 7fff");
        relative(false);
        peer.expect("00 00 0001 0001 0000 0000 0000 fffffeff");
        peer.send(pointer(0, 3, 0)::write);
        assertEquals(List.of("2,1:0", "by 1,-2:0", "by 0,0:1", "by 0,0:0", "3,0:0"), input);
    }

    @Test
    void switch_ofAViewerWithFences_takesEffectWhereItsAnswerIs() {
        ScriptedPeer peer = login().send("02 00 0002 fffffeff fffffec8");
        byte[] _ = peer.takeAll();
        byte[] _ = asking(peer).takeAll();
        byte[] _ = asking(peer).takeAll();
        peer.send(pointer(0, 0, 0)::write);
        relative(true);
        asking(peer)
                .expect("00 00 0001 0000 0000 0000 0000 fffffeff")
                .expect("f8 000000 80000001 01 72");
        peer.send(pointer(0, 2, 1)::write); // on its way before
        peer.send("f8 000000 00000001 01 72");
        peer.send("05 00 8000 7fff");
        assertEquals(List.of("0,0:0", "by 2,1:0", "by 1,0:0"), input);
    }

    @Test
    void firstPlace_onAHostThatTakesMovements_isNone() {
        relative(true);
        login().send(pointer(0, 3, 1)::write).send(pointer(1, 2, 1)::write);
        assertEquals(List.of("by 0,0:0", "by -1,0:1"), input);
    }

    @Test
    void movementsOnTheirWay_whenTheHostTakesPlaces_moveNothing() {
        ScriptedPeer peer = login().send("02 00 0002 fffffeff fffffec8");
        byte[] _ = peer.takeAll();
        byte[] _ = asking(peer).takeAll();
        byte[] _ = asking(peer).takeAll();
        peer.send(pointer(0, 2, 1)::write);
        relative(true);
        byte[] _ = asking(peer).takeAll();
        peer.send("f8 000000 00000001 01 72").send("05 00 fffe fffe");
        relative(false);
        peer.send("05 00 fffe fffe").send("05 01 7fff 7fff").send("05 00 7fff 7fff");
        assertEquals(List.of("2,1:0", "by 32767,32767:0", "2,1:0", "2,1:1", "2,1:0"), input);
    }

    @Test
    void switchThereAndBack_beforeTheAnswers_isFollowedAnswerByAnswer() {
        ScriptedPeer peer = login().send("02 00 0002 fffffeff fffffec8");
        byte[] _ = peer.takeAll();
        byte[] _ = asking(peer).takeAll();
        byte[] _ = asking(peer).takeAll();
        peer.send(pointer(0, 2, 1)::write);
        relative(true);
        byte[] _ = asking(peer).takeAll();
        relative(false);
        byte[] _ = asking(peer).takeAll();
        peer.send("f8 000000 00000001 01 72").send("02 00 0002 fffffeff fffffec8");
        peer.send("05 00 8000 7fff").send("f8 000000 00000001 01 61");
        peer.send(pointer(0, 3, 0)::write);
        assertEquals(List.of("2,1:0", "2,1:0", "3,0:0"), input);
    }

    @Test
    void viewerThatKnowsMovementsNoLonger_answersAFenceLate_andTellsPlaces() {
        ScriptedPeer peer = login().send("02 00 0002 fffffeff fffffec8");
        byte[] _ = peer.takeAll();
        byte[] _ = asking(peer).takeAll();
        byte[] _ = asking(peer).takeAll();
        peer.send(pointer(0, 2, 1)::write);
        relative(true);
        byte[] _ = asking(peer).takeAll();
        peer.send("02 00 0001 fffffec8").send("f8 000000 00000001 01 72");
        peer.send(pointer(0, 3, 1)::write);
        assertEquals(List.of("2,1:0", "by 1,0:0"), input);
    }

    @Test
    void viewerThatKnowsMovementsNoLonger_tellsPlaces() {
        ScriptedPeer peer = login().send("02 00 0001 fffffeff");
        byte[] _ = peer.takeAll();
        byte[] _ = asking(peer).takeAll();
        byte[] _ = asking(peer).takeAll();
        peer.send(pointer(0, 2, 1)::write);
        relative(true);
        byte[] _ = asking(peer).takeAll();
        peer.send("02 00 0001 00000000").send(pointer(0, 3, 1)::write);
        assertEquals(List.of("2,1:0", "by 1,0:0"), input);
    }

    @Test
    void viewerThatKnowsPlacesOnly_hasItsMovementsReckoned() {
        ScriptedPeer peer = login().send(pointer(0, 2, 1)::write);
        relative(true);
        peer.send(pointer(0, 3, 1)::write).send(pointer(1, 3, 1)::write);
        peer.send(pointer(1, 0, 0)::write).disconnect();
        assertEquals(List.of("2,1:0", "by 1,0:0", "by 0,0:1", "by -3,-1:1", "by 0,0:0"), input);
    }

    @Test
    void movements_waitingForTheHost_areAddedAndEdgesKept() {
        relative(true);
        ScriptedPeer peer = login().send("02 00 0001 fffffeff");
        byte[] _ = peer.send(ask(false, 0, 0, 4, 2)::write).takeAll();
        peer.send(out -> {
            for (int i = 0; i < 1000; i++) {
                pointer(0, PointerMotion.position(1), PointerMotion.position(-2)).write(out);
            }
            pointer(1, PointerMotion.NONE, PointerMotion.NONE).write(out);
            for (int i = 0; i < 1000; i++) {
                pointer(1, PointerMotion.position(-3), PointerMotion.NONE).write(out);
            }
            pointer(0, PointerMotion.NONE, PointerMotion.NONE).write(out);
        });
        int dx = 0;
        int dy = 0;
        int edges = 0;
        for (String event : input) {
            String[] parts = event.substring(3).replace(':', ',').split(",", -1);
            dx += Integer.parseInt(parts[0]);
            dy += Integer.parseInt(parts[1]);
            edges += parts[0].equals("0") ? 1 : 0;
        }
        assertEquals(List.of(-2000, -2000, 2), List.of(dx, dy, edges), input.toString());
        assertEquals(true, input.size() <= 8, () -> "not merged: " + input.size());
    }

    @Test
    void buttonThatOneHolds_staysDownWhileAnotherMoves() {
        ScriptedPeer one = login();
        ScriptedPeer other = login();
        one.send(pointer(1, 1, 1)::write);
        other.send(pointer(0, 2, 0)::write).send(pointer(1, 2, 0)::write);
        one.send(pointer(4, 1, 1)::write);
        other.disconnect();
        one.disconnect();
        assertEquals(List.of("1,1:1", "2,0:1", "2,0:1", "1,1:5", "2,0:4", "1,1:0"), input);
    }

    @Test
    void host_canReleaseWhatIsHeld() {
        ScriptedPeer peer = login().send(pointer(2, 1, 1)::write).send(key(true, 0x61)::write);
        input.clear();
        loop.locked(() -> display.releaseInput());
        loop.runReady();
        assertEquals(List.of("-97", "1,1:0"), input);
        peer.disconnect();
        assertEquals(2, input.size());
    }
}
