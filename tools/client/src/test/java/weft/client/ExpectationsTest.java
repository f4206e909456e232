package weft.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.failure.ExpectationFailedException;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;
import weft.framebuffer.font.BitmapFont;
import weft.framebuffer.match.ClickPoint;
import weft.framebuffer.match.Needle;
import weft.framebuffer.match.NeedleArea;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;
import weft.framebuffer.match.Tolerance;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/// Expectations of a picture of 16x8, in a time that stands still unless a test advances it.
@Timeout(30)
class ExpectationsTest extends WaitsFixture {

    private static final Tolerance EXACT = Tolerance.exact();

    /// The screen in one colour, but for pixels of its first row.
    private static Picture screen(int rgb, int... columnsAndColours) {
        int[] pixels = new int[16 * 8];
        Arrays.fill(pixels, rgb);
        for (int i = 0; i < columnsAndColours.length; i += 2) {
            pixels[columnsAndColours[i]] = columnsAndColours[i + 1];
        }
        return Picture.of(pixels, 16, 8);
    }

    private static Picture row(int... pixels) {
        return Picture.of(pixels, pixels.length, 1);
    }

    private static ExpectationFailedException failure(FutureTask<?> task) {
        awaitDone(task);
        return assertInstanceOf(ExpectationFailedException.class, task.exceptionNow());
    }

    @Test
    void expect_thereAlready_returnsAtOnceWithItsScore() throws Exception {
        with((_, client) -> {
            Target target = Target.picture("one", screen(1), EXACT);
            Sighting sighting = client.expect(target, Duration.ZERO);
            assertTrue(sighting.matches());
            assertEquals(1, sighting.score());
            assertSame(client.frame(), sighting.frame());
        });
    }

    @Test
    void expect_comesLater_returnsThatFrame() throws Exception {
        with((_, client) -> {
            Target target = Target.picture("two pixels", screen(1, 3, 7, 5, 9), EXACT);
            var task = begin(() -> client.expect(target, millis(1000)));
            show(client, 3, 7);
            assertFalse(task.isDone());
            steps.add(peer -> peer.fill(5, 0, 1, 1, 9));
            assertEquals(9, task.get().frame().pixel(5, 0));
        });
    }

    @Test
    void expect_inVain_tellsOfTheClosestAndHasItsPictures() throws Exception {
        with((_, client) -> {
            Target target = Target.picture("menu", screen(1, 3, 0xFFFFFF, 5, 9), EXACT);
            var task = begin(() -> client.expect(target, millis(1000)));
            show(client, 3, 0xFFFFFF);
            show(client, 8, 0xFF00);
            clock.advance(millis(1000));
            ExpectationFailedException e = failure(task);
            Sighting closest = e.sightings().getFirst();
            assertEquals(1 - 1 / 128.0, closest.score());
            assertEquals(1, closest.frame().pixel(8, 0));
            assertEquals(0xFF00, e.lastFrame().orElseThrow().pixel(8, 0));
            assertEquals(9, closest.expected().orElseThrow().pixel(5, 0));
            assertEquals(1, closest.actual().pixel(5, 0));
            assertEquals(0xFF0000, closest.diff().orElseThrow().pixel(5, 0));
            assertEquals(
                    "Waited 1000 ms for menu: 1 of 128 pixels are different (allowed: 0), all"
                            + " within 1x1+5+0; the worst distance is 0.010",
                    e.getMessage());
        });
    }

    @Test
    void expect_ofAPart_looksAtNothingElse() throws Exception {
        with((_, client) -> {
            Target target = Target.pictureAt("part", row(1, 7, 1), 2, 0, EXACT);
            var task = begin(() -> client.expect(target, millis(1000)));
            show(client, 9, 7);
            steps.add(peer -> peer.fill(3, 0, 1, 1, 7));
            assertEquals(Optional.of(new Rect(2, 0, 3, 1)), task.get().area());
        });
    }

