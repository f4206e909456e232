package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Who may be there at the same time.
class SharingTest extends ServerUnderTest {

    private ScriptedPeer loginWith(String sharedFlag) {
        return connect()
                .expectText(ScriptedPeer.V38)
                .sendText(ScriptedPeer.V38)
                .expect("01 01")
                .send("01")
                .expect("00000000")
                .send(sharedFlag);
    }

    @Test
    void allowExclusive_exclusiveViewer_disconnectsTheOthers() {
        ScriptedPeer first = login();
        ScriptedPeer second = login();
        ScriptedPeer exclusive = loginWith("00").skipServerInit();
        loop.runReady();
        first.expectClosed();
        second.expectClosed();
        exclusive.expectOpen();
        assertEquals(1, display.viewers().size());
    }

    @Test
    void allowExclusive_sharedViewerAfterAnExclusiveOne_isRefused() {
        ScriptedPeer exclusive = loginWith("00").skipServerInit();
        loginWith("ff").expectNothing().expectClosed();
        exclusive.expectOpen();
    }

    @Test
    void forceShared_exclusiveViewer_isRefused() {
        display = display(builder -> builder.share(SharePolicy.FORCE_SHARED));
        ScriptedPeer first = login();
        loginWith("00").expectNothing().expectClosed();
        first.expectOpen();
        login().expectOpen();
    }

    @Test
    void ignore_exclusiveViewer_comesInBesideTheOthers() {
        display = display(builder -> builder.share(SharePolicy.IGNORE));
        ScriptedPeer first = login();
        loginWith("00").skipServerInit().expectOpen();
        first.expectOpen();
        assertEquals(2, display.viewers().size());
    }

    @Test
    void exclusiveFlag_beforeTheLogin_disconnectsNobody() {
        display = display(builder -> builder.password("secret"));
        ScriptedPeer peer =
                connect().expectText(ScriptedPeer.V38).sendText(ScriptedPeer.V38).expect("01 02");
        peer.send("02").takeAll();
        peer.send("00".repeat(17)).failureIsDue().expect("00000001").expectClosed();
    }
}
