package dev.fluxion.symbolic;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;

/** Square matrices written out in exact numbers. */
final class ExactMatrix {
    private ExactMatrix() {}

    /** Refuses a matrix of exact numbers that has no inverse; any other is taken. */
    static void requireRegular(Expression matrix) {
        if (isSingular(matrix)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "this matrix is singular: it has no inverse", Span.NONE));
        }
    }

    private static boolean isSingular(Expression matrix) {
        if (Elementwise.isZero(matrix)) {
            return true;
        }
        if (!(matrix instanceof ArrayOf array) || !array.operands().stream().allMatch(e -> e instanceof Constant c && c.value().isExact())) {
            return false;
        }
        List<Numeral> entries = array.operands().stream().map(e -> ((Constant) e).value()).toList();
        int order = (int) Math.round(Math.sqrt(entries.size()));
        List<List<Numeral>> rows = new ArrayList<>();
        for (int row = 0; row < order; row++) {
            rows.add(new ArrayList<>(entries.subList(row * order, (row + 1) * order)));
        }
        return rank(rows) < rows.size();
    }

    // Gaussian elimination in fractions.
    private static int rank(List<List<Numeral>> rows) {
        Budget budget = Budget.current();
        int rank = 0;
        for (int column = 0; column < rows.size(); column++) {
            int pivot = rank;
            while (pivot < rows.size() && rows.get(pivot).get(column).isZero()) {
                pivot++;
            }
            if (pivot == rows.size()) {
                return rank; // a column without a pivot
            }
            java.util.Collections.swap(rows, rank, pivot);
            for (int row = rank + 1; row < rows.size(); row++) {
                budget.tick(rows.size());
                subtract(rows.get(rank), rows.get(row), column);
            }
            rank++;
        }
        return rank;
    }

    private static void subtract(List<Numeral> pivot, List<Numeral> row, int column) {
        if (row.get(column).isZero()) {
            return;
        }
        Numeral factor = row.get(column).times(pivot.get(column).reciprocal()).times(Rational.MINUS_ONE);
        for (int i = column; i < row.size(); i++) {
            row.set(i, row.get(i).plus(factor.times(pivot.get(i))));
        }
    }
}
