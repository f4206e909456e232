package weft.rfb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.Hex;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;

import java.util.Arrays;
import java.util.Random;

/// What streams announce: bytes of x264 (by ffmpeg) and of OpenH264, and of nobody.
class SequenceParameterSetTest {

    private static final int SPS = 7;
    private static final int SUBSET_SPS = 15;

    private static final String X264_HIGH_130X98 =
            "00000001 67 64000bacd9424fe2223011000003000100000300320f142996";

    private static SequenceParameterSet read(byte[] unit) {
        return SequenceParameterSet.read(new RbspReader(unit, 5, unit.length));
    }

    private static void check(byte[] data, int width, int height) {
        new SequenceParameterSets().check(data, 0, data.length, width, height);
    }

    private static void assertRefused(String message, byte[] data, int width, int height) {
        var e = assertThrows(RfbProtocolException.class, () -> check(data, width, height));
        assertEquals(Reason.DATA, e.reason());
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # coded, shown, reference frames, bytes
                    # ffmpeg -f lavfi -i testsrc=s=130x98 -c:v libx264 -profile:v high, main
                    144, 112, 130, 98, 4, 64000bacd9424fe2223011000003000100000300320f142996
                    144, 112, 130, 98, 4, 4d400beca127f1111808800000030080000019078a14cb
                    # 1920x1080, baseline
                    1920, 1088, 1920, 1080, 3, 42c028d900780227e5c044000003000400000300c83c60c920
                    # OpenH264 2.3: 66x50, 1920x1080, 16x16
                    80, 64, 66, 50, 1, 42c0148c8d4292c4444d40434181e1108d40
                    1920, 1088, 1920, 1080, 1, 42c0288c8d403c0113f2cd40434181e1108d40
                    16, 16, 16, 16, 1, 42c0148c8d4e4d40434181e1108d40
                    """)
    void read_ofRealEncoders_isWhatTheyWereAskedFor(
            int codedWidth, int codedHeight, int width, int height, int frames, String hex) {
        var expected = new SequenceParameterSet(codedWidth, codedHeight, width, height, frames);
        assertEquals(expected, read(Hex.bytes("00000001 67" + hex)));
        check(Hex.bytes("00000001 67" + hex), width, height);
        check(Hex.bytes("000001 67" + hex + "000000"), width, height);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # x264 of 132x100 in yuv444p, gray, yuv420p10 and interlaced
                    profile 244, expected 66, 77, 88 or 100    | f4000b919b2849fc6c6e0220
                    chroma format 0, expected 1, which is 4:2:0 | 64000bf365093f8d8dc05b20
                    profile 110, expected 66, 77, 88 or 100    | 6e000ba6cd9424fe79f01100
                    fields, expected frames only               | 4d4015eca12479e230110000
                    """)
    void read_ofWhatTheLibraryCannotDecode_isRefused(String what, String hex) {
        assertRefused("H.264 of " + what, Hex.bytes("00000001 67" + hex), 132, 100);
    }

    /// Up to the size: of the high profile, with four scaling lists of which one stops early, and a
    /// cycle in the order of its pictures.
    private static RbspWriter start() {
        var out = new RbspWriter().u(8, 100).u(16, 0x0033).ue(31);
        out.ue(1).ue(0).ue(0).u(1, 0).u(1, 1);
        out.u(1, 1);
        for (int i = 0; i < 16; i++) {
            out.se(i % 2 == 0 ? 5 : -5);
        }
        out.u(1, 0);
        out.u(1, 1).se(3).se(-11); // 8 + 3 - 11: no more
        out.u(3, 0);
        for (int list = 0; list < 2; list++) {
            out.u(1, 1);
            for (int i = 0; i < 64; i++) {
                out.se(i % 2 == 0 ? 120 : -120);
            }
        }
        out.ue(12);
        out.ue(1).u(1, 0).se(-70_000).se(70_000).ue(255);
        for (int i = 0; i < 255; i++) {
            out.se(i - 128);
        }
        return out;
    }

    private static RbspWriter plain(int frames, long columns, long rows) {
        return new RbspWriter()
                .u(8, 66)
                .u(16, 0xc014)
                .ue(0)
                .ue(0)
                .ue(2)
                .ue(frames)
                .u(1, 0)
                .ue(columns - 1)
                .ue(rows - 1)
                .u(2, 3);
    }

    @Test
    void read_ofEverythingOptional_findsTheSize() {
        byte[] unit = start().ue(5).u(1, 1).ue(9).ue(4).u(2, 3).u(1, 0).unit(SPS);
        assertEquals(new SequenceParameterSet(160, 80, 160, 80, 5), read(unit));
        unit = start().ue(5).u(1, 1).ue(9).ue(4).u(3, 7).ue(1).ue(2).ue(3).ue(4).unit(SPS);
        assertEquals(new SequenceParameterSet(160, 80, 154, 66, 5), read(unit));
    }

    @Test
    void check_ofRectanglesUpToWholeMacroblocks_isPassed() {
        byte[] unit = plain(1, 4, 3).u(1, 0).unit(SPS);
        for (int width = 49; width <= 64; width++) {
            for (int height = 33; height <= 48; height++) {
                check(unit, width, height);
            }
        }
        assertRefused("H.264 of 64x48, expected at most 48x48 for 48x48", unit, 48, 48);
        assertRefused("H.264 of 64x48, expected at most 64x32 for 64x32", unit, 64, 32);
        assertRefused("H.264 of 64x48, expected at least 65x48", unit, 65, 48);
        assertRefused("H.264 of 64x48, expected at least 64x49", unit, 64, 49);
        byte[] cropped = plain(1, 4, 3).u(1, 1).ue(0).ue(1).ue(0).ue(2).unit(SPS);
        check(cropped, 62, 44);
        assertRefused("H.264 of 62x44, expected at least 63x44", cropped, 63, 44);
    }

