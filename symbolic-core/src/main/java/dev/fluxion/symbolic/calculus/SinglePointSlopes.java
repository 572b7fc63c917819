package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition.Relation;
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
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Derivatives at single points, by definition, for all values of other variables: the limit of the difference quotient is one for most of them, and where
 * what it is divided by vanishes faster than for most, it is another. Those are looked at on their own; where they can't be, the derivative has no value.
 */
final class SinglePointSlopes {
    private static final int DEEPEST = 3; // variables that take special values together
    private static final int HIGHEST_ORDER = 6;

    /** The derivative where a condition holds, if there is one. */
    record Slope(Condition condition, Optional<Expression> value) {}

    /** A function near a point, and there. */
    record Place(Expression around, Expression value, Expression point) {
        Place with(Symbol symbol, Expression known) {
            Map<Symbol, Expression> replaced = Map.of(symbol, known);
            return new Place(Substitution.replace(around, replaced), Substitution.replace(value, replaced), Substitution.replace(point, replaced));
        }
    }

    private final Symbol variable;
    private final List<Slope> found = new ArrayList<>();

    SinglePointSlopes(Symbol variable) {
        this.variable = variable;
    }

    /** What was found, special values first. */
    List<Slope> found() {
        return found;
    }

    /**
     * Looks at a point.
     *
     * @param known what is known there of other variables
     */
    void of(Condition condition, Condition known, Place place) {
        of(condition, known, place, 0);
    }

    private void of(Condition condition, Condition known, Place place, int depth) {
        try {
            Optional<Place> reached = reached(known, place);
            if (reached.isEmpty()) {
                found.add(new Slope(condition, Optional.empty()));
                return;
            }
            for (Expression special : specials(reached.get())) {
                Condition zero = PlainConditions.zeros(special);
                if (!zero.equals(Condition.FALSE)) {
                    special(condition, zero, reached.get(), depth);
                }
            }
            found.add(new Slope(condition, slope(reached.get())));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            found.add(new Slope(condition, Optional.empty()));
        }
    }

    private void special(Condition condition, Condition zero, Place place, int depth) {
        if (zero instanceof Condition.Any any) {
            any.parts().forEach(part -> special(condition, part, place, depth));
            return;
        }
        Condition both = Condition.all(List.of(condition, zero));
        if (depth < DEEPEST) {
            of(both, zero, place, depth + 1);
        } else {
            found.add(new Slope(both, Optional.empty()));
        }
    }

    private Optional<Expression> slope(Place place) {
        Map<Symbol, Expression> there = Map.of(variable, place.point);
        return SinglePoints.instance().slope(place.around, variable, place.point, Substitution.replace(place.value, there));
    }

    // The function where equations hold that each give one variable; empty if one can't be solved.
    private Optional<Place> reached(Condition known, Place place) {
        return switch (known) {
            case Condition.Comparison c when c.relation() == Relation.EQUAL -> solved(Elementwise.difference(c.left(), c.right()), place);
            case Condition.Comparison c -> Optional.of(place);
            case Condition.All all -> {
                Optional<Place> now = Optional.of(place);
                for (Condition part : all.parts()) {
                    now = now.flatMap(before -> reached(part, before));
                }
                yield now;
            }
            case Condition.Any any -> Optional.empty();
            case Condition.Not not -> Optional.of(place);
            case Condition.Truth truth -> Optional.of(place);
        };
    }

    private Optional<Place> solved(Expression equation, Place place) {
        List<Symbol> symbols = Substitution.variables(equation);
        if (symbols.contains(variable)) {
            return Optional.of(place); // a step that is constant nearby
        }
        for (Symbol symbol : symbols) {
            if (symbol.isScalar() && PlainConditions.isSmall(equation) && Differentiation.derivative(equation, symbol) instanceof Constant slope
                    && slope.value().isExact() && !slope.isZero() && !Kinks.areIn(equation)) {
                Expression start = Substitution.replace(equation, Map.of(symbol, Constant.ZERO));
                return Optional.of(place.with(symbol, Product.of(Constant.of(slope.value().reciprocal().negate()), start)));
            }
        }
        return Optional.empty();
    }

    // What must not be zero for the limit to be what it is for most values of other variables.
    private Set<Expression> specials(Place place) {
        Set<Expression> specials = new LinkedHashSet<>();
        Topology.of(place.around).nodes().stream().flatMap(this::sensitive).filter(this::hasParameters)
                .forEach(part -> leading(part, place.point).ifPresent(specials::add));
        return specials;
    }

    private Stream<Expression> sensitive(Expression node) {
        boolean mentions = Substitution.variables(node).contains(variable);
        return switch (node) {
            case Power p when mentions && !(p.exponent() instanceof Constant c && c.value().isInteger() && c.value().signum() > 0) -> Stream.of(p.base());
            case Apply a when mentions && (Kinks.mayHaveCorner(a) || !a.operator().domain().equals("true")) -> a.operands().size() == 1 ? a.operands().stream()
                    : Stream.of(Elementwise.difference(a.operands().get(0), a.operands().get(1)));
            case Constant _, Symbol _, Sum _, Product _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> Stream.empty();
        };
    }

    private boolean hasParameters(Expression part) {
        return Substitution.variables(part).stream().anyMatch(symbol -> !symbol.equals(variable));
    }

    // The first coefficient of the expansion that is not zero for all values, if it may be for some.
    private Optional<Expression> leading(Expression part, Expression point) {
        Expression derivative = part;
        for (int order = 0; order <= HIGHEST_ORDER; order++) {
            Expression coefficient = Polynomials.expand(Substitution.replace(derivative, Map.of(variable, point)), Budget.current());
            if (!Elementwise.isZero(coefficient)) {
                return Sign.of(coefficient).orElse(0) != 0 ? Optional.empty() : Optional.of(coefficient);
            }
            derivative = Differentiation.derivative(derivative, variable);
        }
        throw FluxionException.unsupported("the derivative at " + variable.name() + " == " + point + ", where " + part + " is zero to a high order");
    }
}
