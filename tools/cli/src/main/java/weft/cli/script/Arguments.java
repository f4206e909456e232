package weft.cli.script;

import weft.cli.script.Step.Alternative;
import weft.cli.script.Step.Wanted;
import weft.client.Pointer.Wheel;
import weft.framebuffer.Rect;
import weft.framebuffer.image.Images;
import weft.rfb.keysym.KeyCombination;
import weft.rfb.keysym.UnknownKeyException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The arguments of commands, each of its kind.
final class Arguments {

    private static final int MOST_BUTTONS = 8;
    private static final long LONGEST_SECONDS = 1_000_000_000;

    /// What stands for an argument of its kind that is not known yet.
    private static final String SOME_NUMBER = "1";

    private static final String SOME_PICTURE = "some.png";

    private static final int AREA_NUMBERS = 4;

    /// What a needle's file and one of its click points are parted by.
    private static final String POINT = ".json@";

    private final WordQueue words;
    private final TextFiles texts;

    Arguments(WordQueue words, TextFiles texts) {
        this.words = words;
        this.texts = texts;
    }

    KeyCombination keys(Word command) {
        Word keys = words.argument(command, "a key", "a");
        try {
            return KeyCombination.parse(keys.text());
        } catch (UnknownKeyException e) {
            throw new ScriptException(keys, String.valueOf(e.getMessage()));
        }
    }

    String text(Word command) {
        return words.argument(command, "a text", "").text();
    }

    /// What is in a file.
    String fileText(Word command) {
        Word file = words.argument(command, "a file", "");
        return file.text().isEmpty() ? "" : texts.read(file);
    }

    /// A picture to look at.
    Path file(Word command) {
        return TextFiles.path(words.argument(command, "a picture's file", SOME_PICTURE));
    }

    /// A picture to write.
    ///
    /// @param any whether its name does not matter
    Path picture(Word command, boolean any) {
        Word file = words.argument(command, "a file", SOME_PICTURE);
        Path path = TextFiles.path(file);
        if (!any && !file.text().equals("-")) {
            try {
                Images.checkWritable(path);
            } catch (IOException e) {
                throw new ScriptException(file, String.valueOf(e.getMessage()));
            }
        }
        return path;
    }

    /// A file to write.
    Path output(Word command) {
        return TextFiles.path(words.argument(command, "a file", SOME_PICTURE));
    }

    /// Whether an option is there.
    boolean flag(String name) {
        return words.peek()
                .filter(next -> next.text().equals(name))
                .map(_ -> words.next())
                .isPresent();
    }

    /// What follows an option, if that is there.
    Optional<Word> option(String name, Word command) {
        return words.peek()
                .filter(next -> next.text().equals(name))
                .map(_ -> words.next())
                .map(option ->
                        words.argument(option, "a value for " + command.text(), SOME_PICTURE));
    }

    /// The format of a picture, if it is said.
    Optional<String> format(Word command) {
        Optional<Word> word = option("--format", command);
        word.filter(known -> !known.text().equals(SOME_PICTURE))
                .ifPresent(known -> {
                    try {
                        Images.checkFormat(known.text());
                    } catch (IOException e) {
                        throw new ScriptException(known, String.valueOf(e.getMessage()));
                    }
                });
        return word.map(Word::text);
    }

    int x(Word command) {
        return number(command, "an x", 0, 65_535);
    }

    int y(Word command) {
        return number(command, "a y", 0, 65_535);
    }

    int movement(Word command) {
        return number(command, "a movement", Short.MIN_VALUE, Short.MAX_VALUE);
    }

    Step.Resize resize(Word command) {
        return new Step.Resize(
                number(command, "a width", 1, 65_535), number(command, "a height", 1, 65_535));
    }

    Rect area(Word command) {
        return new Rect(
                x(command),
                y(command),
                number(command, "a width", 1, 65_535),
                number(command, "a height", 1, 65_535));
    }

    /// An area if a number follows.
    Optional<Rect> optionalArea(Word command) {
        return words.peek()
                .filter(next -> words.isOpen(next) || decimal(next).isPresent())
                .map(_ -> area(command));
    }

    int button(Word command) {
        return number(command, "a button", 1, MOST_BUTTONS);
    }

    /// Whether a file may follow and not a number or a command: its name has an ending, or it is
    /// standard output.
    boolean hasFile() {
        return words.peek()
                .filter(next ->
                        words.isOpen(next) || next.text().contains(".") || next.text().equals("-"))
                .isPresent();
    }

    /// A picture to look for, how like it what counts must be, and where.
    Wanted wanted(Word command) {
        return wanted(command, words.argument(command, "a picture's file", SOME_PICTURE));
    }

