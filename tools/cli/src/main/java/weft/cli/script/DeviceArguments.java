package weft.cli.script;

import weft.rfb.gii.GiiDevice;
import weft.rfb.gii.GiiValuator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arguments of commands about input devices.
final class DeviceArguments {

    /// As many as Weft's own server takes of one.
    private static final int MOST_BUTTONS = 256;

    private static final String SOME_NAME = "some";
    private static final String SOME_AXIS = "x=0..1";

    private final WordQueue words;
    private final Arguments arguments;

    DeviceArguments(WordQueue words, Arguments arguments) {
        this.words = words;
        this.arguments = arguments;
    }

    String name(Word command) {
        return words.argument(command, "a device's name", SOME_NAME).text();
    }

    /// A name, a number of buttons, and axes, as many as follow.
    GiiDevice device(Word command) {
        Word name = words.argument(command, "a device's name", SOME_NAME);
        int buttons = arguments.number(command, "a number of buttons", 0, MOST_BUTTONS);
        List<GiiValuator> axes = new ArrayList<>();
        while (words.peek().filter(next -> next.text().contains("=")).isPresent()) {
            axes.add(axis(words.next(SOME_AXIS), axes.size()));
        }
        try {
            return GiiDevice.of(name.text(), buttons, axes);
        } catch (IllegalArgumentException e) {
            throw new ScriptException(name, String.valueOf(e.getMessage()));
        }
    }

    private static GiiValuator axis(Word word, int index) {
        // compiled when it is needed: scripts without devices start sooner
        Matcher parts = Pattern.compile("([^=]+)=(-?\\d+)\\.\\.(-?\\d+)").matcher(word.text());
        try {
            if (parts.matches()) {
                int min = Integer.parseInt(parts.group(2));
                int max = Integer.parseInt(parts.group(3));
                if (min < max) {
                    return GiiValuator.of(index, parts.group(1), min, max);
                }
            }
        } catch (IllegalArgumentException e) {
            // a number or a name that there is no room for: the message is the same
        }
        throw new ScriptException(
                word, "device needs AXIS=MIN..MAX, not \"%s\"".formatted(word.text()));
    }

    Step button(Word command, Step.DeviceButton.Press press) {
        return new Step.DeviceButton(
                name(command), arguments.number(command, "a button", 1, MOST_BUTTONS), press);
    }

    Step axis(Word command, boolean relative) {
        return new Step.DeviceAxis(
                name(command),
                words.argument(command, "an axis", "0").text(),
                arguments.number(command, "a value", Integer.MIN_VALUE + 1, Integer.MAX_VALUE),
                relative);
    }
}
