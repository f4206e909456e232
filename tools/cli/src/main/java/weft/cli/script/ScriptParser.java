package weft.cli.script;

import weft.cli.script.Step.Alternative;
import weft.cli.script.Step.Capture;
import weft.cli.script.Step.Click;
import weft.cli.script.Step.Corner;
import weft.cli.script.Step.Expect;
import weft.cli.script.Step.Stable;
import weft.cli.script.Step.Wanted;
import weft.client.Pointer.Wheel;
import weft.framebuffer.Rect;
import weft.framebuffer.image.Images;
import weft.rfb.keysym.KeyCombination;
import weft.rfb.keysym.UnknownKeyException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Makes steps of words: the commands of vncdotool, and more.
///
/// A word that is no command but the name of a file stands for the words in that file; a lone `-`
/// for those on standard input.
public final class ScriptParser {

    /// Files within files; more is taken for a file that names itself.
    private static final int DEEPEST = 50;

    private static final int MOST_BUTTONS = 8;
    private static final int MOST_TURNS = 1000;
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(1_000_000_000);

    private final StandardInput input;
    private final Deque<Word> words = new ArrayDeque<>();
    private final Deque<Integer> ends = new ArrayDeque<>();
    private final List<Line> lines = new ArrayList<>();

    /// Where `-` is read from.
    public interface StandardInput {
        /// All of it, as text.
        String read() throws IOException;
    }

    private ScriptParser(StandardInput input) {
        this.input = input;
    }

    /// The steps of a command line.
    ///
    /// @throws ScriptException that says which word is wrong, and why
    public static List<Line> parse(List<String> arguments, StandardInput input) {
        var parser = new ScriptParser(input);
        if (arguments.equals(List.of("-"))) {
            parser.words.addAll(
                    Words.split(parser.standardInput(new Word("-", "-")), "standard input"));
        } else {
            parser.words.addAll(Words.ofArguments(arguments));
        }
        while (!parser.words.isEmpty()) {
            parser.command();
        }
        return List.copyOf(parser.lines);
    }

    private void command() {
        Word command = words.remove();
        while (!ends.isEmpty() && words.size() < ends.peek()) {
            ends.pop();
        }
        Optional<Step> step = step(command);
        if (step.isPresent()) {
            lines.add(new Line(command, step.get()));
        } else {
            include(command);
        }
    }

    private Optional<Step> step(Word command) {
        return Optional.ofNullable(
                switch (command.text()) {
                    case "key" -> new Step.Press(keys(command));
                    case "keydown", "kdown" -> new Step.KeysDown(keys(command));
                    case "keyup", "kup" -> new Step.KeysUp(keys(command));
                    case "type" -> new Step.Type(argument(command, "a text").text());
                    case "typefile" -> new Step.Type(text(command).replace("\r", ""));
                    case "pastefile" -> new Step.Paste(text(command).replace("\r\n", "\n"));
                    case "paste" -> new Step.Paste(argument(command, "a text").text());
                    case "move", "mousemove" -> new Step.Move(x(command), y(command));
                    case "drag" -> new Step.Drag(x(command), y(command));
                    case "click" -> click(command, 1);
                    case "dclick" -> click(command, 2);
                    case "find" -> new Step.Find(wanted(command));
                    case "waitnot" -> new Step.WaitNot(wanted(command));
                    case "expectany" -> new Step.ExpectAny(alternatives(command));
                    case "mousedown", "mdown" -> new Step.ButtonDown(button(command));
                    case "mouseup", "mup" -> new Step.ButtonUp(button(command));
                    case "scroll" -> new Step.Scroll(wheel(command), optionalTurns());
                    case "capture" -> new Capture(picture(command), Optional.empty());
                    case "rcapture" -> new Capture(picture(command), Optional.of(area(command)));
                    case "expect" -> new Expect(file(command), Optional.empty(), optionalFuzz());
                    case "rexpect" ->
                            new Expect(
                                    file(command),
                                    Optional.of(new Corner(x(command), y(command))),
                                    optionalFuzz());
                    case "stable" -> new Stable(seconds(command), Optional.empty(), optionalFuzz());
                    case "rstable" ->
                            new Stable(
                                    seconds(command), Optional.of(area(command)), optionalFuzz());
                    case "waitchange" -> new Step.WaitChange();
                    case "sync" -> new Step.Sync();
                    case "pause", "sleep" -> new Step.Pause(seconds(command));
                    default -> null;
                });
    }

    // ---- files in place of commands ----

    private void include(Word command) {
        Path file = path(command);
        if (!Files.isRegularFile(file)) {
            throw new ScriptException(
                    command, "\"%s\" is neither a command nor a file".formatted(command.text()));
        }
        if (ends.size() == DEEPEST) {
            throw new ScriptException(
                    command,
                    "files name each other %d deep; does \"%s\" name itself?"
                            .formatted(DEEPEST, command.text()));
        }
        ends.push(words.size());
        Words.split(read(command, file), command.text()).reversed().forEach(words::addFirst);
    }

