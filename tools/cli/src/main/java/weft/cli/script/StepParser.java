package weft.cli.script;

import weft.cli.script.Step.Capture;
import weft.cli.script.Step.Click;
import weft.cli.script.Step.Corner;
import weft.cli.script.Step.Expect;
import weft.cli.script.Step.Stable;
import weft.rfb.message.PowerAction;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes one step of the words that it begins with. Of a step with variables only the number of its
/// words is known: it has values without meaning in their place.
final class StepParser {

    /// Says how long a step that waits may take.
    static final String WITHIN = "within";

    /// The commands that vncdotool has.
    private static final Set<String> VNCDOTOOL =
            Set.of(
                    "key",
                    "keydown",
                    "kdown",
                    "keyup",
                    "kup",
                    "type",
                    "typefile",
                    "pastefile",
                    "move",
                    "mousemove",
                    "click",
                    "mousedown",
                    "mdown",
                    "mouseup",
                    "mup",
                    "drag",
                    "capture",
                    "rcapture",
                    "expect",
                    "rexpect",
                    "stable",
                    "rstable",
                    "pause",
                    "sleep");

    /// Those that it has not.
    private static final Set<String> MORE =
            Set.of(
                    "moveby",
                    "dclick",
                    "diff",
                    "expecttext",
                    "getclip",
                    "ocr",
                    "find",
                    "waitnot",
                    "expectany",
                    "paste",
                    "scroll",
                    "record",
                    "stoprecord",
                    "device",
                    "removedevice",
                    "button",
                    "buttondown",
                    "buttonup",
                    "axis",
                    "axisby",
                    "shutdown",
                    "reboot",
                    "reset",
                    "resize",
                    "recordsound",
                    "stopsound",
                    "waitchange",
                    "sync");

    private static final int MOST_TURNS = 1000;

    private final WordQueue words;
    private final Arguments arguments;
    private final DeviceArguments devices;

    StepParser(WordQueue words, TextFiles texts) {
        this.words = words;
        this.arguments = new Arguments(words, texts);
        this.devices = new DeviceArguments(words, arguments);
    }

    /// The step that these words are.
    ///
    /// @throws ScriptException if they are none, or more than one
    static Line parse(List<Word> words, TextFiles texts) {
        var queue = new WordQueue(words, false);
        Word command = queue.command();
        Optional<Line> line = new StepParser(queue, texts).line(command);
        if (line.isEmpty()) {
            throw new ScriptException(command, "\"%s\" is no command".formatted(command.text()));
        }
        if (!queue.isEmpty()) {
            Word more = queue.next();
            throw new ScriptException(
                    more, "%s does not take \"%s\"".formatted(command.text(), more.text()));
        }
        return line.get();
    }

    /// The step that a word begins, with all of its words; empty if that is no command.
    Optional<Line> line(Word command) {
        return step(command).map(step -> new Line(command, step, within(step)));
    }

    /// Whether vncdotool has this step too.
    static boolean isVncdotools(Line line) {
        return VNCDOTOOL.contains(line.command().text())
                && line.within().isEmpty()
                && !(line.step() instanceof Step.ClickOn);
    }

    /// The names of all steps.
    static Set<String> commands() {
        var all = new TreeSet<>(VNCDOTOOL);
        all.addAll(MORE);
        return all;
    }

    static boolean isCommand(String word) {
        return VNCDOTOOL.contains(word) || MORE.contains(word);
    }

    private Optional<Duration> within(Step step) {
        return words.peek()
                .filter(next -> step instanceof Step.Waiting && next.text().equals(WITHIN))
                .map(_ -> arguments.seconds(words.next()));
    }

