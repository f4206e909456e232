package weft.rfb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;
import weft.rfb.codec.JpegCodec.Subsampling;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What each codec has to do. What one wrote the other must read.
class JpegCodecTest {

    enum Provider {
        TURBO,
        IMAGE_IO;

        JpegCodec codec() {
            return this == TURBO ? Libraries.turbo() : Libraries.imageIo();
        }

        JpegCodec other() {
            return this == TURBO ? Libraries.imageIo() : Libraries.turbo();
        }
    }

    private static final List<Subsampling> SUBSAMPLINGS = List.of(Subsampling.values());

    @AfterEach
    void nothingIsInUse() {
        assertEquals(0, NativeMemory.inUse());
    }

    private static byte[] encode(JpegCodec codec, Photo photo, int quality, Subsampling s) {
        RfbBuffer out = new RfbBuffer();
        out.u8(0x55);
        codec.encode(
                photo.pixels,
                photo.offset,
                photo.stride,
                photo.width,
                photo.height,
                quality,
                s,
                out);
        byte[] all = out.toByteArray();
        assertEquals(0x55, all[0]);
        return Arrays.copyOfRange(all, 1, all.length);
    }

    /// Decodes in the middle of larger arrays, and looks whether anything else was written to.
    private static int[] decode(
            JpegCodec codec, byte[] jpeg, int width, int height, Random random) {
        int before = random.nextInt(9);
        byte[] bytes = new byte[before + jpeg.length + random.nextInt(9)];
        System.arraycopy(jpeg, 0, bytes, before, jpeg.length);
        int offset = random.nextInt(9);
        int stride = width + random.nextInt(9);
        int[] target = new int[offset + stride * height + random.nextInt(9)];
        Arrays.fill(target, 0x12345678);
        codec.decode(bytes, before, jpeg.length, target, offset, stride, width, height);
        int[] inner = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                inner[y * width + x] = target[offset + y * stride + x] & 0xffffff;
                target[offset + y * stride + x] = 0x12345678;
            }
        }
        assertTrue(Arrays.stream(target).allMatch(p -> p == 0x12345678), "pixels outside");
        return inner;
    }

    @ParameterizedTest
    @EnumSource
    void encode_everySizeUpTo70_isDecodedCloseToTheOriginalByBoth(Provider provider) {
        Random random = new Random(1);
        for (int width = 1; width <= 70; width++) {
            for (int height = 1; height <= 70; height += 1 + random.nextInt(3)) {
                var photo =
                        new Photo(
                                width,
                                height,
                                random.nextInt(9),
                                width + random.nextInt(9),
                                random);
                Subsampling s = SUBSAMPLINGS.get(random.nextInt(SUBSAMPLINGS.size()));
                byte[] jpeg = encode(provider.codec(), photo, 90, s);
                int[] own = decode(provider.codec(), jpeg, width, height, random);
                int[] others = decode(provider.other(), jpeg, width, height, random);
                double least = s == Subsampling.S444 || s == Subsampling.GRAY ? 32 : 26;
                boolean gray = s == Subsampling.GRAY;
                String what = "%dx%d %s".formatted(width, height, s);
                assertTrue(photo.psnr(own, gray) > least, () -> what + photo.psnr(own, gray));
                assertTrue(photo.psnr(others, gray) > least, () -> what + photo.psnr(others, gray));
            }
        }
    }

    /// Larger than what is handed over in place.
    @ParameterizedTest
    @EnumSource
    void encode_largePicture_isDecodedCloseToTheOriginal(Provider provider) {
        Random random = new Random(2);
        var photo = new Photo(1283, 801, 7, 1290, random);
        for (Subsampling s : SUBSAMPLINGS) {
            byte[] jpeg = encode(provider.codec(), photo, 85, s);
            int[] decoded = decode(provider.codec(), jpeg, photo.width, photo.height, random);
            assertTrue(photo.psnr(decoded, s == Subsampling.GRAY) > 30, s.toString());
        }
    }

    /// So that a quality means the same, whatever is on the machine.
    @Test
    void encode_atEveryQuality_hasTheSameHeaderWithEachCodec() {
        var photo = new Photo(40, 40, 0, 40, new Random(3));
        for (int quality = 1; quality <= 100; quality++) {
            for (Subsampling s : SUBSAMPLINGS) {
                assertEquals(
                        JpegHeader.of(encode(Libraries.turbo(), photo, quality, s)),
                        JpegHeader.of(encode(Libraries.imageIo(), photo, quality, s)),
                        quality + " " + s);
            }
        }
    }

    @Test
    void encode_subsampling_isWhatWasAskedFor() {
        var photo = new Photo(40, 40, 0, 40, new Random(4));
        for (Provider provider : Provider.values()) {
            JpegCodec codec = provider.codec();
            assertEquals("[11, 11, 11]", samplings(encode(codec, photo, 80, Subsampling.S444)));
            assertEquals("[21, 11, 11]", samplings(encode(codec, photo, 80, Subsampling.S422)));
            assertEquals("[22, 11, 11]", samplings(encode(codec, photo, 80, Subsampling.S420)));
            assertEquals("[11]", samplings(encode(codec, photo, 80, Subsampling.GRAY)));
        }
    }

    private static String samplings(byte[] jpeg) {
        return JpegHeader.of(jpeg).samplings().toString();
    }

    @ParameterizedTest
    @EnumSource
    void encode_withoutSubsampling_isAsGoodAsLibjpegs(Provider provider) {
        Random random = new Random(5);
        var photo = new Photo(400, 300, 0, 400, random);
        for (int quality : new int[] {10, 30, 50, 75, 92, 95, 100}) {
            for (Subsampling s : SUBSAMPLINGS) {
                boolean gray = s == Subsampling.GRAY;
                byte[] mine = encode(provider.codec(), photo, quality, s);
                byte[] libjpegs = encode(Libraries.turbo(), photo, quality, s);
                double psnr = photo.psnr(decode(Libraries.turbo(), mine, 400, 300, random), gray);
                double theirs =
                        photo.psnr(decode(Libraries.turbo(), libjpegs, 400, 300, random), gray);
                String what = "%d %s: %.2f, libjpeg %.2f".formatted(quality, s, psnr, theirs);
                assertTrue(psnr > theirs - 0.1, what);
                assertTrue(quality < 92 || s != Subsampling.S444 || psnr >= 38, what);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void encode_upperBitsOfPixels_areIgnored(Provider provider) {
        var photo = new Photo(33, 17, 0, 33, new Random(6));
        byte[] expected = encode(provider.codec(), photo, 80, Subsampling.S420);
        for (int i = 0; i < photo.pixels.length; i++) {
            photo.pixels[i] &= 0xffffff;
        }
        assertArrayEquals(expected, encode(provider.codec(), photo, 80, Subsampling.S420));
    }

    @ParameterizedTest
    @EnumSource
    void decode_otherSize_saysBothSizes(Provider provider) {
        Random random = new Random(7);
        byte[] jpeg =
                encode(provider.codec(), new Photo(40, 30, 0, 40, random), 80, Subsampling.S422);
        for (int[] size : new int[][] {{39, 30}, {41, 30}, {40, 29}, {40, 31}, {30, 40}}) {
            var e =
                    assertThrows(
                            RfbProtocolException.class,
                            () -> decode(provider.codec(), jpeg, size[0], size[1], random));
            assertEquals(Reason.DATA, e.reason());
            assertEquals(
                    "JPEG of 40x30, expected %dx%d".formatted(size[0], size[1]), e.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void decode_truncatedAnywhere_isRefused(Provider provider) {
        Random random = new Random(8);
        byte[] jpeg =
                encode(provider.codec(), new Photo(32, 24, 0, 32, random), 50, Subsampling.S420);
        for (int length = 0; length < jpeg.length - 2; length++) {
            byte[] part = Arrays.copyOf(jpeg, length);
            var e =
                    assertThrows(
                            RfbProtocolException.class,
                            () -> decode(provider.codec(), part, 32, 24, random),
                            () -> part.length + " of " + jpeg.length + " bytes");
            assertEquals(Reason.DATA, e.reason());
        }
    }

    /// Damage need not be noticed, but nothing else than a refusal may come of it.
    @ParameterizedTest
    @EnumSource
    void decode_damagedAnywhere_isDecodedOrRefusedAndTheNextUnharmed(Provider provider) {
        Random random = new Random(9);
        byte[] jpeg =
                encode(provider.codec(), new Photo(32, 24, 0, 32, random), 50, Subsampling.S420);
        int[] expected = decode(provider.codec(), jpeg, 32, 24, random);
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = jpeg.clone();
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                decode(provider.codec(), damaged, 32, 24, random);
            } catch (RfbProtocolException e) {
                assertEquals(Reason.DATA, e.reason());
                refused++;
            }
            assertArrayEquals(expected, decode(provider.codec(), jpeg, 32, 24, random));
        }
        assertTrue(refused > 300, refused + " refused");
    }

    @ParameterizedTest
    @EnumSource
    void decode_noJpegAtAll_isRefused(Provider provider) {
        Random random = new Random(10);
        for (int length = 0; length < 300; length++) {
            byte[] noise = Bytes.INCOMPRESSIBLE.of(length, random);
            assertThrows(
                    RfbProtocolException.class,
                    () -> decode(provider.codec(), noise, 16, 16, random));
        }
    }

    @ParameterizedTest
    @EnumSource
    void arguments_outOfRange_areRefused(Provider provider) {
        JpegCodec codec = provider.codec();
        int[] pixels = new int[100];
        RfbBuffer out = new RfbBuffer();
        for (int quality : new int[] {0, 101, -1}) {
            var e =
                    assertThrows(
                            IllegalArgumentException.class,
                            () ->
                                    codec.encode(
                                            pixels, 0, 10, 10, 10, quality, Subsampling.S444, out));
            assertEquals("JPEG quality " + quality + ", expected 1 to 100", e.getMessage());
        }
        for (int[] a : new int[][] {{0, 10, 0, 1}, {0, 10, 1, 0}, {0, 9, 10, 1}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> codec.encode(pixels, a[0], a[1], a[2], a[3], 50, Subsampling.S444, out));
        }
        for (int[] a : new int[][] {{1, 10, 10, 10}, {-1, 10, 5, 5}, {0, 50, 10, 3}}) {
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> codec.encode(pixels, a[0], a[1], a[2], a[3], 50, Subsampling.S444, out));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> codec.decode(new byte[9], 0, 9, pixels, a[0], a[1], a[2], a[3]));
        }
        assertEquals(0, out.length());
    }
}