    @Test
    void expect_ofAnotherSize_hasNoDifference() throws Exception {
        with((_, client) -> {
            Target target = Target.picture("small", row(1), EXACT);
            var e =
                    assertThrows(
                            ExpectationFailedException.class,
                            () -> client.expect(target, Duration.ZERO));
            assertEquals("Waited 0 ms for small: 16x8 pixels instead of 1x1", e.getMessage());
            assertTrue(e.sightings().getFirst().diff().isEmpty());
        });
    }

    @Test
    void expectSteady_goesAndComesBack_countsAnew() throws Exception {
        with((_, client) -> {
            Target target = Target.picture("one", screen(1, 3, 7), EXACT);
            var task = begin(() -> client.expectSteady(target, millis(300), millis(5000)));
            show(client, 3, 7);
            clock.advance(millis(299));
            show(client, 4, 7);
            show(client, 4, 1);
            clock.advance(millis(299));
            assertFalse(task.isDone());
            clock.advance(millis(1));
            assertEquals(1, task.get().score());
        });
    }

    @Test
    void expectSteady_changesThatDoNotMatter_doNotCount() throws Exception {
        with((_, client) -> {
            Picture expected = screen(1).masked(new Rect(8, 0, 1, 1));
            Target target = Target.picture("one", expected, EXACT);
            var task = begin(() -> client.expectSteady(target, millis(300), millis(5000)));
            clock.advance(millis(200));
            show(client, 8, 7);
            assertFalse(task.isDone());
            clock.advance(millis(100));
            assertEquals(7, task.get().frame().pixel(8, 0));
        });
    }

    @Test
    void expectSteady_stoodBefore_doesNotWait() throws Exception {
        with((_, client) -> {
            clock.advance(millis(300));
            Target target = Target.picture("one", screen(1), EXACT);
            assertTrue(client.expectSteady(target, millis(300), Duration.ZERO).matches());
        });
    }

    @Test
    void expectSteady_neverStays_saysSo() throws Exception {
        with((_, client) -> {
            Target target = Target.picture("one", screen(1), EXACT);
            var task = begin(() -> client.expectSteady(target, millis(300), millis(400)));
            clock.advance(millis(200));
            show(client, 3, 7);
            clock.advance(millis(200));
            assertEquals(
                    "Waited 400 ms for what stays for 300 ms: one: 1 of 128"
                            + " pixels are different (allowed: 0), all within 1x1+3+0; the worst"
                            + " distance is 0.008",
                    failure(task).getMessage());
        });
    }

    @Test
    void expectAny_returnsWhichWasSeen() throws Exception {
        with((_, client) -> {
            Target login = Target.image("login", row(7, 8), 1);
            Target menu = Target.image("menu", row(9, 7), 1);
            var task = begin(() -> client.expectAny(List.of(login, menu), millis(1000)));
            show(client, 5, 9);
            steps.add(peer -> peer.fill(6, 0, 1, 1, 7));
            Sighting sighting = task.get();
            assertSame(menu, sighting.target());
            assertEquals(Optional.of(new Rect(5, 0, 2, 1)), sighting.area());
            assertEquals(Optional.of(new Rect(6, 0, 1, 1)), sighting.clickPoint());
        });
    }

    @Test
    void expectAny_inVain_tellsWhatIsMostLikeEach() throws Exception {
        with((_, client) -> {
            var near = Target.image("near", row(1, 1, 4), 1);
            var far = Target.image("far", row(0xFFFFFF, 0xFFFFFF), 1);
            var e =
                    assertThrows(
                            ExpectationFailedException.class,
                            () -> client.expectAny(List.of(near, far), Duration.ZERO));
            assertEquals(
                    "Waited 0 ms for near: most like it is 3x1+0+0 with 100.0 %;"
                            + " far: nothing is like it",
                    e.getMessage());
            assertFalse(e.sightings().getFirst().matches());
            assertEquals(0, e.sightings().getLast().score());
        });
    }

