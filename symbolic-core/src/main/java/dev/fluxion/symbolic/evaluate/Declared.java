package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Interruption;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Holds data against what declarations say of them. Formulas and derivatives make use of it, so that other data would give wrong answers: they are
 * refused.
 *
 * <p>Source: by definition of the properties; positive definite matrices by the pivots of their factorisation, G. H. Golub, C. F. Van Loan, Matrix
 * Computations (4th ed., 2013), §4.2.
 */
public final class Declared {
    /** How far data in double precision may be off: many roundings of entries near 1, far from any mistake. */
    public static final double DOUBLE = 1e-9;
    /** The same in single precision. */
    public static final double SINGLE = 1e-5;

    private final Symbol symbol;
    private final int[] sizes;
    private final IntToDoubleFunction entries;
    private final double tolerance;

    private Declared(Symbol symbol, int[] sizes, IntToDoubleFunction entries, double tolerance) {
        this.symbol = symbol;
        this.sizes = sizes;
        this.entries = entries;
        this.tolerance = tolerance;
    }

    /**
     * Checks the values of all symbols that have one.
     *
     * @throws FluxionException {@code DOMAIN} if one is not what its declaration says, {@code LIMIT} if the budget is spent
     */
    public static void check(List<Symbol> symbols, Map<String, Value> at) {
        symbols.stream().filter(symbol -> at.containsKey(symbol.name())).forEach(symbol -> check(symbol, at.get(symbol.name())));
    }

    /**
     * Checks a value.
     *
     * @throws FluxionException {@code DOMAIN} if it is not what the declaration says, {@code LIMIT} if the budget is spent
     */
    public static void check(Symbol symbol, Value value) {
        check(symbol, value.sizes(), position -> value.entries()[position], DOUBLE);
    }

    /**
     * Checks entries.
     *
     * @param entries row-major, by position
     * @param tolerance how far sums of rows may be off, and entries of a symmetric matrix in relation to its largest one
     * @throws FluxionException {@code DOMAIN} if they are not what the declaration says, {@code LIMIT} if the budget is spent
     */
    public static void check(Symbol symbol, int[] sizes, IntToDoubleFunction entries, double tolerance) {
        Declared declared = new Declared(symbol, sizes, entries, tolerance);
        declared.checkEntries();
        if (symbol.is(Symbol.Property.POSITIVE_DEFINITE)) {
            declared.positiveDefinite();
        }
    }

    /**
     * The same without the factorisation that tells whether a matrix is positive definite: one pass over the entries.
     *
     * @throws FluxionException {@code DOMAIN} if they are not what the declaration says
     */
    public static void checkEntries(Symbol symbol, int[] sizes, IntToDoubleFunction entries, double tolerance) {
        new Declared(symbol, sizes, entries, tolerance).checkEntries();
    }

    /**
     * Checks what is put in for a symbol in a formula: numbers by their values, other expressions by what is known of them.
     *
     * @throws FluxionException {@code DOMAIN} if it is not what the declaration says, or that is not known
     */
    public static void checkReplacement(Symbol symbol, Expression value) {
        List<Symbol.Property> unknown = new ArrayList<>(symbol.properties());
        unknown.removeIf(property -> value instanceof Symbol other && other.is(property) || property == Symbol.Property.SYMMETRIC && value.isSymmetric());
        if (unknown.isEmpty()) {
            return;
        }
        if (!Substitution.variables(value).isEmpty()) {
            throw problem("'" + symbol.name() + "' is declared " + word(unknown.getFirst()) + ", which is not known of what is put in for it",
                    "put in numbers, or a variable that is declared " + word(unknown.getFirst()));
        }
        check(symbol, Evaluator.evaluate(value, Map.of()));
    }

    private static String word(Symbol.Property property) {
        return property.name().toLowerCase(Locale.ROOT);
    }

