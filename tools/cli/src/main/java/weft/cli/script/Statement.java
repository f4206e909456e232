package weft.cli.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a script consists of.
public sealed interface Statement {

    /// The word that it begins with.
    Word command();

    /// A step all of whose words are known.
    record Do(Line line) implements Statement {
        @Override
        public Word command() {
            return line.command();
        }
    }

    /// A step with variables.
    ///
    /// @param words all, the command too
    record Open(List<Word> words) implements Statement {
        @Override
        public Word command() {
            return words.getFirst();
        }
    }

    /// Gives a variable a value.
    record Assign(Word command, String name, Word value) implements Statement {}

    /// Gives a variable what two numbers make.
    record Calculate(Word command, String name, Word left, Word operator, Word right)
            implements Statement {}

    /// One of two.
    record If(Word command, Condition condition, List<Statement> then, List<Statement> otherwise)
            implements Statement {}

    /// The same again.
    ///
    /// @param times how often at the most; empty for as often as the condition asks for
    /// @param goal goes on while it holds, or until it does
    record Repeat(
            Word command, Optional<Word> times, Optional<Goal> goal, List<Statement> statements)
            implements Statement {}

    /// When to stop.
    ///
    /// @param until whether to stop when it holds; else, when it does not
    record Goal(boolean until, Condition condition) {}

    /// Fails if something does not hold.
    record Assert(Word command, Condition condition) implements Statement {}

    /// Carries out a function.
    record Call(Word command, Function function, List<Word> arguments) implements Statement {}

    /// What holds or does not.
    sealed interface Condition {

        /// A step that waits for something, which happens in time or not.
        record Seen(Statement step) implements Condition {}

        /// Two values, as numbers if both are.
        record Compared(Word left, Word operator, Word right) implements Condition {}

        /// The opposite.
        record Not(Condition condition) implements Condition {}
    }

    /// Statements with a name. They are filled in after the name is known, so that they can use it.
    record Function(String name, List<String> parameters, List<Statement> statements) {
        Function(String name, List<String> parameters) {
            this(name, parameters, new ArrayList<>());
        }
    }
}
