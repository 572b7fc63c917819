package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A flat sum of two or more terms of one shape, like terms collected, in structural order. */
public final class Sum extends Expression {
    private final List<Expression> terms;

    private Sum(Shape shape, List<Expression> terms) {
        super(shape, 0, terms);
        this.terms = terms;
    }

    /** The canonical sum of scalars; no terms give 0. */
    public static Expression of(List<Expression> terms) {
        return of(Shape.SCALAR, terms);
    }

    /** The canonical sum of scalars. */
    public static Expression of(Expression... terms) {
        return of(List.of(terms));
    }

    /** The canonical sum of terms of the given shape; no terms give zeros. */
    public static Expression of(Shape shape, List<Expression> terms) {
        if (terms.size() == 1) {
            return terms.getFirst();
        }
        Numeral constant = Rational.ZERO;
        Map<Expression, Numeral> coefficients = new LinkedHashMap<>();
        Deque<Expression> pending = new ArrayDeque<>(terms);
        while (!pending.isEmpty()) {
            Expression term = pending.pop();
            if (!term.shape().equals(shape)) {
                throw new IllegalArgumentException("a term of shape " + term.shape() + " in a sum of shape " + shape);
            }
            switch (term) {
                case Sum s -> s.terms.reversed().forEach(pending::push);
                case Constant c -> constant = constant.plus(c.value());
                case Product p -> coefficients.merge(p.withCoefficient(Rational.ONE), p.coefficient(), Numeral::plus);
                default -> coefficients.merge(term, Rational.ONE, Numeral::plus);
            }
        }
        return build(shape, constant, coefficients);
    }

    private static Expression build(Shape shape, Numeral constant, Map<Expression, Numeral> coefficients) {
        List<Expression> collected = new ArrayList<>();
        coefficients.forEach((body, coefficient) -> {
            if (!coefficient.isZero()) {
                collected.add(times(coefficient, body));
            }
        });
        if (!constant.isZero()) {
            collected.add(Constant.of(constant));
        }
        if (collected.isEmpty()) {
            return Elementwise.zero(shape);
        }
        if (collected.size() == 1) {
            return collected.getFirst();
        }
        collected.sort(Structure.ORDER);
        return new Sum(shape, List.copyOf(collected));
    }

    private static Expression times(Numeral coefficient, Expression body) {
        if (coefficient.isOne()) {
            return body;
        }
        return switch (body) {
            case Product p -> p.withCoefficient(coefficient);
            default -> Elementwise.product(Constant.of(coefficient), body);
        };
    }

    /** The terms, at least two. */
    public List<Expression> terms() {
        return terms;
    }

    @Override
    public List<Expression> operands() {
        return terms;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return of(shape(), changed);
    }

    @Override
    int compareHead(Expression other) {
        return Integer.compare(terms.size(), ((Sum) other).terms.size());
    }
}
