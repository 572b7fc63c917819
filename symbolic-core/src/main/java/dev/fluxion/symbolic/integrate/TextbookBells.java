package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.List;
import java.util.Optional;

/**
 * Exponentials of quadratic polynomials: the square is completed; powers of the variable are taken down by parts.
 *
 * <p>Source: error function by definition, DLMF §7.2.
 */
final class TextbookBells {
    private TextbookBells() {}

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        List<Expression> factors = Parts.factors(f);
        Optional<Apply> bell = factors.stream().filter(factor -> factor instanceof Apply apply && apply.operator() == Elementary.EXPONENTIAL).map(Apply.class::cast)
                .findFirst();
        Optional<List<Expression>> quadratic = bell.flatMap(apply -> Parts.polynomial(apply.operand(), x, search.budget())).filter(q -> q.size() == 3);
        if (quadratic.isEmpty() || factors.size() > 2) {
            return Optional.empty();
        }
        List<Expression> q = quadratic.get();
        if (factors.size() == 1) {
            return TextbookFractions.square(q, x, search).map(square -> Apply.of(Elementary.EXPONENTIAL, square)).filter(written -> !written.equals(f))
                    .flatMap(written -> search.solve(written, x).map(part -> Solution.of(TextbookFractions.SQUARE, f, x, part, value -> value)));
        }
        Expression power = factors.getFirst().equals(bell.get()) ? factors.getLast() : factors.getFirst();
        int degree = Parts.wholeExponent(power);
        return !Parts.base(power).equals(x) || degree < 2 || !q.get(1).equals(Constant.ZERO) ? Optional.empty() : lowered(f, x, bell.get(), q.get(2), degree, search);
    }

    // x*exp(a*x^2 + c) has the antiderivative exp(a*x^2 + c)/(2*a).
    private static Optional<Solution> lowered(Expression f, Symbol x, Expression bell, Expression a, int degree, Search search) {
        Expression u = Power.of(x, degree - 1L);
        Expression v = Elementwise.quotient(bell, Elementwise.product(Constant.TWO, a));
        Expression times = Elementwise.negate(Elementwise.quotient(Constant.of(degree - 1L), Elementwise.product(Constant.TWO, a)));
        Expression lower = Elementwise.product(Power.of(x, degree - 2L), bell);
        return search.solve(lower, x).map(part -> Solution.of(TextbookParts.RULE, f, x, part, value -> Elementwise.sum(Elementwise.product(u, v),
                Parts.scaled(times, value))).with(TextbookParts.letters(f, x, u, Elementwise.product(x, bell), v, search)));
    }
}
