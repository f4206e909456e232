package weft.framebuffer.testcard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.framebuffer.Rect;
import weft.framebuffer.Region;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;

class TestCardTest {

    private static final List<Notice> NOTICES = List.of(Notice.values());
    private static final LocalTime TIME = LocalTime.of(12, 34, 56, 700_000_000);

    /// When the card is changed on purpose: look at it, then take over what the failure says.
    @ParameterizedTest
    @CsvSource({
        "1024, 768, d10adbd8763b8b9f",
        "640, 480, e213408838986d24",
        "320, 200, edb54bc405f44dbb",
        "64, 64, 99bba67c51f0fb71",
    })
    void pixels_knownCalls_areTheGoldenOnes(int width, int height, String expected)
            throws Exception {
        TestCard card = new TestCard(width, height);
        card.tick(1234, TIME);
        card.key(true, "Shift_L");
        card.key(true, "A");
        card.key(false, "A");
        card.pointer(width / 3, height / 2, 0b101);

        assertEquals(expected, hash(card.pixels()));
    }

    @ParameterizedTest
    @CsvSource({
        "64, 64",
        "65, 1000",
        "1000, 65",
        "139, 140",
        "140, 140",
        "320, 200",
        "640, 480",
        "800, 601"
    })
    void anyCall_returnedRegion_coversAllThatChanged(int width, int height) {
        TestCard card = new TestCard(width, height);
        Random random = new Random(width);
        for (int i = 0; i < 300; i++) {
            int[] before = card.pixels().clone();
            Region damage =
                    switch (random.nextInt(5)) {
                        case 0 -> card.tick(random.nextLong(), TIME.plusNanos(random.nextLong()));
                        case 1 -> card.key(random.nextBoolean(), "key" + random.nextInt(99));
                        case 2 ->
                                card.notice(
                                        NOTICES.get(random.nextInt(NOTICES.size())),
                                        "x".repeat(random.nextInt(300)));
                        case 3 ->
                                card.leds(
                                        random.nextBoolean(),
                                        random.nextBoolean(),
                                        random.nextBoolean());
                        default ->
                                card.pointer(
                                        random.nextInt(-20, width + 20),
                                        random.nextInt(-20, height + 20),
                                        random.nextInt(256));
                    };
            for (int p = 0; p < before.length; p++) {
                if (before[p] != card.pixels()[p]) {
                    assertTrue(damage.contains(p % width, p / width), "call " + i);
                }
            }
            assertTrue(Rect.ofSize(width, height).contains(damage.bounds()), "call " + i);
        }
    }

    @Test
    void tick_anyFrame_damagesLittleAndMoves() {
        TestCard card = new TestCard();
        for (int frame = 0; frame < 1000; frame++) {
            int[] before = card.pixels().clone();
            Region damage = card.tick(frame, TIME);

            assertTrue(damage.area() < 1024 * 768 / 50, "frame " + frame);
            assertFalse(frame > 0 && Arrays.equals(before, card.pixels()), "frame " + frame);
        }
    }

    @Test
    void sameCalls_twoCards_samePixels() {
        TestCard one = new TestCard(500, 400);
        TestCard other = new TestCard(500, 400);
        // another past, the same present
        other.tick(77, LocalTime.MIDNIGHT);
        other.pointer(10, 10, 1);
        for (TestCard card : new TestCard[] {one, other}) {
            card.tick(5, TIME);
            card.pointer(250, 200, 0);
            card.key(true, "x");
        }

        assertArrayEquals(one.pixels(), other.pixels());
    }