    @Test
    void check_ofHugePictures_isRefused() {
        byte[] unit = plain(16, 256, 144).u(1, 0).unit(SPS);
        assertRefused("H.264 of 4096x2304, expected at most 64x64 for 64x64", unit, 64, 64);
        long most = (1L << 32) - 2;
        byte[] largest = plain(1, most, most).u(1, 0).unit(SPS);
        assertRefused(
                "H.264 of 68719476704x68719476704, expected at most 64x64 for 64x64",
                largest,
                64,
                64);
        byte[] cropped = plain(1, most, most).u(1, 1).ue(most).ue(most).ue(most).ue(most).unit(SPS);
        assertRefused(
                "H.264 of 68719476704x68719476704, expected at most 64x64 for 64x64",
                cropped,
                64,
                64);
    }

    @ParameterizedTest
    @ValueSource(longs = {32, 33, (1L << 32) - 2})
    void check_ofNothingShown_isRefused(long cut) {
        byte[] unit = plain(1, 4, 4).u(1, 1).ue(0).ue(cut).ue(0).ue(0).unit(SPS);
        assertRefused(
                "H.264 of %dx64 of 64x64 shown, expected at least 1x1".formatted(64 - 2 * cut),
                unit,
                64,
                64);
    }

    /// 16 of them, and fewer if they are large: 184,320 macroblocks at level 5.2.
    @ParameterizedTest
    @CsvSource({"4, 4, 16", "120, 68, 16", "160, 90, 12", "256, 144, 5", "4000, 4000, 1"})
    void check_ofManyReferenceFrames_isRefused(int columns, int rows, int most) {
        int width = 16 * columns;
        int height = 16 * rows;
        check(plain(most, columns, rows).u(1, 0).unit(SPS), width, height);
        assertRefused(
                "H.264 of %d reference frames > limit %d for %dx%d"
                        .formatted(most + 1, most, width, height),
                plain(most + 1, columns, rows).u(1, 0).unit(SPS),
                width,
                height);
    }

    @Test
    void check_ofSeveralSets_looksAtAll() {
        byte[] good = Hex.bytes(X264_HIGH_130X98);
        for (int type : new int[] {SPS, SUBSET_SPS}) {
            RfbBuffer out = new RfbBuffer();
            out.bytes(good);
            out.bytes(good);
            check(out.toByteArray(), 130, 98);
            out.bytes(plain(1, 10, 7).u(1, 0).unit(type));
            out.bytes(good);
            assertRefused(
                    "H.264 of 160x112, expected at most 144x112 for 130x98",
                    out.toByteArray(),
                    130,
                    98);
        }
        byte[] slice = plain(1, 10, 7).u(1, 0).unit(5); // not a set, whatever is in it
        check(slice, 130, 98);
    }

    @Test
    void pictureBytes_areThoseOfTheMostReferences() {
        var sets = new SequenceParameterSets();
        assertEquals(0, sets.pictureBytes());
        for (int frames : new int[] {3, 1}) {
            byte[] unit = plain(frames, 4, 3).u(1, 0).unit(SPS);
            sets.check(unit, 0, unit.length, 64, 48);
            assertEquals(64 * 48 * 16, sets.pictureBytes());
        }
    }

    @Test
    void check_looksAtNothingOutside() {
        byte[] bad = plain(16, 256, 144).u(1, 0).unit(SPS);
        byte[] good = Hex.bytes(X264_HIGH_130X98);
        RfbBuffer out = new RfbBuffer();
        out.bytes(bad);
        out.bytes(good);
        out.bytes(bad);
        new SequenceParameterSets().check(out.toByteArray(), bad.length, good.length, 130, 98);
    }

    @Test
    void check_truncatedAtEachByte_isRefused() {
        for (byte[] whole : new byte[][] {start().payload(), Hex.bytes(X264_HIGH_130X98)}) {
            int start = whole[0] == 0 ? 5 : 0;
            // up to the byte with the last number of the size
            int needed = whole[0] == 0 ? 14 : whole.length;
            for (int length = 0; length < needed - start; length++) {
                var in = new RbspReader(whole, start, start + length);
                assertThrows(RfbProtocolException.class, () -> SequenceParameterSet.read(in));
            }
        }
    }

    @Test
    void check_ofUnitsWithoutContent_isPassedOrRefused() {
        for (String hex : new String[] {"", "00", "0000", "000001", "00000001", "00000109"}) {
            check(Hex.bytes(hex), 16, 16);
        }
        assertRefused(
                "H.264 with a parameter set that ends after 0 bytes",
                Hex.bytes("000001 67 000001 67"),
                16,
                16);
    }

    /// Whatever passes announces what the rectangle can hold, and nothing else than a refusal is
    /// thrown.
    @Test
    void check_ofDamageAtRandom_passesOnlyWhatFits() {
        Random random = new Random(1);
        int passed = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] data = Hex.bytes(X264_HIGH_130X98);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                data[4 + random.nextInt(data.length - 4)] = (byte) random.nextInt();
            }
            data = Arrays.copyOf(data, random.nextInt(4) == 0 ? random.nextInt(30) : data.length);
            var sets = new SequenceParameterSets();
            try {
                sets.check(data, 0, data.length, 130, 98);
                passed++;
                assertTrue(sets.pictureBytes() <= 144 * 112 * 42);
            } catch (RfbProtocolException e) {
                assertEquals(Reason.DATA, e.reason());
            }
        }
        assertTrue(passed > 1_000 && passed < 49_000, passed + " passed");
    }
}
