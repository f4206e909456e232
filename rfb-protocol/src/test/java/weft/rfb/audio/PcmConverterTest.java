package weft.rfb.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static weft.rfb.audio.SampleFormat.S16;
import static weft.rfb.audio.SampleFormat.S32;
import static weft.rfb.audio.SampleFormat.S8;
import static weft.rfb.audio.SampleFormat.U16;
import static weft.rfb.audio.SampleFormat.U32;
import static weft.rfb.audio.SampleFormat.U8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.Hex;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

class PcmConverterTest {

    private static PcmFormat mono(SampleFormat samples, int frequency) {
        return new PcmFormat(samples, 1, frequency);
    }

    private static String converted(PcmFormat from, PcmFormat to, String hex) {
        byte[] bytes = Hex.bytes(hex);
        return Hex.of(new PcmConverter(from, to).convert(bytes, 0, bytes.length));
    }

    @Test
    void samples_inEveryFormat_areTheLeastSignificantByteFirst() {
        String s32 = "00000080 00000000 00000040 ffffff7f"; // least, silence, half, most
        PcmFormat from = mono(S32, 8000);
        assertEquals(Hex.of(Hex.bytes("00 80 c0 ff")), converted(from, mono(U8, 8000), s32));
        assertEquals(Hex.of(Hex.bytes("80 00 40 7f")), converted(from, mono(S8, 8000), s32));
        assertEquals(
                Hex.of(Hex.bytes("0000 0080 00c0 ffff")), converted(from, mono(U16, 8000), s32));
        assertEquals(
                Hex.of(Hex.bytes("0080 0000 0040 ff7f")), converted(from, mono(S16, 8000), s32));
        assertEquals(
                Hex.of(Hex.bytes("00000000 00000080 000000c0 ffffffff")),
                converted(from, mono(U32, 8000), s32));
        assertEquals(Hex.of(Hex.bytes(s32)), converted(from, from, s32));
    }

    @Test
    void channels_areDoubledOrHalved() {
        var mono = new PcmFormat(S16, 1, 8000);
        var stereo = new PcmFormat(S16, 2, 8000);
        assertEquals(
                Hex.of(Hex.bytes("0100 0100 feff feff")), converted(mono, stereo, "0100 feff"));
        assertEquals(
                Hex.of(Hex.bytes("0200 0080")), converted(stereo, mono, "0100 0300 0080 0080"));
    }

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void samples_throughAFormatThatHasMore_comeBackExactly(SampleFormat format) {
        byte[] all = new byte[4096];
        new Random(1).nextBytes(all);
        PcmFormat from = new PcmFormat(format, 2, 44_100);
        PcmFormat wide = new PcmFormat(S32, 2, 44_100);
        byte[] widened = new PcmConverter(from, wide).convert(all, 0, all.length);
        assertArrayEquals(all, new PcmConverter(wide, from).convert(widened, 0, widened.length));
    }

    private static byte[] sine(double hertz, int frequency, int frames) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * frames).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < frames; i++) {
            bytes.putShort((short) Math.rint(20_000 * Math.sin(angle(hertz, frequency, i))));
        }
        return bytes.array();
    }

    private static double angle(double hertz, int frequency, int frame) {
        return 2 * Math.PI * hertz * frame / frequency;
    }

    private static short sample(byte[] bytes, int frame) {
        return (short) ((bytes[2 * frame] & 0xff) | (bytes[2 * frame + 1] << 8));
    }

    private static byte[] inBlocks(PcmConverter converter, byte[] src, Random random) {
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < src.length; ) {
            int len = Math.min(src.length - at, 2 * random.nextInt(900));
            out.writeBytes(converter.convert(src, at, len));
            at += len;
        }
        out.writeBytes(converter.drain());
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"48000,44100", "44100,48000", "8000,48000", "48000,11025", "44100,22050"})
    void sine_atAnotherFrequency_isTheSameSineWithoutAStep(int from, int to) {
        byte[] result =
                inBlocks(
                        new PcmConverter(mono(S16, from), mono(S16, to)),
                        sine(440, from, from),
                        new Random(2));
        assertEquals(to, result.length / 2);
        for (int i = to / 50; i < to - to / 50; i++) { // away from the silence before and behind
            double expected = 20_000 * Math.sin(angle(440, to, i));
            assertEquals(expected, sample(result, i), 6, "frame " + i);
        }
    }

    @Test
    void tone_aboveTheBandOfTheResult_isGone() {
        byte[] result =
                inBlocks(
                        new PcmConverter(mono(S16, 48_000), mono(S16, 16_000)),
                        sine(9000, 48_000, 48_000),
                        new Random(3));
        for (int i = 1000; i < 15_000; i++) {
            assertTrue(Math.abs(sample(result, i)) < 12, "frame " + i + ": " + sample(result, i));
        }
    }

    @Test
    void sound_howeverItIsCut_becomesTheSame() {
        byte[] noise = new byte[2 * 20_000];
        new Random(4).nextBytes(noise);
        PcmFormat from = mono(S16, 44_100);
        PcmFormat to = mono(S16, 32_000);
        var whole = new PcmConverter(from, to);
        var expected = new ByteArrayOutputStream();
        expected.writeBytes(whole.convert(noise, 0, noise.length));
        expected.writeBytes(whole.drain());
        for (int seed = 0; seed < 20; seed++) {
            assertArrayEquals(
                    expected.toByteArray(),
                    inBlocks(new PcmConverter(from, to), noise, new Random(seed)));
        }
    }

    @Test
    void gap_isCrossedByARamp() {
        var converter = new PcmConverter(mono(S16, 8000), mono(S16, 8000));
        byte[] high = Hex.bytes("0040".repeat(100));
        byte[] low = Hex.bytes("00c0".repeat(100));
        assertArrayEquals(high, converter.convert(high, 0, high.length));
        converter.gap();
        byte[] after = converter.convert(low, 0, low.length);
        int before = 0x4000;
        for (int i = 0; i < 100; i++) {
            int step = before - sample(after, i);
            assertTrue(step >= 0 && step <= 0x8000 / 24 + 1, "frame " + i + " steps by " + step);
            before = sample(after, i);
        }
        assertEquals((short) 0xc000, sample(after, 24));
        assertArrayEquals(low, converter.convert(low, 0, low.length));
    }

    @Test
    void drained_soundIsForgotten() {
        var converter = new PcmConverter(mono(S16, 8000), mono(S16, 11_025));
        byte[] noise = new byte[400];
        new Random(5).nextBytes(noise);
        byte[] first = inBlocks(converter, noise, new Random(6));
        assertArrayEquals(first, inBlocks(converter, noise, new Random(6)));
        assertEquals(0, converter.drain().length);
    }

    @Test
    void format_beyondTheLimits_isRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> new PcmFormat(S16, 3, 8000));
        assertEquals("3 channels, expected 1 or 2", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> new PcmFormat(S16, 2, 999));
        assertEquals("a frequency of 999 Hz, expected 1000 to 192000", e.getMessage());
    }

    @Test
    void frames_ofAnyTime_areCountedWithoutOverflow() {
        assertEquals(441, new PcmFormat(S16, 2, 44_100).frames(10_000_000));
        assertEquals(
                192_000L * 4_000_000_000L,
                new PcmFormat(S16, 2, 192_000).frames(4_000_000_000L * 1_000_000_000L));
    }
}
