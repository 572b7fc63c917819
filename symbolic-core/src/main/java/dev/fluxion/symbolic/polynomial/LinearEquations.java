package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Systems of linear equations over the field of rational functions of everything but the unknowns, solved exactly.
 *
 * <p>Source: elimination of Gauss and Jordan over a field, K. O. Geddes et al., Algorithms for Computer Algebra (1992), chapter 9.
 */
public final class LinearEquations {
    /**
     * What solves a system.
     *
     * @param values each unknown that is determined, in terms of the free ones
     * @param free the unknowns that may take any value
     * @param nonzero expressions without unknowns that these presuppose not to be 0: denominators, and the determinant of the equations that were needed
     */
    public record Solution(Map<Symbol, Expression> values, List<Symbol> free, List<Expression> nonzero) {}

    private final Ring ring;
    private final Budget budget;
    private final List<Symbol> unknowns;
    private final Set<Expression> nonzero = new LinkedHashSet<>();
    private final List<Expression> contradictions = new ArrayList<>(); // what must be 0 for a solution to be
    private Fraction determinant;
    private final List<Fraction[]> rows = new ArrayList<>(); // coefficients of the unknowns, then the constant

    private LinearEquations(Ring ring, List<Symbol> unknowns, Budget budget) {
        this.ring = ring;
        this.unknowns = unknowns;
        this.budget = budget;
        this.determinant = Fraction.of(Polynomial.constant(ring.size(), Rational.ONE));
    }

    /**
     * Solves expressions that are to be 0.
     *
     * @return nothing if they are not linear; nothing inside if there is no solution
     * @throws FluxionException {@code UNSUPPORTED} if whether there is one depends on parameters
     */
    public static Optional<Optional<Solution>> solve(List<Expression> zero, List<Symbol> unknowns, Budget budget) {
        List<Expression> all = new ArrayList<>(zero);
        all.addAll(unknowns);
        Ring ring = Ring.of(all, Squares.NONE, budget);
        LinearEquations system = new LinearEquations(ring, unknowns, budget);
        for (Expression expression : zero) {
            Fraction fraction = ring.lowest(ring.fraction(expression));
            system.presuppose(fraction.denominator());
            if (unknowns.stream().anyMatch(unknown -> fraction.denominator().degree(ring.indexOf(unknown)) > 0) || system.isHidden()
                    || !system.add(fraction.numerator())) {
                return Optional.empty();
            }
        }
        Optional<Solution> solution = system.eliminate();
        system.requireContradiction();
        return Optional.of(solution);
    }

    private void requireContradiction() {
        if (!contradictions.isEmpty() && contradictions.stream().allMatch(rest -> Sign.of(rest).orElse(0) == 0)) {
            throw FluxionException.unsupported("a system that has solutions only where " + contradictions.getFirst() + " is 0");
        }
    }

    /**
     * Finds numbers for which an expression is 0 whatever its other symbols are: every monomial in the generators that mention {@code by}
     * gives an equation. The expression must be linear in the unknowns.
     */
    public static Optional<Solution> identity(Expression zero, List<Symbol> unknowns, Symbol by, Squares squares, Budget budget) {
        List<Expression> all = new ArrayList<>(List.of(zero));
        all.addAll(unknowns);
        Ring ring = Ring.of(all, squares, false, budget);
        LinearEquations system = new LinearEquations(ring, unknowns, budget);
        Polynomial numerator = ring.fraction(zero).numerator();
        boolean[] moving = new boolean[ring.size()];
        for (int v = 0; v < moving.length; v++) {
            Generator g = ring.generators().get(v);
            moving[v] = Polynomials.mentions(g.base(), by) || Polynomials.mentions(g.rest(), by);
        }
        int[] columns = unknowns.stream().mapToInt(ring::indexOf).toArray();
        Map<List<Integer>, Polynomial[]> byMonomial = new LinkedHashMap<>();
        for (int term = 0; term < numerator.size(); term++) {
            List<Integer> key = new ArrayList<>();
            Polynomial rest = numerator.monomial(term).times(numerator.coefficient(term));
            for (int v = 0; v < moving.length; v++) {
                if (moving[v]) {
                    key.add(numerator.exponent(term, v));
                    rest = rest.shifted(v, -numerator.exponent(term, v));
                }
            }
            int column = columns.length;
            for (int i = 0; i < columns.length; i++) {
                if (numerator.exponent(term, columns[i]) > 0) {
                    column = i;
                    rest = rest.shifted(columns[i], -1);
                }
            }
            Polynomial[] row = byMonomial.computeIfAbsent(key, any -> system.emptyRow());
            row[column] = row[column].plus(rest);
        }
        byMonomial.values().forEach(row -> system.rows.add(Arrays.stream(row).map(Fraction::of).toArray(Fraction[]::new)));
        return system.eliminate();
    }

    private Polynomial[] emptyRow() {
        Polynomial[] row = new Polynomial[unknowns.size() + 1];
        Arrays.fill(row, Polynomial.zero(ring.size()));
        return row;
    }