    private Optional<Step> step(Word command) {
        Arguments args = arguments;
        return Optional.ofNullable(
                switch (command.text()) {
                    case "key" -> new Step.Press(args.keys(command));
                    case "keydown", "kdown" -> new Step.KeysDown(args.keys(command));
                    case "keyup", "kup" -> new Step.KeysUp(args.keys(command));
                    case "type" -> new Step.Type(args.text(command));
                    case "typefile" -> new Step.Type(args.fileText(command).replace("\r", ""));
                    case "pastefile" ->
                            new Step.Paste(args.fileText(command).replace("\r\n", "\n"));
                    case "paste" -> new Step.Paste(args.text(command));
                    case "move", "mousemove" -> new Step.Move(args.x(command), args.y(command));
                    case "moveby" ->
                            new Step.MoveBy(args.movement(command), args.movement(command));
                    case "drag" -> new Step.Drag(args.x(command), args.y(command));
                    case "click" -> click(command, 1);
                    case "dclick" -> click(command, 2);
                    case "find" -> new Step.Find(args.wanted(command), args.flag("--score"));
                    case "waitnot" -> new Step.WaitNot(args.wanted(command));
                    case "expectany" -> new Step.ExpectAny(args.alternatives(command));
                    case "mousedown", "mdown" -> new Step.ButtonDown(args.button(command));
                    case "mouseup", "mup" -> new Step.ButtonUp(args.button(command));
                    case "scroll" ->
                            new Step.Scroll(
                                    args.wheel(command), args.optionalCount(command, MOST_TURNS));
                    case "capture" -> capture(command, false);
                    case "rcapture" -> capture(command, true);
                    case "diff" ->
                            new Step.Diff(
                                    args.file(command),
                                    args.file(command),
                                    args.option("-o", command).map(TextFiles::path));
                    case "expecttext" ->
                            new Step.ExpectText(
                                    args.text(command),
                                    args.option("--font", command).map(Word::text));
                    case "ocr" ->
                            new Step.ReadText(
                                    args.optionalArea(command),
                                    args.option("--font", command).map(Word::text));
                    case "getclip" ->
                            new Step.GetClip(
                                    args.hasFile()
                                            ? Optional.of(args.file(command))
                                            : Optional.empty());
                    case "expect" ->
                            new Expect(args.file(command), Optional.empty(), args.optionalFuzz());
                    case "rexpect" ->
                            new Expect(
                                    args.file(command),
                                    Optional.of(new Corner(args.x(command), args.y(command))),
                                    args.optionalFuzz());
                    case "stable" ->
                            new Stable(
                                    args.seconds(command), Optional.empty(), args.optionalFuzz());
                    case "rstable" ->
                            new Stable(
                                    args.seconds(command),
                                    Optional.of(args.area(command)),
                                    args.optionalFuzz());
                    case "waitchange" -> new Step.WaitChange();
                    case "sync" -> new Step.Sync();
                    case "record" -> new Step.StartRecord(args.output(command));
                    case "stoprecord" -> new Step.StopRecord();
                    case "device" -> new Step.CreateDevice(devices.device(command));
                    case "removedevice" -> new Step.RemoveDevice(devices.name(command));
                    case "button" -> devices.button(command, Step.DeviceButton.Press.CLICK);
                    case "buttondown" -> devices.button(command, Step.DeviceButton.Press.DOWN);
                    case "buttonup" -> devices.button(command, Step.DeviceButton.Press.UP);
                    case "axis" -> devices.axis(command, false);
                    case "axisby" -> devices.axis(command, true);
                    case "shutdown" -> new Step.Power(PowerAction.SHUTDOWN);
                    case "reboot" -> new Step.Power(PowerAction.REBOOT);
                    case "reset" -> new Step.Power(PowerAction.RESET);
                    case "resize" -> args.resize(command);
                    case "recordsound" -> new Step.StartSound(args.output(command));
                    case "stopsound" -> new Step.StopSound();
                    case "pause", "sleep" -> new Step.Pause(args.seconds(command));
                    default -> null;
                });
    }

    private Step capture(Word command, boolean part) {
        Optional<String> format = arguments.format(command);
        return new Capture(
                arguments.picture(command, format.isPresent()),
                part ? Optional.of(arguments.area(command)) : Optional.empty(),
                format);
    }

    /// A button, or a picture's file.
    private Step click(Word command, int times) {
        return arguments.hasFile()
                ? arguments.clicked(command, times)
                : new Click(arguments.button(command), times);
    }
}
