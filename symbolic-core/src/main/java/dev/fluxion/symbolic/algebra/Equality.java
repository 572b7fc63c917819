package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
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
import dev.fluxion.symbolic.WrittenTensors;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Squares;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Whether two expressions have the same value wherever both are defined. For rational functions of symbols the answer is always found; numbers are told apart
 * by bounds; otherwise a difference that simplifies to 0, in each case on its own, proves equality, and a point at which bounds of the values have nothing in common disproves
 * it. Of a number that has no value nothing is said. Tensors are held against one another at values of small sizes, in doubles.
 *
 * <p>Source: zero testing of rational functions by their canonical form, K. O. Geddes, S. R. Czapor, G. Labahn, Algorithms for Computer Algebra
 * (1992), chapter 3; that no method decides it for all elementary functions: D. Richardson, Some Undecidable Problems Involving Elementary Functions
 * of a Real Variable (J. Symbolic Logic 33, 1968).
 */
public sealed interface Equality {
    /** How many choices one inside another are told apart. */
    int MOST_NESTED_CASES = 4;

    /** They are equal wherever both are defined. */
    record Equal() implements Equality {}

    /** They are not: at this point the values differ. */
    record Different(Map<String, Double> counterexample) implements Equality {}

    /** Neither was found. */
    record Unknown() implements Equality {}

    /**
     * Decides, if it can be decided within the budget; where that is spent the answer is {@link Unknown}.
     *
     * @throws FluxionException {@code SHAPE} if their shapes differ, {@code LIMIT} if the thread is interrupted or the time is over
     */
    static Equality of(Expression one, Expression other, Assumptions assumptions, Budget budget) {
        Expression first = WrittenTensors.inEntries(one);
        Expression second = WrittenTensors.inEntries(other);
        if (hasNoValue(first, budget) || hasNoValue(second, budget)) {
            return new Unknown();
        }
        if (first.equals(second)) {
            return new Equal();
        }
        if (!isScalar(first) || !isScalar(second)) {
            return ofTensors(first, second, assumptions, budget);
        }
        Expression left = terms(first, Elementwise.negate(second));
        boolean differ = left instanceof Constant c && c.value().isExact() && !c.isZero();
        if (!differ && (Elementwise.isZero(left) || Polynomials.areEqual(left, Constant.ZERO, Squares.NONE, budget))) {
            return new Equal();
        }
        Expression difference = Elementwise.difference(first, second);
        if (Topology.of(difference).nodes().stream().anyMatch(node -> node instanceof Bound || node instanceof Fold)) { // no values at points of what is unevaluated
            return !differ && vanishes(difference, assumptions, budget) ? new Equal() : new Unknown();
        }
        boolean numbers = Substitution.variables(first).isEmpty() && Substitution.variables(second).isEmpty();
        if (numbers && Sign.isNumber(difference) && isKnown(difference)) { // doubles say nothing of numbers beyond their range or closer than their digits
            OptionalInt sign = Sign.of(difference);
            if (sign.isPresent()) {
                return sign.getAsInt() == 0 ? new Equal() : new Different(Map.of());
            }
        }
        Optional<Map<String, Double>> found = new Counterexample(first, second, assumptions).find(isRational(first) && isRational(second));
        if (found.isPresent()) {
            return new Different(found.get());
        }
        return !differ && vanishesInAllCases(difference, assumptions, budget, 0) ? new Equal() : new Unknown();
    }

    private static Equality ofTensors(Expression first, Expression second, Assumptions assumptions, Budget budget) {
        if (!first.shape().equals(second.shape())) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "these have different shapes, " + first.shape() + " and " + second.shape(), Span.NONE));
        }
        if (vanishes(Elementwise.difference(first, second), assumptions, budget)) {
            return new Equal();
        }
        return TensorCounterexample.find(first, second, assumptions).<Equality>map(Different::new).orElseGet(Unknown::new);
    }

    // The sum of the terms of both: what they have in common is gone, however large it would be multiplied out.
    private static Expression terms(Expression first, Expression negated) {
        return Sum.of(Stream.of(first, negated).flatMap(Equality::terms).toList());
    }

    private static Stream<Expression> terms(Expression expression) {
        boolean multiple = expression instanceof Product p && p.factors().size() == 1;
        Expression rest = multiple ? ((Product) expression).factors().getFirst() : expression;
        Constant by = multiple ? Constant.of(((Product) expression).coefficient()) : Constant.ONE;
        return rest instanceof Sum sum ? sum.terms().stream().map(term -> Product.of(by, term)) : Stream.of(expression);
    }

    private static boolean hasNoValue(Expression expression, Budget budget) {
        return isScalar(expression) && Substitution.variables(expression).isEmpty() && NearestDouble.hasNone(expression, budget);
    }

    private static boolean isScalar(Expression expression) {
        return Topology.of(expression).nodes().stream().allMatch(Expression::isScalar);
    }

    private static boolean isKnown(Expression number) {
        return Topology.of(number).nodes().stream().noneMatch(node -> node instanceof Constant c && !c.value().isExact());
    }

    private static boolean isRational(Expression expression) {
        return Topology.of(expression).nodes().stream().allMatch(node -> switch (node) {
            case Constant c -> c.value().isExact();
            case Symbol s -> true;
            case Sum s -> true;
            case Product p -> p.coefficient().isExact();
            case Power p -> p.exponent() instanceof Constant c && c.value().isInteger();
            case Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        });
    }

    private static boolean vanishesInAllCases(Expression difference, Assumptions assumptions, Budget budget, int inside) {
        if (assumptions.areContradictory() || vanishes(difference, assumptions, budget)) {
            return true;
        }
        Optional<Piecewise> outermost = Topology.of(difference).nodes().stream().filter(Piecewise.class::isInstance).map(Piecewise.class::cast)
                .reduce((earlier, later) -> later);
        if (outermost.isEmpty() || inside == MOST_NESTED_CASES) {
            return false;
        }
        Piecewise choice = outermost.get();
        Assumptions rest = assumptions;
        for (Piecewise.Case each : choice.cases()) {
            if (!vanishesInAllCases(where(each.condition(), Substitution.replace(difference, Map.of(choice, each.value()))), rest.and(each.condition()), budget, inside + 1)) {
                return false;
            }
            rest = rest.and(Condition.not(each.condition()));
        }
        return vanishesInAllCases(Substitution.replace(difference, Map.of(choice, choice.otherwise())), rest, budget, inside + 1);
    }

    // What a symbol is where it equals a number.
    private static Expression where(Condition condition, Expression difference) {
        return condition instanceof Condition.Comparison c && c.relation() == Condition.Relation.EQUAL && c.left() instanceof Symbol && c.right() instanceof Constant
                ? Substitution.replace(difference, Map.of(c.left(), c.right())) : difference;
    }

    private static boolean vanishes(Expression difference, Assumptions assumptions, Budget budget) {
        long most = 20_000_000; // several times what the simplifier's own proposals may cost
        try {
            return budget.attempt(most, part -> Simplifier.simplify(difference, assumptions, part).expression()).filter(Elementwise::isZero).isPresent();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.LIMIT);
            return false;
        }
    }
}