    // An unknown inside a root or a function is no linear one.
    private boolean isHidden() {
        return ring.generators().stream().anyMatch(g -> unknowns.stream()
                .anyMatch(unknown -> !g.base().equals(unknown) && (Polynomials.mentions(g.base(), unknown) || Polynomials.mentions(g.rest(), unknown))));
    }

    private boolean add(Polynomial equation) {
        Fraction[] row = new Fraction[unknowns.size() + 1];
        Polynomial rest = equation;
        for (int i = 0; i < unknowns.size(); i++) {
            int v = ring.indexOf(unknowns.get(i));
            Polynomial[] parts = rest.coefficientsIn(v);
            if (parts.length > 2) {
                return false;
            }
            Polynomial slope = parts.length == 2 ? parts[1] : Polynomial.zero(ring.size());
            for (Symbol unknown : unknowns) {
                if (slope.degree(ring.indexOf(unknown)) > 0) {
                    return false;
                }
            }
            row[i] = Fraction.of(slope);
            rest = parts[0];
        }
        row[unknowns.size()] = Fraction.of(rest);
        rows.add(row);
        return true;
    }

    // Gauss and Jordan.
    private Optional<Solution> eliminate() {
        int[] pivots = new int[unknowns.size()];
        Arrays.fill(pivots, -1);
        int next = 0;
        for (int column = 0; column < unknowns.size() && next < rows.size(); column++) {
            OptionalInt row = pivot(next, column);
            if (row.isEmpty()) {
                continue;
            }
            java.util.Collections.swap(rows, row.getAsInt(), next);
            determinant = row.getAsInt() == next ? determinant : times(determinant, minusOne());
            clear(next, column);
            pivots[column] = next++;
        }
        for (int row = next; row < rows.size(); row++) {
            Polynomial rest = rows.get(row)[unknowns.size()].numerator();
            if (!rest.isZero()) {
                contradictions.add(ring.expression(rest));
            }
        }
        return contradictions.isEmpty() ? Optional.of(solution(pivots)) : Optional.empty();
    }

    // A number if there is one: it asks nothing of parameters.
    private OptionalInt pivot(int from, int column) {
        List<Integer> candidates = IntStream.range(from, rows.size()).filter(row -> !rows.get(row)[column].numerator().isZero()).boxed().toList();
        OptionalInt constant = candidates.stream().mapToInt(row -> row).filter(row -> rows.get(row)[column].numerator().isConstant()).findFirst();
        return constant.isPresent() || candidates.isEmpty() ? constant : OptionalInt.of(candidates.getFirst());
    }

    private void clear(int pivot, int column) {
        Fraction[] lead = rows.get(pivot);
        determinant = times(determinant, lead[column]);
        Fraction inverse = ring.lowest(ring.inverse(lead[column]));
        for (int i = column; i < lead.length; i++) {
            lead[i] = times(lead[i], inverse);
        }
        for (int row = 0; row < rows.size(); row++) {
            Fraction[] other = rows.get(row);
            if (row != pivot && !other[column].numerator().isZero()) {
                Fraction factor = times(other[column], minusOne());
                for (int i = column; i < other.length; i++) {
                    budget.tick(1);
                    other[i] = lead[i].numerator().isZero() ? other[i] : ring.lowest(ring.plus(other[i], times(factor, lead[i])));
                }
            }
        }
    }

    private Fraction minusOne() {
        return Fraction.of(Polynomial.constant(ring.size(), Rational.MINUS_ONE));
    }

    private void presuppose(Polynomial divisor) {
        if (!divisor.isConstant()) {
            nonzero.add(ring.expression(divisor));
        }
    }

    private Fraction times(Fraction a, Fraction b) {
        return ring.lowest(ring.times(a, b));
    }

    private Solution solution(int[] pivots) {
        Map<Symbol, Expression> values = new LinkedHashMap<>();
        List<Symbol> free = new ArrayList<>();
        Map<Integer, Symbol> freeColumns = new HashMap<>();
        for (int column = 0; column < pivots.length; column++) {
            if (pivots[column] < 0) {
                free.add(unknowns.get(column));
                freeColumns.put(column, unknowns.get(column));
            }
        }
        for (int column = 0; column < pivots.length; column++) {
            if (pivots[column] >= 0) {
                Fraction[] row = rows.get(pivots[column]);
                List<Expression> terms = new ArrayList<>();
                terms.add(negated(row[unknowns.size()], Constant.ONE));
                freeColumns.forEach((other, symbol) -> terms.add(negated(row[other], symbol)));
                values.put(unknowns.get(column), Sum.of(terms));
            }
        }
        presuppose(determinant.numerator());
        return new Solution(values, free, List.copyOf(nonzero));
    }

    private Expression negated(Fraction coefficient, Expression factor) {
        Expression value = Elementwise.quotient(ring.expression(coefficient.numerator()), ring.expression(coefficient.denominator()));
        Expression negative = value instanceof Sum sum ? Sum.of(sum.terms().stream().map(Elementwise::negate).toList()) : Elementwise.negate(value);
        return Elementwise.product(negative, factor);
    }
}
