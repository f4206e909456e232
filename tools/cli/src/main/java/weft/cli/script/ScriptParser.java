package weft.cli.script;

import weft.cli.script.Statement.Condition;
import weft.cli.script.Statement.Function;
import weft.cli.script.Statement.Goal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes statements of words: the commands of vncdotool, and more.
///
/// A word that is no command but the name of a file stands for the words in that file; a lone `-`
/// for those on standard input.
///
/// A script of vncdotool's commands alone means what it means there: `$` is a character like any
/// other. In one that has any other command, `$NAME` is a variable.
public final class ScriptParser {

    private static final String ELSE = "else";
    private static final String END = "end";

    /// The words that steer a script.
    static final Set<String> OWN =
            Set.of("set", "let", "if", ELSE, END, "repeat", "func", "include", "assert", "not");

    private static final Set<String> OPERATORS =
            Set.of("==", "!=", "<", "<=", ">", ">=", "contains");

    private final TextFiles texts;
    private final List<Word> given;
    private final WordQueue words;
    private final StepParser steps;
    private final Map<String, Function> functions;
    private boolean isVncdotools = true;

    /// Where `-` is read from.
    public interface StandardInput {
        /// All of it, as text.
        String read() throws IOException;
    }

    private ScriptParser(
            List<Word> words, TextFiles texts, boolean variables, Map<String, Function> functions) {
        this.texts = texts;
        this.given = words;
        this.words = new WordQueue(words, variables);
        this.steps = new StepParser(this.words, texts);
        this.functions = functions;
    }

    /// The statements of a command line.
    ///
    /// @throws ScriptException that says which word is wrong, and why
    public static List<Statement> parse(List<String> arguments, StandardInput input) {
        var texts = new TextFiles(input);
        List<Word> words =
                arguments.equals(List.of("-"))
                        ? Words.split(texts.standardInput(new Word("-", "-")), "standard input")
                        : Words.ofArguments(arguments);
        var parser = new ScriptParser(words, texts, true, new HashMap<>());
        try {
            List<Statement> statements = parser.script();
            if (!parser.isVncdotools) {
                return statements;
            }
        } catch (ScriptException e) {
            if (!parser.isVncdotools) {
                throw e;
            }
        }
        return new ScriptParser(words, texts, false, new HashMap<>()).script();
    }

    /// The words that a statement can begin with, but for the names of functions.
    public static Set<String> commands() {
        Set<String> all = StepParser.commands();
        all.addAll(OWN);
        return all;
    }

    /// The statements of words that always have variables.
    ///
    /// @param functions those that were defined before; it takes up those that the words define
    /// @throws ScriptException that says which word is wrong, and why
    static List<Statement> parse(List<Word> words, Map<String, Function> functions) {
        return new ScriptParser(words, TextFiles.NONE, true, functions).script();
    }

    private List<Statement> script() {
        List<Statement> statements = new ArrayList<>();
        while (!words.isEmpty()) {
            statement(words.command()).ifPresent(statements::add);
        }
        return List.copyOf(statements);
    }

    /// Empty if all that it does is done when it is understood.
    private Optional<Statement> statement(Word command) {
        Optional<Line> line = steps.line(command);
        if (line.isPresent()) {
            return Optional.of(step(line.get()));
        }
        boolean known = isVncdotools;
        isVncdotools = false;
        switch (command.text()) {
            case "set" -> {
                return Optional.of(
                        new Statement.Assign(command, name(command), argument(command, "a value")));
            }
            case "let" -> {
                return Optional.of(calculation(command));
            }
            case "if" -> {
                return Optional.of(choice(command));
            }
            case "repeat" -> {
                return Optional.of(repetition(command));
            }
            case "assert" -> {
                return Optional.of(new Statement.Assert(command, condition(command)));
            }
            case "func" -> define(command);
            case "include" -> include(command);
            case ELSE, END ->
                    throw new ScriptException(
                            command, command.text() + " without an if, a repeat or a func before");
            default -> {
                Function function = functions.get(command.text());
                if (function != null) {
                    return Optional.of(call(command, function));
                }
                isVncdotools = known;
                insertFile(command);
            }
        }
        return Optional.empty();
    }

    private Statement step(Line line) {
        isVncdotools &= StepParser.isVncdotools(line);
        return words.hasTakenOpen() ? new Statement.Open(words.taken()) : new Statement.Do(line);
    }

    private Word argument(Word command, String what) {
        if (words.isEmpty()) {
            throw new ScriptException(command, command.text() + " needs " + what);
        }
        return words.next();
    }

    private String name(Word command) {
        Word name = argument(command, "a name");
        if (!Variables.isName(name.text())) {
            throw new ScriptException(
                    name,
                    "%s needs a name of letters, digits and _, not \"%s\""
                            .formatted(command.text(), name.text()));
        }
        return name.text();
    }

    private Statement calculation(Word command) {
        String name = name(command);
        Word left = argument(command, "a number");
        Word operator = argument(command, "one of + - * / %");
        if (!Set.of("+", "-", "*", "/", "%").contains(operator.text())) {
            throw new ScriptException(
                    operator, "let needs one of + - * / %%, not \"%s\"".formatted(operator.text()));
        }
        return new Statement.Calculate(
                command, name, left, operator, argument(command, "a second number"));
    }

