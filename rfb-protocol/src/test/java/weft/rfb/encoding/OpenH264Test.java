package weft.rfb.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import weft.rfb.Feed;
import weft.rfb.Hex;
import weft.rfb.PixelFormat;
import weft.rfb.PixelTranslator;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbProtocolException;
import weft.rfb.codec.NativeMemory;
import weft.rfb.codec.Natives;
import weft.rfb.message.RectangleHeader;
import weft.rfb.message.SetEncodings;

import java.util.List;

/// Open H.264's contexts and headers; what a stream holds is `H264Test`'s.
class OpenH264Test {

    private static final PixelTranslator XRGB = PixelTranslator.of(PixelFormat.XRGB8888);

    @AfterEach
    void nothingIsInUse() {
        assertEquals(0, NativeMemory.inUse());
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Rectangle(RectangleHeader header, int flags, byte[] data) {}

    private static Rectangle encode(Encoder encoder, int x, int y, Picture picture) {
        RfbBuffer out = new RfbBuffer();
        encoder.encodeRectangle(x, y, picture.packed(), XRGB, out);
        Feed feed = Feed.whole(out.toByteArray());
        RectangleHeader header = RectangleHeader.read(feed);
        assertEquals(Encoding.OPEN_H264.number(), header.encoding());
        int length = feed.s32();
        int flags = feed.s32();
        byte[] data = feed.bytes(length);
        assertTrue(feed.atEnd());
        return new Rectangle(header, flags, data);
    }

    private static int[] decode(Decoder decoder, Rectangle rectangle) {
        return decode(decoder, rectangle, rectangle.flags());
    }

    private static int[] decode(Decoder decoder, Rectangle rectangle, int flags) {
        RectangleHeader header = rectangle.header();
        Feed feed =
                Feed.whole(
                        Hex.written(out -> {
                            out.u32(rectangle.data().length);
                            out.u32(flags);
                            out.bytes(rectangle.data());
                        }));
        int[] rgb = new int[header.width() * header.height()];
        decoder.decode(
                feed,
                XRGB,
                header.x(),
                header.y(),
                new Target(rgb, 0, header.width(), header.width(), header.height()));
        assertTrue(feed.atEnd());
        return rgb;
    }

    private static void assertShows(Picture picture, int[] shown) {
        long difference = 0;
        for (int i = 0; i < shown.length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                difference +=
                        Math.abs((shown[i] >> shift & 0xff) - (picture.rgb()[i] >> shift & 0xff));
            }
        }
        assertTrue(difference < 5L * 3 * shown.length, "differs by " + difference);
    }

    @Test
    void places_haveContextsOfTheirOwn() {
        try (Encoder encoder = Encoder.create(Encoding.OPEN_H264);
                Decoder decoder = Decoder.create(Encoding.OPEN_H264)) {
            assertTrue(encoder.keepsPlaces());
            for (int round = 0; round < 3; round++) {
                for (int x = 0; x < 3; x++) {
                    Picture picture = Picture.photo(64, 48, 3 * round + x);
                    Rectangle rectangle = encode(encoder, 64 * x, 7, picture);
                    assertEquals(round == 0 ? 1 : 0, rectangle.flags());
                    assertShows(picture, decode(decoder, rectangle));
                }
            }
        }
    }

    /// The encoder forgets a place sooner than viewers do, and says so when it comes again.
    @Test
    void places_thatAreTooMany_beginAnew() {
        try (Encoder encoder = Encoder.create(Encoding.OPEN_H264);
                Decoder decoder = Decoder.create(Encoding.OPEN_H264)) {
            for (int round = 0; round < 2; round++) {
                for (int x = 0; x < 70; x++) {
                    Picture picture = Picture.photo(32, 32, x);
                    Rectangle rectangle = encode(encoder, x, 0, picture);
                    assertEquals(1, rectangle.flags());
                    assertShows(picture, decode(decoder, rectangle));
                }
            }
        }
    }

    @Test
    void contexts_thatHoldTooMuch_areForgotten() {
        Picture picture = Picture.photo(64, 48, 1);
        long one = (4 << 20) + 64 * 48 * 12;
        try (Encoder encoder = Encoder.create(Encoding.OPEN_H264);
                Decoder decoder = new OpenH264Decoder(3 * one)) {
            for (int x = 0; x < 4; x++) {
                assertShows(picture, decode(decoder, encode(encoder, x, 0, picture)));
            }
            for (int x = 1; x < 4; x++) {
                Rectangle next = encode(encoder, x, 0, picture);
                assertEquals(0, next.flags());
                assertShows(picture, decode(decoder, next));
            }
            Rectangle forgotten = encode(encoder, 0, 0, picture);
            assertEquals(0, forgotten.flags());
            assertThrows(RfbProtocolException.class, () -> decode(decoder, forgotten));
        }
        try (Encoder encoder = Encoder.create(Encoding.OPEN_H264);
                Decoder decoder = new OpenH264Decoder(1)) {
            assertShows(picture, decode(decoder, encode(encoder, 0, 0, picture)));
            assertShows(picture, decode(decoder, encode(encoder, 0, 0, picture)));
        }
    }

