package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * For which parameters what an answer divides by, or takes the logarithm of, is zero wherever the variable is: {@code log(abs(x + sqrt(x^2 + a)))} has no
 * value at any negative x if a is 0.
 *
 * <p>Source: by definition of the norm: the product of what has one square root with its conjugate, which is zero where that is.
 */
final class Vanishing {
    private final Symbol x;
    private final Budget budget;

    Vanishing(Symbol x, Budget budget) {
        this.x = x;
        this.budget = budget;
    }

    /** What must hold of parameters so that no such part vanishes on a whole range. */
    List<Condition> conditions(Expression value) {
        return Topology.of(value).nodes().stream().flatMap(this::sensitive).filter(part -> Parts.depends(part, x) && hasParameters(part))
                .distinct().flatMap(this::contents).distinct().map(part -> Condition.compare(Condition.Relation.NOT_EQUAL, part, Constant.ZERO)).toList();
    }

    private Stream<Expression> sensitive(Expression node) {
        return switch (node) {
            case Power p when p.exponent() instanceof Constant c && c.value().signum() < 0 -> Stream.of(p.base());
            case Apply a when a.operator() == Elementary.LOGARITHM ->
                Stream.of(a.operand() instanceof Apply inner && inner.operator() == Stepwise.ABSOLUTE ? inner.operand() : a.operand());
            case Constant _, Symbol _, Sum _, Product _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> Stream.empty();
        };
    }

    private boolean hasParameters(Expression part) {
        return Substitution.variables(part).stream().anyMatch(symbol -> !symbol.equals(x));
    }

    private Stream<Expression> contents(Expression part) {
        List<Expression> roots = Topology.of(part).nodes().stream().filter(node -> node instanceof Power p && p.exponent().equals(Constant.of(Rational.HALF))
                && Parts.depends(p, x)).toList();
        if (roots.size() > 1) {
            return Stream.empty();
        }
        Expression norm = roots.isEmpty() ? part : norm(part, (Power) roots.getFirst()).orElse(part);
        return Parts.factors(Polynomials.factor(Polynomials.together(norm, budget), budget)).stream()
                .filter(factor -> !(factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0)).map(Parts::base)
                .filter(factor -> !Parts.depends(factor, x) && hasParameters(factor));
    }

    private Optional<Expression> norm(Expression part, Power root) {
        Symbol t = Symbol.temporary("root");
        return Parts.polynomial(Substitution.replace(part, Map.of(root, t)), t, budget).filter(each -> each.size() == 2)
                .map(each -> Elementwise.difference(Power.of(each.getFirst(), 2), Product.of(Power.of(each.getLast(), 2), root.base())));
    }
}
