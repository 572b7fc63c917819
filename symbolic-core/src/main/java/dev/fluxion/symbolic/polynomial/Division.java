package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Quotient and remainder in the lexicographic order: no term of the remainder is divisible by the divisor's leading one.
 *
 * <p>Source: D. Cox, J. Little, D. O'Shea, Ideals, Varieties, and Algorithms (4th ed., 2015), chapter 2 §3.
 */
record Division(Polynomial quotient, Polynomial remainder) {
    static Division of(Polynomial dividend, Polynomial divisor, Budget budget) {
        Polynomial rest = dividend;
        List<Polynomial> quotient = new ArrayList<>();
        List<Polynomial> remainder = new ArrayList<>();
        while (!rest.isZero()) {
            budget.tick(divisor.size() + (long) rest.size());
            Optional<Polynomial> term = rest.leadingQuotient(divisor);
            Polynomial leading = rest.leadingTerm();
            term.ifPresentOrElse(quotient::add, () -> remainder.add(leading));
            rest = rest.minus(term.map(divisor::timesTerm).orElse(leading));
        }
        return new Division(Polynomial.ofTerms(dividend.variables(), quotient), Polynomial.ofTerms(dividend.variables(), remainder));
    }

    /** The quotient, empty at the first term that would remain. */
    static Optional<Polynomial> exact(Polynomial dividend, Polynomial divisor, Budget budget) {
        Polynomial rest = dividend;
        List<Polynomial> quotient = new ArrayList<>();
        while (!rest.isZero()) {
            budget.tick(divisor.size() + (long) rest.size());
            Optional<Polynomial> term = rest.leadingQuotient(divisor);
            if (term.isEmpty()) {
                return Optional.empty();
            }
            quotient.add(term.get());
            rest = rest.minus(divisor.timesTerm(term.get()));
        }
        return Optional.of(Polynomial.ofTerms(dividend.variables(), quotient));
    }
}
