package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.message.SetDesktopSize;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.Screen;
import weft.rfb.screen.ScreenLayout;
import weft.server.access.Role;

import java.util.ArrayList;
import java.util.List;

/// Sizes, screens and names, told and asked for.
class DesktopSizeTest extends ServerUnderTest {
    private static final String EXTENDED = "02 00 0001 fffffecc";
    private static final String SCREEN_4X2 = "01000000 00000000 0000 0000 0004 0002 00000000";
    private static final String TOLD_4X2 = "00 00 0001 0000 0000 0004 0002 fffffecc" + SCREEN_4X2;
    private static final String SCREEN_2X1 = "01000000 00000000 0000 0000 0002 0001 00000000";
    private static final String PIXELS =
            "00 00 0001 0000 0000 0004 0002 00000000" + "00000000".repeat(8);
    private static final String PIXELS_2X1 =
            "00 00 0001 0000 0000 0002 0001 00000000" + "00000000".repeat(2);

    private final List<ScreenLayout> asked = new ArrayList<>();

    /// A host that agrees at once.
    private void agrees() {
        answers(ResizeStatus.OK);
    }

    private void answers(ResizeStatus status) {
        display =
                display(builder ->
                        builder.onResize(wanted -> {
                            asked.add(wanted);
                            if (status == ResizeStatus.OK) {
                                framebuffer.resize(wanted.width(), wanted.height());
                            }
                            return status;
                        }));
    }

    private static ScreenLayout layout(int width, int height, Screen... screens) {
        return new ScreenLayout(width, height, List.of(screens));
    }

    private static SetDesktopSize wants(int width, int height) {
        return new SetDesktopSize(ScreenLayout.single(width, height));
    }

    /// A viewer that knows the screens, and waits for an update.
    private ScreenedPeer extended() {
        ScriptedPeer peer =
                login().send(EXTENDED)
                        .expectNothing()
                        .send(ask(false, 0, 0, 4, 2)::write)
                        .expect(TOLD_4X2)
                        .expect(PIXELS);
        loop.advance(SECOND); // the next update needs not wait
        return new ScreenedPeer(peer);
    }

    private record ScreenedPeer(ScriptedPeer peer) {
        ScriptedPeer asking() {
            return peer.send(ask(true, 0, 0, 100, 100)::write);
        }
    }

    private void screens(Screen... screens) {
        loop.locked(() -> display.screens(List.of(screens)));
        loop.runReady();
    }

    @Test
    void fullRequest_isAnsweredWithTheScreensFirst_eachTime() {
        ScriptedPeer peer = extended().peer();
        peer.send(ask(false, 0, 0, 0, 0)::write)
                .expect(TOLD_4X2)
                .expect("00 00 0000")
                .expectNothing();
        peer.send(ask(true, 0, 0, 4, 2)::write).expectNothing();
    }

    @Test
    void hostsSize_isToldOnce_inTheFormThatTheViewerLikesBest() {
        ScriptedPeer extended = extended().asking();
        ScriptedPeer both =
                login().send("02 00 0002 ffffff21 fffffecc").send(ask(true, 0, 0, 4, 2)::write);
        both.expect(PIXELS).send(ask(true, 0, 0, 4, 2)::write);
        ScriptedPeer plain =
                login().send("02 00 0002 574d5669 ffffff21").send(ask(true, 0, 0, 4, 2)::write);
        plain.expect(PIXELS).send(ask(true, 0, 0, 4, 2)::write);
        ScriptedPeer mode = login().send("02 00 0001 574d5669").send(ask(true, 0, 0, 4, 2)::write);
        mode.expect(PIXELS).send(ask(true, 0, 0, 4, 2)::write);
        loop.advance(SECOND);
        framebuffer.resize(2, 1);
        loop.runReady();
        String told = "00 00 0001 0000 0000 0002 0001 fffffecc" + SCREEN_2X1;
        extended.expect(told).expectNothing();
        both.expect(told).expectNothing();
        plain.expect("00 00 0001 0000 0000 0002 0001 ffffff21").expectNothing();
        mode.expect(
                        "00 00 0001 0000 0000 0002 0001 574d5669"
                                + "20 18 00 01 00ff 00ff 00ff 10 08 00 000000")
                .expectNothing();
        for (ScriptedPeer peer : List.of(extended, both, plain, mode)) {
            peer.send(ask(true, 0, 0, 2, 1)::write).expect(PIXELS_2X1).expectNothing();
        }
    }

