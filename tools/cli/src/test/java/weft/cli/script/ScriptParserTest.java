package weft.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import weft.cli.script.Step.Alternative;
import weft.cli.script.Step.Capture;
import weft.cli.script.Step.Click;
import weft.cli.script.Step.Corner;
import weft.cli.script.Step.Expect;
import weft.cli.script.Step.Stable;
import weft.cli.script.Step.Wanted;
import weft.client.Pointer.Wheel;
import weft.framebuffer.Rect;
import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiValuator;
import weft.rfb.keysym.KeyCombination;
import weft.rfb.message.PowerAction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

class ScriptParserTest {
    private static final ScriptParser.StandardInput NO_INPUT =
            () -> {
                throw new IOException("there is none");
            };

    @TempDir private Path folder;

    private static List<Line> parse(String... arguments) {
        return lines(ScriptParser.parse(List.of(arguments), NO_INPUT));
    }

    private static List<Line> lines(List<Statement> statements) {
        return statements.stream().map(each -> ((Statement.Do) each).line()).toList();
    }

    private static List<Step> steps(String words) {
        return parse(words.split(" ")).stream().map(Line::step).toList();
    }

    private static String refusal(String... arguments) {
        return String.valueOf(
                assertThrows(ScriptException.class, () -> parse(arguments)).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "keydown, kdown",
        "keyup, kup",
    })
    void keyCommands_andTheirAliases_areTheSame(String name, String alias) {
        assertEquals(steps(name + " ctrl-a"), steps(alias + " ctrl-a"));
    }

    @ParameterizedTest
    @CsvSource({
        "move 3 4, mousemove 3 4",
        "mousedown 1, mdown 1",
        "mouseup 1, mup 1",
        "pause 2, sleep 2",
    })
    void otherCommands_andTheirAliases_areTheSame(String line, String alias) {
        assertEquals(steps(line), steps(alias));
    }

    @Test
    void everyCommandOfVncdotool_isUnderstood() {
        assertEquals(
                List.of(
                        new Step.Press(KeyCombination.parse("ctrl-alt-del")),
                        new Step.KeysDown(KeyCombination.parse("shift")),
                        new Step.KeysUp(KeyCombination.parse("shift")),
                        new Step.Type("a-b"),
                        new Step.Move(1, 2),
                        new Click(3, 1),
                        new Step.ButtonDown(1),
                        new Step.ButtonUp(1),
                        new Step.Drag(5, 6),
                        new Capture(Path.of("a.png"), Optional.empty()),
                        new Capture(Path.of("b.jpeg"), Optional.of(new Rect(1, 2, 3, 4))),
                        new Expect(Path.of("a.png"), Optional.empty(), OptionalDouble.of(0)),
                        new Expect(
                                Path.of("b.png"),
                                Optional.of(new Corner(7, 8)),
                                OptionalDouble.of(2.5)),
                        new Stable(
                                Duration.ofMillis(1500), Optional.empty(), OptionalDouble.empty()),
                        new Stable(
                                Duration.ofSeconds(1),
                                Optional.of(new Rect(1, 2, 3, 4)),
                                OptionalDouble.of(9)),
                        new Step.Pause(Duration.ofMillis(100))),
                steps(
                        "key ctrl-alt-del keydown shift keyup shift type a-b move 1 2 click 3"
                                + " mousedown 1 mouseup 1 drag 5 6 capture a.png rcapture b.jpeg 1"
                                + " 2 3 4 expect a.png 0 rexpect b.png 7 8 2.5 stable 1.5 rstable"
                                + " 1 1 2 3 4 9 pause .1"));
    }

    @Test
    void whatVncdotoolHasNot_isUnderstoodToo() {
        assertEquals(
                List.of(
                        new Click(1, 2),
                        new Step.Scroll(Wheel.DOWN, 3),
                        new Step.Scroll(Wheel.LEFT, 1),
                        new Step.Sync(),
                        new Step.WaitChange(),
                        new Step.Paste("x"),
                        new Step.Power(PowerAction.SHUTDOWN),
                        new Step.Power(PowerAction.REBOOT),
                        new Step.Power(PowerAction.RESET),
                        new Capture(Path.of("-"), Optional.empty())),
                steps(
                        "dclick 1 scroll down 3 scroll left sync waitchange paste x shutdown reboot"
                                + " reset capture -"));
    }

