package weft.cli.script;

import weft.cli.script.Statement.Condition;
import weft.cli.script.Statement.Function;
import weft.cli.script.Statement.Goal;
import weft.cli.text.Ocr;
import weft.client.VncClient;
import weft.client.WaitClock;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries out a script, one statement after the other, on a client that is connected. It may be
/// given more of them later; variables stay.
public final class ScriptRunner {

    /// So often at the most something is repeated.
    static final int MOST_TURNS = 1_000_000;

    /// So often if the script does not say it.
    private static final int USUAL_TURNS = 10_000;

    private static final int DEEPEST_CALL = 100;
    private static final int MOST_DIGITS = 100;

    private final Deadline deadline;
    private final Audience audience;
    private final StepRunner steps;
    private final Variables variables = new Variables(System::getenv);
    private final Map<String, Function> functions = new HashMap<>();
    private Optional<Line> before = Optional.empty();
    private Finding last = Finding.NONE;

    /// @param clock the client's
    /// @param began when the time for all of it began, by the clock
    /// @param standardOutput where the file `-` is written to
    public ScriptRunner(
            VncClient client,
            Manner manner,
            WaitClock clock,
            long began,
            OutputStream standardOutput,
            Audience audience) {
        this.deadline = new Deadline(clock, manner, began);
        this.audience = audience;
        var run = new Run(client, manner, deadline, standardOutput, Ocr.tesseract());
        this.steps = new StepRunner(run);
    }

    /// Carries out all of them, and waits between their steps.
    ///
    /// @throws StepFailedException for the first that cannot be carried out
    /// @throws weft.client.failure.VncClientException if the client fails
    public void run(List<Statement> statements) {
        try {
            statements.forEach(this::run);
        } catch (ScriptException e) {
            throw new StepFailedException(e);
        }
    }

    /// Ends what the statements have left open: a recording.
    ///
    /// @throws StepFailedException if that fails
    public void end() {
        steps.end();
    }

    /// Carries out a script that somebody types or sends; it always has variables.
    ///
    /// @param origin for messages
    /// @throws StepFailedException for a step that cannot be carried out, or words that are no
    ///   script
    public void runText(String text, String origin) {
        runWords(() -> Words.split(text, origin));
    }

    /// The same for words that are parted already.
    public void runWords(List<String> words) {
        runWords(() -> Words.ofArguments(words));
    }

    private void runWords(Supplier<List<Word>> words) {
        try {
            run(ScriptParser.parse(words.get(), functions));
        } catch (ScriptException e) {
            throw new StepFailedException(e);
        }
    }

    /// Carries out one step, in whose words `$` is a character.
    ///
    /// @throws StepFailedException if it cannot be carried out
    public Finding step(List<String> words) {
        try {
            Line line = StepParser.parse(Words.ofArguments(words), TextFiles.NONE);
            step(line);
            return last;
        } catch (ScriptException e) {
            throw new StepFailedException(e);
        }
    }

    /// No switch: to prepare for the first one with patterns takes the JVM as long as a short
    /// script.
    private void run(Statement statement) {
        if (statement instanceof Statement.Do(Line line)) {
            step(line);
        } else if (statement instanceof Statement.Open open) {
            step(line(open));
        } else if (statement instanceof Statement.Assign(var _, String name, Word value)) {
            variables.set(name, variables.expand(value).text());
        } else if (statement instanceof Statement.Calculate calculation) {
            calculate(calculation);
        } else if (statement instanceof Statement.If choice) {
            (holds(choice.condition()) ? choice.then() : choice.otherwise()).forEach(this::run);
        } else if (statement instanceof Statement.Repeat repetition) {
            repeat(repetition);
        } else if (statement instanceof Statement.Assert(Word command, Condition condition)) {
            whyNot(condition, true)
                    .ifPresent(why -> {
                        throw new StepFailedException(command, ExitCode.ASSERTION, why);
                    });
        } else if (statement instanceof Statement.Call call) {
            call(call);
        } else {
            throw new AssertionError(statement);
        }
    }

    private void step(Line line) {
        rest();
        deadline.beginStep(line.within());
        carryOut(line);
    }

    /// What comes between the last step and the next.
    private void rest() {
        before.ifPresent(last -> {
            deadline.beginStep(Optional.empty());
            steps.rest(last);
        });
    }

    private void carryOut(Line line) {
        before = Optional.of(line);
        Finding finding = steps.run(line);
        last = finding;
        finding.define(variables);
        try {
            audience.done(line, finding);
        } catch (IOException e) {
            throw new StepFailedException(
                    line, ExitCode.STEP_FAILED, String.valueOf(e.getMessage()));
        }
    }

