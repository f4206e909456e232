package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.server.access.Role;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The host lets viewers in, keeps them out, or thinks about it; and is told of those who are in.
class ApprovalTest extends ServerUnderTest {
    private final List<Applicant> asked = new ArrayList<>();

    private void holdEverybody() {
        display = display(builder -> builder.onApproval(asked::add));
    }

    private ScriptedPeer waiting() {
        return connect()
                .expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("01 01")
                .send("01");
    }

    private static String refusal(String reason) {
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        return "00000001 %08x %s".formatted(text.length, HexFormat.of().formatHex(text));
    }

    @Test
    void accepted_comesIn() {
        display = display(builder -> builder.onApproval(Applicant::accept));
        waiting().expect("00000000").send("01").skipServerInit();
        assertEquals(1, display.viewers().size());
    }

    @Test
    void held_waitsForLongerThanALoginMayTake_andThenHasItsTimeForTheRest() {
        holdEverybody();
        ScriptedPeer peer = waiting().expectNothing();
        loop.advance(59 * SECOND);
        peer.expectNothing().expectOpen();
        Applicant applicant = asked.getFirst();
        assertTrue(applicant.isWaiting());
        applicant.accept(Role.VIEW_ONLY);
        loop.runReady();
        assertFalse(applicant.isWaiting());
        applicant.refuse(Applicant.Refusal.NOT_NOW); // too late
        loop.advance(29 * SECOND);
        peer.expect("00000000").send("01").skipServerInit();
        assertEquals(Role.VIEW_ONLY.rights(), display.viewers().getFirst().rights());
    }

    @Test
    void accepted_butSilentAfterwards_isClosed() {
        holdEverybody();
        ScriptedPeer peer = waiting();
        asked.getFirst().accept();
        loop.runReady();
        peer.expect("00000000");
        loop.advance(30 * SECOND);
        peer.expectClosed();
    }

    @Test
    void refused_isToldTheReason() {
        holdEverybody();
        ScriptedPeer peer = waiting();
        loop.advance(5 * SECOND);
        asked.getFirst().refuse(Applicant.Refusal.BUSY);
        loop.runReady();
        peer.expect(refusal("the display is in use")).expectClosed();
    }

    @Test
    void noAnswer_isARefusalAfter60Seconds() {
        holdEverybody();
        ScriptedPeer peer = waiting();
        loop.advance(60 * SECOND - 1);
        peer.expectNothing();
        loop.advance(1);
        peer.expect(refusal("nobody has answered")).expectClosed();
        assertFalse(asked.getFirst().isWaiting());
        asked.getFirst().accept();
        loop.runReady();
        assertEquals(0, display.viewers().size());
    }

    @Test
    void hostThatFails_letsInNobody() {
        display =
                display(builder ->
                        builder.onApproval(_ -> {
                            throw new IllegalStateException("on purpose");
                        }));
        ScriptedPeer peer = waiting();
        loop.advance(SECOND);
        peer.expect(refusal("nobody has answered")).expectClosed();
    }

    @Test
    void whoIsAsked_isNotAskedWhoItIsTwice() {
        display = display(builder -> builder.password("secret").onApproval(asked::add));
        connect()
                .expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("01 02")
                .send("02" + "00".repeat(16));
        loop.advance(SECOND);
        assertEquals(List.of(), asked, "one that did not pass is no matter of the host");
        assertEquals(0, display.viewers().size());
    }

    @Test
    void applicant_saysWhatIsKnown() {
        holdEverybody();
        ScriptedPeer peer = waiting();
        Applicant applicant = asked.getFirst();
        assertEquals("peer 1", applicant.peer());
        assertEquals("", applicant.user());
        assertEquals(Optional.empty(), applicant.certificate());
        assertEquals(Role.OPERATOR.rights(), applicant.rights());
        peer.disconnect();
        applicant.accept();
        loop.runReady();
        assertEquals(0, display.viewers().size());
    }

    @Test
    void comingAndGoing_isToldInOrder() {
        display =
                display(builder ->
                        builder.onViewer(
                                new ViewerHandler() {
                                    @Override
                                    public void connected(Viewer viewer) {
                                        input.add("connected " + viewer.peer());
                                    }

                                    @Override
                                    public void disconnected(Viewer viewer, String reason) {
                                        input.add("gone " + viewer.peer() + ": " + reason);
                                    }
                                }));
        connect().sendText("RFB 000.000\n"); // never was a viewer
        login().send(out -> key(true, 97).write(out)).disconnect();
        assertEquals(
                List.of("connected viewer 2", "+97", "-97", "gone viewer 2: the viewer went away"),
                input);
    }

    @Test
    void idleViewer_isClosed_oneThatTypesIsNot() {
        display = display(builder -> builder.idleLimit(Duration.ofSeconds(60)));
        ScriptedPeer idle = login();
        ScriptedPeer busy = login();
        for (int i = 0; i < 4; i++) {
            idle.send(out -> ask(true, 0, 0, 4, 2).write(out)); // its program does so by itself
            busy.send(out -> pointer(0, 1, 1).write(out));
            loop.advance(15 * SECOND - 1);
            idle.expectOpen();
        }
        loop.advance(4);
        idle.expectClosed();
        busy.expectOpen();
        loop.advance(60 * SECOND - 4);
        busy.expectClosed();
    }

    @Test
    void timeLimit_holdsWhateverTheViewerDoes() {
        display = display(builder -> builder.timeLimit(Duration.ofSeconds(60)));
        ScriptedPeer peer = login();
        for (int i = 0; i < 59; i++) {
            loop.advance(SECOND);
            peer.send(out -> key(true, 97).write(out)).expectOpen();
        }
        loop.advance(SECOND);
        peer.expectClosed();
    }
}
