package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An expression written by sine and cosine of one angle, of which all angles in it are whole multiples.
 *
 * <p>Source: multiples of an angle, DLMF §4.21(iii).
 *
 * @param written it, with {@link #SINE} and {@link #COSINE} in place of these
 * @param angle linear in the symbol
 */
public record Angles(Expression written, Expression angle) {
    /** Stands for the sine of the angle. */
    public static final Symbol SINE = Symbol.temporary("sine");
    /** Stands for the cosine of the angle. */
    public static final Symbol COSINE = Symbol.temporary("cosine");
    private static final int LARGEST_MULTIPLE = 12;

    /** Of an expression that depends on the symbol through sines and cosines alone; multiples of the angle are written out. */
    public static Optional<Angles> of(Expression expression, Symbol x, Budget budget) {
        Expression f = FormulaTable.CIRCULAR.applied(expression);
        List<Expression> nodes = Topology.of(f).nodes().stream().filter(node -> isCircular(node) && Parts.depends(node, x)).toList();
        List<Expression> all = nodes.stream().map(node -> ((Apply) node).operand()).toList();
        Optional<Expression> unit = Multiples.unit(new ArrayList<>(all));
        if (unit.isEmpty() || all.stream().anyMatch(angle -> Parts.linear(angle, x, budget).isEmpty())) {
            return Optional.empty();
        }
        Map<Expression, Expression> replacements = new HashMap<>();
        for (Expression node : nodes) {
            Rational multiple = Multiples.ratio(((Apply) node).operand(), unit.get()).orElseThrow();
            if (!multiple.isInt() || Math.abs(multiple.intValue()) > LARGEST_MULTIPLE) {
                return Optional.empty();
            }
            replacements.put(node, multiple(multiple.intValue(), ((Apply) node).operator().parity() == Operator.Parity.ODD, budget));
        }
        Expression written = Substitution.replace(f, replacements);
        return Parts.depends(written, x) ? Optional.empty() : Optional.of(new Angles(written, unit.get()));
    }

    private static boolean isCircular(Expression node) {
        return node instanceof Apply a && a.operator().asymptotic() == Asymptotic.WAVE;
    }

    // Real and imaginary part of (cos + i*sin)^n.
    private static Expression multiple(int n, boolean sine, Budget budget) {
        Expression real = Constant.ONE;
        Expression imaginary = Constant.ZERO;
        for (int i = 0; i < Math.abs(n); i++) {
            Expression next = Elementwise.difference(Elementwise.product(real, COSINE), Elementwise.product(imaginary, SINE));
            imaginary = Polynomials.expand(Elementwise.sum(Elementwise.product(real, SINE), Elementwise.product(imaginary, COSINE)), budget);
            real = Polynomials.expand(next, budget);
        }
        return !sine ? real : n < 0 ? Elementwise.negate(imaginary) : imaginary;
    }

    /** With other expressions for sine and cosine. */
    Expression with(Expression sine, Expression cosine) {
        return Substitution.replace(written, Map.of(SINE, sine, COSINE, cosine));
    }

    /** By the tangent of half the angle. */
    public Expression byHalfTangent(Symbol t) {
        Expression square = Power.of(t, 2);
        Expression length = Elementwise.sum(Constant.ONE, square);
        return with(Elementwise.quotient(Elementwise.product(Constant.TWO, t), length),
                Elementwise.quotient(Elementwise.difference(Constant.ONE, square), length));
    }
}