    @Test
    void hostsScreens_areToldToWhoKnowsScreens() {
        ScriptedPeer peer = extended().asking();
        screens(new Screen(7, 0, 0, 2, 2), new Screen(8, 2, 0, 2, 2, 0x80000001L));
        loop.advance(SECOND);
        peer.expect(
                        "00 00 0001 0000 0000 0004 0002 fffffecc 02000000"
                                + "00000007 0000 0000 0002 0002 00000000"
                                + "00000008 0002 0000 0002 0002 80000001")
                .expectNothing();
        framebuffer.resize(2, 1); // has not room for them
        loop.runReady();
        peer.expect(
                "00 00 0001 0000 0000 0002 0001 fffffecc"
                        + "01000000 00000007 0000 0000 0002 0001 00000000");
    }

    @Test
    void viewersRequest_isDoneByTheHost_andAllAreTold() {
        agrees();
        ScriptedPeer peer = extended().asking();
        ScriptedPeer other = extended().asking();
        ScriptedPeer plain =
                login().send("02 00 0001 ffffff21").send(ask(false, 0, 0, 4, 2)::write);
        plain.expect(PIXELS).send(ask(true, 0, 0, 4, 2)::write);
        loop.advance(SECOND);
        ScreenLayout wanted = layout(2, 1, new Screen(9, 0, 0, 1, 1), new Screen(3, 1, 0, 1, 1));
        peer.send(new SetDesktopSize(wanted)::write);
        String screens =
                "0002 0001 fffffecc 02000000 00000009 0000 0000 0001 0001 00000000"
                        + "00000003 0001 0000 0001 0001 00000000";
        assertEquals(List.of(wanted), asked);
        peer.expect("00 00 0001 0001 0000" + screens);
        peer.send(ask(true, 0, 0, 2, 1)::write).expect(PIXELS_2X1).expectNothing();
        other.expect("00 00 0001 0002 0000" + screens);
        other.send(ask(true, 0, 0, 2, 1)::write).expect(PIXELS_2X1).expectNothing();
        plain.expect("00 00 0001 0000 0000 0002 0001 ffffff21");
    }

    @Test
    void request_needsNoUpdateRequest_toBeAnswered() {
        agrees();
        ScriptedPeer peer = extended().peer();
        peer.send(wants(2, 1)::write)
                .expect("00 00 0001 0001 0000 0002 0001 fffffecc" + SCREEN_2X1)
                .expectNothing();
    }

    @Test
    void request_forWhatThereIs_isSuccessful_andLeavesThePixels() {
        agrees();
        ScriptedPeer peer = extended().asking();
        peer.send(wants(4, 2)::write)
                .expect("00 00 0001 0001 0000 0004 0002 fffffecc" + SCREEN_4X2)
                .expectNothing();
    }

    @ParameterizedTest
    @EnumSource(names = {"PROHIBITED", "OUT_OF_RESOURCES", "INVALID_LAYOUT", "FORWARDED"})
    void hostsRefusal_isToldToWhoAsked_withTheScreensThatThereAre(ResizeStatus status) {
        answers(status);
        ScriptedPeer peer = extended().asking();
        ScriptedPeer other = extended().asking();
        peer.send(wants(2, 1)::write)
                .expect(
                        "00 00 0001 0001 000%d 0004 0002 fffffecc".formatted(status.number())
                                + SCREEN_4X2)
                .expectNothing();
        other.expectNothing();
        assertEquals(1, asked.size());
    }

    @Test
    void forwardedRequest_thatIsGrantedLater_isTheHostsChange() {
        answers(ResizeStatus.FORWARDED);
        ScriptedPeer peer = extended().asking();
        peer.send(wants(2, 1)::write)
                .expect("00 00 0001 0001 0004 0004 0002 fffffecc" + SCREEN_4X2);
        framebuffer.resize(2, 1);
        loop.runReady();
        peer.expect("00 00 0001 0000 0000 0002 0001 fffffecc" + SCREEN_2X1);
    }

    @Test
    void hostThatAgreesAndDoesNothing_hasForwarded() {
        display = display(builder -> builder.onResize(_ -> ResizeStatus.OK));
        extended()
                .asking()
                .send(wants(2, 1)::write)
                .expect("00 00 0001 0001 0004 0004 0002 fffffecc" + SCREEN_4X2)
                .expectNothing();
    }