    // ---- blocks ----

    private Statement choice(Word command) {
        Condition condition = condition(command);
        List<Statement> then = new ArrayList<>();
        List<Statement> otherwise = new ArrayList<>();
        if (block(command, then, true)) {
            boolean _ = block(command, otherwise, false);
        }
        return new Statement.If(command, condition, then, otherwise);
    }

    /// Reads statements up to the end.
    ///
    /// @return whether `else` was there instead
    private boolean block(Word opener, List<Statement> statements, boolean mayElse) {
        while (!words.isEmpty()) {
            Word command = words.command();
            if (command.text().equals(END)) {
                return false;
            }
            if (mayElse && command.text().equals(ELSE)) {
                return true;
            }
            statement(command).ifPresent(statements::add);
        }
        throw new ScriptException(opener, opener.text() + " has no end");
    }

    private Statement repetition(Word command) {
        Optional<Word> times = words.peek().filter(next -> !isGoal(next)).map(_ -> words.next());
        times.filter(word -> !words.isOpen(word))
                .ifPresent(word -> {
                    int _ = times(command, word);
                });
        Optional<Goal> goal = Optional.empty();
        if (words.peek().filter(ScriptParser::isGoal).isPresent()) {
            Word kind = words.next();
            goal = Optional.of(new Goal(kind.text().equals("until"), condition(kind)));
        }
        if (times.isEmpty() && goal.isEmpty()) {
            throw new ScriptException(command, "repeat needs a number, while or until");
        }
        List<Statement> statements = new ArrayList<>();
        boolean _ = block(command, statements, false);
        return new Statement.Repeat(command, times, goal, statements);
    }

    private static boolean isGoal(Word word) {
        return word.text().equals("while") || word.text().equals("until");
    }

    /// How often something is repeated.
    static int times(Word command, Word word) {
        return Arguments.whole(word, command, "a number", 0, ScriptRunner.MOST_TURNS);
    }

    private Condition condition(Word command) {
        Word first = argument(command, "a condition");
        if (first.text().equals("not")) {
            return new Condition.Not(condition(command));
        }
        Optional<Word> operator = words.peek().filter(next -> OPERATORS.contains(next.text()));
        if (operator.isPresent()) {
            Word _ = words.next();
            return new Condition.Compared(
                    first, operator.get(), argument(operator.get(), "a value to compare with"));
        }
        words.begin(first);
        Optional<Line> line = steps.line(first);
        if (line.isEmpty() || !(line.get().step() instanceof Step.Waiting)) {
            throw new ScriptException(
                    first,
                    "%s needs a condition: expect, find or another command that waits, or %s, not \"%s\""
                            .formatted(command.text(), "VALUE == VALUE", first.text()));
        }
        return new Condition.Seen(step(line.get()));
    }

    // ---- functions ----

    private void define(Word command) {
        Word named = argument(command, "a name");
        String name = named.text();
        if (!Variables.isName(name)) {
            throw new ScriptException(
                    named,
                    "func needs a name of letters, digits and _, not \"%s\"".formatted(name));
        }
        if (StepParser.isCommand(name) || OWN.contains(name)) {
            throw new ScriptException(named, name + " is a command already");
        }
        List<String> parameters = new ArrayList<>();
        while (words.peek().filter(next -> next.text().startsWith("$")).isPresent()) {
            Word parameter = words.next();
            String its = parameter.text().substring(1);
            if (!Variables.isName(its) || parameters.contains(its)) {
                throw new ScriptException(
                        parameter,
                        "func %s needs names, each once, not \"%s\""
                                .formatted(name, parameter.text()));
            }
            parameters.add(its);
        }
        var function = new Function(name, parameters);
        if (functions.putIfAbsent(name, function) != null) {
            throw new ScriptException(named, "there is a func %s already".formatted(name));
        }
        boolean _ = block(command, function.statements(), false);
    }

    private Statement call(Word command, Function function) {
        List<Word> arguments = new ArrayList<>();
        for (String parameter : function.parameters()) {
            arguments.add(argument(command, "a " + parameter));
        }
        return new Statement.Call(command, function, arguments);
    }

    // ---- files ----

    /// A file, as it is found from the one that includes it.
    private void include(Word command) {
        Word name = argument(command, "a file");
        if (words.isOpen(name)) {
            throw new ScriptException(name, "include needs the name of a file without variables");
        }
        Path path = TextFiles.path(name);
        insert(name, words.folder().map(folder -> folder.resolve(path)).orElse(path));
    }

    private void insertFile(Word command) {
        int index = given.indexOf(command);
        if (index >= 0 && command.text().matches("-.+")) {
            throw new ScriptException(command, index);
        }
        Path file = TextFiles.path(command);
        if (!Files.isRegularFile(file)) {
            throw new ScriptException(
                    command, "\"%s\" is neither a command nor a file".formatted(command.text()));
        }
        insert(command, file);
    }

    private void insert(Word name, Path file) {
        List<Word> itsWords = Words.split(texts.read(name, file), file.toString());
        try {
            words.insert(name, file, itsWords);
        } catch (IOException e) {
            throw new ScriptException(name, "cannot read %s: %s".formatted(file, e.getMessage()));
        }
    }
}