    private Wanted wanted(Word command, Word name) {
        Path file = TextFiles.path(name);
        List<Word> numbers = new ArrayList<>();
        Optional<Word> number = optionalNumber();
        while (number.isPresent()) {
            numbers.add(number.get());
            number = optionalNumber();
        }
        Optional<Rect> area = Optional.empty();
        int first = numbers.size() - AREA_NUMBERS;
        if (first >= 0) {
            List<Word> last = numbers.subList(first, numbers.size());
            area =
                    Optional.of(
                            new Rect(
                                    whole(last.get(0), command, "an x", 0, 65_535),
                                    whole(last.get(1), command, "a y", 0, 65_535),
                                    whole(last.get(2), command, "a width", 1, 65_535),
                                    whole(last.get(3), command, "a height", 1, 65_535)));
            numbers = numbers.subList(0, first);
        }
        if (numbers.size() > 1) {
            throw new ScriptException(
                    numbers.get(1),
                    "%s needs a percentage, or x, y, width and height, or all five of them"
                            .formatted(command.text()));
        }
        double similarity = numbers.stream().findFirst().map(Arguments::similarity).orElse(1.0);
        var wanted = new Wanted(file, similarity, area);
        if (wanted.isNeedle() && (similarity < 1 || area.isPresent())) {
            throw new ScriptException(
                    name, "a needle says itself how like it and where, so no numbers follow");
        }
        return wanted;
    }

    /// What to click on: as [#wanted], but a needle's click point may follow it, `FILE.json@POINT`.
    Step.ClickOn clicked(Word command, int times) {
        Word name = words.argument(command, "a picture's file", SOME_PICTURE);
        int at = name.text().lastIndexOf(POINT);
        Optional<String> point = Optional.empty();
        if (at > 0) {
            point = Optional.of(name.text().substring(at + POINT.length()));
            name = name.as(name.text().substring(0, at + POINT.length() - 1));
        }
        return new Step.ClickOn(wanted(command, name), point, times);
    }

    private static double similarity(Word word) {
        double value = decimal(word).orElseThrow().doubleValue() / 100;
        if (!(value > 0 && value <= 1)) {
            throw new ScriptException(
                    word,
                    "a similarity is more than 0 and at most 100, not \"%s\""
                            .formatted(word.text()));
        }
        return value;
    }

    /// `FILE=LABEL`, as many as follow.
    List<Alternative> alternatives(Word command) {
        List<Alternative> all = new ArrayList<>();
        while (words.peek().filter(next -> next.text().contains("=")).isPresent()) {
            Word next = words.next(SOME_PICTURE + "=some");
            int equals = next.text().lastIndexOf('=');
            if (equals == 0 || equals == next.text().length() - 1) {
                throw new ScriptException(
                        next, "expectany needs FILE=LABEL, not \"%s\"".formatted(next.text()));
            }
            Path file = TextFiles.path(next.as(next.text().substring(0, equals)));
            all.add(new Alternative(new Wanted(file, 1), next.text().substring(equals + 1)));
        }
        if (all.isEmpty()) {
            throw new ScriptException(command, "expectany needs FILE=LABEL, once or more");
        }
        return all;
    }

    int number(Word command, String what, int least, int most) {
        return whole(words.argument(command, what, SOME_NUMBER), command, what, least, most);
    }

    static int whole(Word word, Word command, String what, int least, int most) {
        int number = least - 1;
        try {
            number = Integer.parseInt(word.text());
        } catch (NumberFormatException e) {
            // the message is the same as for one out of range
        }
        if (number < least || number > most) {
            throw new ScriptException(
                    word,
                    "%s needs %s from %d to %d, not \"%s\""
                            .formatted(command.text(), what, least, most, word.text()));
        }
        return number;
    }

    Wheel wheel(Word command) {
        Word word = words.argument(command, "up, down, left or right", "up");
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

    /// A number from 1 on; 1 if none follows.
    int optionalCount(Word command, int most) {
        return optionalNumber().map(word -> whole(word, command, "a count", 1, most)).orElse(1);
    }

    Duration seconds(Word command) {
        Word word = words.argument(command, "a number of seconds", SOME_NUMBER);
        Optional<BigDecimal> seconds =
                decimal(word)
                        .filter(value -> value.signum() >= 0)
                        .filter(value -> value.compareTo(BigDecimal.valueOf(LONGEST_SECONDS)) <= 0);
        if (seconds.isEmpty()) {
            throw new ScriptException(
                    word,
                    "%s needs a number of seconds, not \"%s\""
                            .formatted(command.text(), word.text()));
        }
        return Duration.ofNanos(seconds.get().movePointRight(9).longValue());
    }

    /// A number is the fuzz, anything else the next command.
    OptionalDouble optionalFuzz() {
        Optional<Word> word = optionalNumber();
        if (word.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = decimal(word.get()).orElseThrow().doubleValue();
        if (value < 0 || value > 255) {
            throw new ScriptException(
                    word.get(), "a fuzz is from 0 to 255, not \"%s\"".formatted(word.get().text()));
        }
        return OptionalDouble.of(value);
    }

    /// The next word if it is a number, or something that can become one.
    private Optional<Word> optionalNumber() {
        return words.peek()
                .filter(next -> words.isOpen(next) || decimal(next).isPresent())
                .map(_ -> words.next(SOME_NUMBER));
    }

    static Optional<BigDecimal> decimal(Word word) {
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
