package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The monomials of all variables but one up to some degrees, one by one and in total, in ascending total degree: those of power series that are cut off
 * beyond. Series are arrays with an entry for each.
 *
 * <p>Source: by definition: an order ideal of monomials.
 */
final class Staircase {
    private static final int MOST = 1 << 20; // a product of two series visits the square of this at the most

    private final int main;
    private final int[] degrees; // by variable, 0 for the main one
    private final long[] strides;
    private final List<int[]> monomials = new ArrayList<>();
    private final long[] places; // in the box of the degrees
    private final long[] sorted; // the same, ascending
    private final int[] order; // of the monomials at these

    /**
     * Of the degrees of a polynomial.
     *
     * @throws FluxionException {@code LIMIT} where these are more monomials than series can be made of
     */
    Staircase(Polynomial p, int main, Budget budget) {
        this.main = main;
        this.degrees = new int[p.variables()];
        this.strides = new long[p.variables()];
        long box = 1;
        for (int v = 0; v < degrees.length; v++) {
            degrees[v] = v == main ? 0 : p.degree(v);
            strides[v] = box;
            if (box > Long.MAX_VALUE / (degrees[v] + 1)) {
                throw tooMany();
            }
            box *= degrees[v] + 1;
        }
        int total = 0;
        for (int term = 0; term < p.size(); term++) {
            total = Math.max(total, p.totalDegree(term) - p.exponent(term, main));
        }
        enter(0, total, new int[degrees.length], budget);
        monomials.sort(Comparator.comparingInt(Staircase::sum));
        this.places = monomials.stream().mapToLong(this::place).toArray();
        this.order = IntStream.range(0, places.length).boxed().sorted(Comparator.comparingLong(i -> places[i])).mapToInt(Integer::intValue).toArray();
        this.sorted = Arrays.stream(order).mapToLong(i -> places[i]).toArray();
    }

    // All exponents from one variable on, of a total that is left.
    private void enter(int variable, int left, int[] monomial, Budget budget) {
        if (variable == degrees.length) {
            budget.tick(1);
            if (monomials.size() == MOST) {
                throw tooMany();
            }
            monomials.add(monomial.clone());
            return;
        }
        for (int power = 0; power <= Math.min(left, degrees[variable]); power++) {
            monomial[variable] = power;
            enter(variable + 1, left - power, monomial, budget);
        }
        monomial[variable] = 0;
    }

    private static FluxionException tooMany() {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "factors: series in more than " + MOST + " monomials would be needed", Span.NONE));
    }

    private long place(int[] monomial) {
        long place = 0;
        for (int v = 0; v < monomial.length; v++) {
            place += monomial[v] * strides[v];
        }
        return place;
    }

    private int index(long place) {
        return order[Arrays.binarySearch(sorted, place)];
    }

    private static int sum(int[] monomial) {
        return Arrays.stream(monomial).sum();
    }

    int size() {
        return monomials.size();
    }

    int main() {
        return main;
    }

    /** The exponents by variable. */
    int[] monomial(int index) {
        return monomials.get(index);
    }

    /** The index of the monomial of a term. */
    int index(Polynomial p, int term) {
        long place = 0;
        for (int v = 0; v < degrees.length; v++) {
            place += v == main ? 0 : p.exponent(term, v) * strides[v];
        }
        return index(place);
    }

    /** The index of the quotient of two monomials, −1 where there is none. */
    int quotient(int index, int by) {
        int[] above = monomials.get(index);
        int[] below = monomials.get(by);
        for (int v = 0; v < above.length; v++) {
            if (above[v] < below[v]) {
                return -1;
            }
        }
        return index(places[index] - places[by]);
    }
}
