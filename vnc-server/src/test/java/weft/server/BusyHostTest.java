package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.message.PowerAction;
import weft.rfb.message.SetDesktopSize;
import weft.rfb.screen.ResizeStatus;
import weft.rfb.screen.ScreenLayout;
import weft.server.access.Role;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What viewers want of a host that takes its time, and may not any more when that has come. The
/// host takes ten keys a second.
class BusyHostTest extends ServerUnderTest {
    private static final String RESET = "fa 00 01 04";
    private static final String FAIL = "fa 00 01 00";
    private static final String EXTENDED = "02 00 0002 fffffecb fffffecc";

    private final List<PowerAction> requests = new ArrayList<>();
    private final List<ScreenLayout> sizes = new ArrayList<>();

    @BeforeEach
    void hostIsBusy() {
        display =
                display(builder ->
                        builder.keyDelay(Duration.ofMillis(100))
                                .role(Role.OWNER)
                                .onResize(wanted -> {
                                    sizes.add(wanted);
                                    return ResizeStatus.FORWARDED;
                                })
                                .onPower(action -> {
                                    requests.add(action);
                                    return true;
                                }));
    }

    private static void keys(ScriptedPeer peer, int events) {
        peer.send(out -> {
            for (int i = 0; i < events; i++) {
                key(i % 2 == 0, 'k').write(out);
            }
        });
    }

    private void become(Role role) {
        display.viewers().getFirst().role(role);
        loop.runReady();
    }

    /// Whichever event it is that waits for room: a press or a release.
    @ParameterizedTest
    @ValueSource(ints = {20, 21, 22, 23})
    void keyThatWaitsForRoom_whenItsRightIsLost_isNotPressed(int events) {
        keys(login(), events);
        become(Role.VIEW_ONLY);
        loop.advance(10 * SECOND);
        long pressed = input.stream().filter("+107"::equals).count();
        long released = input.stream().filter("-107"::equals).count();
        assertEquals(pressed, released, input::toString);
        assertTrue(pressed > 3, input::toString);
    }

    @Test
    void buttonThatWaitsForRoom_whenItsRightIsLost_isNotPressed() {
        ScriptedPeer peer = login();
        keys(peer, 11);
        peer.send(pointer(1, 1, 1)::write);
        become(Role.VIEW_ONLY);
        loop.advance(10 * SECOND);
        assertTrue(input.stream().noneMatch(event -> event.endsWith(":1")), input::toString);
    }

    @Test
    void requests_whoseRightIsLostBeforeTheirTurn_areNotDone() {
        ScriptedPeer peer = login().send(EXTENDED);
        byte[] _ = peer.takeAll();
        keys(peer, 6);
        peer.send(RESET);
        become(Role.VIEW_ONLY);
        loop.advance(SECOND);
        peer.expect(FAIL).expectNothing();
        become(Role.OWNER);
        keys(peer, 6);
        peer.send(new SetDesktopSize(ScreenLayout.single(2, 1))::write);
        become(Role.VIEW_ONLY);
        loop.advance(SECOND);
        peer.expect("00 00 0001 0001 0001 0004 0002 fffffecc");
        assertEquals(List.of(), requests);
        assertEquals(List.of(), sizes);
    }

    @Test
    void request_ofAViewerThatIsGoneBeforeItsTurn_isNotDone() {
        ScriptedPeer peer = login().send(EXTENDED);
        keys(peer, 6);
        peer.send(RESET);
        display.viewers().getFirst().disconnect("enough");
        loop.advance(SECOND);
        peer.expectClosed();
        assertEquals(List.of(), requests);
    }

    @Test
    void sizeAskedFor_byAViewerThatIsGone_isNobodysChoice() {
        ScriptedPeer asking = login().send(EXTENDED);
        keys(asking, 11); // its request will wait for room
        asking.send(new SetDesktopSize(ScreenLayout.single(2, 1))::write);
        display.viewers().getFirst().disconnect("enough");
        loop.advance(SECOND);
        ScriptedPeer other =
                login().send("02 00 0001 fffffecc").send(ask(false, 0, 0, 4, 2)::write);
        byte[] _ = other.takeAll();
        other.send(ask(true, 0, 0, 4, 2)::write);
        framebuffer.resize(2, 1);
        loop.advance(SECOND);
        other.expect("00 00 0001 0000 0000 0002 0001 fffffecc");
        assertEquals(List.of(), sizes);
    }

    @Test
    void keysOfOneViewer_holdUpAnotherByASecondAtTheMost() {
        keys(login(), 1000);
        login().send(pointer(0, 3, 1)::write);
        loop.advance(SECOND);
        assertTrue(input.contains("3,1:0"), input::toString);
    }
}
