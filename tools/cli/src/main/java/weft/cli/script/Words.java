package weft.cli.script;

import java.util.ArrayList;
import java.util.List;

/// Splits a script into words, as vncdotool does (Python's shlex in POSIX mode, at blanks alone):
///
/// - blanks and line ends part words;
/// - `'…'` is taken as it is; in `"…"` a backslash before `"` or `\` is dropped; elsewhere a
///   backslash takes the next character as it is;
/// - `#` outside of quotes begins a comment, also within a word, up to the end of the line.
final class Words {
    private final String text;
    private final String origin;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private final StringBuilder template = new StringBuilder();
    private boolean inWord;
    private int wordLine;
    private int line = 1;
    private int at;

    private Words(String text, String origin) {
        this.text = text;
        this.origin = origin;
    }

    /// The words of `text`.
    ///
    /// @param origin where it is from, for messages: a file, say
    /// @throws ScriptException if a quote is not closed, or nothing follows a backslash
    static List<Word> split(String text, String origin) {
        return new Words(text, origin).split();
    }

    /// The words of a command line, which the shell has split.
    static List<Word> ofArguments(List<String> arguments) {
        List<Word> words = new ArrayList<>();
        for (String argument : arguments) {
            words.add(new Word(argument, "argument " + (words.size() + 1)));
        }
        return words;
    }

    private List<Word> split() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case ' ', '\t', '\r', '\n' -> {
                    endWord();
                    countLine(c);
                }
                case '#' -> {
                    endWord();
                    skipComment();
                }
                case '\'', '"' -> quoted(c);
                case '\\' -> {
                    beginWord();
                    literal(next("nothing follows the backslash"));
                }
                default -> {
                    beginWord();
                    append(c);
                }
            }
        }
        endWord();
        return words;
    }

    private void quoted(char quote) {
        beginWord();
        String open = "the quote " + quote + " is not closed";
        for (char c; (c = next(open)) != quote; ) {
            if (c == '\\' && quote == '"') {
                char escaped = next(open);
                if (escaped != '"' && escaped != '\\') {
                    append(c);
                }
                append(escaped);
            } else if (quote == '\'') {
                literal(c);
            } else {
                append(c);
            }
        }
    }

    private void append(char c) {
        word.append(c);
        template.append(c);
    }

    /// A character that is nothing but itself.
    private void literal(char c) {
        append(c);
        if (c == '$') {
            template.append(c);
        }
    }

    private char next(String orElse) {
        if (at == text.length()) {
            throw new ScriptException(origin + ":" + wordLine, orElse);
        }
        char c = text.charAt(at++);
        countLine(c);
        return c;
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void countLine(char c) {
        if (c == '\n') {
            line++;
        }
    }

    private void beginWord() {
        if (!inWord) {
            inWord = true;
            wordLine = line;
        }
    }

    private void endWord() {
        if (inWord) {
            words.add(new Word(word.toString(), origin + ":" + wordLine, template.toString()));
            word.setLength(0);
            template.setLength(0);
            inWord = false;
        }
    }
}
