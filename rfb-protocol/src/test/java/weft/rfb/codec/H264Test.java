package weft.rfb.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import weft.rfb.Hex;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.RfbProtocolException.Reason;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

class H264Test {

    private static final int QUANTIZER = 18;

    /// 36x20 pixels: a red, green, blue and white field, then with the blue one white, too. By x264
    /// (`ffmpeg -i q%d.ppm -c:v libx264 -profile:v ... -pix_fmt yuv420p -qp 8`) in the baseline
    /// profile, and in the high one with CABAC.
    private static final List<List<String>> X264 =
            List.of(
                    List.of(
                            """
                            000000016742c00ada35e79e1000000300100000030328f1226a0000000168ce012cb200
                            00016588843a1983800090b0000b9ae080002a2a00024cc840001468000131e407000260
                            6132c3800130309961c000981c4cb0e0004c0e26581c0020a54b0e001052a58700082152
                            c3800410a96330700014df0001e18c1000049f80005445080002f5e0002d028380227cb0
                            e0089f2c3808ab961c0455cb0e008cf961c0119f2c3800856cb0e00215b2dad74f5e
                            """,
                            """
                            00000001419a22ab01013c4001e840010880e139a58709cd2ca4a59494b2eb7438001002
                            192c38001002192d9fb8
                            """),
                    List.of(
                            """
                            000000016764000aacb46bcf3c20000003002000000651e244d40000000168ef012cb22c
                            0000016588843afef3ab07814cbb3b944a168ce1ea752c4e65d5489ebffc5dacd9cde9ef
                            71a24f36f694a0172f9740fc7dbbdba3927319f41423ce1d8726224b00565996335960e3
                            1c0c5bd810a9d5d81e718aa67ae4155f64834db418638f67cd35243cc0077bf35be28970
                            a88a21994f81
                            """,
                            """
                            00000001419a2635c594eb5a221fad24e8d1a4a3dcf98a7544f4b1ad688b5f67afacdda2
                            7f800e88271897090fb7395eee
                            """));

    @BeforeEach
    void libraryIsThere() {
        Libraries.openH264();
    }

    @AfterEach
    void nothingIsInUse() {
        assertEquals(0, NativeMemory.inUse());
    }

    private static byte[] encode(H264Encoder encoder, Photo photo) {
        RfbBuffer out = new RfbBuffer();
        encoder.encode(photo.pixels, photo.offset, photo.stride, out);
        return out.toByteArray();
    }