    @Test
    void expectAny_ofNothing_isRefused() throws Exception {
        with((_, client) ->
                assertThrows(
                        IllegalArgumentException.class,
                        () -> client.expectAny(List.of(), Duration.ZERO)));
    }

    @Test
    void expectNot_waitsUntilItIsGone() throws Exception {
        with((_, client) -> {
            Target target = Target.imageWithin("busy", row(1, 1), 1, new Rect(3, 0, 2, 1));
            var task = begin(() -> client.expectNot(target, millis(1000)));
            show(client, 9, 7);
            assertFalse(task.isDone());
            steps.add(peer -> peer.fill(4, 0, 1, 1, 7));
            assertFalse(task.get().matches());
        });
    }

    @Test
    void expectNot_stays_saysWhereItIs() throws Exception {
        with((_, client) -> {
            Target target = Target.image("busy", row(1, 1), 1);
            var e =
                    assertThrows(
                            ExpectationFailedException.class,
                            () -> client.expectNot(target, Duration.ZERO));
            assertEquals(
                    "Waited 0 ms for busy to go, but it is at 2x1+0+0 with 100.0 %",
                    e.getMessage());
        });
    }

    @Test
    void needles_theBestOne_tellsItsNameAndWhereToClick() throws Exception {
        with((_, client) -> {
            Needle white = needle("white", screen(0xFFFFFF));
            Needle dark = needle("dark", screen(1));
            Target target = Target.needles("prompt", List.of(white, dark));
            Sighting sighting = client.expect(target, Duration.ZERO);
            assertEquals("dark", sighting.needles().getFirst().needle().name());
            assertEquals(1, sighting.score());
            assertEquals(Optional.of(new Rect(4, 3, 1, 1)), sighting.clickPoint());
            var e =
                    assertThrows(
                            ExpectationFailedException.class,
                            () -> client.expect(Target.needle(white), Duration.ZERO));
            Picture diff = e.sightings().getFirst().diff().orElseThrow();
            assertEquals(0xFF0000, diff.pixel(4, 3));
            assertFalse(diff.pixel(12, 3) == 0xFF0000, "what is outside of the area");
        });
    }

    private static Needle needle(String name, Picture picture) {
        NeedleArea area =
                NeedleArea.of(new Rect(2, 2, 4, 3))
                        .withMargin(0)
                        .withClickPoint(ClickPoint.center());
        return new Needle(name, () -> picture, List.of(area), List.of(), Optional.empty());
    }

    @Test
    void text_inVain_saysWhatWasRead() throws Exception {
        with((_, client) -> {
            Target ready = Target.text("OK", ScreenFont.of(BitmapFont.small()));
            var e =
                    assertThrows(
                            ExpectationFailedException.class,
                            () -> client.expect(ready, Duration.ZERO));
            assertEquals("Waited 0 ms for \"OK\": the text is empty", e.getMessage());
        });
    }

    @Test
    void text_isFoundWhereItIs() throws Exception {
        BitmapFont font = BitmapFont.small();
        with((_, client) -> {
            Target ready = Target.text("A", ScreenFont.of(font));
            var task = begin(() -> client.expect(ready, millis(1000)));
            steps.add(peer -> {
                for (int y = 0; y < font.height(); y++) {
                    for (int x = 0; x < font.width(); x++) {
                        if ((font.row('A', y) >> (font.width() - 1 - x) & 1) != 0) {
                            peer.fill(3 + x, y, 1, 1, 0xFFFFFF);
                        }
                    }
                }
            });
            Rect place = task.get().area().orElseThrow();
            assertEquals(new Rect(3, 0, font.width(), font.height()), place);
            Frame frame = task.get().frame();
            assertTrue(client.text(ScreenFont.of(font)).contains("A"), () -> frame.toString());
        });
    }

    @Test
    void text_notInTheFont_isRefused() {
        ScreenFont font = ScreenFont.of(BitmapFont.small());
        assertThrows(IllegalArgumentException.class, () -> Target.text("\u20ac", font));
        assertThrows(IllegalArgumentException.class, () -> Target.text("  ", font));
    }
}
