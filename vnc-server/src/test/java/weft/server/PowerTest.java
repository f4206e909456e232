package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import weft.rfb.message.PowerAction;
import weft.server.access.Role;

import java.util.ArrayList;
import java.util.List;

/// Requests to shut down, reboot and reset (rfbproto, xvp).
class PowerTest extends ServerUnderTest {
    private static final String XVP = "02 00 0001 fffffecb";
    private static final String INIT = "fa 00 01 01";
    private static final String FAIL = "fa 00 01 00";
    private static final String SHUTDOWN = "fa 00 01 02";
    private static final String REBOOT = "fa 00 01 03";
    private static final String RESET = "fa 00 01 04";

    private final List<PowerAction> requests = new ArrayList<>();

    /// A machine that does anything but reboot.
    @BeforeEach
    void hostHasPower() {
        display = display(builder -> builder.onPower(this::requested).role(Role.OWNER));
    }

    private boolean requested(PowerAction action) {
        input.add(action.name());
        requests.add(action);
        return action != PowerAction.REBOOT;
    }

    @Test
    void viewerThatAsks_isToldOnceAndMayRequest() {
        ScriptedPeer peer = login().expectNothing().send(XVP).expect(INIT).expectNothing();
        peer.send(XVP).expectNothing();
        peer.send(SHUTDOWN).send(RESET).expectNothing();
        assertEquals(List.of(PowerAction.SHUTDOWN, PowerAction.RESET), requests);
        peer.send("02 00 0000").send(XVP).expect(INIT).expectNothing();
    }

    @Test
    void requests_areInOrderWithKeys() {
        login().send(XVP).send("04 01 0000 00000061" + RESET + "04 00 0000 00000061");
        assertEquals(List.of("+97", "RESET", "-97"), input);
    }

    @Test
    void request_thatTheHostRefuses_fails() {
        login().send(XVP).expect(INIT).send(REBOOT).expect(FAIL).expectNothing().expectOpen();
    }

    @Test
    void request_thatTheHostBreaksAt_fails() {
        display =
                display(builder ->
                        builder.onPower(
                                        action -> {
                                            throw new IllegalStateException("no power");
                                        })
                                .role(Role.OWNER));
        ScriptedPeer peer = login().send(XVP).expect(INIT).send(SHUTDOWN).expect(FAIL);
        peer.send(SHUTDOWN).expect(FAIL).expectNothing().expectOpen();
    }

    @Test
    void request_ofAnotherVersionOrCode_failsInItsVersion() {
        ScriptedPeer peer = login().send(XVP).expect(INIT);
        peer.send("fa 00 02 02").expect("fa 00 02 00");
        peer.send("fa 00 01 05").expect(FAIL);
        peer.send("fa 00 01 01").expect(FAIL).expectNothing();
        assertEquals(List.of(), requests);
    }

    @Test
    void viewerThatMayNot_isToldNothingAndFails() {
        display = display(builder -> builder.onPower(this::requested));
        ScriptedPeer peer = login().send(XVP).expectNothing().send(SHUTDOWN);
        peer.expect(FAIL).expectOpen();
        assertEquals(List.of(), requests);
        display.viewers().get(0).role(Role.OWNER);
        loop.runReady();
        peer.expect(INIT).send(SHUTDOWN).expectNothing();
        assertEquals(List.of(PowerAction.SHUTDOWN), requests);
    }

    @Test
    void hostWithoutPower_isNotAnnounced() {
        display = display(builder -> {});
        login().send(XVP).expectNothing().send(SHUTDOWN).expect(FAIL).expectOpen();
    }

    @Test
    void request_ofAViewerThatNeverAsked_isRefused() {
        login().send(SHUTDOWN).expectNothing().expectClosed();
        assertEquals(List.of(), requests);
    }

    @Test
    void fence_behindARequest_comesAfterItsAnswer() {
        ScriptedPeer peer = login().send("02 00 0002 fffffecb fffffec8");
        byte[] _ = peer.takeAll();
        peer.send(REBOOT + "f8 000000 80000001 01 07")
                .expect(FAIL)
                .expect("f8 000000 00000001 01 07");
    }

    @Test
    void viewerThatAsksAndDoesNotRead_isHeldUp() {
        ScriptedPeer peer = login().send(XVP).expect(INIT).stopReading();
        peer.send(REBOOT.repeat(1000));
        int before = requests.size();
        assertEquals(1, before);
        peer.readAgain().expect(FAIL.repeat(1000)).expectNothing();
        assertEquals(1000, requests.size());
    }

    @Test
    void viewerThatLeavesMeanwhile_leavesNothingBehind() {
        List<ScriptedPeer> peers = new ArrayList<>();
        display =
                display(builder ->
                        builder.role(Role.OWNER)
                                .onPower(action -> {
                                    peers.getFirst().disconnect();
                                    return false;
                                }));
        peers.add(login().send(XVP).expect(INIT));
        peers.getFirst().send(RESET).expectClosed();
    }
}