    @Test
    void quality_thatChanges_beginsAnew() {
        Picture picture = Picture.photo(64, 48, 1);
        try (Encoder encoder = Encoder.create(Encoding.OPEN_H264)) {
            encoder.adapt(quality(9));
            String nine = encoder.variant();
            int fine = encode(encoder, 0, 0, picture).data().length;
            encoder.adapt(quality(9));
            assertEquals(0, encode(encoder, 0, 0, picture).flags());
            encoder.adapt(quality(1));
            assertNotEquals(nine, encoder.variant());
            Rectangle coarse = encode(encoder, 0, 0, picture);
            assertEquals(1, coarse.flags());
            assertTrue(coarse.data().length * 3 < fine, coarse.data().length + " of " + fine);
        }
    }

    private static EncodingPreferences quality(int quality) {
        return EncodingPreferences.of(
                new SetEncodings(List.of(EncodingPreferences.QUALITY_0 + quality)));
    }

    @Test
    void flags_withoutData_resetAndShowNothing() {
        Picture picture = Picture.photo(64, 48, 1);
        try (Encoder encoder = Encoder.create(Encoding.OPEN_H264);
                Decoder decoder = Decoder.create(Encoding.OPEN_H264)) {
            for (int flags : new int[] {1, 2}) {
                Rectangle first = encode(encoder, 0, 0, picture);
                Rectangle second = encode(encoder, 0, 0, picture);
                encoder.adapt(quality(3));
                encoder.adapt(quality(8));
                assertShows(picture, decode(decoder, first));
                var empty = new Rectangle(first.header(), 0, new byte[0]);
                int[] untouched = decode(decoder, empty, flags);
                assertArrayEquals(new int[64 * 48], untouched);
                // What refers to a picture of a context that is gone cannot be shown.
                assertThrows(RfbProtocolException.class, () -> decode(decoder, second));
            }
        }
    }

    @Test
    void unknownFlags_areIgnored() {
        Picture picture = Picture.photo(64, 48, 1);
        try (Encoder encoder = Encoder.create(Encoding.OPEN_H264);
                Decoder decoder = Decoder.create(Encoding.OPEN_H264)) {
            Rectangle rectangle = encode(encoder, 0, 0, picture);
            assertShows(picture, decode(decoder, rectangle, 0xfffffffd));
        }
    }

    @Test
    void length_thatIsTooLarge_isRefusedBeforeItIsRead() {
        try (Decoder decoder = Decoder.create(Encoding.OPEN_H264)) {
            Feed feed = Feed.whole(Hex.bytes("ffffffff 00000000"));
            var e =
                    assertThrows(
                            RfbProtocolException.class,
                            () -> decoder.decode(feed, XRGB, new Target(new int[64], 0, 8, 8, 8)));
            assertEquals("Open H.264 of 4294967295 bytes > limit 66048 for 8x8", e.getMessage());
        }
    }

    @Test
    void anything_in8BitsOrTooLarge_isRaw() {
        PixelTranslator bgr233 = PixelTranslator.of(PixelFormat.BGR233);
        try (Encoder encoder = Encoder.create(Encoding.OPEN_H264)) {
            RfbBuffer out = new RfbBuffer();
            Picture picture = Picture.photo(20, 10, 1);
            assertEquals(Encoding.RAW, encoder.encode(picture.packed(), bgr233, out));
            assertEquals(200, out.length());
            out.clear();
            Picture wide = Picture.photo(encoder.maxWidth() + 1, 1, 1);
            assertEquals(Encoding.RAW, encoder.encode(wide.packed(), XRGB, out));
        }
    }

    @Test
    void encoder_afterClose_isNotUsable() {
        Encoder encoder = Encoder.create(Encoding.OPEN_H264);
        Decoder decoder = Decoder.create(Encoding.OPEN_H264);
        Picture picture = Picture.photo(20, 10, 1);
        Rectangle rectangle = encode(encoder, 0, 0, picture);
        encoder.close();
        decoder.close();
        assertThrows(IllegalStateException.class, () -> encode(encoder, 0, 0, picture));
        assertThrows(IllegalStateException.class, () -> decode(decoder, rectangle));
    }

    /// What a JVM without native libraries says of it.
    public static final class WithoutNatives {
        private WithoutNatives() {}

        public static void main(String[] arguments) {
            System.out.println(Encoder.isAvailable(Encoding.OPEN_H264));
            System.out.println(Natives.describe().getLast());
            try (Decoder decoder = Decoder.create(Encoding.OPEN_H264)) {
                decoder.decode(Feed.whole(new byte[8]), XRGB, new Target(new int[1], 0, 1, 1, 1));
            } catch (RfbProtocolException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void encoding_withoutTheLibrary_isNotOffered() throws Exception {
        assertTrue(Encoder.isAvailable(Encoding.OPEN_H264));
        assertFalse(Natives.describe().getLast().contains("none"));
        Process process =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-Dweft.natives=off",
                                "-cp",
                                System.getProperty("java.class.path")
                                        + ":"
                                        + System.getProperty("jdk.module.path", "")
                                        + ":target/classes:target/test-classes",
                                WithoutNatives.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(
                List.of(
                        "false",
                        "h264 none (native libraries are switched off)",
                        "Open H.264, and no decoder of it: there is no libopenh264"),
                out.lines().toList());
    }
}
