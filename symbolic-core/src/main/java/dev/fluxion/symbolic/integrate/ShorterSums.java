package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.print.Operations;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Sums that rules of integration put together from parts, {@code x - (1 - x) + 1} and {@code x/(1 - x) + 1} among them, in their shortest form: as
 * they are, written out, or over one fraction bar.
 *
 * <p>Source: by definition: the distributive law.
 */
final class ShorterSums {
    private static final int LARGEST = 150; // operations
    private static final long MOST_WORK = 20_000;

    private final Budget budget;

    private ShorterSums(Budget budget) {
        this.budget = budget;
    }

    static Expression in(Expression value, Budget budget) {
        return Operations.count(value) > LARGEST ? value : BottomUp.rewrite(value, new ShorterSums(budget)::of);
    }

    private Expression of(Expression node) {
        return switch (node) {
            case Sum sum when sum.isScalar() && holdsSums(sum) -> shortest(sum);
            case Product product when product.isScalar() && !product.isContraction() -> multipliedIn(product);
            default -> node;
        };
    }

    // (2*x - 4)/2 is x - 2, and 2*(x/2 + y)/3 is (x + 2*y)/3.
    private static Expression multipliedIn(Product product) {
        Expression best = product;
        for (Expression factor : product.factors()) {
            if (factor instanceof Sum sum) {
                for (Numeral part : parts(product.coefficient())) {
                    Expression scaled = Sum.of(sum.terms().stream().map(term -> Product.of(Constant.of(part), term)).toList());
                    List<Expression> others = new ArrayList<>(product.factors());
                    others.set(others.indexOf(factor), scaled);
                    others.add(Constant.of(product.coefficient().times(part.reciprocal())));
                    Expression other = Product.of(others);
                    best = Operations.count(other) < Operations.count(best) ? other : best;
                }
            }
        }
        return best;
    }

    private static List<Numeral> parts(Numeral coefficient) {
        return coefficient instanceof Rational r && !r.isWhole() ? List.of(coefficient, Rational.of(r.numerator(), BigInteger.ONE)) : List.of(coefficient);
    }

    private static boolean holdsSums(Sum sum) {
        return sum.terms().stream().flatMap(term -> Parts.factors(term).stream()).anyMatch(factor -> Parts.base(factor) instanceof Sum);
    }

    private Expression shortest(Sum sum) {
        Expression best = sum;
        for (Optional<Expression> other : List.of(attempt(sum, Polynomials::expand), attempt(sum, Polynomials::cancel))) {
            if (other.isPresent() && Operations.count(other.get()) < Operations.count(best)) {
                best = other.get();
            }
        }
        return best;
    }

    private Optional<Expression> attempt(Sum sum, BiFunction<Expression, Budget, Expression> form) {
        return budget.attemptIfPossible(MOST_WORK, part -> form.apply(sum, part));
    }
}
