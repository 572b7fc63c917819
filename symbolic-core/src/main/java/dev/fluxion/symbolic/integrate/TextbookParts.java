package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Integration by parts as it is written down: u, dv, du and v are named, and each application is a line. Where the integral comes back, it is
 * solved for.
 *
 * <p>Source: order of the factors after H. E. Kasube, A Technique for Integration by Parts (Amer. Math. Monthly 90, 1983).
 */
final class TextbookParts {
    static final String RULE = "integration by parts";
    static final String SOLVED = "solved for the integral, which stands on both sides";

    private static final List<List<String>> LETTERS = List.of(List.of("u", "v"), List.of("w", "z"), List.of("f", "g"), List.of("p", "q"), List.of("u_1", "v_1"),
            List.of("u_2", "v_2"));

    private TextbookParts() {}

    /** The table, but for what is integrated by parts. */
    static Optional<Solution> table(Expression f, Symbol x, Search search) {
        return f instanceof Apply apply && apply.operands().size() == 1 && RationalOrRoot.hasAlgebraicDerivative(apply, x) ? Optional.empty()
                : BasicMethods.table(f, x, search);
    }

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        List<Expression> factors = Parts.factors(f);
        Optional<Expression> inverse = factors.stream().filter(factor -> isInverse(factor, x)).findFirst();
        if (inverse.isPresent()) {
            List<Expression> rest = new ArrayList<>(factors);
            rest.remove(inverse.get());
            return parts(f, x, inverse.get(), Product.of(rest), search);
        }
        List<Expression> polynomial = new ArrayList<>();
        List<Expression> rest = new ArrayList<>();
        factors.forEach(factor -> (Parts.polynomial(factor, x, search.budget()).isPresent() ? polynomial : rest).add(factor));
        return polynomial.isEmpty() || rest.isEmpty() || !rest.stream().allMatch(factor -> isPlain(factor, x, search)) ? Optional.empty()
                : parts(f, x, Product.of(polynomial), Product.of(rest), search);
    }

    // Functions of linear operands.
    private static boolean isPlain(Expression factor, Symbol x, Search search) {
        if (factor instanceof Sum sum) {
            return sum.terms().stream().allMatch(term -> Parts.factors(term).stream().allMatch(each -> isPlain(each, x, search)));
        }
        if (factor instanceof Power power) {
            return Parts.depends(power.base(), x) ? power.base() instanceof Apply && Parts.wholeExponent(power) > 0 && isPlain(power.base(), x, search)
                    : Parts.linear(power.exponent(), x, search.budget()).isPresent();
        }
        return !Parts.depends(factor, x) || factor instanceof Apply apply && apply.operands().size() == 1
                && Parts.linear(apply.operand(), x, search.budget()).isPresent();
    }

    // A logarithm or the inverse of another function, or a power of it.
    private static boolean isInverse(Expression factor, Symbol x) {
        return Parts.depends(factor, x) && Parts.wholeExponent(factor) > 0 && Parts.base(factor) instanceof Apply apply && apply.operands().size() == 1
                && RationalOrRoot.hasAlgebraicDerivative(apply, x);
    }

    private static Optional<Solution> parts(Expression f, Symbol x, Expression u, Expression slopeOfV, Search search) {
        return search.solve(slopeOfV, x).flatMap(aside -> {
            Expression v = plain(aside.value(), search);
            Expression slope = Differentiation.derivative(u, x);
            return product(f, x, u, v, search, new Told(new Parted(u, slopeOfV, slope, v), Optional.of(aside).filter(way -> !way.parts().isEmpty())));
        });
    }

    private record Told(Parted parted, Optional<Solution> aside) {}

    private static Expression plain(Expression value, Search search) {
        Expression tidied = search.signs().tidy(value);
        Expression factored = Polynomials.factor(tidied, search.budget());
        return Parts.terms(tidied).size() > 1 && Parts.terms(factored).size() == 1 ? factored : tidied;
    }

    private static Optional<Solution> product(Expression f, Symbol x, Expression u, Expression v, Search search, Told told) {
        Expression written = Elementwise.product(v, told.parted.slope);
        Expression rest = Parts.polynomial(u, x, search.budget()).isPresent() ? written : Polynomials.cancel(written, search.budget());
        List<Expression> constants = new ArrayList<>();
        List<Expression> varying = new ArrayList<>();
        Parts.factors(rest).forEach(factor -> (Parts.depends(factor, x) ? varying : constants).add(factor));
        Expression constant = Elementwise.negate(Product.of(constants));
        Solution.Telling telling = new Solution.Telling(Optional.empty(), told.parted.letters(f, x, search), told.aside);
        Optional<Solution> remaining = search.solve(Product.of(varying), x);
        return remaining.map(part -> new Solution(RULE, f, x, List.of(new Solution.Part(part, x)),
                values -> Elementwise.sum(Elementwise.product(u, v), Parts.scaled(constant, values.getFirst()))).telling(telling));
    }

    /** What an application of the rule puts in for its letters. */
    private record Parted(Expression u, Expression slopeOfV, Expression slope, Expression v) {
        List<IntegralStep.Letter> letters(Expression f, Symbol x, Search search) {
            List<String> names = LETTERS.stream().filter(pair -> pair.stream().noneMatch(name -> x.name().equals(name) || search.isTaken(name, f)))
                    .findFirst().orElse(LETTERS.getFirst());
            return List.of(new IntegralStep.Letter(names.getFirst(), u, Optional.empty()), new IntegralStep.Letter("d" + names.getLast(), slopeOfV, Optional.of(x)),
                    new IntegralStep.Letter("d" + names.getFirst(), slope, Optional.of(x)), new IntegralStep.Letter(names.getLast(), v, Optional.empty()));
        }
    }

    /** The letters of an application of the rule. */
    static List<IntegralStep.Letter> letters(Expression f, Symbol x, Expression u, Expression slopeOfV, Expression v, Search search) {
        return new Parted(u, slopeOfV, Differentiation.derivative(u, x), v).letters(f, x, search);
    }

    /** An exponential times a sine or cosine: by parts twice, and solved for what comes back. */
    static Optional<Solution> wave(Expression f, Symbol x, Search search) {
        List<Expression> factors = Parts.factors(f);
        Optional<Expression> wave = factors.stream().filter(TextbookParts::isWave).findFirst();
        Optional<Expression> exponential = factors.stream().filter(factor -> !isWave(factor)).findFirst();
        if (factors.size() != 2 || wave.isEmpty() || exponential.isEmpty()) {
            return Optional.empty();
        }
        Expression e = exponential.get();
        Expression w = wave.get();
        Optional<Expression> growth = growth(e, x, search);
        Optional<Parts.Linear> angle = Parts.linear(((Apply) w).operand(), x, search.budget());
        return growth.isEmpty() || angle.isEmpty() ? Optional.empty() : Optional.of(cycle(f, x, e, w, growth.get(), angle.get().slope(), search));
    }

    private static boolean isWave(Expression factor) {
        return factor instanceof Apply apply && (apply.operator() == Elementary.SINE || apply.operator() == Elementary.COSINE);
    }

    // a of exp(a*x + c), log(b)*a of b^(a*x + c)
    private static Optional<Expression> growth(Expression e, Symbol x, Search search) {
        if (e instanceof Apply apply && apply.operator() == Elementary.EXPONENTIAL) {
            return Parts.linear(apply.operand(), x, search.budget()).map(Parts.Linear::slope);
        }
        return e instanceof Power power && !Parts.depends(power.base(), x) ? Parts.linear(power.exponent(), x, search.budget())
                .map(linear -> Elementwise.product(linear.slope(), Apply.of(Elementary.LOGARITHM, power.base()))) : Optional.empty();
    }

    private static Solution cycle(Expression f, Symbol x, Expression e, Expression w, Expression growth, Expression frequency, Search search) {
        Expression v = Elementwise.quotient(e, growth);
        Expression slope = Differentiation.derivative(w, x); // ±b times the other wave
        Expression other = Elementwise.quotient(slope, frequency);
        Expression turned = Product.of(Parts.factors(other).stream().filter(TextbookParts::isWave).toList());
        Expression sign = Elementwise.quotient(other, turned);
        Expression ratio = Elementwise.quotient(frequency, growth);
        Expression square = Power.of(ratio, 2);
        Expression first = Elementwise.product(w, v);
        Expression second = Elementwise.negate(Elementwise.product(sign, ratio, turned, v));
        Expression again = Bound.antiderivative(x, x, Elementwise.product(e, turned));
        Expression back = Elementwise.negate(Elementwise.product(square, Bound.antiderivative(x, x, f)));
        Expression norm = Elementwise.sum(Power.of(growth, 2), Power.of(frequency, 2));
        Expression value = Elementwise.quotient(Elementwise.product(e, Elementwise.difference(Elementwise.product(growth, w), slope)), norm);
        List<Condition> needed = growth instanceof Constant ? List.of() : List.of(Condition.compare(Condition.Relation.NOT_EQUAL, growth, Constant.ZERO));
        Solution solved = Solution.known(SOLVED, f, x, search.signs().tidy(value)).standing(Elementwise.sum(first, second, back));
        Solution twice = Solution.of(RULE, f, x, solved, found -> found).with(letters(Elementwise.product(e, turned), x, turned, e, v, search))
                .standing(Elementwise.difference(first, Elementwise.product(sign, ratio, again)));
        return Solution.of(RULE, f, x, twice, found -> found).where(needed).with(letters(f, x, w, e, v, search));
    }
}
