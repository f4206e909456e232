package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.framebuffer.Cursor;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.codec.NativeMemory;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Random;

/// What is sent when (RFC 6143 §7.5.3, §7.6.1), byte by byte on a picture of 4x2 pixels.
class UpdateRulesTest extends ServerUnderTest {
    private static final String BLACK = "00000000";
    private static final String RED = "0000ff00";
    private static final String WHITE = "ffffff00";
    private static final String ONE_PIXEL = "00 00 0001 0000 0000 0001 0001 00000000";
    private static final int ONE_PIXEL_BYTES = 4 + 12 + 4;
    private static final int SECOND_PART = (int) (SECOND / 10);
    private static final String FULL = "0000 0000 0004 0002 00000000";

    private static void encodings(ScriptedPeer peer, Integer... numbers) {
        peer.send(out -> new SetEncodings(List.of(numbers)).write(out));
    }

    @Test
    void nothingAsked_changes_sendNothing() {
        ScriptedPeer peer = login();
        show(0xff0000, 0, 0, 0xffffff);
        loop.advance(SECOND);
        peer.expectNothing();
    }

    @Test
    void fullRequest_isAnsweredAtOnceWithItsWholeArea() {
        login().send(out -> ask(false, 0, 0, 4, 2).write(out))
                .expect("00 00 0001 " + FULL + BLACK.repeat(8))
                .expectNothing();
    }

    @Test
    void fullRequest_again_isAnsweredAgain() {
        ScriptedPeer peer = login();
        for (int i = 0; i < 3; i++) {
            loop.advance(SECOND);
            peer.send(out -> ask(false, 1, 0, 1, 2).write(out))
                    .expect("00 00 0001 0001 0000 0001 0002 00000000" + BLACK.repeat(2));
        }
        peer.expectNothing();
    }

    @Test
    void incrementalRequest_firstOne_bringsWhatTheViewerNeverHad() {
        login().send(out -> ask(true, 0, 0, 4, 2).write(out))
                .expect("00 00 0001 " + FULL + BLACK.repeat(8))
                .expectNothing();
    }