    /// The step of a statement, with the values of now.
    private Line line(Statement statement) {
        return switch (statement) {
            case Statement.Do(Line line) -> line;
            case Statement.Open(List<Word> words) ->
                    StepParser.parse(
                            words.stream().map(variables::expand).toList(), TextFiles.NONE);
            default -> throw new IllegalArgumentException(statement + " is no step");
        };
    }

    private void calculate(Statement.Calculate it) {
        BigDecimal left = number(it.left());
        BigDecimal right = number(it.right());
        String operator = it.operator().text();
        if (right.signum() == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw new ScriptException(it.right(), "let cannot divide %s by 0".formatted(left));
        }
        BigDecimal result =
                switch (operator) {
                    case "+" -> left.add(right);
                    case "-" -> left.subtract(right);
                    case "*" -> left.multiply(right);
                    case "/" -> left.divide(right, MathContext.DECIMAL64);
                    default -> left.remainder(right);
                };
        if (result.precision() > MOST_DIGITS) {
            throw new ScriptException(
                    it.command(),
                    "let makes a number of more than %d digits".formatted(MOST_DIGITS));
        }
        String text = result.signum() == 0 ? "0" : result.stripTrailingZeros().toPlainString();
        variables.set(it.name(), text);
    }

    private BigDecimal number(Word word) {
        Word value = variables.expand(word);
        return Arguments.decimal(value)
                .orElseThrow(() ->
                        new ScriptException(
                                value, "let needs a number, not \"%s\"".formatted(value.text())));
    }

    private void repeat(Statement.Repeat it) {
        int most =
                it.times()
                        .map(word -> ScriptParser.times(it.command(), variables.expand(word)))
                        .orElse(USUAL_TURNS);
        for (int turn = 1; turn <= most; turn++) {
            if (it.goal().filter(this::isReached).isPresent()) {
                return;
            }
            variables.set("turn", Integer.toString(turn));
            it.statements().forEach(this::run);
            if (deadline.isOver()) {
                throw new StepFailedException(
                        it.command(), ExitCode.TIMEOUT, "the time was over in turn " + turn);
            }
        }
        if (it.goal().filter(goal -> !isReached(goal)).isPresent()) {
            throw new StepFailedException(
                    it.command(),
                    ExitCode.STEP_FAILED,
                    "it was not over after %d turns".formatted(most));
        }
    }

    private boolean isReached(Goal goal) {
        return holds(goal.condition()) == goal.until();
    }

    private void call(Statement.Call it) {
        if (variables.depth() == DEEPEST_CALL) {
            throw new ScriptException(
                    it.command(),
                    "functions call each other more than %d deep".formatted(DEEPEST_CALL));
        }
        Function function = it.function();
        Map<String, String> arguments = new HashMap<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            arguments.put(
                    function.parameters().get(i), variables.expand(it.arguments().get(i)).text());
        }
        variables.call(arguments);
        try {
            function.statements().forEach(this::run);
        } finally {
            variables.endCall();
        }
    }

    // ---- conditions ----

    private boolean holds(Condition condition) {
        return whyNot(condition, false).isEmpty();
    }

    /// Why it does not hold; empty if it does.
    ///
    /// @param explained whether somebody is going to read that
    private Optional<String> whyNot(Condition condition, boolean explained) {
        return switch (condition) {
            case Condition.Seen(Statement step) -> notSeen(line(step), explained);
            case Condition.Compared compared -> Values.whyNot(compared, variables);
            case Condition.Not(Condition not) ->
                    whyNot(not, false).isPresent()
                            ? Optional.empty()
                            : Optional.of("it holds, and must not");
        };
    }

    /// A step is about pictures that show the input so far; one that says no time of its own, about
    /// the first of them.
    private Optional<String> notSeen(Line line, boolean explained) {
        rest();
        deadline.beginStep(Optional.empty());
        steps.sync(line);
        Duration own = line.within().orElse(Duration.ZERO);
        if (explained) {
            deadline.beginStep(Optional.of(own));
        } else {
            deadline.beginQuestion(own);
        }
        try {
            carryOut(line);
            return Optional.empty();
        } catch (StepFailedException e) {
            boolean late =
                    e.exitCode() == ExitCode.STEP_TIMEOUT
                            || e.exitCode() == ExitCode.NO_ALTERNATIVE;
            if (deadline.isOver() || !late) {
                throw e;
            }
            return Optional.of(e.reason());
        }
    }
}
