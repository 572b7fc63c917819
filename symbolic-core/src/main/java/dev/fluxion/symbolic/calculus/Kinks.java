package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The conventions of the language where a function has no derivative, as the rows of the table state them. */
public final class Kinks {
    private static final Pattern AT_ZERO = Pattern.compile("derivative (\\S+) at 0");

    private Kinks() {}

    /** What is agreed for a function wherever its operand meets the kink. */
    public static Optional<String> convention(Operator operator) {
        Matcher atZero = AT_ZERO.matcher(operator.note());
        if (atZero.find()) {
            return Optional.of(operator.name() + "'(0) = " + atZero.group(1));
        }
        boolean said = operator.note().contains("a tie") || operator.note().contains("jump");
        return said ? Optional.of(operator.name() + ": " + operator.note()) : Optional.empty();
    }

    /** The same with the place at which an application meets it. */
    static Optional<String> convention(Apply apply) {
        Operator operator = apply.operator();
        return convention(operator).map(text -> {
            if (operator.note().contains("a tie")) {
                return "where " + apply.operands().stream().map(TextPrinter::text).collect(Collectors.joining(" = ")) + ": " + operator.note();
            }
            return AT_ZERO.matcher(operator.note()).find() ? "at " + TextPrinter.text(apply.operands().getFirst()) + " = 0: " + text : text;
        });
    }
}
