package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Derivatives of what binds symbols, by a variable outside the binder.
 *
 * <p>Source: differentiation under the integral sign and at its ends (Leibniz), DLMF §1.5(iv); sums term by term.
 */
final class BoundRules {
    private BoundRules() {}

    /** What a derivation calls the rule. */
    static String rule(Bound bound) {
        return switch (bound.kind()) {
            case SUM -> "derivative of each term";
            case PRODUCT -> "product rule";
            case INTEGRAL -> "Leibniz's rule";
            case ANTIDERIVATIVE -> "fundamental theorem of calculus";
            case DERIVATIVE, LIMIT -> "derivative of a derivative or limit";
        };
    }

    /** The derivative of the node; axes of the variable come after its own. */
    static Expression derivative(Bound bound, Symbol variable) {
        return switch (bound.kind()) {
            case SUM -> sum(bound, variable);
            case PRODUCT -> product(bound, variable);
            case INTEGRAL -> integral(bound, variable);
            case ANTIDERIVATIVE -> antiderivative(bound, variable);
            case DERIVATIVE -> derivativeAtPoint(bound, variable);
            case LIMIT -> limit(bound, variable);
        };
    }

    private static boolean mentions(Expression expression, Symbol variable) {
        return Substitution.variables(expression).contains(variable);
    }

    private static Expression inside(Bound.Opened opened, Symbol variable) {
        return Differentiation.derivative(opened.body(), variable);
    }

    private static void requireFixed(Bound bound, List<Expression> range, Symbol variable) {
        if (range.stream().anyMatch(end -> mentions(end, variable))) {
            throw FluxionException.unsupported("the derivative of an " + bound.kind().text() + " by a variable in its range");
        }
    }

    private static Expression sum(Bound bound, Symbol variable) {
        requireFixed(bound, bound.range(), variable);
        Bound.Opened opened = bound.open(variable);
        Expression inside = inside(opened, variable);
        if (Elementwise.isZero(inside)) {
            return inside;
        }
        boolean isConstantFirst = bound.isScalar() && vanishes(inside, opened.symbol(), bound.first());
        return bound.close(opened.symbols(), isConstantFirst ? List.of(Sum.of(bound.first(), Constant.ONE), bound.last()) : bound.range(), inside);
    }

    // The derivative of x^0 is 0, while 0*x^(-1) has no value for x = 0: a term with a factor 0 is left out.
    private static boolean vanishes(Expression term, Symbol index, Expression at) {
        return at instanceof Constant && term instanceof Product product && product.isScalar()
                && product.factors().stream().anyMatch(factor -> Substitution.replace(factor, Map.of(index, at)).equals(Constant.ZERO));
    }

    // One factor at a time is differentiated; the others stand before and behind it, so that zeros do no harm.
    private static Expression product(Bound bound, Symbol variable) {
        requireFixed(bound, bound.range(), variable);
        requireScalars(bound, variable);
        Bound.Opened opened = bound.open(variable);
        Symbol index = opened.symbol();
        Expression inside = inside(opened, variable);
        Expression before = bound.close(opened.symbols(), List.of(bound.first(), Sum.of(index, Constant.MINUS_ONE)), opened.body());
        Expression behind = bound.close(opened.symbols(), List.of(Sum.of(index, Constant.ONE), bound.last()), opened.body());
        return Bound.sum(index, bound.first(), bound.last(), Product.of(inside, before, behind));
    }

    private static void requireScalars(Bound bound, Symbol variable) {
        if (!bound.isScalar() || !variable.isScalar()) {
            throw FluxionException.unsupported("the derivative of a " + bound.kind().text() + " by or of tensors");
        }
    }

    private static Expression integral(Bound bound, Symbol variable) {
        requireScalars(bound, variable);
        Bound.Opened opened = bound.open(variable);
        requireNoMovingJump(opened, variable);
        List<Expression> terms = new ArrayList<>();
        terms.add(atEnd(bound, bound.last(), variable));
        terms.add(Product.of(Constant.MINUS_ONE, atEnd(bound, bound.first(), variable)));
        terms.add(bound.close(opened.symbols(), bound.range(), inside(opened, variable)));
        return Sum.of(terms);
    }

    // At an end that stays where it is, the integrand need not have a value.
    private static Expression atEnd(Bound bound, Expression end, Symbol variable) {
        return mentions(end, variable) ? Product.of(bound.at(end), Differentiation.derivative(end, variable)) : Constant.ZERO;
    }

    // The rule has no term for a jump that moves with the variable.
    private static void requireNoMovingJump(Bound.Opened opened, Symbol variable) {
        for (Expression node : Topology.of(opened.body()).nodes()) {
            boolean moves = switch (node) {
                case Apply a -> Kinks.jumps(a.operator()) && moves(a, opened, variable);
                case Reduction r -> Kinks.jumps(r.operator()) && moves(r, opened, variable);
                case Bound b -> b.kind() == Bound.Kind.LIMIT && moves(b, opened, variable);
                case Piecewise p -> p.cases().stream().anyMatch(each -> comparesBoth(each.condition(), opened, variable));
                case Constant _, Symbol _, Sum _, Product _, Power _, MatrixFunction _, Call _, ArrayOf _, Selection _, Fold _, Indicator _ -> false;
            };
            if (moves) {
                throw FluxionException.unsupported("the derivative by " + variable + " of an integral whose integrand may jump where it moves with "
                        + variable + ": " + node);
            }
        }
    }

    private static boolean comparesBoth(Condition condition, Bound.Opened opened, Symbol variable) {
        List<Expression> sides = condition.operands();
        return sides.stream().anyMatch(side -> mentions(side, variable)) && sides.stream().anyMatch(side -> mentionsAny(side, opened));
    }

    private static boolean moves(Expression expression, Bound.Opened opened, Symbol variable) {
        return mentions(expression, variable) && mentionsAny(expression, opened);
    }

    private static boolean mentionsAny(Expression expression, Bound.Opened opened) {
        return opened.symbols().stream().anyMatch(symbol -> mentions(expression, symbol));
    }

    private static Expression antiderivative(Bound bound, Symbol variable) {
        requireScalars(bound, variable);
        Expression outer = Product.of(bound.at(bound.first()), Differentiation.derivative(bound.first(), variable));
        Bound.Opened opened = bound.open(variable);
        Expression inside = inside(opened, variable);
        return Elementwise.isZero(inside) ? outer : Sum.of(outer, bound.close(opened.symbols(), bound.range(), inside));
    }

    private static Expression derivativeAtPoint(Bound bound, Symbol variable) {
        requireScalars(bound, variable);
        Expression moved = Differentiation.derivative(bound.first(), variable);
        Expression outer = Elementwise.isZero(moved) ? moved : Product.of(bound.withOrder(bound.attribute() + 1), moved);
        Bound.Opened opened = bound.open(variable);
        Expression inside = inside(opened, variable);
        return Elementwise.isZero(inside) ? outer : Sum.of(outer, bound.close(opened.symbols(), bound.range(), inside));
    }

    // A limit and a derivative may not change places, so that this one stays unevaluated.
    private static Expression limit(Bound bound, Symbol variable) {
        requireScalars(bound, variable);
        return mentions(bound, variable) ? Bound.derivative(variable, 1, variable, bound) : Constant.ZERO;
    }
}
