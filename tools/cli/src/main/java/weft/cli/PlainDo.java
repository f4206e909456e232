package weft.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The command line of a `weft do` that is as most are: its options are written in full, they are
/// those that most have, and their values are plain numbers and texts.
///
/// To load picocli takes ten times as long as what such a script does. All others, and all that are
/// wrong, are picocli's to understand; who has been understood here is understood there the same.
final class PlainDo {

    /// What the usual delay is taken from if it is set.
    static final String DELAY = "VNCDOTOOL_DELAY";

    private static final Map<String, String> LONG =
            Map.of("-s", "--server", "-p", "--password", "-u", "--username", "-t", "--timeout");

    private static final int MOST_DIGITS = 6;

    private PlainDo() {}

    /// The value of an option. Each of its methods throws an [IllegalArgumentException] for a value
    /// that it had better leave to picocli.
    static final class Value {

        private final String option;
        private final Optional<String> attached;
        private final List<String> following;
        private boolean used;

        /// @param attached what came with the option, behind a `=`
        private Value(String option, Optional<String> attached, List<String> following) {
            this.option = option;
            this.attached = attached;
            this.following = following;
        }

        String text() {
            used = true;
            String text =
                    attached.isPresent()
                            ? attached.get()
                            : following.isEmpty() ? "" : following.removeFirst();
            if (text.isEmpty() || text.startsWith("-")) {
                throw new IllegalArgumentException(option + " " + text);
            }
            return text;
        }

        Path path() {
            return Path.of(text());
        }

        int number() {
            String text = text();
            if (text.length() > MOST_DIGITS || !areDigits(text)) {
                throw new IllegalArgumentException(option + " " + text);
            }
            return Integer.parseInt(text);
        }

        Duration seconds() {
            int seconds = number();
            if (seconds == 0) {
                throw new IllegalArgumentException(option + " 0");
            }
            return Duration.ofSeconds(seconds);
        }

        private static boolean areDigits(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }
    }

    /// The command; empty if it is not as most are.
    static Optional<DoCommand> of(String... args) {
        boolean isDo = args.length > 0 && (args[0].equals("do") || args[0].equals("vncdo"));
        if (!isDo || System.getenv(DELAY) != null) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        var command = new DoCommand();
        while (!words.isEmpty() && isOption(words.getFirst())) {
            String word = words.removeFirst();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String option = equals < 0 ? LONG.getOrDefault(word, word) : word.substring(0, equals);
            var attached =
                    equals < 0 ? Optional.<String>empty() : Optional.of(word.substring(equals + 1));
            var value = new Value(option, attached, words);
            try {
                boolean isKnown = command.setPlain(option, value);
                if (!isKnown || (attached.isPresent() && !value.used)) {
                    return Optional.empty();
                }
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        command.setPlain(words);
        for (String word : words) {
            if (isOption(word)) {
                return Optional.empty(); // behind the commands it may be one, too
            }
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(command);
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-");
    }
}
