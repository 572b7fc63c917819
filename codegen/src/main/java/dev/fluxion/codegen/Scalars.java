package dev.fluxion.codegen;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** How sums, products, powers and choices of numbers become instructions; the same for scalars and for the entries of tensors. */
final class Scalars {
    private static final int MOST_EXACT_BITS = 53;

    private final ProgramBuilder code;
    private final ToIntFunction<Expression> values;
    private final Mode mode;

    /** @param values the instruction of an operand that is already lowered */
    Scalars(ProgramBuilder code, ToIntFunction<Expression> values, Mode mode) {
        this.code = code;
        this.values = values;
        this.mode = mode;
    }

    /** The value of a mathematical constant. */
    static double constant(Symbol symbol) {
        if (symbol.equals(Symbol.INFINITY)) {
            return Double.POSITIVE_INFINITY;
        }
        if (symbol.equals(Symbol.PI)) {
            return Math.PI;
        }
        if (symbol.equals(Symbol.E)) {
            return Math.E;
        }
        throw new IllegalStateException("a constant without a value: " + symbol);
    }

    /** Terms from left to right; those with a minus sign are subtracted. */
    int sum(Sum sum) {
        Optional<Horner> polynomial = mode == Mode.FAST ? Horner.of(sum) : Optional.empty();
        return polynomial.isPresent() ? added(horner(polynomial.get()), polynomial.get().rest()) : terms(new ArrayList<>(sum.terms()));
    }

    private int horner(Horner polynomial) {
        int base = values.applyAsInt(polynomial.base());
        int exponent = polynomial.coefficients().lastKey();
        double leading = polynomial.coefficients().lastEntry().getValue();
        int total = code.number(leading);
        for (Map.Entry<Integer, Double> next : polynomial.coefficients().descendingMap().tailMap(exponent, false).entrySet()) {
            int step = code.power(base, exponent - next.getKey());
            int product = leading == 1 && code.known(total).isPresent() ? step : code.multiply(total, step);
            double coefficient = next.getValue();
            total = coefficient < 0 ? code.subtract(product, code.number(-coefficient)) : code.add(product, code.number(coefficient));
            exponent = next.getKey();
        }
        return exponent == 0 ? total : code.multiply(total, code.power(base, exponent));
    }

    private int terms(List<Expression> terms) {
        // -b + a is a - b to the last bit
        if (isNegative(terms.getFirst()) && !isNegative(terms.get(1))) {
            terms.add(1, terms.removeFirst());
        }
        return added(values.applyAsInt(terms.getFirst()), terms.subList(1, terms.size()));
    }

    private int added(int first, List<Expression> terms) {
        int total = first;
        for (Expression term : terms) {
            total = isNegative(term) ? code.subtract(total, magnitude(term)) : code.add(total, values.applyAsInt(term));
        }
        return total;
    }

    // Only of scalars or entries in place: the factors of a contraction have no values of their own here.
    private static boolean isNegative(Expression term) {
        return switch (term) {
            case Product p -> p.coefficient().signum() < 0 && p.isElementwise();
            case Constant c -> c.value().signum() < 0;
            case Symbol _, Sum _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    private int magnitude(Expression term) {
        return term instanceof Product p
                ? product(p.coefficient().negate(), p.factors())
                : code.number(-((Constant) term).value().doubleValue());
    }

    /** Factors first, then the coefficient; all negative powers make one division. */
    int product(Numeral coefficient, List<Expression> factors) {
        int above = -1;
        int below = -1;
        for (Expression factor : factors) {
            if (factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0) {
                below = times(below, code.power(values.applyAsInt(p.base()), -c.value().doubleValue()));
            } else {
                above = times(above, values.applyAsInt(factor));
            }
        }
        return fraction(coefficient, above, below);
    }

    private int times(int product, int factor) {
        return product < 0 ? factor : code.multiply(product, factor);
    }

    private int fraction(Numeral coefficient, int above, int below) {
        double numerator = coefficient.doubleValue();
        double denominator = 1;
        if (coefficient instanceof Rational r && isExact(r) && !ProgramBuilder.hasExactReciprocal(r.denominator().doubleValue())) {
            numerator = r.numerator().doubleValue();
            denominator = r.denominator().doubleValue();
        }
        boolean negated = numerator == -1 && above >= 0;
        int top = above < 0 ? code.number(numerator) : negated || numerator == 1 ? above : code.multiply(above, code.number(numerator));
        int bottom = denominator == 1 ? below : times(below, code.number(denominator));
        int quotient = bottom < 0 ? top : code.divide(top, bottom);
        return negated ? code.negate(quotient) : quotient;
    }

    private static boolean isExact(Rational value) {
        return value.numerator().bitLength() <= MOST_EXACT_BITS && value.denominator().bitLength() <= MOST_EXACT_BITS;
    }

    /** {@code base^exponent}. */
    int power(Power power) {
        int base = values.applyAsInt(power.base());
        return power.exponent() instanceof Constant c
                ? code.power(base, c.value().doubleValue())
                : code.raise(base, values.applyAsInt(power.exponent()));
    }

    /** All values are computed, which nothing can notice, and the one whose condition holds is taken. */
    int choice(Piecewise piecewise) {
        int chosen = values.applyAsInt(piecewise.otherwise());
        for (Piecewise.Case each : piecewise.cases().reversed()) {
            chosen = select(each.condition(), values.applyAsInt(each.value()), chosen);
        }
        return chosen;
    }

    private int select(Condition condition, int then, int otherwise) {
        return switch (condition) {
            case Condition.Comparison c ->
                code.select(c.relation(), values.applyAsInt(c.left()), values.applyAsInt(c.right()), then, otherwise);
            case Condition.All all -> {
                int chosen = then;
                for (Condition part : all.parts().reversed()) {
                    chosen = select(part, chosen, otherwise);
                }
                yield chosen;
            }
            case Condition.Any any -> {
                int chosen = otherwise;
                for (Condition part : any.parts().reversed()) {
                    chosen = select(part, then, chosen);
                }
                yield chosen;
            }
            case Condition.Not not -> select(not.part(), otherwise, then);
            case Condition.Truth truth -> truth.value() ? then : otherwise;
        };
    }
}
