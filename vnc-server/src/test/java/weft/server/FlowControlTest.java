package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.PixelFormat;
import weft.rfb.message.EnableContinuousUpdates;
import weft.rfb.message.SetEncodings;
import weft.rfb.message.SetPixelFormat;

import java.util.List;

/// Fences and continuous updates (rfbproto), byte by byte on a picture of 4x2 pixels.
class FlowControlTest extends ServerUnderTest {
    private static final String BLACK = "00000000";
    private static final String RED = "0000ff00";
    private static final String FULL = "00 00 0001 0000 0000 0004 0002 00000000" + BLACK.repeat(8);
    private static final String ANNOUNCED_FENCE =
            "f8 000000 80000000 0d 776566742e6261727269657273";
    private static final String END = "96";

    private static void encodings(ScriptedPeer peer, Integer... numbers) {
        peer.send(out -> new SetEncodings(List.of(numbers)).write(out));
    }

    private static void continuous(ScriptedPeer peer, int x, int y, int width, int height) {
        peer.send(out -> new EnableContinuousUpdates(true, x, y, width, height).write(out));
    }

    /// The mark behind an update; number 0 is the one ahead of the first.
    private static String mark(int number) {
        return "f8 000000 80000001 04 %08x".formatted(number + 1);
    }

    private static String answer(int number) {
        return "f8 000000 00000001 04 %08x".formatted(number + 1);
    }

    private static String dot(int x, int y, String pixel) {
        return "00 00 0001 %04x %04x 0001 0001 00000000 %s".formatted(x, y, pixel);
    }

    /// A viewer that knows fences and continuous updates, and was told of both.
    private ScriptedPeer fencing() {
        ScriptedPeer peer = login();
        encodings(peer, 0, -312, -313);
        return peer.expect(ANNOUNCED_FENCE).expect(END).expectNothing();
    }

    /// One that has the picture and gets what is new in it without asking.
    private ScriptedPeer following() {
        ScriptedPeer peer = fencing();
        continuous(peer, 0, 0, 4, 2);
        peer.expect(mark(0)).expect(FULL).expect(mark(1)).send(answer(0)).send(answer(1));
        loop.advance(SECOND);
        return peer.expectNothing();
    }

    // ---- announcement ----

    @Test
    void encodings_listedAgain_areNotAnnouncedAgain() {
        ScriptedPeer peer = fencing();
        encodings(peer, 0, -312, -313);
        encodings(peer, 0);
        encodings(peer, -313, -312);
        peer.expectNothing();
    }

    @Test
    void encodings_listedOneByOne_areAnnouncedOneByOne() {
        ScriptedPeer peer = login();
        encodings(peer, 0, -313);
        peer.expect(END).expectNothing();
        encodings(peer, 0, -312);
        peer.expect(ANNOUNCED_FENCE).expectNothing();
    }

