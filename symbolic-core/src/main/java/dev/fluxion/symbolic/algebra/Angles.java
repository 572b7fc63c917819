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
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
    private static final Constant HALF = Constant.of(Rational.HALF);
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

    /** An equal function, up to factors without zeros, of a lower degree, and the rule that leads to it. */
    record Lowered(String rule, Expression plain) {}

    /** By the double angle, or by sine or cosine alone. */
    Optional<Lowered> lowered(Budget budget) {
        return doubled(budget).map(angles -> new Lowered("sine and cosine of the double angle", angles.plain()))
                .or(() -> byOne(budget).map(angles -> new Lowered("squares of sine and cosine are 1 together", angles.plain())));
    }

    // Sine and cosine of twice the angle in place of those of the angle, where the numerator comes round after half a turn.
    private Optional<Angles> doubled(Budget budget) {
        List<Expression> terms = new ArrayList<>();
        for (Expression term : Parts.terms(Polynomials.expand(Kernel.numerator(written, budget), budget))) {
            int sines = 0;
            int cosines = 0;
            Expression rest = Constant.ONE;
            for (Expression factor : Parts.factors(term)) {
                Expression base = Parts.base(factor);
                sines += base.equals(SINE) ? Parts.wholeExponent(factor) : 0;
                cosines += base.equals(COSINE) ? Parts.wholeExponent(factor) : 0;
                rest = base.equals(SINE) || base.equals(COSINE) ? rest : Elementwise.product(rest, factor);
            }
            if ((sines + cosines) % 2 != 0 || Parts.depends(rest, SINE) || Parts.depends(rest, COSINE)) {
                return Optional.empty();
            }
            terms.add(Elementwise.product(rest, halves(sines / 2, cosines / 2), sines % 2 == 0 ? Constant.ONE : Elementwise.product(HALF, SINE)));
        }
        Expression doubled = Polynomials.expand(Elementwise.sum(terms), budget);
        return Parts.depends(doubled, SINE) || Parts.depends(doubled, COSINE)
                ? Optional.of(new Angles(doubled, Elementwise.product(Constant.TWO, angle))) : Optional.empty();
    }

    // By the sine alone, or by the cosine alone, where of the other there are even powers alone.
    private Optional<Angles> byOne(Budget budget) {
        Expression numerator = Polynomials.expand(Kernel.numerator(written, budget), budget);
        return byOne(numerator, COSINE, SINE, budget).or(() -> byOne(numerator, SINE, COSINE, budget));
    }

    private Optional<Angles> byOne(Expression numerator, Symbol gone, Symbol left, Budget budget) {
        Optional<List<Expression>> powers = Parts.depends(numerator, gone) && Parts.depends(numerator, left) ? Parts.polynomial(numerator, gone, budget) : Optional.empty();
        if (powers.isEmpty() || IntStream.range(0, powers.get().size()).anyMatch(power -> power % 2 == 1 && !powers.get().get(power).equals(Constant.ZERO))) {
            return Optional.empty();
        }
        Expression square = Elementwise.difference(Constant.ONE, Power.of(left, 2));
        List<Expression> terms = new ArrayList<>();
        for (int power = 0; power < powers.get().size(); power += 2) {
            terms.add(Elementwise.product(powers.get().get(power), Power.of(square, power / 2)));
        }
        Expression alone = Polynomials.expand(Elementwise.sum(terms), budget);
        return Parts.depends(alone, left) ? Optional.of(new Angles(alone, angle)) : Optional.empty();
    }

    // sin^2 is (1 - cos(2*x))/2, cos^2 is (1 + cos(2*x))/2
    private static Expression halves(int sines, int cosines) {
        Expression sine = Elementwise.product(HALF, Elementwise.difference(Constant.ONE, COSINE));
        Expression cosine = Elementwise.product(HALF, Elementwise.sum(Constant.ONE, COSINE));
        return Elementwise.product(Power.of(sine, sines), Power.of(cosine, cosines));
    }

    private Expression plain() {
        return with(Apply.of(Elementary.SINE, angle), Apply.of(Elementary.COSINE, angle));
    }

    /** With other expressions for sine and cosine. */
    Expression with(Expression sine, Expression cosine) {
        return Substitution.replace(written, Map.of(SINE, sine, COSINE, cosine));
    }

    /** One period of a function of the symbol alone, by sines and cosines of its multiples, without the left end. */
    static Optional<Equations.Interval> turn(Expression function, Symbol x, Budget budget) {
        if (!Substitution.variables(function).equals(List.of(x))) {
            return Optional.empty();
        }
        return of(function, x, budget).flatMap(angles -> Parts.linear(angles.angle, x, budget)).map(line -> Elementwise.quotient(Symbol.PI, line.slope()))
                .filter(half -> Sign.of(half).orElse(0) != 0).map(half -> Sign.of(half).getAsInt() < 0 ? Elementwise.negate(half) : half)
                .map(half -> new Equations.Interval(Elementwise.negate(half), half, true));
    }

    /** By the tangent of half the angle. */
    public Expression byHalfTangent(Symbol t) {
        Expression square = Power.of(t, 2);
        Expression length = Elementwise.sum(Constant.ONE, square);
        return with(Elementwise.quotient(Elementwise.product(Constant.TWO, t), length),
                Elementwise.quotient(Elementwise.difference(Constant.ONE, square), length));
    }
}
