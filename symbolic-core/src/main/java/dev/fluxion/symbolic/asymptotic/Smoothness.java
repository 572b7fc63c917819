package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.Diagnostic;
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
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Kink;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Whether a function comes to a kink, a jump or the end of a case at a point: there the formula of its derivative says what the language agrees on, and
 * not what the derivative is. What is not proved to stay away from them counts as one.
 *
 * <p>Source: by definition: the kinks in the rows of the functions.
 */
final class Smoothness {
    private final Symbol variable;
    private final Map<Symbol, Expression> point;

    Smoothness(Symbol variable, Expression point) {
        this.variable = variable;
        this.point = Map.of(variable, point);
    }

    /** Whether the derivative of a function at the point is what its formula says, if that has a value. */
    boolean isProved(Expression function) {
        return varying(function).allMatch(node -> isAwayFromCorners(node) && isAwayFromCuts(node));
    }

    /** Whether what is agreed on at kinks and at the ends of cases says something about the function at the point. */
    boolean hasConvention(Expression function) {
        return varying(function).anyMatch(node -> !(node instanceof Bound) && !isAwayFromCorners(node));
    }

    /** What is agreed on at the corners that the function may have at the point, in words. */
    Stream<String> conventions(Expression function) {
        return varying(function).filter(node -> !(node instanceof Bound) && !isAwayFromCorners(node)).flatMap(node -> Kinks.agreed(node).stream()).distinct();
    }

    /** Whether a function that the table gives a convention for is at its kink or jump at the point. */
    boolean hasKink(Expression function) {
        return varying(function).anyMatch(node -> !(node instanceof Bound || node instanceof Piecewise) && !isAwayFromCorners(node));
    }

    private Stream<Expression> varying(Expression function) {
        return Topology.of(function).nodes().stream().filter(node -> (node instanceof Apply || Kinks.mayHaveCorner(node))
                && Substitution.variables(node).contains(variable));
    }

    // A limit of smooth functions may have its corners anywhere, and nothing is agreed on for them.
    private boolean isAwayFromCorners(Expression node) {
        return !Kinks.mayHaveCorner(node) || switch (node) {
            case Apply apply -> isAwayFromKink(apply);
            case Reduction reduction -> reduction.operand() instanceof ArrayOf array && areDifferent(array.operands());
            case Piecewise piecewise -> piecewise.cases().stream().allMatch(each -> isInside(each.condition()));
            case Bound bound -> Kinks.isIntegralOfJumps(bound) && bound.range().stream().allMatch(end -> isAwayFromJumps(bound, end));
            case Constant _, Symbol _, Sum _, Product _, Power _, MatrixFunction _, Call _, ArrayOf _, Selection _, Fold _, Indicator _ -> false;
        };
    }

    private boolean isAwayFromJumps(Bound integral, Expression end) {
        boolean moves = Substitution.variables(end).contains(variable);
        return !Substitution.variables(integral.body()).contains(variable) && !Topology.of(end).nodes().contains(Symbol.INFINITY)
                && (!moves || isProved(integral.at(end)));
    }

    private boolean isAwayFromKink(Apply apply) {
        List<Expression> operands = apply.operands();
        return apply.operator().kink().map(kink -> switch (kink) {
            case Kink.AtZero zero -> isNonzero(operands.getFirst());
            case Kink.Tie tie -> areDifferent(operands);
            case Kink.Jumps jumps -> isNoHalf(operands.size() == 1 ? operands.getFirst() : Product.of(operands.get(0), Power.of(operands.get(1), -1)));
        }).orElse(false);
    }

    private boolean areDifferent(List<Expression> operands) {
        for (int i = 0; i < operands.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!isNonzero(Elementwise.difference(operands.get(i), operands.get(j)))) {
                    return false;
                }
            }
        }
        return true;
    }

    // The angle of a point jumps behind the origin.
    private boolean isAwayFromCuts(Expression node) {
        return !(node instanceof Apply apply) || apply.operator().asymptotic() != Asymptotic.ARC_TANGENT_2 || isNonzero(apply.operands().get(0))
                || sign(apply.operands().get(1)).orElse(0) > 0;
    }

    // All steps of the table are at whole numbers or between two of them.
    private boolean isNoHalf(Expression operand) {
        return Sign.isNumber(at(operand)) && at(operand) instanceof Constant c && c.value() instanceof Rational r
                ? !r.times(Rational.TWO).isWhole() : isNonzero(Apply.of(Elementary.SINE, Product.of(Constant.TWO, Symbol.PI, operand)));
    }

    private boolean isInside(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> c.left().isScalar() && c.right().isScalar() && isNonzero(Elementwise.difference(c.left(), c.right()));
            case Condition.All all -> all.parts().stream().allMatch(this::isInside);
            case Condition.Any any -> any.parts().stream().allMatch(this::isInside);
            case Condition.Not not -> isInside(not.part());
            case Condition.Truth truth -> true;
        };
    }

    private boolean isNonzero(Expression operand) {
        OptionalInt sign = sign(operand);
        return sign.isPresent() && sign.getAsInt() != 0;
    }

    private OptionalInt sign(Expression operand) {
        return Sign.of(at(operand));
    }

    private Expression at(Expression operand) {
        try {
            return Substitution.replace(operand, point);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return Constant.inexact(Double.NaN);
        }
    }
}