    @Test
    void hostThatFails_isOutOfResources() {
        display =
                display(builder ->
                        builder.onResize(_ -> {
                            throw new IllegalStateException("test");
                        }));
        extended()
                .asking()
                .send(wants(2, 1)::write)
                .expect("00 00 0001 0001 0002 0004 0002 fffffecc" + SCREEN_4X2);
    }

    @Test
    void withoutAHandler_orWithoutTheRight_nobodyIsAsked() {
        extended()
                .asking()
                .send(wants(2, 1)::write)
                .expect("00 00 0001 0001 0001 0004 0002 fffffecc" + SCREEN_4X2);
        agrees();
        display.viewers();
        ScreenedPeer watching = extended();
        display.viewers().get(0).role(Role.VIEW_ONLY);
        loop.runReady();
        watching.peer()
                .send(wants(2, 1)::write)
                .expect("00 00 0001 0001 0001 0004 0002 fffffecc" + SCREEN_4X2);
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fb 00 0002 0001 00 00", // no screen
                "fb 00 0000 0000 01 00 00000000 0000 0000 0000 0000 00000000", // empty
                "fb 00 0002 0001 01 00 00000000 0001 0000 0002 0001 00000000", // outside
                "fb 00 0002 0001 01 00 00000000 ffff ffff ffff ffff 00000000", // far outside
                "fb 00 0002 0001 02 00 00000007 0000 0000 0002 0001 00000000"
                        + "00000007 0000 0000 0002 0001 00000000" // the same twice
            })
    void impossibleLayouts_areInvalid_andNobodyIsAsked(String message) {
        agrees();
        extended()
                .asking()
                .send(message)
                .expect("00 00 0001 0001 0003 0004 0002 fffffecc" + SCREEN_4X2);
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @ValueSource(ints = {16385, 65535})
    void sizesBeyondTheLimits_areOutOfResources(int side) {
        agrees();
        extended()
                .asking()
                .send(wants(side, 1)::write)
                .expect("00 00 0001 0001 0002 0004 0002 fffffecc" + SCREEN_4X2)
                .send(wants(16384, 16384)::write)
                .expect("00 00 0001 0001 0002 0004 0002 fffffecc" + SCREEN_4X2);
        assertEquals(List.of(), asked);
    }

    @Test
    void request_byAViewerThatDoesNotKnowTheExtension_endsTheSession() {
        login().send(wants(2, 1)::write).expectClosed();
    }

    @Test
    void floodOfRequests_isHeldToTenASecond_andEachIsAnswered() {
        answers(ResizeStatus.PROHIBITED);
        ScriptedPeer peer =
                extended()
                        .peer()
                        .send(out -> {
                            for (int i = 0; i < 100; i++) {
                                wants(2, 1).write(out);
                            }
                        });
        assertEquals(10, asked.size(), 1);
        loop.advance(SECOND);
        assertEquals(20, asked.size(), 1);
        loop.advance(9 * SECOND);
        assertEquals(100, asked.size());
        peer.expect(("00 00 0001 0001 0001 0004 0002 fffffecc" + SCREEN_4X2).repeat(100));
    }

    @Test
    void viewerThatAsksAndReadsNothing_isNotReadOn() {
        answers(ResizeStatus.PROHIBITED);
        ScriptedPeer peer = extended().peer().stopReading();
        peer.send(out -> {
            for (int i = 0; i < 100; i++) {
                wants(2, 1).write(out);
            }
        });
        loop.advance(100 * SECOND);
        assertEquals(1, asked.size(), 2);
        peer.disconnect();
    }

    @Test
    void newName_isToldToWhoKnowsOfNames_once() {
        ScriptedPeer peer =
                login().send("02 00 0001 fffffecd")
                        .send(ask(true, 0, 0, 4, 2)::write)
                        .expect(PIXELS)
                        .send(ask(true, 0, 0, 4, 2)::write)
                        .expectNothing();
        ScriptedPeer other = login().send(ask(true, 0, 0, 4, 2)::write).expect(PIXELS);
        other.send(ask(true, 0, 0, 4, 2)::write);
        loop.advance(SECOND);
        loop.locked(() -> display.name("é"));
        loop.runReady();
        peer.expect("00 00 0001 0000 0000 0000 0000 fffffecd 00000002 c3a9").expectNothing();
        other.expectNothing();
        loop.locked(() -> display.name("é"));
        loop.runReady();
        peer.expectNothing();
    }

    @Test
    void nameBeyondTheLimit_isRefusedAtOnce() {
        String name = "é".repeat(2049);
        assertThrows(IllegalArgumentException.class, () -> VncServer.builder(1, 1).name(name));
    }
}
