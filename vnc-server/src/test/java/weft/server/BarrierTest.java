package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import weft.framebuffer.Group;
import weft.framebuffer.XrgbSurface;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.SetEncodings;

import java.util.ArrayList;
import java.util.List;

/// A fence with BlockBefore alone (rfbproto, ClientFence): its answer says that all input before it
/// is in the picture that the viewer has been sent.
class BarrierTest extends ServerUnderTest {
    private static final String BARRIER = "f8 000000 80000001 01 07";
    private static final String PASSED = "f8 000000 00000001 01 07";
    private static final String PIXEL = "00 00 0001 0000 0000 0001 0001 00000000 ";

    private final List<Painting> paintings = new ArrayList<>();
    private int painted;

    /// A viewer that knows fences, has the picture, and gets what is new without asking. Its line
    /// is not measured: it does not answer the marks.
    private ScriptedPeer following() {
        ScriptedPeer peer = login();
        peer.send(out -> new SetEncodings(List.of(0, -312, -313)).write(out));
        peer.send(out -> new EnableContinuousUpdates(true, 0, 0, 65535, 65535).write(out));
        loop.advance(SECOND);
        peer.takeAll();
        return peer;
    }

    private static String mark(int number) {
        return "f8 000000 80000001 04 %08x".formatted(number + 1);
    }

    /// A host that notes keys down and paints later.
    private void paintsLater() {
        display = display(builder -> builder.onKey((keysym, down) -> paintings.add(painting())));
    }

    private Painting painting() {
        return new Painting(display.paintings());
    }

    private void press(ScriptedPeer peer) {
        peer.send(out -> key(true, 0x61).write(out));
    }

    @Test
    void barrier_withNothingBeforeIt_isAnsweredAtOnce() {
        following().send(BARRIER).expect(PASSED).expectNothing();
    }

    @Test
    void barrier_behindAKeyThatIsPaintedInTheCallback_comesAfterThePicture() {
        display =
                display(builder ->
                        builder.onKey((keysym, down) -> framebuffer.publish(pixels(0xff))));
        ScriptedPeer peer = following();
        peer.send("04 01 0000 00000061" + BARRIER)
                .expect(PIXEL + "ff000000" + mark(2))
                .expect(PASSED)
                .expectNothing();
    }

    @Test
    void barrier_behindAKeyThatIsPaintedLater_waitsForThePainting() {
        paintsLater();
        ScriptedPeer peer = following();
        press(peer);
        peer.send(BARRIER).expectNothing();
        loop.advance(SECOND);
        peer.expectNothing();
        show(0, 0, 0, 0xff);
        peer.expect(PIXEL + "ff000000" + mark(2)).expectNothing();
        paintings.getFirst().close();
        loop.runReady();
        peer.expect(PASSED).expectNothing();
    }

    @Test
    void barrier_paintedAndClosedAtOnce_comesAfterThePicture() {
        paintsLater();
        ScriptedPeer peer = following();
        press(peer);
        peer.send(BARRIER).expectNothing();
        framebuffer.publish(pixels(0xff));
        paintings.getFirst().close();
        loop.runReady();
        peer.expect(PIXEL + "ff000000" + mark(2)).expect(PASSED).expectNothing();
    }

    @Test
    void barrier_doesNotWaitForWhatIsBegunLater() {
        paintsLater();
        ScriptedPeer peer = following();
        press(peer);
        peer.send(BARRIER);
        press(peer);
        assertEquals(2, paintings.size());
        paintings.getFirst().close();
        loop.runReady();
        peer.expect(PASSED).expectNothing();
    }

    @Test
    void barriers_several_areAnsweredInOrderEachAfterItsOwnInput() {
        paintsLater();
        ScriptedPeer peer = following();
        press(peer);
        peer.send("f8 000000 80000001 01 01");
        press(peer);
        peer.send("f8 000000 80000001 01 02");
        paintings.get(1).close();
        loop.runReady();
        peer.expectNothing();
        paintings.get(0).close();
        loop.runReady();
        peer.expect("f8 000000 00000001 01 01").expect("f8 000000 00000001 01 02").expectNothing();
    }

    @Test
    void barrier_waitsWhileTheReaderGoesOn() {
        paintsLater();
        ScriptedPeer peer = following();
        press(peer);
        peer.send(BARRIER).expectNothing();
        peer.send("f8 000000 80000000 01 08").expect("f8 000000 00000000 01 08");
        show(0, 0, 0, 0xff);
        peer.expect(PIXEL + "ff000000" + mark(2)).expectNothing();
    }