    private static FluxionException problem(String message, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, message, Span.NONE).withHint(hint));
    }

    private FluxionException violated(Symbol.Property property, String how) {
        return violated(property, how, "correct the data, or leave " + word(property) + " out of the declaration");
    }

    private FluxionException violated(Symbol.Property property, String how, String hint) {
        return problem("'" + symbol.name() + "' is declared " + word(property) + ", but " + how, hint);
    }

    private void checkEntries() {
        if (symbol.properties().isEmpty() || sizes.length == 0) {
            return;
        }
        if (symbol.is(Symbol.Property.ONEHOT)) {
            oneHot();
        }
        if (symbol.is(Symbol.Property.STOCHASTIC)) {
            stochastic();
        }
        if (sizes.length == 2) {
            if (symbol.is(Symbol.Property.DIAGONAL)) {
                diagonal();
            } else if (symbol.isSymmetric()) {
                symmetric(symbol.is(Symbol.Property.SYMMETRIC) ? Symbol.Property.SYMMETRIC : Symbol.Property.POSITIVE_DEFINITE);
            }
        }
    }

    private int columns() {
        return sizes[sizes.length - 1];
    }

    private int rows() {
        int rows = 1;
        for (int axis = 0; axis < sizes.length - 1; axis++) {
            rows *= sizes[axis];
        }
        return columns() == 0 ? 0 : rows;
    }

    // Rows of higher ranks by the positions of all axes but the last: 2, 1 is the first row of the second matrix.
    private String row(int row) {
        StringBuilder place = new StringBuilder();
        int rest = row;
        for (int axis = sizes.length - 2; axis >= 0; axis--) {
            place.insert(0, (axis == 0 ? "" : ", ") + (rest % sizes[axis] + 1));
            rest /= sizes[axis];
        }
        return sizes.length == 1 ? "it" : "row " + place;
    }

    private double entry(int row, int column) {
        return entries.applyAsDouble(row * columns() + column);
    }

    private String named(int row, int column) {
        return symbol.name() + "[" + (row + 1) + ", " + (column + 1) + "] = " + entry(row, column);
    }

    /** Whether each row of a matrix holds a single 1 and else only 0. */
    public static boolean isOneHot(Value matrix) {
        int columns = matrix.rank() == 2 ? matrix.sizes()[1] : 0;
        if (columns == 0 || matrix.entries().length == 0) {
            return false;
        }
        for (int row = 0; row < matrix.sizes()[0]; row++) {
            double[] entries = Arrays.copyOfRange(matrix.entries(), row * columns, (row + 1) * columns);
            if (Arrays.stream(entries).anyMatch(entry -> entry != 0 && entry != 1) || Arrays.stream(entries).sum() != 1) {
                return false;
            }
        }
        return true;
    }

    private void oneHot() {
        for (int row = 0; row < rows(); row++) {
            int ones = 0;
            for (int column = 0; column < columns(); column++) {
                Interruption.check((long) row * columns() + column);
                double entry = entry(row, column);
                if (entry != 0 && entry != 1) {
                    throw violated(Symbol.Property.ONEHOT, row(row) + " holds " + entry + " at position " + (column + 1) + ", where only 0 and 1 may stand");
                }
                ones += (int) entry;
            }
            if (ones == 0) {
                throw violated(Symbol.Property.ONEHOT, row(row) + " holds no 1 instead of one",
                        "classes count from 1: onehot(labels + 1, " + columns() + ") if labels count from 0; or leave onehot out of the declaration");
            }
            if (ones != 1) {
                throw violated(Symbol.Property.ONEHOT, row(row) + " holds " + ones + " ones instead of one");
            }
        }
    }

    private void stochastic() {
        for (int row = 0; row < rows(); row++) {
            double sum = 0;
            for (int column = 0; column < columns(); column++) {
                Interruption.check((long) row * columns() + column);
                double entry = entry(row, column);
                if (!(entry >= 0)) {
                    throw violated(Symbol.Property.STOCHASTIC, row(row) + " holds " + entry + " at position " + (column + 1) + ", which is no probability");
                }
                sum += entry;
            }
            if (!(Math.abs(sum - 1) <= tolerance)) {
                throw violated(Symbol.Property.STOCHASTIC, row(row) + " sums to " + sum + " instead of 1 (tolerance " + tolerance + ")");
            }
        }
    }

    private void diagonal() {
        requireSquare(Symbol.Property.DIAGONAL);
        for (int row = 0; row < sizes[0]; row++) {
            for (int column = 0; column < sizes[1]; column++) {
                Interruption.check((long) row * sizes[1] + column);
                if (row != column && entry(row, column) != 0) {
                    throw violated(Symbol.Property.DIAGONAL, named(row, column) + " is not 0");
                }
            }
        }
    }

    private void requireSquare(Symbol.Property property) {
        if (sizes[0] != sizes[1]) {
            throw violated(property, "it has " + sizes[0] + " rows and " + sizes[1] + " columns");
        }
    }

    private void symmetric(Symbol.Property property) {
        requireSquare(property);
        double largest = 0;
        for (int position = 0; position < sizes[0] * sizes[1]; position++) {
            Interruption.check(position);
            largest = Math.max(largest, Math.abs(entries.applyAsDouble(position)));
        }
        for (int row = 0; row < sizes[0]; row++) {
            for (int column = 0; column < row; column++) {
                Interruption.check((long) row * sizes[1] + column);
                double below = entry(row, column);
                double above = entry(column, row);
                if (Double.compare(below, above) != 0 && !(Math.abs(below - above) <= tolerance * largest)) {
                    throw violated(property, named(column, row) + " and " + named(row, column) + " differ (tolerance " + tolerance + " of the largest entry)");
                }
            }
        }
    }

    private void positiveDefinite() {
        int n = sizes[0];
        double[] lower = new double[n * n];
        Budget budget = Budget.current();
        for (int j = 0; j < n; j++) {
            budget.check();
            for (int i = j; i < n; i++) {
                double sum = entry(i, j);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * n + k] * lower[j * n + k];
                }
                if (i == j && !(sum > 0)) {
                    throw violated(Symbol.Property.POSITIVE_DEFINITE, "the pivot of row " + (j + 1) + " is " + sum + " instead of a positive number");
                }
                lower[i * n + j] = i == j ? Math.sqrt(sum) : sum / lower[j * n + j];
            }
        }
    }
}