    private static int[] decode(H264Decoder decoder, byte[] data, int width, int height) {
        int stride = width + 3;
        int[] target = new int[7 + stride * height];
        Arrays.fill(target, 0x12345678);
        decoder.decode(data, 0, data.length, target, 7, stride, width, height);
        int[] inner = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                inner[y * width + x] = target[7 + y * stride + x];
                target[7 + y * stride + x] = 0x12345678;
            }
        }
        assertTrue(Arrays.stream(target).allMatch(p -> p == 0x12345678), "pixels outside");
        return inner;
    }

    @Test
    void pictures_ofAnotherEncoder_areDecoded() {
        for (List<String> stream : X264) {
            try (var decoder = H264Decoder.open()) {
                assertFields(decode(decoder, Hex.bytes(stream.get(0)), 36, 20), 0x0000ff);
                assertFields(decode(decoder, Hex.bytes(stream.get(1)), 36, 20), 0xffffff);
            }
            try (var decoder = H264Decoder.open()) {
                byte[] both = Hex.bytes(stream.get(0) + stream.get(1));
                assertFields(decode(decoder, both, 36, 20), 0xffffff);
                assertFields(decode(decoder, both, 36, 20), 0xffffff);
            }
        }
    }

    private static void assertFields(int[] shown, int lowerLeft) {
        int[] fields = {0xff0000, 0x00ff00, lowerLeft, 0xffffff};
        for (int i = 0; i < shown.length; i++) {
            int x = i % 36;
            int y = i / 36;
            if (Math.abs(x - 16) < 5 || Math.abs(y - 8) < 5) {
                continue; // what is filtered at edges
            }
            int expected = fields[(x < 16 ? 0 : 1) + (y < 8 ? 0 : 2)];
            for (int shift = 0; shift < 24; shift += 8) {
                assertEquals(expected >> shift & 0xff, shown[i] >> shift & 0xff, 12, "pixel " + i);
            }
        }
    }

    @Test
    void pictures_ofAnySize_areDecodedCloseToTheOriginal() {
        Random random = new Random(1);
        for (int round = 0; round < 60; round++) {
            int width = 1 + random.nextInt(round < 55 ? 70 : 700);
            int height = 1 + random.nextInt(round < 55 ? 70 : 500);
            try (var encoder = H264Encoder.open(width, height, QUANTIZER);
                    var decoder = H264Decoder.open()) {
                for (int picture = 0; picture < 3; picture++) {
                    var photo = new Photo(width, height, 5, width + 2, random);
                    int[] shown = decode(decoder, encode(encoder, photo), width, height);
                    double psnr = photo.psnr(shown, false);
                    assertTrue(psnr > 24, psnr + " dB at %dx%d".formatted(width, height));
                }
            }
        }
    }

    /// 4:2:0 makes colour at edges coarse; what has none is as good as the quantizer allows.
    @Test
    void grays_areKeptWell() {
        Random random = new Random(2);
        var photo = new Photo(320, 240, 0, 320, random);
        for (int i = 0; i < photo.pixels.length; i++) {
            photo.pixels[i] = (photo.pixels[i] >> 8 & 0xff) * 0x010101;
        }
        double last = 99;
        for (int quantizer : new int[] {8, 18, 28, 38}) {
            try (var encoder = H264Encoder.open(320, 240, quantizer);
                    var decoder = H264Decoder.open()) {
                double psnr = photo.psnr(decode(decoder, encode(encoder, photo), 320, 240), false);
                assertTrue(psnr < last, "the coarser, the worse");
                assertTrue(quantizer > 18 || psnr > 38, psnr + " dB");
                last = psnr;
            }
        }
    }

    /// Limited range: white is 235 of 255 and black 16, and they come back as what they were.
    @Test
    void plainColours_comeBack() {
        for (int colour : new int[] {0xffffff, 0, 0x808080, 0xff0000, 0x00ff00, 0x0000ff}) {
            int[] pixels = new int[64 * 64];
            Arrays.fill(pixels, colour | 0xab000000);
            try (var encoder = H264Encoder.open(64, 64, 10);
                    var decoder = H264Decoder.open()) {
                RfbBuffer out = new RfbBuffer();
                encoder.encode(pixels, 0, 64, out);
                for (int shown : decode(decoder, out.toByteArray(), 64, 64)) {
                    for (int shift = 0; shift < 24; shift += 8) {
                        assertEquals(colour >> shift & 0xff, shown >> shift & 0xff, 4);
                    }
                }
            }
        }
    }

    @Test
    void secondPicture_thatIsTheSame_takesHardlyAnything() {
        var photo = new Photo(320, 240, 0, 320, new Random(3));
        try (var encoder = H264Encoder.open(320, 240, QUANTIZER)) {
            byte[] first = encode(encoder, photo);
            // start code, sequence parameter set of the constrained baseline profile
            assertEquals("0000000167", HexFormat.of().formatHex(first, 0, 5));
            assertEquals(66, first[5]);
            byte[] second = encode(encoder, photo);
            assertTrue(second.length * 20 < first.length, second.length + ", " + first.length);
            assertTrue(second.length > 0);
        }
    }

    @Test
    void severalPictures_inOnePiece_showTheLast() {
        Random random = new Random(4);
        RfbBuffer all = new RfbBuffer();
        var photo = new Photo(160, 120, 0, 160, random);
        try (var encoder = H264Encoder.open(160, 120, QUANTIZER);
                var decoder = H264Decoder.open()) {
            for (int i = 0; i < 3; i++) {
                photo = new Photo(160, 120, 0, 160, random);
                encoder.encode(photo.pixels, 0, 160, all);
            }
            int[] shown = decode(decoder, all.toByteArray(), 160, 120);
            assertTrue(photo.psnr(shown, false) > 24, "PSNR " + photo.psnr(shown, false));
        }
    }

    @Test
    void decoder_ofSmallerPictures_refuses() {
        try (var encoder = H264Encoder.open(64, 48, QUANTIZER);
                var decoder = H264Decoder.open()) {
            byte[] data = encode(encoder, new Photo(64, 48, 0, 64, new Random(5)));
            var e = assertThrows(RfbProtocolException.class, () -> decode(decoder, data, 65, 48));
            assertEquals(Reason.DATA, e.reason());
            assertEquals("H.264 of 64x48, expected at least 65x48", e.getMessage());
        }
    }

    /// The library is not given any of it, so it makes no room.
    @Test
    void decoder_ofPicturesThatAreTooLarge_refusesBeforeTheLibrarySeesThem() {
        try (var encoder = H264Encoder.open(640, 480, QUANTIZER);
                var decoder = H264Decoder.open()) {
            byte[] data = encode(encoder, new Photo(640, 480, 0, 640, new Random(5)));
            long before = NativeMemory.inUse();
            var e = assertThrows(RfbProtocolException.class, () -> decode(decoder, data, 600, 480));
            assertEquals("H.264 of 640x480, expected at most 608x480 for 600x480", e.getMessage());
            assertEquals(before, NativeMemory.inUse());
            decode(decoder, data, 639, 470);
            assertEquals(before + 640 * 480 * 12, NativeMemory.inUse());
        }
    }

    @Test
    void decoder_damagedAtRandom_decodesOrRefuses() {
        Random random = new Random(6);
        int refused = 0;
        for (int round = 0; round < 200; round++) {
            try (var encoder = H264Encoder.open(48, 32, QUANTIZER);
                    var decoder = H264Decoder.open()) {
                byte[] data = encode(encoder, new Photo(48, 32, 0, 48, random));
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    data[random.nextInt(data.length)] = (byte) random.nextInt();
                }
                int length = random.nextBoolean() ? data.length : random.nextInt(data.length);
                decode(decoder, Arrays.copyOf(data, length), 48, 32);
            } catch (RfbProtocolException e) {
                assertEquals(Reason.DATA, e.reason());
                refused++;
            }
        }
        assertTrue(refused > 25, refused + " refused");
    }

    @Test
    void arguments_outOfRange_areRefused() {
        for (int[] size : new int[][] {{0, 1}, {1, 0}, {4097, 1}, {1, 4097}, {4096, 4096}}) {
            assertFalse(H264Encoder.canBe(size[0], size[1]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> H264Encoder.open(size[0], size[1], QUANTIZER).close());
        }
        for (int quantizer : new int[] {-1, 52}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> H264Encoder.open(16, 16, quantizer).close());
        }
        try (var encoder = H264Encoder.open(16, 16, QUANTIZER)) {
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> encoder.encode(new int[255], 0, 16, new RfbBuffer()));
        }
    }

    @Test
    void closed_isNotUsable() {
        var encoder = H264Encoder.open(16, 16, QUANTIZER);
        encoder.close();
        encoder.close();
        assertThrows(
                IllegalStateException.class,
                () -> encoder.encode(new int[256], 0, 16, new RfbBuffer()));
        var decoder = H264Decoder.open();
        decoder.close();
        decoder.close();
        assertThrows(
                IllegalStateException.class,
                () -> decoder.decode(new byte[9], 0, 9, new int[256], 0, 16, 16, 16));
    }

    /// What the JVM's cleaner runs when nobody has closed it.
    @Test
    void codecs_thatAreForgotten_areFreedOnce() {
        var encoder = H264Encoder.open(160, 120, QUANTIZER);
        var decoder = H264Decoder.open();
        var photo = new Photo(160, 120, 0, 160, new Random(7));
        decode(decoder, encode(encoder, photo), 160, 120);
        assertTrue(NativeMemory.inUse() > 0);
        decoder.whenForgotten().run();
        assertEquals(160 * 120 * 20, NativeMemory.inUse());
        encoder.whenForgotten().run();
        assertEquals(0, NativeMemory.inUse());
        decoder.close();
        encoder.close();
        assertEquals(0, NativeMemory.inUse());
        assertThrows(IllegalStateException.class, () -> encode(encoder, photo));
    }

    /// Nothing that frees them refers to them.
    @Test
    void codecs_thatAreForgotten_areCollected() {
        forgetBoth();
        for (int i = 0; NativeMemory.inUse() > 0 && i < 1_000; i++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertEquals(0, NativeMemory.inUse());
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static void forgetBoth() {
        var photo = new Photo(160, 120, 0, 160, new Random(8));
        byte[] data = encode(H264Encoder.open(160, 120, QUANTIZER), photo);
        decode(H264Decoder.open(), data, 160, 120);
        assertTrue(NativeMemory.inUse() > 0);
    }

    @Test
    void largestPicture_isEncoded() {
        int[] pixels = new int[4096 * 2304];
        try (var encoder = H264Encoder.open(4096, 2304, QUANTIZER)) {
            RfbBuffer out = new RfbBuffer();
            encoder.encode(pixels, 0, 4096, out);
            assertTrue(out.length() > 0);
        }
    }
}
