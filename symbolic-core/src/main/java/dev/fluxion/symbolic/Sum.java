package dev.fluxion.symbolic;

import dev.fluxion.grammar.Interruption;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;

/** A flat sum of two or more terms of one shape, like terms collected, in structural order. */
public final class Sum extends Expression {
    private final List<Expression> terms;
    private final boolean symmetric;

    private Sum(Shape shape, List<Expression> terms) {
        super(shape, 0, terms);
        this.terms = terms;
        this.symmetric = !shape.isScalar() && terms.stream().allMatch(Expression::isSymmetric);
    }

    /** The sum of at least two scalars that are no sums, numbers but one, or 0, and no multiples of each other: nothing is left to be done but to order them. */
    public static Expression ofUnlike(List<Expression> terms) {
        List<Expression> ordered = new ArrayList<>(terms);
        ordered.sort(Structure.ORDER);
        Expression sum = new Sum(Shape.SCALAR, List.copyOf(ordered));
        assert sum.equals(of(terms)) : terms;
        return sum;
    }

    /**
     * The canonical sum of scalars; no terms give 0.
     *
     * @throws IllegalArgumentException if a term is no scalar: {@link Elementwise#sum} takes tensors
     */
    public static Expression of(List<Expression> terms) {
        return of(Shape.SCALAR, terms);
    }

    /**
     * The canonical sum of scalars.
     *
     * @throws IllegalArgumentException if a term is no scalar
     */
    public static Expression of(Expression... terms) {
        return of(List.of(terms));
    }

    /**
     * The canonical sum of terms of the given shape; no terms give zeros.
     *
     * @throws IllegalArgumentException if a term has another shape
     */
    public static Expression of(Shape shape, List<Expression> terms) {
        if (terms.size() == 1) {
            return terms.getFirst();
        }
        return new LikeTerms(shape).addAll(terms).build();
    }

    /** Terms by what they are a multiple of. */
    private static final class LikeTerms {
        private final Shape shape;
        private Numeral constant = Rational.ZERO;
        private final Places bodies = new Places(10);
        private final List<Numeral> coefficients = new ArrayList<>();
        private final List<Expression> wholes = new ArrayList<>(); // the term as it came; null once it was merged with another

        LikeTerms(Shape shape) {
            this.shape = shape;
        }

        LikeTerms addAll(List<Expression> terms) {
            for (int i = 0; i < terms.size(); i++) {
                Interruption.check(i + 1L); // short sums, which whoever is interrupted may still make, never look
                add(terms.get(i));
            }
            return this;
        }

        private void add(Expression term) {
            if (!term.shape().equals(shape)) {
                throw new IllegalArgumentException("a term of shape " + term.shape() + " in a sum of shape " + shape);
            }
            switch (term) {
                case Sum s -> addAll(s.terms); // which are no sums again
                case Constant c -> constant = constant.plus(c.value());
                case Product p -> add(p.withCoefficient(Rational.ONE), p.coefficient(), p);
                default -> add(term, Rational.ONE, term);
            }
        }

        private void add(Expression body, Numeral coefficient, Expression whole) {
            int known = bodies.find(body);
            if (known >= 0) {
                if (coefficients.get(known).signum() != coefficient.signum() && Infinite.isIn(body)) {
                    constant = constant.plus(Infinite.UNDEFINED);
                    coefficients.set(known, Rational.ZERO);
                    wholes.set(known, null);
                    return;
                }
                coefficients.set(known, coefficients.get(known).plus(coefficient));
                wholes.set(known, null);
                return;
            }
            bodies.add(body);
            coefficients.add(coefficient);
            wholes.add(whole);
        }

        Expression build() {
            List<Expression> collected = new ArrayList<>(bodies.size() + 1);
            for (int i = 0; i < bodies.size(); i++) {
                Interruption.check(i + 1L);
                if (!coefficients.get(i).isZero()) {
                    collected.add(wholes.get(i) != null ? wholes.get(i) : times(coefficients.get(i), bodies.get(i)));
                }
            }
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
    public boolean isSymmetric() {
        return symmetric;
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
