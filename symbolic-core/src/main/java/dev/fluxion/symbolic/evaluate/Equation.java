package dev.fluxion.symbolic.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code Σ coefficient·index + offset = 0} between the indices of a loop nest: what an indicator or a δ says. */
record Equation(List<Term> terms, long offset) {
    /** One label with its coefficient. */
    record Term(int label, long coefficient) {}

    /** The terms whose labels have no value yet. */
    List<Term> open(boolean[] assigned) {
        return terms.stream().filter(term -> !assigned[term.label]).toList();
    }

    /**
     * The open terms, largest coefficient first, if their indices follow from the value of the sum: they are the digits of a number. One term is
     * always a digit. Empty if they do not follow.
     */
    List<Term> digits(boolean[] assigned, int[] ranges) {
        List<Term> ascending = new ArrayList<>(open(assigned));
        ascending.sort(Comparator.comparingLong(term -> Math.abs(term.coefficient)));
        long reach = 0; // the largest number that the smaller digits make
        for (Term term : ascending) {
            boolean sameSign = Long.signum(term.coefficient) == Long.signum(ascending.getFirst().coefficient);
            if (!sameSign || reach >= Math.abs(term.coefficient)) {
                return List.of();
            }
            reach += Math.abs(term.coefficient) * Math.max(0, ranges[term.label] - 1);
        }
        return ascending.reversed();
    }

    /** Sets the indices of the digits; false if no indices within the ranges solve the equation. */
    boolean solve(List<Term> digits, int[] index, int[] ranges) {
        long rest = -offset;
        for (Term term : terms) {
            if (!digits.contains(term)) {
                rest -= term.coefficient * index[term.label];
            }
        }
        for (Term digit : digits) {
            long value = rest / digit.coefficient;
            if (value < 0 || value >= ranges[digit.label]) {
                return false;
            }
            index[digit.label] = (int) value;
            rest -= value * digit.coefficient;
        }
        return rest == 0;
    }
}
