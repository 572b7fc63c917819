package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.operator.Kink;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.Optional;
import java.util.stream.Collectors;

/** The conventions of the language where a function has no derivative, as the rows of the table state them. */
public final class Kinks {
    private Kinks() {}

    /** What is agreed for a function wherever its operand meets the kink. */
    public static Optional<String> convention(Operator operator) {
        return operator.kink().map(kink -> switch (kink) {
            case Kink.AtZero zero -> operator.name() + "'(0) = " + zero.derivative();
            case Kink.Tie tie -> operator.name() + ": " + tie.convention();
            case Kink.Jumps jumps -> operator.name() + ": " + jumps.convention();
        });
    }

    /** Whether a function of the table jumps somewhere: it is constant in between, or its row says so. */
    public static boolean jumps(Operator operator) {
        boolean jumps = operator.kink().filter(Kink.Jumps.class::isInstance).isPresent();
        return jumps || operator.derivative(operator.operands().getFirst()).filter("0"::equals).isPresent();
    }

    /** The same with the place at which an application meets it. */
    static Optional<String> convention(Apply apply) {
        return convention(apply.operator()).map(text -> switch (apply.operator().kink().orElseThrow()) {
            case Kink.AtZero zero -> "at " + TextPrinter.text(apply.operands().getFirst()) + " = 0: " + text;
            case Kink.Tie tie -> "where " + apply.operands().stream().map(TextPrinter::text).collect(Collectors.joining(" = ")) + ": " + tie.convention();
            case Kink.Jumps jumps -> text;
        });
    }
}
