package weft.server;

import org.junit.jupiter.api.Test;

/// Logins and messages must come to their end in time, on a virtual clock.
class DeadlineTest extends ServerUnderTest {

    @Test
    void login_silent_isClosedAfter30Seconds() {
        ScriptedPeer peer = connect().expectText(ScriptedPeer.V38);
        loop.advance(30 * SECOND - 1);
        peer.expectOpen();
        loop.advance(1);
        peer.expectClosed();
    }

    @Test
    void login_dripping_isClosedAfter30Seconds() {
        ScriptedPeer peer = connect().expectText(ScriptedPeer.V38);
        for (char c : "RFB 00".toCharArray()) {
            loop.advance(4 * SECOND);
            peer.sendText(String.valueOf(c)).expectOpen();
        }
        loop.advance(6 * SECOND);
        peer.expectClosed();
    }

    @Test
    void login_stoppedInEachPhase_isClosed() {
        ScriptedPeer version = connect().sendText(ScriptedPeer.V38);
        ScriptedPeer security = connect().sendText(ScriptedPeer.V38).send("01");
        loop.advance(30 * SECOND);
        version.expectClosed();
        security.expectClosed();
    }

    @Test
    void message_half_isClosedAfter15SecondsAndOthersStay() {
        ScriptedPeer canary = login();
        ScriptedPeer peer = login().send("00");
        loop.advance(15 * SECOND - 1);
        peer.expectOpen();
        loop.advance(1);
        peer.expectClosed();
        canary.expectOpen()
                .send(out -> ask(false, 0, 0, 4, 2).write(out))
                .expect("00 00 0001 0000 0000 0004 0002 00000000");
    }

    @Test
    void message_dripping_isClosedAfter15Seconds() {
        ScriptedPeer peer = login().send("02 00 ffff");
        for (int i = 0; i < 14; i++) {
            loop.advance(SECOND);
            peer.send("00000000").expectOpen();
        }
        loop.advance(SECOND);
        peer.expectClosed();
    }

    @Test
    void message_longAndSteady_mayTakeItsTime() {
        ScriptedPeer peer = login().send("02 00 ffff");
        byte[] part = new byte[4 * 1100];
        int left = 4 * 0xffff;
        for (; left >= part.length; left -= part.length) {
            loop.advance(SECOND);
            peer.sendBytes(part).expectOpen();
        }
        peer.sendBytes(new byte[left]);
        loop.advance(3600 * SECOND);
        peer.expectOpen().send(out -> ask(false, 0, 0, 1, 1).write(out));
        peer.expect("00 00 0001 0000 0000 0001 0001 00000000");
    }

    @Test
    void message_longAndTooSlow_isClosed() {
        ScriptedPeer peer = login().send("02 00 ffff");
        for (int second = 0; second < 15; second++) {
            peer.expectOpen().sendBytes(new byte[4000]);
            loop.advance(SECOND);
        }
        peer.expectClosed();
    }

    @Test
    void message_steadyAndThenSilent_isClosed15SecondsLaterAtTheMost() {
        ScriptedPeer peer = login().send("02 00 ffff");
        for (int second = 0; second < 15; second++) {
            peer.sendBytes(new byte[4100]);
            loop.advance(SECOND);
        }
        peer.expectOpen();
        loop.advance(15 * SECOND);
        peer.expectClosed();
    }

    @Test
    void message_wholeAfterAWait_meetsNoDeadlineLater() {
        ScriptedPeer peer = login().send("0401 0000");
        loop.advance(14 * SECOND);
        peer.send("00000061");
        loop.advance(3600 * SECOND);
        peer.expectOpen();
    }

    @Test
    void viewer_idleForADay_stays() {
        ScriptedPeer peer = login();
        loop.advance(24 * 3600 * SECOND);
        peer.expectOpen();
    }
}