    @Test
    void devices_areUnderstood() {
        assertEquals(
                List.of(
                        new Step.CreateDevice(
                                GiiDevice.of("pad", 2, List.of(GiiValuator.of(0, "x", -5, 5)))),
                        new Step.DeviceButton("pad", 2, Step.DeviceButton.Press.CLICK),
                        new Step.DeviceButton("pad", 1, Step.DeviceButton.Press.DOWN),
                        new Step.DeviceButton("pad", 1, Step.DeviceButton.Press.UP),
                        new Step.DeviceAxis("pad", "x", -3, false),
                        new Step.DeviceAxis("pad", "0", 2147483647, true),
                        new Step.RemoveDevice("pad")),
                steps(
                        "device pad 2 x=-5..5 button pad 2 buttondown pad 1 buttonup pad 1 axis pad"
                                + " x -3 axisby pad 0 2147483647 removedevice pad"));
        assertEquals(List.of(new Step.MoveBy(-32768, 5)), steps("moveby -32768 5"));
        assertEquals(
                "argument 2: moveby needs a movement from -32768 to 32767, not \"32768\"",
                complaint("moveby", "32768", "0"));
        assertEquals(
                "argument 4: device needs AXIS=MIN..MAX, not \"x=5\"",
                complaint("device", "pad", "2", "x=5"));
        assertEquals(
                "argument 4: device needs AXIS=MIN..MAX, not \"x=9..5\"",
                complaint("device", "pad", "2", "x=9..5"));
        assertEquals(
                "argument 3: device needs a number of buttons from 0 to 256, not \"many\"",
                complaint("device", "pad", "many"));
    }

    private static String complaint(String... words) {
        return String.valueOf(
                assertThrows(
                                ScriptException.class,
                                () -> ScriptParser.parse(List.of(words), () -> ""))
                        .getMessage());
    }

    @Test
    void picturesToLookFor_areUnderstood() {
        var exact = new Wanted(Path.of("ok.png"), 1);
        assertEquals(
                List.of(
                        new Step.Find(new Wanted(Path.of("a.png"), 0.96), false),
                        new Step.Find(
                                new Wanted(Path.of("a.png"), 1, Optional.of(new Rect(1, 2, 3, 4))),
                                true),
                        new Step.WaitNot(
                                new Wanted(
                                        Path.of("a.png"), 0.9, Optional.of(new Rect(1, 2, 3, 4)))),
                        new Step.ClickOn(exact, Optional.empty(), 1),
                        new Step.ClickOn(new Wanted(Path.of("ok@.json"), 1), Optional.of("no"), 1),
                        new Step.ClickOn(exact, Optional.empty(), 2),
                        new Step.WaitNot(exact),
                        new Step.ExpectAny(
                                List.of(
                                        new Alternative(exact, "yes"),
                                        new Alternative(new Wanted(Path.of("b=c.png"), 1), "no"))),
                        new Step.Sync()),
                steps(
                        "find a.png 96 find a.png 1 2 3 4 --score waitnot a.png 90 1 2 3 4 click"
                                + " ok.png click ok@.json@no dclick ok.png waitnot ok.png expectany"
                                + " ok.png=yes b=c.png=no sync"));
    }

    @Test
    void fuzz_leftOut_isNoneAndTheNextWordIsACommand() {
        assertEquals(
                List.of(
                        new Expect(Path.of("a.png"), Optional.empty(), OptionalDouble.empty()),
                        new Step.Sync()),
                steps("expect a.png sync"));
    }