    @Test
    void barrier_whileAnUpdateIsOnItsWay_waitsForTheNextOne() {
        ScriptedPeer peer = following().stopReading();
        show(0, 0, 0, 0xff);
        framebuffer.publish(pixels(0xfe));
        peer.send(BARRIER);
        peer.readAgain()
                .expect(PIXEL + "ff000000" + mark(2))
                .expect(PIXEL + "fe000000" + mark(3))
                .expect(PASSED)
                .expectNothing();
    }

    @Test
    void barriers_behindSmallChanges_areNotHeldToAPace() {
        display =
                display(builder ->
                        builder.onKey((keysym, down) -> framebuffer.publish(pixels(++painted))));
        ScriptedPeer peer = following();
        for (int i = 1; i <= 20; i++) {
            peer.send("04 01 0000 00000061" + BARRIER)
                    .expect(PIXEL + "%02x000000".formatted(i) + mark(i + 1))
                    .expect(PASSED)
                    .expectNothing();
        }
    }

    @Test
    void barriers_withAHighestRate_areHeldToIt() {
        display =
                display(builder ->
                        builder.maxFps(10)
                                .onKey((keysym, down) -> framebuffer.publish(pixels(++painted))));
        ScriptedPeer peer = following();
        peer.send("04 01 0000 00000061" + BARRIER)
                .expect(PIXEL + "01000000" + mark(2))
                .expect(PASSED)
                .send("04 01 0000 00000061" + BARRIER)
                .expectNothing();
        loop.advance(SECOND / 10);
        peer.expect(PIXEL + "02000000" + mark(3)).expect(PASSED).expectNothing();
    }

    @Test
    void newsWithoutABarrier_afterASmallChangeForOne_keepsItsPace() {
        display =
                display(builder ->
                        builder.onKey((keysym, down) -> framebuffer.publish(pixels(++painted))));
        ScriptedPeer peer = following();
        peer.send("04 01 0000 00000061" + BARRIER)
                .expect(PIXEL + "01000000" + mark(2))
                .expect(PASSED);
        show(0, 0, 0, 0xff);
        peer.expectNothing();
        loop.advance(SECOND);
        peer.expect(PIXEL + "ff000000" + mark(3)).expectNothing();
    }

    @Test
    void barrier_whileAGroupIsOpen_waitsForIt() {
        ScriptedPeer peer = following();
        Group group = framebuffer.begin();
        framebuffer.publish(pixels(0xff));
        peer.send(BARRIER).expect(PASSED).expectNothing(); // the host has not shown it yet
        group.close();
        loop.runReady();
        peer.expect(PIXEL + "ff000000" + mark(2)).expectNothing();
    }

    @Test
    void barrier_behindDamageThatAnotherGroupHides_waitsForThatGroup() {
        int[] memory = pixels(0);
        framebuffer.surface(XrgbSurface.of(memory, 4, 2));
        ScriptedPeer peer = following();
        memory[0] = 0xff;
        framebuffer.damage(0, 0, 1, 1);
        Group next = framebuffer.begin();
        peer.send(BARRIER).expectNothing();
        next.close();
        loop.runReady();
        peer.expect(PIXEL + "ff000000" + mark(2)).expect(PASSED).expectNothing();
    }

    @Test
    void barrier_whileAGroupIsOpenThatChangesNothing_isAnsweredAtItsEnd() {
        framebuffer.surface(XrgbSurface.of(pixels(0), 4, 2));
        ScriptedPeer peer = following();
        Group empty = framebuffer.begin();
        peer.send(BARRIER).expectNothing();
        empty.close();
        loop.runReady();
        peer.expect(PASSED).send(BARRIER).expect(PASSED).expectNothing();
    }

    @Test
    void barrier_ofAViewerThatHasNotAsked_isAnsweredWithoutAPicture() {
        ScriptedPeer peer = login();
        peer.send(out -> new SetEncodings(List.of(0, -312)).write(out)).takeAll();
        show(0, 0, 0, 0xff);
        peer.send(BARRIER).expect(PASSED).expectNothing();
    }

    @Test
    void barriers_tooMany_endTheSession() {
        paintsLater();
        ScriptedPeer peer = following();
        press(peer);
        for (int i = 0; i < 64; i++) {
            peer.send(BARRIER).expectOpen();
        }
        peer.send(BARRIER).expectClosed();
    }

    @Test
    void session_thatEndsWhileABarrierWaits_leavesNothing() {
        paintsLater();
        ScriptedPeer peer = following();
        press(peer);
        peer.send(BARRIER).disconnect();
        assertEquals(List.of(), loop.dump(true));
    }

    private int[] pixels(int first) {
        int[] pixels = new int[8];
        pixels[0] = first;
        return pixels;
    }
}