    private static String read(Word at, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ScriptException(at, "cannot read %s: %s".formatted(file, e.getMessage()));
        }
    }

    private String standardInput(Word at) {
        try {
            return input.read();
        } catch (IOException e) {
            throw new ScriptException(at, "cannot read standard input: " + e.getMessage());
        }
    }

    // ---- arguments ----

    private Word argument(Word command, String what) {
        Word next = words.poll();
        if (next == null) {
            throw new ScriptException(command, command.text() + " needs " + what);
        }
        return next;
    }

    private KeyCombination keys(Word command) {
        Word keys = argument(command, "a key");
        try {
            return KeyCombination.parse(keys.text());
        } catch (UnknownKeyException e) {
            throw new ScriptException(keys, String.valueOf(e.getMessage()));
        }
    }

    private String text(Word command) {
        Word file = argument(command, "a file");
        return file.text().equals("-") ? standardInput(file) : read(file, path(file));
    }

    private Path file(Word command) {
        return path(argument(command, "a picture's file"));
    }

    private Path picture(Word command) {
        Word file = argument(command, "a file");
        Path path = path(file);
        if (!file.text().equals("-")) {
            try {
                Images.checkWritable(path);
            } catch (IOException e) {
                throw new ScriptException(file, String.valueOf(e.getMessage()));
            }
        }
        return path;
    }

    private static Path path(Word word) {
        try {
            return Path.of(word.text());
        } catch (InvalidPathException e) {
            throw new ScriptException(word, "\"" + word.text() + "\" cannot be a file's name");
        }
    }

    private int x(Word command) {
        return number(command, "an x", 0, 65_535);
    }

    private int y(Word command) {
        return number(command, "a y", 0, 65_535);
    }

    private Rect area(Word command) {
        return new Rect(
                x(command),
                y(command),
                number(command, "a width", 1, 65_535),
                number(command, "a height", 1, 65_535));
    }

    private int button(Word command) {
        return number(command, "a button", 1, MOST_BUTTONS);
    }

    /// A button, or a picture's file, whose name has an ending.
    private Step click(Word command, int times) {
        Word next = words.peek();
        return next != null && next.text().contains(".")
                ? new Step.ClickOn(wanted(command), times)
                : new Click(button(command), times);
    }

    private Wanted wanted(Word command) {
        Path file = file(command);
        Word next = words.peek();
        Optional<BigDecimal> percent = next == null ? Optional.empty() : decimal(next);
        if (next == null || percent.isEmpty()) {
            return new Wanted(file, 1);
        }
        words.remove();
        return new Wanted(file, similarity(next, percent.get()));
    }

    private static double similarity(Word word, BigDecimal percent) {
        double value = percent.doubleValue() / 100;
        if (!(value > 0 && value <= 1)) {
            throw new ScriptException(
                    word,
                    "a similarity is more than 0 and at most 100, not \"%s\""
                            .formatted(word.text()));
        }
        return value;
    }

    /// `FILE=LABEL`, as many as follow.
    private List<Alternative> alternatives(Word command) {
        List<Alternative> all = new ArrayList<>();
        for (Word next; (next = words.peek()) != null && next.text().contains("="); ) {
            words.remove();
            int equals = next.text().lastIndexOf('=');
            if (equals == 0 || equals == next.text().length() - 1) {
                throw new ScriptException(
                        next, "expectany needs FILE=LABEL, not \"%s\"".formatted(next.text()));
            }
            Path file = path(new Word(next.text().substring(0, equals), next.place()));
            all.add(new Alternative(new Wanted(file, 1), next.text().substring(equals + 1)));
        }
        if (all.isEmpty()) {
            throw new ScriptException(command, "expectany needs FILE=LABEL, once or more");
        }
        return all;
    }

    private int number(Word command, String what, int least, int most) {
        Word word = argument(command, what);
        return whole(word, least, most)
                .orElseThrow(() ->
                        new ScriptException(
                                word,
                                "%s needs %s from %d to %d, not \"%s\""
                                        .formatted(
                                                command.text(), what, least, most, word.text())));
    }

    private static OptionalInt whole(Word word, int least, int most) {
        try {
            int number = Integer.parseInt(word.text());
            return number < least || number > most ? OptionalInt.empty() : OptionalInt.of(number);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private Wheel wheel(Word command) {
        Word word = argument(command, "up, down, left or right");
        return switch (word.text()) {
            case "up" -> Wheel.UP;
            case "down" -> Wheel.DOWN;
            case "left" -> Wheel.LEFT;
            case "right" -> Wheel.RIGHT;
            default ->
                    throw new ScriptException(
                            word,
                            "scroll needs up, down, left or right, not \"%s\""
                                    .formatted(word.text()));
        };
    }

    private int optionalTurns() {
        Word next = words.peek();
        if (next == null || decimal(next).isEmpty()) {
            return 1;
        }
        return number(new Word("scroll", next.place()), "a count", 1, MOST_TURNS);
    }

    private Duration seconds(Word command) {
        Word word = argument(command, "a number of seconds");
        Optional<BigDecimal> seconds =
                decimal(word)
                        .filter(value -> value.signum() >= 0)
                        .filter(value -> value.compareTo(LONGEST_SECONDS) <= 0);
        if (seconds.isEmpty()) {
            throw new ScriptException(
                    word,
                    "%s needs a number of seconds, not \"%s\""
                            .formatted(command.text(), word.text()));
        }
        return Duration.ofNanos(seconds.get().movePointRight(9).longValue());
    }

    /// A number is the fuzz, anything else the next command.
    private OptionalDouble optionalFuzz() {
        Word next = words.peek();
        Optional<BigDecimal> fuzz = next == null ? Optional.empty() : decimal(next);
        if (next == null || fuzz.isEmpty()) {
            return OptionalDouble.empty();
        }
        words.remove();
        double value = fuzz.get().doubleValue();
        if (value < 0 || value > 255) {
            throw new ScriptException(
                    next, "a fuzz is from 0 to 255, not \"%s\"".formatted(next.text()));
        }
        return OptionalDouble.of(value);
    }

    private static Optional<BigDecimal> decimal(Word word) {
        // An exponent could stand for a number of a million digits.
        if (word.text().length() > 30 || word.text().matches(".*[eE].*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(word.text()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
