package weft.cli.script;

import weft.cli.script.Statement.Condition.Compared;

import java.math.BigDecimal;
import java.util.Optional;

/// Compares the values of a script: as numbers if both are, else as texts.
final class Values {

    private Values() {}

    /// Why a comparison does not hold; empty if it does.
    static Optional<String> whyNot(Compared it, Variables variables) {
        Word left = variables.expand(it.left());
        Word right = variables.expand(it.right());
        String operator = it.operator().text();
        boolean holds =
                switch (operator) {
                    case "==" -> areEqual(left, right);
                    case "!=" -> !areEqual(left, right);
                    case "contains" -> left.text().contains(right.text());
                    default -> isOrdered(operator, number(left).compareTo(number(right)));
                };
        return holds
                ? Optional.empty()
                : Optional.of(
                        "%s %s %s does not hold: the values are \"%s\" and \"%s\""
                                .formatted(
                                        it.left().text(),
                                        operator,
                                        it.right().text(),
                                        left.text(),
                                        right.text()));
    }

    private static boolean areEqual(Word left, Word right) {
        Optional<BigDecimal> one = Arguments.decimal(left);
        Optional<BigDecimal> other = Arguments.decimal(right);
        boolean areNumbers = one.isPresent() && other.isPresent();
        return areNumbers
                ? one.get().compareTo(other.get()) == 0
                : left.text().equals(right.text());
    }

    private static boolean isOrdered(String operator, int order) {
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static BigDecimal number(Word word) {
        return Arguments.decimal(word)
                .orElseThrow(() ->
                        new ScriptException(
                                word,
                                "a comparison by size needs numbers, not \"%s\""
                                        .formatted(word.text())));
    }
}
