package weft.cli.script;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The variables of a script that is being carried out: its own, and those of the functions that it
/// is in.
///
/// `$NAME` and `${NAME}` in a word stand for a value; of names with dots the longest that there is
/// counts, so that `$name.png` is a value and an ending. `$$` is one `$`, and so is one that is
/// followed by no name. `$env.NAME` is a variable of the environment.
final class Variables {

    private static final String PART = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern NAME = Pattern.compile(PART);
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:(\\$)|\\{([^}]*)}|(%s(?:\\.%s)*))".formatted(PART, PART));
    private static final String ENVIRONMENT = "env.";

    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, String> global = new TreeMap<>();
    private final Deque<Map<String, String>> calls = new ArrayDeque<>();

    /// @param environment the value of a variable of the environment, or null
    Variables(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /// Whether a word says something else than its text.
    static boolean areIn(Word word) {
        return REFERENCE.matcher(word.template()).find();
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// Gives a variable a value: that of the function if it has one of this name.
    void set(String name, String value) {
        Map<String, String> local = calls.peek();
        (local != null && local.containsKey(name) ? local : global).put(name, value);
    }

    void call(Map<String, String> arguments) {
        calls.push(new TreeMap<>(arguments));
    }

    int depth() {
        return calls.size();
    }

    void endCall() {
        calls.pop();
    }

    /// What a word says.
    ///
    /// @throws ScriptException if there is no such variable
    Word expand(Word word) {
        Matcher references = REFERENCE.matcher(word.template());
        StringBuilder text = new StringBuilder();
        while (references.find()) {
            references.appendReplacement(text, Matcher.quoteReplacement(value(references, word)));
        }
        references.appendTail(text);
        return word.as(text.toString());
    }

    private String value(Matcher reference, Word word) {
        if (reference.group(1) != null) {
            return "$";
        }
        String name = reference.group(2) == null ? reference.group(3) : reference.group(2);
        String value = reference.group(2) == null ? longest(name) : value(name);
        if (value == null) {
            throw new ScriptException(
                    word,
                    "there is no variable \"%s\"; there %s. A $ itself is $$"
                            .formatted(name, global.isEmpty() ? "is none" : "are " + names()));
        }
        return value;
    }

    private String names() {
        var all = new TreeMap<>(global);
        calls.forEach(all::putAll);
        return String.join(", ", all.keySet());
    }

    private @Nullable String longest(String name) {
        for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
            String value = value(name.substring(0, end));
            if (value != null) {
                return value + name.substring(end);
            }
        }
        return null;
    }

    private @Nullable String value(String name) {
        Map<String, String> local = calls.peek();
        if (local != null && local.containsKey(name)) {
            return local.get(name);
        }
        String value = global.get(name);
        return value == null && name.startsWith(ENVIRONMENT)
                ? environment.apply(name.substring(ENVIRONMENT.length()))
                : value;
    }
}
