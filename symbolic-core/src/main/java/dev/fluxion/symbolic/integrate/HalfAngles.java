package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.List;
import java.util.Optional;

/**
 * Roots of {@code c ± c*cos(u)} and {@code c ± c*sin(u)} with c > 0, which are squares of waves of half the angle: {@code sqrt(1 - cos(u))} is
 * {@code sqrt(2)*abs(sin(u/2))}.
 *
 * <p>Source: DLMF §4.21(iii), with sin(u) as cos(u - π/2).
 */
final class HalfAngles {
    private static final Constant HALF = Constant.of(Rational.HALF);

    private HalfAngles() {}

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        Expression halved = BottomUp.rewrite(f, node -> node instanceof Power power && Parts.depends(power, x) ? halved(power, search) : node);
        return halved.equals(f) ? Optional.empty() : search.solve(halved, x).map(part -> Solution.of("half-angle identity", f, x, part, value -> value));
    }

    private static Expression halved(Power power, Search search) {
        if (!(power.exponent() instanceof Constant c && c.value() instanceof Rational exponent && !exponent.isWhole() && exponent.times(Rational.TWO).isWhole()
                && power.base() instanceof Sum sum && sum.terms().size() == 2)) {
            return power;
        }
        List<Expression> terms = sum.terms();
        return halved(terms.get(0), terms.get(1), exponent, search).or(() -> halved(terms.get(1), terms.get(0), exponent, search)).orElse(power);
    }

    // (c ± c*cos(u))^(n/2) is (2*c)^(n/2)*abs(cos(u/2))^n, or that of sin(u/2)
    private static Optional<Expression> halved(Expression mean, Expression swing, Rational exponent, Search search) {
        List<Expression> waves = Parts.factors(swing).stream().filter(HalfAngles::isWave).toList();
        if (waves.size() != 1 || search.signs().of(mean) != Signs.Sign.POSITIVE) {
            return Optional.empty();
        }
        Apply wave = (Apply) waves.getFirst();
        Expression amplitude = Elementwise.quotient(swing, wave);
        boolean isSum = amplitude.equals(mean);
        if (!isSum && !amplitude.equals(Elementwise.negate(mean))) {
            return Optional.empty();
        }
        Expression turn = wave.operator() == Elementary.COSINE ? Constant.ZERO : Elementwise.product(Constant.of(Rational.of(-1, 4)), Symbol.PI);
        Expression angle = Elementwise.sum(Elementwise.product(HALF, wave.operand()), turn);
        Expression half = Apply.of(isSum ? Elementary.COSINE : Elementary.SINE, angle);
        return Optional.of(Product.of(Power.of(Elementwise.product(Constant.TWO, mean), Constant.of(exponent)),
                Power.of(Apply.of(Stepwise.ABSOLUTE, half), Constant.of(exponent.times(Rational.TWO)))));
    }

    private static boolean isWave(Expression factor) {
        return factor instanceof Apply apply && (apply.operator() == Elementary.SINE || apply.operator() == Elementary.COSINE);
    }
}
