package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A truncated series {@code Σ c·ω^e} for small positive ω, with rising real exponents.
 *
 * <p>Source: truncated power series, D. E. Knuth, The Art of Computer Programming, volume 2 (3rd ed., 1997), §4.7, with real exponents as in D.
 * Gruntz, On Computing Limits in a Symbolic Manipulation System (ETH Zürich, 1996).
 *
 * @param terms coefficients free of ω, none of them 0 by its form
 * @param order the exponent from which on nothing is known; empty if the terms are all
 */
record Series(List<Term> terms, Optional<Expression> order) {
    /** One term. */
    record Term(Expression exponent, Expression coefficient) {}

    Series {
        terms = List.copyOf(terms);
    }

    static Series exactly(Expression coefficient) {
        return monomial(coefficient, Constant.ZERO);
    }

    static Series monomial(Expression coefficient, Expression exponent) {
        return new Series(coefficient.equals(Constant.ZERO) ? List.of() : List.of(new Term(exponent, coefficient)), Optional.empty());
    }

    /** Whether nothing but terms of high order is known. */
    boolean isEmpty() {
        return terms.isEmpty();
    }

    boolean isExact() {
        return order.isEmpty();
    }

    /** Without the first term. */
    Series rest() {
        return new Series(terms.subList(1, terms.size()), order);
    }

    /** Arithmetic with an oracle for exponents, to a number of terms. */
    static final class Arithmetic {
        private final Oracle oracle;
        private final int most;

        Arithmetic(Oracle oracle, int most) {
            this.oracle = oracle;
            this.most = most;
        }

        int most() {
            return most;
        }

        private Optional<Expression> earlier(Optional<Expression> a, Optional<Expression> b) {
            if (a.isEmpty() || b.isEmpty()) {
                return a.isEmpty() ? b : a;
            }
            return oracle.compare(a.get(), b.get()) <= 0 ? a : b;
        }

        /** At most the number of terms, and none from the order on. */
        Series cut(List<Term> terms, Optional<Expression> order) {
            List<Term> kept = new ArrayList<>();
            for (Term term : terms) {
                if (order.isPresent() && oracle.compare(term.exponent, order.get()) >= 0) {
                    break;
                }
                if (kept.size() == most) {
                    return new Series(kept, Optional.of(term.exponent));
                }
                kept.add(term);
            }
            return new Series(kept, order);
        }

        Series plus(Series a, Series b) {
            List<Term> merged = new ArrayList<>();
            int i = 0;
            int j = 0;
            while (i < a.terms.size() || j < b.terms.size()) {
                int side = i == a.terms.size() ? 1 : j == b.terms.size() ? -1 : oracle.compare(a.terms.get(i).exponent, b.terms.get(j).exponent);
                if (side != 0) {
                    merged.add(side < 0 ? a.terms.get(i++) : b.terms.get(j++));
                    continue;
                }
                Expression sum = coefficient(Sum.of(a.terms.get(i).coefficient, b.terms.get(j).coefficient));
                if (!sum.equals(Constant.ZERO)) {
                    merged.add(new Term(a.terms.get(i).exponent, sum));
                }
                i++;
                j++;
            }
            return cut(merged, earlier(a.order, b.order));
        }

        private Expression coefficient(Expression sum) {
            oracle.budget().tick(1);
            return oracle.normal(sum);
        }

        Series times(Series a, Series b) {
            Optional<Expression> order = earlier(bound(a.order, b), bound(b.order, a));
            Series total = new Series(List.of(), order);
            for (Term left : a.terms) {
                List<Term> row = new ArrayList<>();
                for (Term right : b.terms) {
                    oracle.budget().tick(4);
                    row.add(new Term(Sum.of(left.exponent, right.exponent), Product.of(left.coefficient, right.coefficient)));
                }
                total = plus(total, cut(row, order));
            }
            return total;
        }

        // O(ω^order) times the other series
        private Optional<Expression> bound(Optional<Expression> order, Series other) {
            if (order.isEmpty()) {
                return order;
            }
            if (!other.terms.isEmpty()) {
                return Optional.of(Sum.of(order.get(), other.terms.getFirst().exponent));
            }
            return other.order.map(own -> Sum.of(order.get(), own));
        }

        Series scaled(Series series, Expression coefficient, Expression exponent) {
            return new Series(series.terms.stream().map(term -> new Term(Sum.of(term.exponent, exponent),
                    coefficient(Product.of(coefficient, term.coefficient)))).toList(), series.order.map(order -> Sum.of(order, exponent)));
        }

        /** {@code Σ coefficient(k)·h^k}, where the terms of {@code h} have positive exponents. */
        Series composed(Series h, java.util.function.IntFunction<Expression> coefficient) {
            Series sum = exactly(coefficient.apply(0));
            if (h.isEmpty() && h.isExact()) {
                return sum;
            }
            Series power = exactly(Constant.ONE);
            for (int k = 1; k <= most; k++) {
                power = times(power, h);
                Expression factor = coefficient.apply(k);
                if (!factor.equals(Constant.ZERO)) {
                    sum = plus(sum, scaled(power, factor, Constant.ZERO));
                }
                if (power.isEmpty()) {
                    break;
                }
            }
            Expression least = h.isEmpty() ? h.order.orElseThrow() : h.terms.getFirst().exponent;
            return cut(sum.terms, earlier(sum.order, Optional.of(Product.of(Constant.of(most + 1), least))));
        }
    }
}
