package weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.audio.PcmFormat;
import weft.rfb.audio.SampleFormat;
import weft.rfb.message.AudioData;
import weft.rfb.message.AudioStream;
import weft.rfb.message.ServerMessage;
import weft.rfb.message.ServerMessages;
import weft.rfb.message.SetEncodings;
import weft.server.access.Right;
import weft.server.access.Role;
import weft.server.session.HostSound;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/// QEMU Audio (rfbproto), byte by byte, of a host that plays S16 in stereo at 8000 Hz.
class AudioTest extends ServerUnderTest {
    private static final String FORMAT = "ff 01 0002 %02x %02x %08x";
    private static final String S16_STEREO = FORMAT.formatted(3, 2, 8000);
    private static final String ENABLE = "ff 01 0000";
    private static final String DISABLE = "ff 01 0001";
    private static final String BEGIN = "ff 01 0001";
    private static final String END = "ff 01 0000";
    private static final String FULL =
            "00 00 0001 0000 0000 0004 0002 00000000" + "00000000".repeat(8);
    private static final String ANNOUNCED =
            "00 00 0001 0000 0000 0000 0000 " + "%08x".formatted(-259);

    private HostSound sound;

    @BeforeEach
    void hostPlays() {
        display = display(builder -> builder.audio(new PcmFormat(SampleFormat.S16, 2, 8000)));
        sound = display.sound().orElseThrow();
    }

    private static String data(String frames) {
        return "ff 01 0002 %08x ".formatted(frames.replace(" ", "").length() / 2) + frames;
    }

    private void play(String frames) {
        byte[] bytes = ScriptedPeer.bytes(frames);
        sound.write(bytes, 0, bytes.length);
        loop.runReady();
    }

    private void playMillis(int millis, int value) {
        short[] samples = new short[16 * millis];
        Arrays.fill(samples, (short) value);
        sound.write(samples, 0, samples.length);
        loop.runReady();
    }

    private void end() {
        sound.end();
        loop.runReady();
    }

    /// A viewer that has the picture and was told of sound.
    private ScriptedPeer viewer() {
        return login().send(out -> new SetEncodings(List.of(0, -259)).write(out))
                .send(out -> ask(false, 0, 0, 4, 2).write(out))
                .expect(ANNOUNCED)
                .expect(FULL)
                .expectNothing();
    }

    private ScriptedPeer listener(String format) {
        return viewer().send(format).send(ENABLE).expectNothing();
    }

    // ---- negotiation ----

    @Test
    void viewer_thatEnablesNothing_hearsNothing() {
        ScriptedPeer peer = viewer();
        assertFalse(sound.isHeard());
        play("01000200");
        end();
        peer.expectNothing();
    }

    @Test
    void stream_beginsAndEndsWithTheHosts() {
        ScriptedPeer peer = listener(S16_STEREO);
        assertTrue(sound.isHeard());
        play("01000200");
        peer.expect(BEGIN).expect(data("01000200"));
        play("03000400 05000600");
        peer.expect(data("03000400 05000600")).expectNothing();
        end();
        end();
        peer.expect(END).expectNothing();
        play("07000800");
        peer.expect(BEGIN).expect(data("07000800")).expectNothing();
    }

    @Test
    void viewer_thatEnablesWhileTheHostPlays_isToldThatItBegins() {
        play("01000200");
        ScriptedPeer peer = viewer().send(S16_STEREO).send(ENABLE).expect(BEGIN).expectNothing();
        play("03000400");
        peer.expect(data("03000400")).expectNothing();
    }

    @Test
    void viewer_thatDisables_isToldThatItEndsAndHearsNoMore() {
        ScriptedPeer peer = listener(S16_STEREO);
        play("01000200");
        peer.expect(BEGIN).expect(data("01000200")).send(DISABLE).expect(END);
        assertFalse(sound.isHeard());
        play("03000400");
        peer.send(DISABLE).expectNothing();
    }

    @Test
    void format_takesEffectWithTheNextEnabling() {
        ScriptedPeer peer = listener(S16_STEREO);
        peer.send(FORMAT.formatted(0, 1, 8000)).send(ENABLE);
        play("00800080");
        peer.expect(BEGIN).expect(data("00800080"));
        peer.send(DISABLE).send(ENABLE).expect(END).expect(BEGIN);
        play("00800080 00000000");
        peer.expect(data("00 80")).expectNothing();
    }

    @Test
    void viewer_thatSaysNoFormat_getsQemusDefault() {
        ScriptedPeer peer = viewer().send(ENABLE);
        playMillis(100, 1000);
        end();
        List<ServerMessage> heard = heard(peer);
        assertEquals(new AudioStream(true), heard.getFirst());
        assertEquals(new AudioStream(false), heard.getLast());
        assertEquals(4410 * 4, frames(heard).length);
    }

