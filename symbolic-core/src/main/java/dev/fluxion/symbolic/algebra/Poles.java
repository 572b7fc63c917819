package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What parameters must not be, so that a solution is no place where the equation divides by zero. */
record Poles(WrittenEquation equation, Symbol x, Assumptions assumptions, Budget budget) {
    /** The conditions that are not known to hold; none where they are too long to be told. */
    List<Condition> without(Expression solution) {
        return Topology.of(equation.parts()).nodes().stream().filter(node -> isDivision(node) && Parts.depends(node, x))
                .flatMap(node -> factors(((Power) node).base(), solution))
                .filter(factor -> !Substitution.variables(factor).isEmpty() && !assumptions.isNonzeroKnown(factor))
                .map(factor -> Nonzero.of(factor, budget)).distinct().toList();
    }

    private static boolean isDivision(Expression node) {
        return node instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0;
    }

    private Stream<Expression> factors(Expression divisor, Expression solution) {
        try {
            Expression value = Polynomials.factor(Substitution.replace(divisor, Map.of(x, solution)), budget);
            return Parts.factors(value).stream().filter(factor -> !isDivision(factor)).map(Parts::base);
        } catch (FluxionException e) {
            Parts.refused(e);
            return Stream.of();
        }
    }
}
