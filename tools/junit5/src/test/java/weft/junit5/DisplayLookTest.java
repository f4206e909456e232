package weft.junit5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import weft.client.Pointer;
import weft.client.expect.Sighting;
import weft.client.expect.Target;
import weft.client.needle.NeedleFiles;
import weft.framebuffer.Rect;
import weft.framebuffer.font.BitmapFont;
import weft.framebuffer.match.ClickPoint;
import weft.framebuffer.match.Needle;
import weft.framebuffer.match.NeedleArea;
import weft.framebuffer.match.Picture;
import weft.framebuffer.match.ScreenFont;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a test can look for and do, in runs within a run.
@Timeout(120)
class DisplayLookTest {

    private static final String NEEDLES = "target/test-needles";

    @TempDir private Path folder;

    @DisplayTest(timeoutMillis = 200)
    @Needles(NEEDLES)
    static class Looks {
        @Host final EchoMachine host = new EchoMachine();

        @Test
        void needle_isFoundByItsTag_andClickedAtItsPoint(Display display, FrameClock clock) {
            display.clickOn(display.needle("paper"));
            clock.advance(1);
            assertEquals(0xFF0000, display.pixel(102, 21));
        }

        @Test
        void needle_thatIsNot_isNamed(Display display) {
            display.needle("nothing");
        }

        @Test
        void oneOfSeveral_isTold(Display display) {
            Target no = display.text("NO");
            Target yes = display.text("YES");
            Sighting seen = display.type("YES").expectAny(no, yes);
            assertEquals(yes, seen.target());
            assertEquals(Optional.of(new Rect(0, 0, 24, 16)), seen.area());
        }

        @Test
        void image_isFoundWhereItIs(Display display, FrameClock clock) {
            display.click(50, 25);
            clock.advance(1);
            Path file = display.capture("all");
            assertEquals(
                    Optional.of(new Rect(0, 0, EchoMachine.WIDTH, EchoMachine.HEIGHT)),
                    display.expect(display.image(file)).area());
        }

        @Test
        void text_isRead(Display display, FrameClock clock) {
            display.type("weft 25");
            clock.advance(1);
            String text = display.read(ScreenFont.of(BitmapFont.regular())).row(0);
            assertEquals("weft 25", text);
        }

        @Test
        void change_isThatOfThePart(Display display, FrameClock clock) {
            clock.advance(1);
            long before = clock.frames();
            display.part(0, 0, 160, 16).waitChange(() -> display.type("a"));
            assertEquals(before + 1, clock.frames(), "the bar below changes always");
            display.part(0, 0, 160, 16).waitStill(Duration.ofMillis(100));
            assertEquals(before + 7, clock.frames(), "six frames are 100 ms");
        }

        @Test
        void picture_thatChangesAlways_isNeverStill(Display display) {
            display.waitStill(Duration.ofMillis(100));
        }

        @Test
        void steady_countsFrames(Display display, FrameClock clock) {
            display.type("x").settling(Duration.ofMillis(50)).expectText("x");
            assertEquals(1 + 3, clock.frames());
        }

        @Test
        void mouse_dragsAndScrolls(Display display, FrameClock clock) {
            display.drag(10, 20, 30, 22).scroll(Pointer.Wheel.DOWN, 2).sync();
            clock.advance(1);
            assertEquals(0xFF0000, display.pixel(30, 22));
        }
    }

    private NestedRun run(String... parameters) throws Exception {
        int[] paper = new int[EchoMachine.WIDTH * EchoMachine.HEIGHT];
        Arrays.fill(paper, EchoMachine.PAPER);
        Picture picture = Picture.of(paper, EchoMachine.WIDTH, EchoMachine.HEIGHT);
        NeedleArea area =
                NeedleArea.of(new Rect(100, 18, 8, 8))
                        .withMargin(0)
                        .withClickPoint(ClickPoint.at(2, 3));
        var needle =
                new Needle("p1", () -> picture, List.of(area), List.of("paper"), Optional.empty());
        NeedleFiles.write(needle, Path.of(NEEDLES));
        return NestedRun.of(folder, List.of(Looks.class), parameters);
    }

    @Test
    void everyLookAndInput_isAsItSays() throws Exception {
        NestedRun run = run();
        String noNeedle = String.valueOf(run.failure("needle_thatIsNot_isNamed").getMessage());
        assertTrue(noNeedle.startsWith("no needle in target/test-needles has the tag"), noNeedle);
        String neverStill =
                String.valueOf(run.failure("picture_thatChangesAlways_isNeverStill").getMessage());
        assertTrue(
                neverStill.startsWith(
                        "Waited 12 frames (200 ms) for the picture to be still for 100 ms"),
                neverStill);
        run.assertFailed(2);
        assertEquals(7, run.passed());
    }

    @Test
    void timeouts_areScaled() throws Exception {
        String late =
                String.valueOf(
                        run("vnc.timeout.scale", "1.5")
                                .failure("picture_thatChangesAlways_isNeverStill")
                                .getMessage());
        assertTrue(late.startsWith("Waited 18 frames (300 ms) for"), late);
    }
}
