package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import weft.framebuffer.Cursor;
import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.message.ClientCutText;
import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;
import weft.server.access.Right;
import weft.server.access.Role;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What each viewer may do, by its password and by what the host says of it.
class RightsTest extends ServerUnderTest {
    private static final int RED_PIXEL = 0xff0000;
    private static final String RED = "0000ff00".repeat(8);
    private static final String BLACK = "00000000".repeat(8);
    private static final String PIXELS = "00 00 0001 0000 0000 0004 0002 00000000";

    private void may(int viewer, Set<Right> rights) {
        display.viewers().get(viewer).rights(rights);
        loop.runReady();
    }

    private void mayNot(int viewer, Right right) {
        may(viewer, EnumSet.complementOf(EnumSet.of(right)));
    }

    private void red() {
        show(RED_PIXEL, 0, 0, RED_PIXEL);
    }

    private ScriptedPeer withPassword(String password) {
        ScriptedPeer peer =
                connect()
                        .expectText("RFB 003.008\n")
                        .sendText("RFB 003.008\n")
                        .expect("01 02")
                        .send("02");
        byte[] challenge = VncAuth.read(peer.received());
        return peer.sendBytes(VncAuth.response(VncPassword.of(password), challenge));
    }

    private ScriptedPeer loggedInWith(String password) {
        return withPassword(password).expect("00000000").send("01").skipServerInit();
    }

    private static void keyAndPointer(ScriptedPeer peer) {
        peer.send(key(true, 0x61)::write).send(pointer(1, 2, 1)::write);
    }

    @Test
    void secondPassword_isForWatchingOnly() {
        display = display(builder -> builder.password("full").viewOnlyPassword("watch"));
        keyAndPointer(loggedInWith("watch"));
        assertEquals(List.of(), input);
        keyAndPointer(loggedInWith("full"));
        assertEquals(List.of("+97", "2,1:1"), input);
        assertEquals(
                List.of(Role.VIEW_ONLY.rights(), Role.OPERATOR.rights()),
                display.viewers().stream().map(Viewer::rights).toList());
        withPassword("other").failureIsDue().expect("00000001").expectClosed();
    }

    @Test
    void passwordForWatchingAlone_letsNobodyDoMore() {
        display = display(builder -> builder.viewOnlyPassword("watch"));
        keyAndPointer(loggedInWith("watch"));
        withPassword("full").failureIsDue().expect("00000001").expectClosed();
        assertEquals(List.of(), input);
    }

    @Test
    void rightTakenFromAnOperator_isOfTheFirstPasswordToo() {
        display =
                display(builder ->
                        builder.password("full")
                                .viewOnlyPassword("watch")
                                .rights(EnumSet.of(Right.SEE, Right.KEY)));
        keyAndPointer(loggedInWith("full"));
        assertEquals(List.of("+97"), input);
    }

    @Test
    void keyRightTaken_heldKeysAreReleased_buttonsStay() {
        ScriptedPeer peer = login();
        keyAndPointer(peer);
        input.clear();
        mayNot(0, Right.KEY);
        assertEquals(List.of("-97"), input);
        keyAndPointer(peer);
        peer.send(pointer(1, 3, 1)::write);
        assertEquals(List.of("-97", "2,1:1", "3,1:1"), input);
    }

    @Test
    void pointerRightTaken_heldButtonsAreReleased_keysStay() {
        ScriptedPeer peer = login();
        keyAndPointer(peer);
        input.clear();
        mayNot(0, Right.POINTER);
        assertEquals(List.of("2,1:0"), input);
        peer.send(pointer(1, 3, 1)::write).send(key(false, 0x61)::write);
        assertEquals(List.of("2,1:0", "-97"), input);
    }

    @Test
    void rightsOfOneViewer_areNotThoseOfAnother() {
        login();
        ScriptedPeer other = login();
        may(0, Set.of());
        keyAndPointer(other);
        assertEquals(List.of("+97", "2,1:1"), input);
    }

    @Test
    void viewerThatMayNotSee_isShownBlack_andThePictureWhenItMay() {
        red();
        ScriptedPeer peer = login().send(ask(true, 0, 0, 4, 2)::write).expect(PIXELS).expect(RED);
        mayNot(0, Right.SEE);
        peer.send(ask(true, 0, 0, 4, 2)::write).expect(PIXELS).expect(BLACK);
        peer.send(ask(true, 0, 0, 4, 2)::write);
        show(0xff00, 0, 0, 0xff); // nothing of it gets out
        peer.expectNothing();
        red();
        peer.expectNothing();
        may(0, EnumSet.of(Right.SEE));
        peer.expect(PIXELS).expect(RED).expectNothing();
    }

    @Test
    void viewerThatMayNotSee_getsNoShapeOfThePointer() {
        framebuffer.cursor(new Cursor(1, 1, 0, 0, new int[] {0xffffffff}));
        ScriptedPeer peer = login();
        mayNot(0, Right.SEE);
        peer.send("02 00 0001 ffffff11")
                .send(ask(true, 0, 0, 4, 2)::write)
                .expect(PIXELS)
                .expect(BLACK)
                .expectNothing();
        may(0, EnumSet.of(Right.SEE));
        peer.send(ask(true, 0, 0, 4, 2)::write)
                .expect("00 00 0001 0000 0000 0001 0001 ffffff11 ffffff00 80");
        mayNot(0, Right.SEE);
        peer.send(ask(true, 0, 0, 4, 2)::write)
                .expect("00 00 0001 0000 0000 0001 0001 ffffff11 00000000 00");
    }

    @Test
    void clipboardRights_areOnePerDirection() {
        ScriptedPeer peer = login();
        mayNot(0, Right.CLIPBOARD_IN);
        peer.send(new ClientCutText("in")::write);
        hostHas("out");
        assertEquals(List.of(), input);
        peer.expect("03 000000 00000003").expectText("out");

        mayNot(0, Right.CLIPBOARD_OUT);
        peer.send(new ClientCutText("in")::write);
        hostHas("secret");
        assertEquals(List.of("cut in"), input);
        peer.expectNothing();

        may(0, Role.OPERATOR.rights());
        peer.expect("03 000000 00000006").expectText("secret");
    }

    private void hostHas(String text) {
        loop.locked(() -> display.clipboard(ClipboardContents.ofText(text)));
        loop.runReady();
    }

    @Test
    void disconnected_viewerIsGone_andOthersStay() {
        ScriptedPeer peer = login();
        ScriptedPeer other = login();
        Viewer viewer = display.viewers().get(0);
        viewer.disconnect("the host said so");
        loop.runReady();
        peer.expectClosed();
        other.expectOpen();
        assertEquals(1, display.viewers().size());
        assertFalse(display.viewers().contains(viewer));
        viewer.role(Role.OWNER); // has no effect
        loop.runReady();
        assertTrue(viewer.rights().isEmpty());
    }

    @Test
    void viewers_areEqualByTheirConnection() {
        login();
        login();
        assertEquals(display.viewers(), display.viewers());
        assertFalse(display.viewers().get(0).equals(display.viewers().get(1)));
    }
}
