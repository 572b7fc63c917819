package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A polynomial times the exponential of a quadratic polynomial: reduced by parts to the error function.
 *
 * <p>Source: integration by parts; error function by definition, DLMF §7.2.
 */
final class Gaussians {
    static final String DEFINITION = "definition of the error function";

    private Gaussians() {}

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        List<Expression> rest = new ArrayList<>();
        List<Expression> exponents = new ArrayList<>();
        for (Expression factor : Parts.factors(f)) {
            boolean exponential = factor instanceof Apply a && a.operator() == Elementary.EXPONENTIAL;
            (exponential ? exponents : rest).add(exponential ? ((Apply) factor).operand() : factor);
        }
        if (exponents.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<Expression>> quadratic = Parts.polynomial(Sum.of(exponents), x, search.budget()).filter(c -> c.size() == 3);
        Optional<List<Expression>> polynomial = Parts.polynomial(Product.of(rest), x, search.budget());
        return quadratic.isEmpty() || polynomial.isEmpty() ? Optional.empty()
                : reduced(new ArrayList<>(polynomial.get()), quadratic.get(), x, search.signs())
                        .map(value -> Solution.known(polynomial.get().size() == 1 ? DEFINITION : "integration by parts and error function", f, x,
                        search.signs().tidy(value)));
    }

    // S*exp(q) + c*erf with S'*1 + S*q' = P - rest
    private static Optional<Expression> reduced(List<Expression> p, List<Expression> q, Symbol x, Signs signs) {
        Expression twice = Elementwise.product(Constant.TWO, q.get(2));
        List<Expression> terms = new ArrayList<>();
        for (int power = p.size() - 1; power > 0; power--) {
            Expression s = Elementwise.quotient(p.get(power), twice); // coefficient of x^(power-1)
            terms.add(Elementwise.product(s, Power.of(x, power - 1L)));
            p.set(power - 1, Elementwise.difference(p.get(power - 1), Elementwise.product(s, q.get(1))));
            if (power >= 2) {
                p.set(power - 2, Elementwise.difference(p.get(power - 2), Elementwise.product(s, Constant.of(power - 1L))));
            }
        }
        Expression exponent = Sum.of(Elementwise.product(q.get(2), Power.of(x, 2)), Elementwise.product(q.get(1), x), q.get(0));
        Expression exponential = Elementwise.product(Sum.of(terms), Apply.of(Elementary.EXPONENTIAL, exponent));
        Expression rest = p.getFirst();
        return rest.equals(Constant.ZERO) ? Optional.of(exponential)
                : bell(q, x, signs).map(value -> Elementwise.sum(exponential, Elementwise.product(rest, value)));
    }

    // The antiderivative of exp(a*x^2 + b*x + c) for a negative a.
    private static Optional<Expression> bell(List<Expression> q, Symbol x, Signs signs) {
        Expression a = Elementwise.negate(q.get(2));
        boolean looksPositive = !(a instanceof Constant c && c.value().signum() < 0) && !(a instanceof Product p && p.coefficient().signum() < 0);
        if (signs.of(a) != Signs.Sign.POSITIVE && (signs.of(a) == Signs.Sign.NEGATIVE || !looksPositive)) {
            return Optional.empty();
        }
        Expression root = signs.squareRoot(a);
        Expression middle = Elementwise.quotient(q.get(1), Elementwise.product(Constant.TWO, root));
        Expression height = Apply.of(Elementary.EXPONENTIAL, Elementwise.sum(q.get(0), Power.of(middle, 2)));
        Expression inside = Elementwise.difference(Elementwise.product(root, x), middle);
        Expression factor = Elementwise.quotient(Power.squareRoot(Symbol.PI), Elementwise.product(Constant.TWO, root));
        return Optional.of(Elementwise.product(factor, height, Apply.of(Special.ERROR_FUNCTION, inside)));
    }
}