    @Test
    void encodings_withoutAudio_endTheStream() {
        ScriptedPeer peer = listener(S16_STEREO);
        play("01000200");
        peer.expect(BEGIN).expect(data("01000200"));
        peer.send(out -> new SetEncodings(List.of(0)).write(out)).expect(END);
        play("01000200");
        peer.expectNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {ENABLE, DISABLE, "ff 01 0002 03 02 0000ac44"})
    void audioMessage_thatWasNotNegotiated_endsTheSession(String message) {
        login().send(message).expectNothing().expectClosed();
        display = display(builder -> {});
        login().send(out -> new SetEncodings(List.of(0, -259)).write(out))
                .send(out -> ask(false, 0, 0, 4, 2).write(out))
                .expect(FULL)
                .send(message)
                .expectNothing()
                .expectClosed();
    }

    @Test
    void hostileFormat_endsTheSession() {
        viewer().send("ff 01 0002 03 02 ffffffff").expectNothing().expectClosed();
        viewer().send("ff 01 0002 03 ff 0000ac44").expectNothing().expectClosed();
    }

    // ---- what the host may do ----

    @Test
    void write_ofHalfAFrame_isRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> sound.write(new byte[6], 0, 6));
        assertEquals(
                "6 bytes of sound, expected a multiple of 4 (S16 stereo 8000 Hz)", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> sound.write(new short[3], 0, 3));
        assertEquals("3 samples, expected a multiple of 2 (S16 stereo 8000 Hz)", e.getMessage());
    }

    @Test
    void write_ofMoreThanASecond_isCutToItsEnd() {
        ScriptedPeer peer = listener(S16_STEREO);
        playMillis(3000, 7);
        byte[] frames = frames(heard(peer));
        assertTrue(frames.length <= 32_000 && frames.length > 30_000, "bytes " + frames.length);
    }

    // ---- slow viewers ----

    @Test
    void viewer_thatDoesNotRead_isLeftBehindAndThenHearsTheNewest() {
        ScriptedPeer slow = listener(S16_STEREO);
        ScriptedPeer other = listener(S16_STEREO);
        slow.stopReading();
        for (int i = 0; i < 1000; i++) { // 20 s
            playMillis(20, 10 * i);
        }
        assertEquals(32_000 * 20, frames(heard(other)).length);
        slow.readAgain();
        byte[] frames = frames(heard(slow));
        assertTrue(frames.length <= 32_000 + 20 * 32, "bytes " + frames.length);
        assertEquals(9990, sample(frames, frames.length / 2 - 1));
        for (int i = 2; i < frames.length / 2; i++) {
            int step = Math.abs(sample(frames, i) - sample(frames, i - 2));
            assertTrue(step < 500, "a step of " + step + " at sample " + i);
        }
    }

    @Test
    void viewer_thatLeaves_isHeardNoMore() {
        ScriptedPeer peer = listener(S16_STEREO);
        playMillis(20, 1);
        peer.disconnect();
        assertFalse(sound.isHeard());
    }

    private static List<ServerMessage> heard(ScriptedPeer peer) {
        List<ServerMessage> messages = new ArrayList<>();
        var in = new FarViewer.Message(peer.takeAll());
        while (!in.atEnd()) {
            messages.add(ServerMessages.read(in));
        }
        return messages;
    }

    private static byte[] frames(List<ServerMessage> messages) {
        var all = new ByteArrayOutputStream();
        for (ServerMessage message : messages) {
            if (message instanceof AudioData(byte[] frames)) {
                all.writeBytes(frames);
            }
        }
        return all.toByteArray();
    }

    private static short sample(byte[] frames, int index) {
        return (short) ((frames[2 * index] & 0xff) | (frames[2 * index + 1] << 8));
    }

    @Test
    void rightLost_whileSoundWaits_isLostForThat() {
        ScriptedPeer peer = listener(S16_STEREO);
        playMillis(10, 1);
        byte[] _ = peer.takeAll();
        peer.stopReading();
        playMillis(10, 2); // is being sent
        playMillis(10, 3); // waits
        display.viewers().getFirst().role(Role.VIEW_ONLY);
        display.viewers().getFirst().rights(EnumSet.complementOf(EnumSet.of(Right.SOUND)));
        loop.runReady();
        peer.readAgain();
        byte[] late = frames(heard(peer));
        assertEquals(2, sample(late, 0));
        for (int i = 0; i < late.length / 2; i++) {
            assertTrue(sample(late, i) != 3, "heard without the right");
        }
    }

    @Test
    void viewerThatMayNotHear_getsNothing_andWhatIsPlayedLaterWhenItMay() {
        ScriptedPeer peer = listener(S16_STEREO);
        play("0100 0200");
        peer.expect(BEGIN).expect(data("0100 0200"));
        display.viewers().get(0).rights(EnumSet.complementOf(EnumSet.of(Right.SOUND)));
        loop.runReady();
        play("0300 0400");
        peer.expectNothing();
        display.viewers().get(0).role(Role.VIEW_ONLY);
        loop.runReady();
        play("0100 0200");
        assertTrue(peer.takeAll().length > 0);
    }
}