    @Test
    void still_ticks_changeNothingButInputDoes() {
        TestCard card = TestCard.still(640, 480);
        int[] before = card.pixels().clone();

        assertEquals(Region.EMPTY, card.tick(9, TIME));
        assertArrayEquals(before, card.pixels());
        assertFalse(card.key(true, "a").isEmpty());
        assertFalse(Arrays.equals(before, card.pixels()));
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "320, 200", "1024, 768", "1921, 1079"})
    void border_everySize_isExactlyAtTheEdges(int width, int height) {
        int[] pixels = new TestCard(width, height).pixels();
        for (int x = 0; x < width; x++) {
            assertEquals(0xFFFFFF, pixels[x]);
            assertEquals(0xFFFFFF, pixels[(height - 1) * width + x]);
        }
        for (int y = 0; y < height; y++) {
            assertEquals(0xFFFFFF, pixels[y * width]);
            assertEquals(0xFFFFFF, pixels[y * width + width - 1]);
        }
        assertEquals(0, pixels[width + 1]);
        assertEquals(0xFF0000, pixels[2 * width + 2]);
        assertEquals(0x00FF00, pixels[2 * width + width - 3]);
        assertEquals(0x0000FF, pixels[(height - 3) * width + 2]);
        assertEquals(0xFFFF00, pixels[(height - 3) * width + width - 3]);
    }

    @Test
    void bars_fromLeftToRight_areTheEightColours() {
        Layout layout = Layout.of(1024, 768);
        int[] pixels = TestCard.still(1024, 768).pixels();
        Rect bars = layout.bars();
        int[] expected = {
            0xFFFFFF, 0xFFFF00, 0x00FFFF, 0x00FF00, 0xFF00FF, 0xFF0000, 0x0000FF, 0x000000
        };
        for (int i = 0; i < 8; i++) {
            int x = bars.x() + (2 * i + 1) * bars.width() / 16;
            assertEquals(expected[i], pixels[(bars.y() + 5) * 1024 + x]);
        }
    }

    @Test
    void gradients_eachChannel_reachesBothEndsAndEveryStep() {
        Rect area = Layout.of(1024, 768).gradients();
        int[] pixels = TestCard.still(1024, 768).pixels();
        int[] factors = {0x010101, 0x010000, 0x000100, 0x000001};
        for (int i = 0; i < 4; i++) {
            int start = (area.y() + i * area.height() / 4 + 2) * 1024 + area.x();
            assertEquals(0, pixels[start]);
            assertEquals(255 * factors[i], pixels[start + area.width() - 1]);
            for (int x = 1; x < area.width(); x++) {
                int step = pixels[start + x] - pixels[start + x - 1];
                assertTrue(step == 0 || step == factors[i], "column " + x);
            }
        }
    }

    @Test
    void photo_hasManyColours() {
        Rect area = Layout.of(1024, 768).photo();
        int[] pixels = TestCard.still(1024, 768).pixels();
        long colours =
                Region.of(area).rects().stream()
                        .flatMapToInt(rect -> Arrays.stream(read(pixels, 1024, rect)))
                        .distinct()
                        .count();

        assertTrue(colours > 10_000, colours + " colours");
    }

    @Test
    void pointer_position_leavesThePixelPointedToFree() {
        TestCard card = TestCard.still(640, 480);
        int before = card.pixels()[240 * 640 + 320];
        card.pointer(320, 240, 0);

        assertEquals(before, card.pixels()[240 * 640 + 320]);
        assertEquals(0xFFFFFF, card.pixels()[240 * 640 + 320 + 5]);
        assertEquals(0xFFFFFF, card.pixels()[(240 - 5) * 640 + 320]);
        assertEquals(0x000000, card.pixels()[(240 - 5) * 640 + 321]);
        card.pointer(320, 240, 1);
        assertEquals(Colours.PRESSED, card.pixels()[240 * 640 + 320 + 5]);
    }

    @Test
    void pointer_movedAway_restoresThePicture() {
        TestCard card = TestCard.still(640, 480);
        card.pointer(-100, -100, 0);
        int[] before = card.pixels().clone();
        card.pointer(320, 240, 0);
        assertNotEquals(Arrays.hashCode(before), Arrays.hashCode(card.pixels()));
        card.pointer(-100, -100, 0);

        assertArrayEquals(before, card.pixels());
    }

    @Test
    void pointer_extremes_areTolerated() {
        TestCard card = new TestCard(320, 200);
        for (int x : new int[] {Integer.MIN_VALUE, -1, 0, 65535, Integer.MAX_VALUE}) {
            assertFalse(card.pointer(x, x, -1).isEmpty());
        }
    }

    @Test
    void key_anyName_staysInTheEcho() {
        TestCard card = new TestCard(320, 200);
        Rect echo = Layout.of(320, 200).echo();
        for (String name : new String[] {"", "é\n\0", "x".repeat(100_000)}) {
            Region damage = card.key(true, name);
            assertTrue(echo.contains(damage.bounds()));
        }
    }

    @Test
    void notices_standBesideThePhotoAndOverNothingElse() {
        TestCard card = TestCard.still(640, 480);
        int[] before = card.pixels().clone();
        Layout layout = Layout.of(640, 480);
        Region damage = Region.EMPTY;
        for (Notice notice : Notice.values()) {
            Region more = card.notice(notice, "\u20ac something about " + notice);
            assertTrue(more.area() > damage.area(), notice + " has a line of its own");
            damage = damage.union(more);
        }
        Rect bounds = damage.bounds();
        assertTrue(
                Region.of(layout.patterns()).union(layout.text()).bounds().contains(bounds),
                bounds::toString);
        assertFalse(Arrays.equals(before, card.pixels()));
        int[] once = card.pixels().clone();
        var _ = card.notice(Notice.POWER, "reset");
        assertFalse(Arrays.equals(once, card.pixels()));
        assertEquals(Region.EMPTY, TestCard.still(64, 64).notice(Notice.POWER, "reset"));
    }

    @ParameterizedTest
    @CsvSource({"640, 480", "320, 200"})
    void leds_changeTheirLamps(int width, int height) {
        TestCard card = TestCard.still(width, height);
        Set<String> seen = new HashSet<>();
        for (int lit = 0; lit < 8; lit++) {
            Region damage = card.leds((lit & 1) != 0, (lit & 2) != 0, (lit & 4) != 0);
            assertFalse(damage.isEmpty());
            assertTrue(seen.add(Arrays.toString(card.pixels())), "lit " + lit);
        }
    }

    @Test
    void resized_saysTheSame() {
        TestCard small = TestCard.still(640, 480);
        TestCard large = TestCard.still(800, 600);
        for (TestCard card : new TestCard[] {small, large}) {
            card.key(true, "a");
            card.key(false, "a");
            card.leds(true, false, true);
            card.notice(Notice.CLIPBOARD, "something");
        }
        assertArrayEquals(large.pixels(), small.resized(800, 600).pixels());
    }

    @Test
    void constructor_tooSmall_saysTheLimit() {
        var e = assertThrows(IllegalArgumentException.class, () -> new TestCard(63, 64));

        assertEquals("the test card has at least 64 pixels per side, not 63x64", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new TestCard(20_000, 64));
    }

    private static int[] read(int[] pixels, int stride, Rect area) {
        int[] read = new int[area.width() * area.height()];
        for (int y = 0; y < area.height(); y++) {
            int from = (area.y() + y) * stride + area.x();
            System.arraycopy(pixels, from, read, y * area.width(), area.width());
        }
        return read;
    }

    private static String hash(int[] pixels) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(pixels.length * 4);
        bytes.asIntBuffer().put(pixels);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
        return HexFormat.of().formatHex(digest, 0, 8);
    }
}
