package weft.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// The expected words are what Python 3.11's `shlex.shlex(text, posix=True)` with
/// `whitespace_split` gives.
class WordsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "key a  type\tb                | key a type b",
                "type \"hello world\" x        | type hello_world x",
                "type 'it \"is\"'              | type it_\"is\"",
                "type \"a \\\"b\\\" \\n \\\\\" | type a_\"b\"_\\n_\\",
                "type 'a\\b' a\\ b \\#c        | type a\\b a_b #c",
                "x\"y z\"'w'                   | xy_zw",
                "a # b 'c                      | a",
                "a#b c                         | a",
                "\"a#b\"                       | a#b",
                "\"\" x                        | [] x",
            })
    void split_likeShlex(String text, String words) {
        List<String> expected =
                List.of(words.split(" ")).stream()
                        .map(word -> word.equals("[]") ? "" : word.replace('_', ' '))
                        .toList();
        assertEquals(expected, texts(text));
    }

    @Test
    void split_lines_areCountedForEachWord() {
        String text = "key a # one\n\n'two\nlines' \\\nx\nend";
        assertEquals(
                List.of("f:1", "f:1", "f:3", "f:4", "f:6"),
                Words.split(text, "f").stream().map(Word::place).toList());
        assertEquals(List.of("key", "a", "two\nlines", "\nx", "end"), texts(text));
    }

    @Test
    void split_nothing_isNoWords() {
        assertEquals(List.of(), texts(""));
        assertEquals(List.of(), texts(" \n# only a comment"));
    }

    @Test
    void split_openQuoteOrEscape_saysWhere() {
        assertEquals("f:2: the quote ' is not closed", refusal("a\n'b\n\nc"));
        assertEquals("f:1: the quote \" is not closed", refusal("\"a\\\""));
        assertEquals("f:1: nothing follows the backslash", refusal("a\\"));
    }

    private static List<String> texts(String text) {
        return Words.split(text, "f").stream().map(Word::text).toList();
    }

    private static String refusal(String text) {
        return String.valueOf(
                assertThrows(ScriptException.class, () -> Words.split(text, "f")).getMessage());
    }
}