    @Test
    void file_inPlaceOfACommand_standsForItsWords() throws IOException {
        Path inner = write("inner.vdo", "key b # a comment\n type 'c d'");
        Path outer = write("outer.vdo", "key a\n" + inner + "\nkey e");
        List<Line> lines = parse("sync", outer.toString(), "sync");
        assertEquals(
                List.of(
                        new Step.Sync(),
                        new Step.Press(KeyCombination.parse("a")),
                        new Step.Press(KeyCombination.parse("b")),
                        new Step.Type("c d"),
                        new Step.Press(KeyCombination.parse("e")),
                        new Step.Sync()),
                lines.stream().map(Line::step).toList());
        assertEquals(
                List.of(
                        "argument 1",
                        outer + ":1",
                        inner + ":1",
                        inner + ":2",
                        outer + ":3",
                        "argument 3"),
                lines.stream().map(line -> line.command().place()).toList());
    }

    @Test
    void file_thatNamesItself_isRefused() throws IOException {
        Path file = folder.resolve("self.vdo");
        Files.writeString(file, "key a\n" + file + "\nkey b");
        assertEquals(
                "%s:2: \"%s\" includes itself: %s -> %s".formatted(file, file, file, file),
                refusal(file.toString()));
    }

    @Test
    void files_oneAfterTheOther_areNotDeep() throws IOException {
        Path file = write("one.vdo", "key a");
        String[] often = new String[200];
        java.util.Arrays.fill(often, file.toString());
        assertEquals(200, parse(often).size());
    }

    @Test
    void loneHyphen_isStandardInput() {
        List<Line> lines = lines(ScriptParser.parse(List.of("-"), () -> "key a\nsync"));
        assertEquals("standard input:2", lines.getLast().command().place());
        assertEquals("-: cannot read standard input: there is none", refusal("-"));
    }

    @Test
    void textFiles_areReadWithTheirLineEndsMadeOne() throws IOException {
        Path file = write("text", "a\r\nb\tc");
        assertEquals(
                List.of(new Step.Type("a\nb\tc"), new Step.Paste("a\nb\tc")),
                steps("typefile " + file + " pastefile " + file));
        assertEquals(
                List.of(new Step.Type("x")),
                lines(ScriptParser.parse(List.of("typefile", "-"), () -> "x")).stream()
                        .map(Line::step)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key|argument 1: key needs a key",
                "key nosuchkey|argument 2: ",
                "type|argument 1: type needs a text",
                "click|argument 1: click needs a button",
                "capture|argument 1: capture needs a file",
                "expect|argument 1: expect needs a picture's file",
                "click one|argument 2: click needs a button from 1 to 8, not \"one\"",
                "click 9|argument 2: click needs a button from 1 to 8, not \"9\"",
                "move 1|argument 1: move needs a y",
                "move -1 0|argument 2: move needs an x from 0 to 65535, not \"-1\"",
                "pause soon|argument 2: pause needs a number of seconds, not \"soon\"",
                "pause 1e99|argument 2: pause needs a number of seconds, not \"1e99\"",
                "pause -1|argument 2: pause needs a number of seconds, not \"-1\"",
                "expect a.png 256|argument 3: a fuzz is from 0 to 255, not \"256\"",
                "scroll 3|argument 2: scroll needs up, down, left or right, not \"3\"",
                "scroll up 0|argument 3: scroll needs a count from 1 to 1000, not \"0\"",
                "find a.png 0|argument 3: a similarity is more than 0 and at most 100, not \"0\"",
                "find a.png 90 1 2|argument 4: find needs a percentage, or x, y, width and height,"
                        + " or",
                "find a.png 1 2 3 0|argument 6: find needs a height from 1 to 65535, not \"0\"",
                "find a.json 90|argument 2: a needle says itself how like it and where, so no",
                "expectany sync|argument 1: expectany needs FILE=LABEL, once or more",
                "expectany a.png=|argument 2: expectany needs FILE=LABEL, not \"a.png=\"",
                "frobnicate|argument 1: \"frobnicate\" is neither a command nor a file",
                "capture a.xyz|argument 2: cannot write a.xyz: its name must end with one of ",
                "rcapture a.png 0 0 0 1|argument 5: rcapture needs a width from 1 to 65535, not",
                "typefile /no/such|argument 2: cannot read /no/such: ",
            })
    void whatIsWrong_isSaidWithItsPlace(String arguments, String expected) {
        String message = refusal(arguments.split(" "));
        assertEquals(expected, message.substring(0, Math.min(expected.length(), message.length())));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
