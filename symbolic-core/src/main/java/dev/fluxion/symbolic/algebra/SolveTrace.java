package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was done to find candidates, in its order, where somebody wants to know.
 *
 * <p>Source: by definition: a product is 0 where one of its factors is.
 */
final class SolveTrace {
    /** Keeps nothing. */
    static final SolveTrace NONE = new SolveTrace(false, Budget.unhurried());

    /** What a symbol stands for is put in. */
    static final String BACK = "back to the function";

    private static final int MOST = 60;

    private final boolean kept;
    private final Budget budget;
    private final List<SolveStep> steps = new ArrayList<>();

    private SolveTrace(boolean kept, Budget budget) {
        this.kept = kept;
        this.budget = budget;
    }

    static SolveTrace kept(Budget budget) {
        return new SolveTrace(true, budget);
    }

    List<SolveStep> steps() {
        return steps.stream().distinct().toList();
    }

    private void add(SolveStep step) {
        if (kept && steps.size() < MOST) {
            steps.add(step);
        }
    }

    void rewritten(String rule, Expression before, Expression after) {
        if (!before.equals(after)) {
            add(new SolveStep.Rewritten(rule, before, after, after, after));
        }
    }

    void substituted(Expression before, Expression after, Symbol symbol, Expression inner) {
        add(new SolveStep.Rewritten("substitution", before, after, symbol, inner));
    }

    /** What is already said, as the last thing, is not said again. */
    void found(String rule, Expression part, Expression value) {
        if (!isSaid(part, value)) {
            add(new SolveStep.Found(rule, part, value));
        }
    }

    private boolean isSaid(Expression part, Expression value) {
        return !steps.isEmpty() && steps.getLast() instanceof SolveStep.Found last && last.part().equals(part) && last.value().equals(value);
    }

    /** A part never has a value. */
    void impossible(String rule, Expression part, Expression value) {
        if (isSaid(part, value)) {
            steps.removeLast();
        }
        add(new SolveStep.Impossible(rule, part, value));
    }

    /** An expression without zeros, which is all that is known. */
    void neverZero(Expression f, Assumptions assumptions) {
        int sign = assumptions.sign(f);
        steps.clear();
        impossible("impossible, as the left side is " + (sign > 0 ? "positive" : sign < 0 ? "negative" : "never 0"), f, Constant.ZERO);
    }

    /** A function, power or root that never has a value, if its range tells. */
    void outOfRange(Expression kernel, Expression value) {
        if (!kept) {
            return;
        }
        if (kernel instanceof Apply apply) {
            if (FunctionRange.excludes(apply, value, Assumptions.NONE)) {
                impossible("impossible, as " + TextPrinter.text(FunctionRange.of(apply.operator(), kernel)), kernel, value);
            }
        } else if (NumberSign.of(value, budget).filter(sign -> sign < 0).isPresent()) {
            impossible(kernel instanceof Power p && p.exponent() instanceof Constant ? "impossible, as no root is negative"
                    : "impossible, as powers of positive numbers are positive", kernel, value);
        }
    }

    static String raised(int power) {
        return switch (power) {
            case 2 -> "both sides squared";
            case 3 -> "both sides cubed";
            default -> "both sides to the power " + power;
        };
    }

    /** What is done to both sides of {@code f(u) = value}. */
    static String inverse(Operator operator) {
        if (operator == Elementary.EXPONENTIAL) {
            return "logarithm of both sides";
        }
        if (operator == Elementary.CUBE_ROOT) {
            return raised(3);
        }
        return operator == Elementary.LOGARITHM ? "exponential of both sides" : "inverse function of both sides";
    }

    /** A root is on one side, both sides are raised, and all terms come to one side. */
    void eliminated(RootElimination elimination) {
        if (!kept) {
            return;
        }
        Optional<Expression> other = elimination.isolated(budget);
        other.ifPresent(value -> {
            found("the root on one side", elimination.root(), value);
            found(raised(elimination.power()), elimination.radicand(), Power.of(value, elimination.power()));
        });
        found(other.isPresent() ? "all terms on one side, without denominators" : "the root eliminated by a resultant", elimination.result(), Constant.ZERO);
    }

    /** One of the angles at which a sine, cosine or tangent has its value; it is the zero of a function. */
    void angle(Apply wave, Expression zero) {
        if (kept) {
            found("an angle with this " + wave.operator().name(), wave.operand(), without(wave.operand(), zero));
        }
    }

    private Expression without(Expression angle, Expression zero) {
        return Polynomials.cancel(Elementwise.difference(angle, zero), budget);
    }

    /** A function of sines and cosines of an angle by the tangent of half of it, and where that is zero. */
    void byHalfTangent(Expression f, Expression rational, Symbol t, Expression angle, List<Expression> tangents) {
        substituted(f, rational, t, Apply.of(Elementary.TANGENT, Elementwise.quotient(angle, Constant.TWO)));
        tangents.forEach(tangent -> found("zero of the numerator", t, tangent));
    }

    /** An angle by the tangent of its half, or one whose half has none. */
    void halfAngle(Expression angle, Expression zero) {
        if (!kept) {
            return;
        }
        Expression value = without(angle, zero);
        boolean none = Elementwise.quotient(value, Symbol.PI) instanceof Constant turns && turns.value() instanceof Rational r && r.isInt() && r.intValue() % 2 != 0;
        found(none ? "the half of this angle has no tangent: it is tried, too" : "the angle by the tangent of its half", angle, value);
    }

    /** The zeros of a rational function: the factors of its numerator, one by one. */
    void rational(Expression f, Expression unknown, Univariate numerator, Roots roots) {
        if (!kept) {
            return;
        }
        if (numerator.factors().size() > 1) {
            rewritten("factors, one of which must be 0", f, Polynomials.factor(f, budget));
        }
        if (numerator.degree() == 0 && !numerator.isZero()) {
            impossible("impossible, as the numerator is never 0", f, Constant.ZERO);
        }
        for (UnivariateRing.Factor factor : numerator.factors()) {
            Optional<List<Expression>> some = roots.irreducible(factor.base());
            String rule = switch (factor.base().degree()) {
                case 1 -> numerator.degree() == 1 ? "a linear equation" : "zero of a linear factor";
                case 2 -> "quadratic formula";
                default -> "zero of a factor of degree " + factor.base().degree();
            };
            some.ifPresent(values -> values.forEach(value -> found(rule, unknown, value)));
            some.filter(List::isEmpty).ifPresent(none -> withoutZero(factor.base(), unknown));
        }
    }

    // A square that would be negative, or a count of zeros.
    private void withoutZero(Univariate factor, Expression unknown) {
        List<Expression> c = factor.coefficients();
        int degree = factor.degree();
        boolean binomial = c.subList(1, degree).stream().allMatch(Constant.ZERO::equals);
        if (binomial) {
            impossible("impossible, as no even power is negative", Power.of(unknown, degree),
                    Polynomials.cancel(Elementwise.negate(Elementwise.quotient(c.getFirst(), c.getLast())), budget));
        } else if (degree == 2) {
            Expression half = Elementwise.quotient(c.get(1), Elementwise.product(Constant.TWO, c.get(2)));
            Expression rest = Elementwise.difference(Power.of(half, 2), Elementwise.quotient(c.get(0), c.get(2)));
            impossible("impossible, as no square is negative", Power.of(Elementwise.sum(unknown, half), 2), Polynomials.cancel(rest, budget));
        } else {
            impossible("impossible, as Sturm's sequence counts no real zero", factor.expression(), Constant.ZERO);
        }
    }
}
