package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.Optional;
import java.util.stream.Collectors;

/** Solutions by x of equations that tests spell. */
final class SolvedEquations {
    private SolvedEquations() {}

    static Solutions solve(String left, String right, String from, String to) {
        Optional<Equations.Interval> interval = from.isEmpty() ? Optional.empty()
                : Optional.of(new Equations.Interval(Language.parse(from), Language.parse(to)));
        return Equations.solve(Elementwise.difference(Language.parse(left), Language.parse(right)), Symbol.of("x"), interval, Assumptions.NONE,
                Budget.standard());
    }

    static String texts(Solutions solutions) {
        return solutions.values().stream().map(Expression::toString).collect(Collectors.joining("; "));
    }

    static Solutions assuming(String assumption, String left, String right) {
        return Equations.solve(Elementwise.difference(Language.parse(left), Language.parse(right)), Symbol.of("x"), Optional.empty(),
                Assumptions.NONE.and(Formulas.condition(assumption, Names.lenient())), Budget.standard());
    }
}