    @Test
    void incrementalRequest_waitsForAChangeAndBringsOnlyThat() {
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out)).expectNothing();
        loop.advance(60 * SECOND);
        peer.expectNothing();
        show(0, 2, 1, 0xff0000);
        peer.expect("00 00 0001 0002 0001 0001 0001 00000000" + RED).expectNothing();
        show(0, 2, 1, 0xffffff);
        loop.advance(SECOND);
        peer.expectNothing();
    }

    @Test
    void incrementalRequest_changeOutsideOfItsArea_waits() {
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 2, 2).write(out));
        show(0, 3, 1, 0xff0000);
        peer.expectNothing();
        loop.advance(SECOND);
        // The change was not forgotten: it comes when it is asked for.
        peer.send(out -> ask(true, 2, 0, 2, 2).write(out))
                .expect("00 00 0001 0003 0001 0001 0001 00000000" + RED)
                .expectNothing();
    }

    @Test
    void requests_beforeTheAnswer_areMergedIntoOne() {
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        peer.send(
                        out -> {
                            for (int i = 0; i < 1000; i++) {
                                ask(false, 0, 0, 1, 1).write(out);
                                ask(false, 1, 0, 1, 1).write(out);
                            }
                        })
                .expectNothing();
        loop.advance(SECOND);
        peer.expect("00 00 0001 0000 0000 0002 0001 00000000" + BLACK.repeat(2)).expectNothing();
    }

    @Test
    void emptyArea_incremental_waitsAndFull_isAnsweredEmpty() {
        ScriptedPeer peer = login();
        peer.send(out -> ask(true, 0, 0, 0, 0).write(out)).expectNothing();
        peer.send(out -> ask(false, 2, 1, 0, 1).write(out)).expect("00 00 0000").expectNothing();
    }

    @Test
    void areaOutside_isClipped() {
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 65535, 65535, 65535, 65535).write(out))
                .expect("00 00 0000")
                .expectNothing();
        loop.advance(SECOND);
        peer.send(out -> ask(false, 3, 1, 65535, 65535).write(out))
                .expect("00 00 0001 0003 0001 0001 0001 00000000" + BLACK)
                .expectNothing();
    }

    @Test
    void slowViewer_skipsFramesAndGetsTheNewest() {
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        loop.advance(SECOND);
        peer.stopReading();
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
        show(0, 0, 0, 0xff0000);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
        for (int i = 1; i < 100; i++) {
            show(0, 0, 0, 0xff0000 + i);
            loop.advance(SECOND / 10);
        }
        show(0, 0, 0, 0xffffff);
        peer.readAgain();
        loop.advance(SECOND);
        peer.expect("00 00 0001 0000 0000 0001 0001 00000000" + RED)
                .expect("00 00 0001 0000 0000 0001 0001 00000000" + WHITE)
                .expectNothing();
    }

    @Test
    void pace_atMostMaxFpsButAtOnceAfterARest() {
        display = display(builder -> builder.maxFps(10));
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
        show(0, 0, 0, 0xff0000);
        peer.expectNothing();
        loop.advance(SECOND / 10 - 1);
        peer.expectNothing();
        loop.advance(1);
        peer.expect("00 00 0001 0000 0000 0001 0001 00000000" + RED);
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
        show(0, 0, 0, 0xffffff);
        peer.expect("00 00 0001 0000 0000 0001 0001 00000000" + WHITE).expectNothing();
    }

    @Test
    void pace_sourceOfTheSamePace_losesNoFrameByBeingEarlyOrLate() {
        display = display(builder -> builder.maxFps(10));
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        loop.advance(SECOND);
        for (int i = 1; i <= 100; i++) {
            int late = i % 2 * SECOND_PART / 10;
            loop.advance(late);
            peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
            show(0, 0, 0, i);
            peer.expect(ONE_PIXEL + "%02x000000".formatted(i));
            loop.advance(SECOND_PART - late);
        }
        peer.expectNothing();
    }

    @Test
    void pace_sourceThatIsFaster_isHeldToMaxFps() {
        display = display(builder -> builder.maxFps(10));
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        loop.advance(SECOND);
        int updates = 0;
        for (int i = 1; i <= 200; i++) {
            peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
            show(0, 0, 0, i);
            updates += peer.takeAll().length / ONE_PIXEL_BYTES;
            loop.advance(SECOND_PART / 2);
            updates += peer.takeAll().length / ONE_PIXEL_BYTES;
        }
        assertEquals(101, updates);
    }

    @Test
    void pace_smallChanges_areNotHeldBackUnlessAskedFor() {
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        loop.advance(SECOND);
        for (int i = 1; i < 10; i++) {
            peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
            show(0, 0, 0, i);
            peer.expect("00 00 0001 0000 0000 0001 0001 00000000 0" + i + "000000");
        }
        peer.expectNothing();
    }

    @Test
    void changedBackBeforeTheRequest_sendsNothing() {
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        show(0, 0, 0, 0xff0000);
        show(0, 0, 0, 0);
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out)).expectNothing();
    }

    @Test
    void pixelFormat_changed_isUsedFromTheNextUpdateOn() {
        ScriptedPeer peer = login();
        show(0xff0000, 0, 0, 0xffffff);
        peer.send(out -> new SetPixelFormat(PixelFormat.RGB565).write(out))
                .send(out -> ask(false, 0, 0, 2, 1).write(out))
                .expect("00 00 0001 0000 0000 0002 0001 00000000 ffff 00f8")
                .expectNothing();
    }

    @Test
    void pixelFormat_colourMap_getsTheMapFirst() {
        ScriptedPeer peer = login();
        peer.send(out -> new SetPixelFormat(PixelFormat.COLOUR_MAP).write(out));
        peer.expect("01 00 0000 0100");
        assertEquals(256 * 6, peer.takeAll().length);
    }

    @Test
    void desktopSize_resize_comesAloneAndThenThePicture() {
        ScriptedPeer peer = login();
        encodings(peer, 0, -223);
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
        framebuffer.resize(2, 3);
        loop.advance(SECOND);
        peer.expect("00 00 0001 0000 0000 0002 0003 ffffff21").expectNothing();
        peer.send(out -> ask(false, 0, 0, 2, 3).write(out))
                .expect("00 00 0001 0000 0000 0002 0003 00000000" + BLACK.repeat(6))
                .expectNothing();
    }

    @Test
    void desktopSize_requestForTheOldSizeAfterAShrink_isClipped() {
        ScriptedPeer peer = login();
        encodings(peer, 0, -223);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out)).takeAll();
        framebuffer.resize(2, 1);
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out))
                .expect("00 00 0001 0000 0000 0002 0001 ffffff21");
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out));
        loop.advance(SECOND);
        peer.expect("00 00 0001 0000 0000 0002 0001 00000000" + BLACK.repeat(2)).expectNothing();
    }

    @Test
    void desktopSize_unknownToTheViewer_keepsItsSizeWithBlackAround() {
        ScriptedPeer peer = login();
        show(0xff0000, 0, 0, 0xff0000);
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        framebuffer.resize(2, 1);
        framebuffer.publish(new int[] {0xffffff, 0xffffff});
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out))
                .expect("00 00 0001 " + FULL + WHITE.repeat(2) + BLACK.repeat(6))
                .expectNothing();
    }

    @Test
    void cursor_forAViewerThatDrawsIt_comesOnceForEachShape() {
        ScriptedPeer peer = login();
        encodings(peer, 0, -239);
        peer.send(out -> ask(false, 0, 0, 0, 0).write(out)).takeAll();
        framebuffer.cursor(new Cursor(2, 1, 1, 0, new int[] {0xffff0000, 0}));
        loop.advance(SECOND);
        String shape = "0001 0000 0002 0001 ffffff11" + RED + BLACK + "80";
        peer.send(out -> ask(true, 0, 0, 0, 0).write(out))
                .expect("00 00 0001 " + shape)
                .expectNothing();
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 0, 0).write(out)).expectNothing();
        framebuffer.cursor(new Cursor(1, 1, 0, 0, new int[] {0xffffffff}));
        loop.advance(SECOND);
        peer.expect("00 00 0001 0000 0000 0001 0001 ffffff11" + WHITE + "80").expectNothing();
    }

    @Test
    void copyHint_trueOne_becomesACopyRect() {
        ScriptedPeer peer = login();
        encodings(peer, 1, 0);
        framebuffer.publish(new int[] {1, 2, 3, 4, 5, 6, 7, 8});
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        framebuffer.copied(new Rect(0, 0, 4, 1), 0, -1);
        framebuffer.publish(new int[] {5, 6, 7, 8, 9, 9, 9, 9});
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out))
                .expect("00 00 0002")
                .expect("0000 0000 0004 0001 00000001 0000 0001")
                .expect("0000 0001 0004 0001 00000000" + "09000000".repeat(4))
                .expectNothing();
    }

    @Test
    void copyHint_falseOne_isNotBelieved() {
        ScriptedPeer peer = login();
        encodings(peer, 1, 0);
        framebuffer.publish(new int[] {1, 2, 3, 4, 5, 6, 7, 8});
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        framebuffer.copied(new Rect(0, 0, 4, 1), 0, -1);
        framebuffer.publish(new int[] {9, 9, 9, 9, 5, 6, 7, 8});
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out))
                .expect("00 00 0001 0000 0000 0004 0001 00000000" + "09000000".repeat(4))
                .expectNothing();
    }

    @Test
    void bellAndCutText_reachEveryViewer() {
        ScriptedPeer first = login();
        ScriptedPeer second = login();
        loop.locked(display::bell);
        loop.locked(() -> display.clipboard(weft.rfb.clipboard.ClipboardContents.ofText("a")));
        loop.runReady();
        first.expect("02").expect("03 000000 00000001 61").expectNothing();
        second.expect("02").expect("03 000000 00000001 61").expectNothing();
    }

    @Test
    void twoViewers_withDifferentRequests_doNotKnowOfEachOther() {
        ScriptedPeer first = login();
        ScriptedPeer second = login();
        first.send(out -> ask(false, 0, 0, 4, 2).write(out)).takeAll();
        second.stopReading().send(out -> ask(false, 0, 0, 4, 2).write(out));
        loop.advance(SECOND);
        first.send(out -> ask(true, 0, 0, 4, 2).write(out));
        show(0, 0, 0, 0xff0000);
        first.expect("00 00 0001 0000 0000 0001 0001 00000000" + RED);
        second.readAgain().expect("00 00 0001 " + FULL + BLACK.repeat(8)).expectNothing();
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 16})
    void viewer_thatRests_holdsNoCompressorsAndGoesOn(int encoding) {
        framebuffer.resize(64, 64);
        long before = NativeMemory.inUse();
        ScriptedPeer peer = login();
        encodings(peer, encoding);
        try (var viewer = new DecodingViewer(64, 64, PixelTranslator.of(PixelFormat.XRGB8888))) {
            for (int round = 0; round < 3; round++) {
                int[] picture = new Random(round).ints(64 * 64, 0, 0x1000000).toArray();
                framebuffer.publish(picture);
                peer.send(out -> ask(true, 0, 0, 64, 64).write(out));
                loop.advance(SECOND);
                viewer.apply(new Bytes(peer.takeAll()));

                assertArrayEquals(picture, viewer.pixels);
                assertTrue(NativeMemory.inUse() > before, "no compressor in use");
                loop.advance(5 * SECOND);
                assertEquals(before, NativeMemory.inUse());
            }
        }
    }

    /// A collection, because what is to be known is what the server holds.
    private static boolean isGone(WeakReference<Frame> frame) {
        for (int i = 0; i < 10 && !frame.refersTo(null); i++) {
            System.gc();
        }
        return frame.refersTo(null);
    }

    private WeakReference<Frame> showNoise(int seed) {
        framebuffer.publish(new Random(seed).ints(64 * 64, 0, 0x1000000).toArray());
        return new WeakReference<>(framebuffer.current());
    }

    @ParameterizedTest
    @ValueSource(strings = {"asks for nothing", "does not read", "waits for another part"})
    void viewer_thatIsSentNothing_holdsNoOldFrame(String how) {
        framebuffer.resize(64, 64);
        ScriptedPeer peer = login();
        WeakReference<Frame> shown = showNoise(0);
        if (how.equals("does not read")) {
            peer.stopReading();
        }
        peer.send(out -> ask(false, 0, 0, 64, 64).write(out));
        if (how.equals("waits for another part")) {
            peer.send(out -> ask(true, 64, 64, 0, 0).write(out));
        }
        assertFalse(isGone(shown));
        for (int i = 1; i < 4; i++) {
            loop.advance(6 * SECOND);
            showNoise(i);
            loop.runReady();
        }
        assertTrue(isGone(shown), "still held");

        peer.readAgain();
        peer.send(out -> ask(true, 0, 0, 64, 64).write(out));
        loop.advance(SECOND);
        try (var viewer = new DecodingViewer(64, 64, PixelTranslator.of(PixelFormat.XRGB8888))) {
            var updates = new Bytes(peer.takeAll());
            viewer.apply(updates); // the whole, and then what is new
            viewer.apply(updates);
            assertArrayEquals(framebuffer.current().pixels(), viewer.pixels);
        }
    }
}
