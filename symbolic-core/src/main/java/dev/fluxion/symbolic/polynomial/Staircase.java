package dev.fluxion.symbolic.polynomial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The monomials of all variables but one up to some degrees, one by one and in total, in ascending total degree: those of power series that are cut off
 * beyond. Series are arrays with an entry for each.
 *
 * <p>Source: by definition: an order ideal of monomials.
 */
final class Staircase {
    private final int main;
    private final int[] degrees; // by variable, 0 for the main one
    private final int[] strides;
    private final int total;
    private final int[] indices; // by place in the box of the degrees; −1 beyond the total degree
    private final List<int[]> monomials = new ArrayList<>();
    private final int[] places;

    /** Of the degrees of a polynomial. */
    Staircase(Polynomial p, int main) {
        this.main = main;
        this.degrees = new int[p.variables()];
        this.strides = new int[p.variables()];
        int places = 1;
        for (int v = 0; v < degrees.length; v++) {
            degrees[v] = v == main ? 0 : p.degree(v);
            strides[v] = places;
            places = Math.multiplyExact(places, degrees[v] + 1);
        }
        int largest = 0;
        for (int term = 0; term < p.size(); term++) {
            largest = Math.max(largest, p.totalDegree(term) - p.exponent(term, main));
        }
        this.total = largest;
        this.indices = new int[places];
        for (int place = 0; place < places; place++) {
            int[] monomial = at(place);
            if (sum(monomial) <= total) {
                monomials.add(monomial);
            }
        }
        monomials.sort(Comparator.comparingInt(Staircase::sum));
        Arrays.fill(indices, -1);
        this.places = new int[monomials.size()];
        for (int i = 0; i < monomials.size(); i++) {
            this.places[i] = place(monomials.get(i));
            indices[this.places[i]] = i;
        }
    }

    private int[] at(int place) {
        int[] monomial = new int[degrees.length];
        Arrays.setAll(monomial, v -> place / strides[v] % (degrees[v] + 1));
        return monomial;
    }

    private int place(int[] monomial) {
        int place = 0;
        for (int v = 0; v < monomial.length; v++) {
            place += monomial[v] * strides[v];
        }
        return place;
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
        int place = 0;
        for (int v = 0; v < degrees.length; v++) {
            place += v == main ? 0 : p.exponent(term, v) * strides[v];
        }
        return indices[place];
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
        return indices[places[index] - places[by]];
    }
}
