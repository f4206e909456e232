package weft.cli.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What scripts have beyond vncdotool's: how it is understood.
class ScriptLanguageTest {

    @TempDir private Path folder;

    private static List<Statement> parse(String words) {
        return ScriptParser.parse(List.of(words.split(" ")), () -> "");
    }

    private static String refusal(String words) {
        return String.valueOf(assertThrows(ScriptException.class, () -> parse(words)).getMessage());
    }

    @Test
    void dollar_inAScriptOfVncdotools_isACharacter() {
        assertEquals(
                List.of(new Step.Type("$x"), new Step.Type("$$")),
                parse("type $x type $$").stream()
                        .map(each -> ((Statement.Do) each).line().step())
                        .toList());
    }

    @Test
    void stepWithAVariable_isUnderstoodLater() {
        List<Statement> script = parse("set x 5 expect a.png $x click $b 96 move 1 2");
        assertEquals(4, script.size());
        var open = assertInstanceOf(Statement.Open.class, script.get(1));
        assertEquals(
                List.of("expect", "a.png", "$x"), open.words().stream().map(Word::text).toList());
        var click = assertInstanceOf(Statement.Open.class, script.get(2));
        assertEquals(3, click.words().size());
        assertInstanceOf(Statement.Do.class, script.get(3));
    }

    @Test
    void include_isFoundFromTheFileThatSaysIt() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Path outer = Files.writeString(sub.resolve("outer.vdo"), "include inner.vdo key b");
        Files.writeString(sub.resolve("inner.vdo"), "key a");
        assertEquals(2, parse(outer.toString()).size());
        assertEquals(3, parse("include " + outer + " key c").size());
    }

    @Test
    void include_thatComesBack_namesTheFilesOnTheWay() throws IOException {
        Path a = Files.writeString(folder.resolve("a.vdo"), "key a\ninclude b.vdo");
        Path b = Files.writeString(folder.resolve("b.vdo"), "include a.vdo");
        assertEquals(
                "%s:1: \"%s\" includes itself: %s -> %s -> %s".formatted(b, a, a, b, a),
                refusal("include " + a));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set 1a x|argument 2: set needs a name of letters, digits and _, not \"1a\"",
                "set a|argument 1: set needs a value",
                "let a 1 ^ 2|argument 4: let needs one of + - * / %, not \"^\"",
                "if $a == 1 key a|argument 1: if has no end",
                "if key a end|argument 2: if needs a condition: expect, find or another command"
                        + " that waits, or VALUE == VALUE, not \"key\"",
                "if|argument 1: if needs a condition",
                "end|argument 1: end without an if, a repeat or a func before",
                "repeat 2 key a else end|argument 5: else without an if, a repeat or a func before",
                "repeat x key a end|argument 2: repeat needs a number from 0 to 1000000, not \"x\"",
                "repeat|argument 1: repeat needs a number, while or until",
                "func click key a end|argument 2: click is a command already",
                "func f end func f end|argument 5: there is a func f already",
                "func f $a $a end|argument 4: func f needs names, each once, not \"$a\"",
                "func f $a end f|argument 5: f needs a a",
                "set f x include $f|argument 5: include needs the name of a file without variables",
                "assert 1 ==|argument 3: == needs a value to compare with",
                "set x 1 frobnicate|argument 4: \"frobnicate\" is neither a command nor a file",
                "expect a.png within soon|argument 4: within needs a number of seconds, not"
                        + " \"soon\"",
            })
    void whatIsWrong_isSaidWithItsPlace(String words, String expected) {
        assertEquals(expected, refusal(words));
    }
}