    @Test
    void viewer_withoutFences_seesNone() {
        ScriptedPeer peer = login();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out)).expect(FULL).expectNothing();
    }

    @Test
    void viewer_thatTakesFencesBack_seesNoMore() {
        ScriptedPeer peer = following();
        encodings(peer, 0);
        show(0, 1, 1, 0xff0000);
        peer.expect(dot(1, 1, RED)).expectNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "96 01 0000 0000 0004 0002",
                "96 00 0000 0000 0000 0000",
                "f8 000000 80000000 00",
                "f8 000000 00000000 00"
            })
    void message_thatWasNotNegotiated_endsTheSession(String message) {
        login().send(message).expectNothing().expectClosed();
        ScriptedPeer other = login();
        encodings(other, 0, message.startsWith("96") ? -312 : -313);
        other.takeAll();
        other.send(message).expectNothing().expectClosed();
    }

    // ---- the viewer's fences ----

    @ParameterizedTest
    @CsvSource({
        "80000000 00, 00000000 00",
        "80000001 01 2a, 00000001 01 2a",
        "80000003 04 deadbeef, 00000003 04 deadbeef",
        "fffffff9 01 00, 00000001 01 00",
        "fffffff8 00, 00000000 00",
    })
    void fence_isAnsweredWithItsPayloadAndTheFlagsThatAreUnderstood(String sent, String answer) {
        fencing().send("f8 000000" + sent).expect("f8 000000" + answer).expectNothing();
    }

    @Test
    void fence_ofTheLargestPayload_isAnswered_ofALargerOneEndsTheSession() {
        ScriptedPeer peer = fencing();
        String payload = "40" + "a5".repeat(64);
        peer.send("f8 000000 80000000" + payload).expect("f8 000000 00000000" + payload);
        peer.send("f8 000000 80000000 41" + "a5".repeat(65)).expectNothing().expectClosed();
        fencing().send("f8 000000 00000000 ff").expectNothing().expectClosed();
    }

    @Test
    void fence_whileAnUpdateIsBeingSent_isAnsweredBehindIt() {
        ScriptedPeer peer = following().stopReading();
        show(0, 0, 0, 0xff0000);
        peer.send("f8 000000 80000001 00");
        peer.readAgain()
                .expect(dot(0, 0, RED) + mark(2))
                .expect("f8 000000 00000001 00")
                .expectNothing();
    }

    @Test
    void fence_syncNext_isAnsweredWithTheNextMessage() {
        ScriptedPeer peer = following();
        peer.send("f8 000000 80000004 01 07").expectNothing();
        show(0, 0, 0, 0xff0000);
        peer.expect(dot(0, 0, RED) + mark(2)).send(answer(2)).expect("f8 000000 00000004 01 07");
    }

    @Test
    void fence_syncNextBeforeSetPixelFormat_partsTheUpdatesOfBothFormats() {
        ScriptedPeer peer = following().stopReading();
        show(0, 0, 0, 0xff0000); // sent in the old format
        peer.send("f8 000000 80000004 01 07");
        show(0, 1, 0, 0xff0000); // comes when the viewer reads again
        peer.send(out -> new SetPixelFormat(PixelFormat.RGB565).write(out));
        peer.readAgain().expect(dot(0, 0, RED) + mark(2)).expect("f8 000000 00000004 01 07");
        loop.advance(SECOND);
        // Two changed places in one tile, now of two bytes a pixel: the first one went black again.
        peer.expect("00 00 0001 0000 0000 0002 0001 00000000 0000 00f8" + mark(3)).expectNothing();
    }

    @Test
    void fences_syncNextTwice_areAnsweredInOrder() {
        ScriptedPeer peer = fencing();
        peer.send("f8 000000 80000004 01 01").expectNothing();
        peer.send("f8 000000 80000006 01 02").expect("f8 000000 00000004 01 01").expectNothing();
        peer.send(out -> new SetPixelFormat(PixelFormat.RGB565).write(out))
                .expect("f8 000000 00000006 01 02")
                .expectNothing();
    }

    @Test
    void fence_blockAfter_holdsUpTheNextMessageUntilItIsAnswered() {
        ScriptedPeer peer = following();
        peer.stopReading();
        peer.send("f8 000000 80000002 01 01");
        peer.send(out -> key(true, 0x61).write(out));
        assertEquals(List.of(), input);
        peer.readAgain().expect("f8 000000 00000002 01 01").expectNothing();
        assertEquals(List.of("+97"), input);
    }

    @Test
    void fence_withoutBlockAfter_holdsUpNothing() {
        ScriptedPeer peer = following();
        peer.stopReading().send("f8 000000 80000001 01 01");
        peer.send(out -> key(true, 0x61).write(out));
        assertEquals(List.of("+97"), input);
        peer.readAgain().expect("f8 000000 00000001 01 01").expectNothing();
    }

    @Test
    void fences_aFloodThatIsNotRead_stopsTheReader() {
        ScriptedPeer peer = following();
        peer.stopReading();
        byte[] one = ScriptedPeer.bytes("f8 000000 80000000 01 33");
        for (int i = 0; i < 1000; i++) {
            peer.sendBytes(one);
        }
        peer.send(out -> key(true, 0x61).write(out));
        assertEquals(List.of(), input, "the reader should wait for room in the outbox");
        peer.readAgain().expect("f8 000000 00000000 01 33".repeat(1000)).expectNothing();
        assertEquals(List.of("+97"), input);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000 00",
                "00000001 00",
                "00000001 01 01",
                "00000001 04 00000001",
                "00000001 04 00000003",
                "00000001 04 ffffffff",
                "7fffffff 05 0000000100"
            })
    void answer_toAFenceThatWasNotSent_isIgnored(String answer) {
        following().send("f8 000000" + answer).expectNothing().expectOpen();
    }

    // ---- continuous updates ----

    @Test
    void continuousUpdates_bringChangesWithoutRequests() {
        ScriptedPeer peer = following();
        for (int i = 0; i < 4; i++) {
            show(0, i, 1, 0xff0000);
            loop.advance(SECOND);
            String expected =
                    i == 0
                            ? dot(0, 1, RED)
                            : "00 00 0001 %04x 0001 0002 0001 00000000".formatted(i - 1)
                                    + BLACK
                                    + RED;
            peer.expect(expected).expect(mark(i + 2)).send(answer(i + 2));
        }
        peer.expectNothing();
    }

    @Test
    void continuousUpdates_ofAPart_leaveTheRestAlone() {
        ScriptedPeer peer = fencing();
        continuous(peer, 2, 0, 60000, 1);
        peer.expect(mark(0) + "00 00 0001 0002 0000 0002 0001 00000000" + BLACK.repeat(2) + mark(1))
                .send(answer(1));
        show(0, 0, 1, 0xff0000);
        loop.advance(SECOND);
        peer.expectNothing();
        // Another area replaces the first one and brings what was missed there.
        continuous(peer, 0, 1, 1, 1);
        peer.expect(dot(0, 1, RED) + mark(2)).send(answer(2));
        show(0, 3, 0, 0xff0000);
        loop.advance(SECOND);
        peer.expect(dot(0, 1, BLACK) + mark(3)).expectNothing();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "4, 0, 1, 1", "65535, 65535, 65535, 65535", "0, 2, 4, 1"})
    void continuousUpdates_ofNothing_bringNothing(int x, int y, int width, int height) {
        ScriptedPeer peer = fencing();
        continuous(peer, x, y, width, height);
        show(0xffffff, 0, 0, 0);
        loop.advance(SECOND);
        peer.expectNothing().expectOpen();
    }

    @Test
    void incrementalRequest_whileContinuous_isIgnored() {
        ScriptedPeer peer = fencing();
        continuous(peer, 0, 0, 1, 1);
        peer.expect(mark(0) + dot(0, 0, BLACK) + mark(1)).send(answer(1));
        loop.advance(SECOND);
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
        show(0, 3, 1, 0xff0000);
        loop.advance(SECOND);
        peer.expectNothing();
        peer.send(out -> new EnableContinuousUpdates(false, 0, 0, 0, 0).write(out)).expect(END);
        loop.advance(SECOND);
        peer.expectNothing();
    }

    @Test
    void fullRequest_whileContinuous_isHonoured() {
        ScriptedPeer peer = fencing();
        continuous(peer, 0, 0, 1, 1);
        peer.expect(mark(0) + dot(0, 0, BLACK) + mark(1)).send(answer(1));
        for (int i = 2; i < 5; i++) {
            loop.advance(SECOND);
            peer.send(out -> ask(false, 3, 1, 1, 1).write(out)).expect(dot(3, 1, BLACK) + mark(i));
        }
        peer.expectNothing();
    }

    @Test
    void continuousUpdates_ended_areEndedBehindTheLastOne() {
        ScriptedPeer peer = following().stopReading();
        show(0, 0, 0, 0xff0000);
        peer.send(out -> new EnableContinuousUpdates(false, 0, 0, 4, 2).write(out));
        show(0, 1, 0, 0xff0000);
        loop.advance(SECOND);
        peer.readAgain().expect(dot(0, 0, RED) + mark(2)).expect(END).expectNothing();
        show(0, 2, 0, 0xff0000);
        loop.advance(SECOND);
        peer.expectNothing();
        // And what changed since then comes for the asking.
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out))
                .expect("00 00 0001 0000 0000 0003 0001 00000000" + BLACK.repeat(2) + RED);
    }

    @Test
    void continuousUpdates_endedAgainAndAgain_areAnsweredOnceEach() {
        ScriptedPeer peer = fencing();
        peer.send(out -> {
            for (int i = 0; i < 1000; i++) {
                new EnableContinuousUpdates(false, 0, 0, 0, 0).write(out);
            }
        });
        peer.expect(END.repeat(1000)).expectNothing();
    }

    @Test
    void continuousUpdates_endedForANewFormat_partTheUpdatesOfBothFormats() {
        ScriptedPeer peer = following().stopReading();
        show(0, 0, 0, 0xff0000);
        show(0, 1, 0, 0xff0000);
        peer.send(out -> {
            new EnableContinuousUpdates(false, 0, 0, 0, 0).write(out);
            new SetPixelFormat(PixelFormat.RGB565).write(out);
            new EnableContinuousUpdates(true, 0, 0, 4, 2).write(out);
        });
        peer.readAgain().expect(dot(0, 0, RED) + mark(2)).expect(END);
        loop.advance(SECOND);
        peer.expect("00 00 0001 0000 0000 0002 0001 00000000 0000 00f8" + mark(3)).expectNothing();
    }

    @Test
    void requestFromBefore_outsideOfTheContinuousArea_isStillAnswered() {
        ScriptedPeer peer = fencing();
        peer.send(out -> ask(false, 0, 0, 4, 2).write(out))
                .expect(mark(0) + FULL + mark(1))
                .send(answer(1));
        peer.send(out -> ask(true, 0, 0, 4, 2).write(out));
        continuous(peer, 0, 0, 1, 1);
        show(0, 3, 1, 0xff0000);
        loop.advance(SECOND);
        peer.expect(dot(3, 1, RED) + mark(2)).send(answer(2));
        show(0, 3, 0, 0xff0000);
        loop.advance(SECOND);
        peer.expectNothing();
    }

    @Test
    void resize_whileContinuous_goesOnWithinTheNewSize() {
        ScriptedPeer peer = login();
        encodings(peer, 0, -223, -313);
        peer.expect(END);
        continuous(peer, 0, 0, 3, 3);
        peer.expect("00 00 0001 0000 0000 0003 0002 00000000" + BLACK.repeat(6));
        loop.advance(SECOND);
        framebuffer.resize(2, 4);
        loop.advance(SECOND);
        peer.expect("00 00 0001 0000 0000 0002 0004 ffffff21");
        peer.expect("00 00 0001 0000 0000 0002 0003 00000000" + BLACK.repeat(6)).expectNothing();
    }

    @Test
    void smallChanges_whileContinuous_arePacedWithoutRequests() {
        ScriptedPeer peer = login();
        encodings(peer, 0, -313);
        peer.expect(END);
        continuous(peer, 0, 0, 4, 2);
        peer.takeAll();
        loop.advance(SECOND);
        for (int i = 0; i < 1000; i++) {
            show(i, 0, 0, i);
            loop.advance(SECOND / 1000);
        }
        int updates = peer.takeAll().length / (4 + 12 + 32);
        assertTrue(updates > 150 && updates <= 241, () -> updates + " updates in a second");
    }

    // ---- the window ----

    /// Raw updates of 64 KiB each, to a viewer that has answered no mark.
    private ScriptedPeer withAFullWindow() {
        framebuffer.resize(128, 128);
        ScriptedPeer peer = fencing();
        peer.send(out -> ask(false, 0, 0, 128, 128).write(out));
        assertEquals(13 + 4 + 12 + 65536 + 13, peer.takeAll().length);
        loop.advance(SECOND);
        return peer;
    }

    @Test
    void window_full_holdsUpdatesUntilTheMarkComesBack() {
        ScriptedPeer peer = withAFullWindow();
        peer.send(out -> ask(false, 0, 0, 1, 1).write(out)).expectNothing();
        loop.advance(SECOND);
        peer.expectNothing();
        peer.send(answer(1)).expect(dot(0, 0, BLACK) + mark(2)).expectNothing();
    }

    @Test
    void window_full_doesNotHoldReplies() {
        ScriptedPeer peer = withAFullWindow();
        peer.send(out -> ask(false, 0, 0, 1, 1).write(out)).expectNothing();
        peer.send("f8 000000 80000000 01 09").expect("f8 000000 00000000 01 09");
        peer.send("96 00 0000 0000 0000 0000").expect(END);
        loop.locked(display::bell);
        loop.runReady();
        peer.expect("02").expectNothing();
    }

    @Test
    void window_full_andNeverAnswered_letsLittleThroughNowAndThen() {
        ScriptedPeer peer = withAFullWindow();
        continuous(peer, 0, 0, 128, 128);
        int most = 0;
        for (int i = 0; i < 60; i++) {
            framebuffer.publish(noise(i));
            loop.advance(SECOND);
            most = Math.max(most, peer.takeAll().length);
        }
        int largest = most;
        assertTrue(most > 0 && most < 40_000, () -> largest + " bytes in a second");
    }

    @Test
    void window_fullForWhoTakesFencesBack_isNoMore() {
        ScriptedPeer peer = withAFullWindow();
        peer.send(out -> ask(false, 0, 0, 1, 1).write(out)).expectNothing();
        encodings(peer, 0);
        peer.expect(dot(0, 0, BLACK)).expectNothing();
    }

    @Test
    void update_ofAContinuousViewerOnASlowLine_comesInParts() {
        ScriptedPeer peer = withAFullWindow();
        peer.send(answer(1)).expectNothing();
        continuous(peer, 0, 0, 128, 128);
        framebuffer.publish(noise(1));
        loop.runReady();
        // Two tiles of 4 KiB, beside each other.
        int part = 4 + 12 + 8192 + 13;
        assertEquals(part, peer.takeAll().length);
        // What took a second for 64 KiB takes some hundred milliseconds for the rest of it.
        loop.advance(SECOND);
        assertEquals(7 * part, peer.takeAll().length);
        peer.send(answer(9)).expectNothing();
    }

    private static int[] noise(int seed) {
        return new java.util.Random(seed).ints(128 * 128, 0, 1 << 24).toArray();
    }
}
