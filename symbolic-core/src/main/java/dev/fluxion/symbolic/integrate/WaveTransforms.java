package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Special;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Integrals over half a line, or the whole line, of powers times a sine or cosine of a power: {@code x^p*sin(a*x^m)} with {@code s = (p + 1)/m} has
 * {@code Γ(s)*sin(π*s/2)/(m*a^s)} from 0 to infinity for positive a and s between −1 and 1, and with cosines for s between 0 and 1. Among them are Dirichlet's and
 * Fresnel's integrals.
 *
 * <p>Source: Mellin transforms of sine and cosine, DLMF §5.9.6 and §5.9.7, after the substitution of {@code x^m}; at s = 0, Dirichlet's integral, DLMF
 * §6.2.9.
 */
final class WaveTransforms {
    static final String RULE = "Mellin transform of sine and cosine";
    private static final Expression MINUS_INFINITY = Product.of(Constant.MINUS_ONE, Symbol.INFINITY);

    private final Symbol x;
    private final Assumptions assumptions;

    private WaveTransforms(Symbol x, Assumptions assumptions) {
        this.x = x;
        this.assumptions = assumptions;
    }

    /** {@code coefficient*x^exponent}. */
    private record Monomial(Expression coefficient, Rational exponent) {}

    /** The value, if every term of the integrand is of this kind and converges. */
    static Optional<Expression> value(Expression integrand, Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        boolean whole = from.equals(MINUS_INFINITY) && to.equals(Symbol.INFINITY);
        boolean right = from.equals(Constant.ZERO) && to.equals(Symbol.INFINITY);
        boolean left = from.equals(MINUS_INFINITY) && to.equals(Constant.ZERO);
        if (!whole && !right && !left) {
            return Optional.empty();
        }
        WaveTransforms transforms = new WaveTransforms(x, assumptions);
        List<Expression> values = new ArrayList<>();
        List<Expression> terms = WaveSums.byAngle(integrand, x, budget).values().stream().flatMap(sum -> Parts.terms(Polynomials.expand(sum, budget)).stream()).toList();
        for (Expression term : terms) {
            Optional<Expression> value = transforms.term(term, !right, !left);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(Simplifier.simplify(Sum.of(values), assumptions, budget).expression());
    }

    private Optional<Expression> term(Expression term, boolean left, boolean right) {
        List<Expression> powers = new ArrayList<>();
        Optional<Apply> wave = Optional.empty();
        for (Expression factor : Parts.factors(term)) {
            if (factor instanceof Apply apply && apply.operator().asymptotic() == Asymptotic.WAVE && Parts.depends(apply, x)) {
                if (wave.isPresent()) {
                    return Optional.empty();
                }
                wave = Optional.of(apply);
            } else {
                powers.add(factor);
            }
        }
        Optional<Monomial> outer = monomial(powers);
        Optional<Monomial> inner = wave.flatMap(apply -> monomial(Parts.factors(apply.operand())));
        return outer.isEmpty() || inner.isEmpty() ? Optional.empty() : value(outer.get(), inner.get(), wave.get().operator(), left, right);
    }

    private Optional<Monomial> monomial(List<Expression> factors) {
        List<Expression> constants = new ArrayList<>();
        Rational exponent = Rational.ZERO;
        for (Expression factor : factors) {
            if (!Parts.depends(factor, x)) {
                constants.add(factor);
            } else if (factor.equals(x)) {
                exponent = exponent.plus(Rational.ONE);
            } else if (factor instanceof Power p && p.base().equals(x) && p.exponent() instanceof Constant c && c.value() instanceof Rational r) {
                exponent = exponent.plus(r);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Monomial(Product.of(constants), exponent));
    }

    private Optional<Expression> value(Monomial outer, Monomial inner, Operator wave, boolean left, boolean right) {
        boolean sine = wave.parity() == Operator.Parity.ODD;
        int sign = assumptions.sign(inner.coefficient);
        Rational m = inner.exponent;
        if (sign == 0 || m.signum() <= 0) {
            return Optional.empty();
        }
        Rational s = outer.exponent.plus(Rational.ONE).dividedBy(m);
        boolean converges = s.compareTo(Rational.ONE) < 0 && s.compareTo(sine ? Rational.MINUS_ONE : Rational.ZERO) > 0;
        boolean mirrored = outer.exponent.isWhole() && m.isWhole(); // else there are no values on the left
        if (!converges || left && !mirrored) {
            return Optional.empty();
        }
        boolean odd = outer.exponent.numerator().testBit(0) != (sine && m.numerator().testBit(0));
        int sides = (right ? 1 : 0) + (left ? odd ? -1 : 1 : 0);
        return Optional.of(Product.of(Constant.of(sides * (sine ? sign : 1)), outer.coefficient, Constant.of(m.reciprocal()), transform(s, wave),
                Power.of(Product.of(Constant.of(sign), inner.coefficient), Constant.of(s.negate()))));
    }

    // Γ(s) sin(πs/2) or Γ(s) cos(πs/2)
    private static Expression transform(Rational s, Operator wave) {
        Expression angle = Product.of(Constant.of(s.times(Rational.HALF)), Symbol.PI);
        if (s.isZero()) {
            return Product.of(Constant.of(Rational.HALF), Symbol.PI);
        }
        Expression gamma = s.signum() > 0 ? Apply.of(Special.GAMMA, Constant.of(s))
                : Elementwise.quotient(Apply.of(Special.GAMMA, Constant.of(s.plus(Rational.ONE))), Constant.of(s));
        return Product.of(gamma, Apply.of(wave, angle));
    }
}
