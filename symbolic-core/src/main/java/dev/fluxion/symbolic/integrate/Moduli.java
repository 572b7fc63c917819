package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.FormulaTable;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Domains;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Absolute values, signs and cases: between the points where something changes sign the integrand has a smooth form; the antiderivatives of
 * these forms are joined without a jump.
 *
 * <p>Source: D. J. Jeffrey, G. Labahn, M. von Mohrenschildt, A. D. Rich, Integration of the Signum, Piecewise and Related Functions (ISSAC
 * 1999).
 */
final class Moduli {
    private static final String RULE = "integration piece by piece";
    private static final int MOST_POINTS = 8;
    private static final double APART = 0x1p-30; // nearer ends, beside their size, leave too few doubles between them to tell signs

    private final Expression f;
    private final Symbol x;
    private final Search search;

    private Moduli(Expression f, Symbol x, Search search) {
        this.f = f;
        this.x = x;
        this.search = search;
    }

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        Expression written = FormulaTable.MODULI.applied(f);
        return arches(f, x, search).or(() -> new Moduli(written, x, search).solve(f));
    }

    // Between its zeros a wave has arches of one area: as many as lie behind, and a part of the one that has begun. Odd powers of it have them too; where
    // they have poles between the arches, the sign of each is enough.
    private static Optional<Solution> arches(Expression f, Symbol x, Search search) {
        if (!(Parts.base(f) instanceof Apply modulus && modulus.operator() == Stepwise.ABSOLUTE)) {
            return Optional.empty();
        }
        Expression inner = FormulaTable.CIRCULAR.applied(modulus.operand());
        int power = Parts.wholeExponent(f) * Parts.wholeExponent(inner);
        if (power % 2 == 0 || !(Parts.base(inner) instanceof Apply wave && wave.operator().asymptotic() == Asymptotic.WAVE)) {
            return Optional.empty();
        }
        if (power < 0) {
            return search.solve(Power.of(wave, power), x).map(part -> Solution.of(RULE, f, x, part, value -> Elementwise.product(Apply.of(Stepwise.SIGN, wave), value)));
        }
        Expression quarter = Elementwise.quotient(Symbol.PI, Constant.TWO);
        Expression angle = wave.operator().parity() == Operator.Parity.ODD ? wave.operand() : Elementwise.sum(wave.operand(), quarter);
        Symbol v = search.fresh(f);
        return Parts.linear(angle, x, search.budget()).flatMap(linear -> search.solve(Power.of(Apply.of(Elementary.SINE, v), power), v).map(arch -> {
            Expression area = search.signs().tidy(Elementwise.difference(Parts.at(arch.value(), v, Symbol.PI), Parts.at(arch.value(), v, Constant.ZERO)));
            Expression behind = Elementwise.product(area, Apply.of(Stepwise.FLOOR, Elementwise.quotient(angle, Symbol.PI)));
            Expression begun = Parts.at(arch.value(), v, Apply.of(Stepwise.REMAINDER, angle, Symbol.PI));
            return Solution.known(RULE, f, x, Elementwise.quotient(Elementwise.sum(behind, begun), linear.slope()));
        }));
    }

    private Optional<Solution> solve(Expression original) {
        Optional<List<Expression>> points = points();
        if (points.isEmpty() || points.get().isEmpty() || points.get().size() > MOST_POINTS) {
            return Optional.empty();
        }
        List<Expression> ends = points.get();
        boolean open = changes().stream().anyMatch(change -> !Substitution.variables(change).equals(List.of(x)));
        if (ends.size() == 1 && open) {
            return aroundOne(original, ends.getFirst());
        }
        if (open || !ends.stream().allMatch(Moduli::isNumber)) {
            return Optional.empty();
        }
        List<Expression> pieces = new ArrayList<>();
        List<Condition> needed = new ArrayList<>();
        for (int i = 0; i <= ends.size(); i++) {
            double low = i == 0 ? beyond(ends.getFirst(), -1) : value(ends.get(i - 1));
            double high = i == ends.size() ? beyond(ends.getLast(), 1) : value(ends.get(i));
            double middle = low + (high - low) / 2;
            Optional<Solution> piece = high - low > APART * Math.max(Math.abs(low), Math.abs(high)) ? search.solve(smooth(middle), x) : Optional.empty();
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            pieces.add(piece.get().value());
            needed.addAll(piece.get().allConditions());
            ends.forEach(end -> needed.addAll(endPowers(piece.get().value(), end)));
        }
        return Optional.of(Solution.known(RULE, original, x, joined(pieces, ends)).where(needed));
    }

    private static boolean isNumber(Expression expression) {
        return Substitution.variables(expression).isEmpty();
    }

    private static double value(Expression number) {
        return Evaluator.scalar(number, Map.of());
    }

    // A point on one side, as far away as the number is large.
    private static double beyond(Expression number, int side) {
        double value = value(number);
        return value + side * Math.max(1, Math.abs(value));
    }

    // Roots of what stands in absolute values, signs and conditions, which must be linear; sorted where they are numbers.
    private Optional<List<Expression>> points() {
        List<Expression> found = new ArrayList<>();
        for (Expression change : changes()) {
            Optional<List<Expression>> roots = Roots.of(change, x, search);
            if (roots.isEmpty()) {
                return Optional.empty();
            }
            roots.get().stream().filter(root -> !found.contains(root)).forEach(found::add);
        }
        if (found.stream().allMatch(Moduli::isNumber)) {
            found.sort(java.util.Comparator.comparingDouble(Moduli::value));
        }
        return Optional.of(found);
    }

    private List<Expression> changes() {
        List<Expression> changes = new ArrayList<>();
        for (Expression node : Topology.of(f).nodes()) {
            if (isModulus(node) && Parts.depends(node, x)) {
                changes.add(((Apply) node).operand());
            }
            if (node instanceof Piecewise p && Parts.depends(p, x)) {
                p.cases().forEach(each -> comparisons(each.condition(), changes));
            }
        }
        return changes.stream().filter(change -> Parts.depends(change, x)).distinct().toList();
    }

    private static void comparisons(Condition condition, List<Expression> into) {
        switch (condition) {
            case Condition.Comparison c -> into.add(Elementwise.difference(c.left(), c.right()));
            case Condition.All all -> all.parts().forEach(part -> comparisons(part, into));
            case Condition.Any any -> any.parts().forEach(part -> comparisons(part, into));
            case Condition.Not not -> comparisons(not.part(), into);
            case Condition.Truth truth -> { }
        }
    }

    private static boolean isModulus(Expression node) {
        return node instanceof Apply a && (a.operator() == Stepwise.ABSOLUTE || a.operator() == Stepwise.SIGN);
    }

    // The form of the integrand around a point where nothing changes sign.
    private Expression smooth(double at) {
        return smooth(change -> Evaluator.scalar(change, Map.of(x.name(), at)));
    }

    private interface Value {
        double of(Expression change);
    }

    private Expression smooth(Value value) {
        Map<Expression, Expression> replacements = new HashMap<>();
        Topology topology = Topology.of(f);
        for (Expression node : topology.nodes()) {
            Expression replaced = node.operands().isEmpty() ? node : Substitution.replace(node, replacements);
            if (isModulus(node) && Parts.depends(node, x)) {
                boolean positive = value.of(((Apply) node).operand()) > 0;
                Expression operand = ((Apply) replaced).operand();
                boolean absolute = ((Apply) node).operator() == Stepwise.ABSOLUTE;
                replacements.put(node, absolute ? positive ? operand : Elementwise.negate(operand) : Constant.of(positive ? 1 : -1));
            } else if (node instanceof Piecewise p && Parts.depends(p, x)) {
                replacements.put(node, chosen(p, value));
            }
        }
        return Substitution.replace(f, replacements);
    }

    private static Expression chosen(Piecewise p, Value value) {
        List<Piecewise.Case> decided = p.cases().stream().map(each -> new Piecewise.Case(decided(each.condition(), value), each.value())).toList();
        return Piecewise.of(decided, p.otherwise());
    }

    private static Condition decided(Condition condition, Value value) {
        return switch (condition) {
            case Condition.Comparison c -> new Condition.Truth(c.relation().holds(value.of(Elementwise.difference(c.left(), c.right())), 0));
            case Condition.All all -> Condition.all(all.parts().stream().map(part -> decided(part, value)).toList());
            case Condition.Any any -> Condition.any(any.parts().stream().map(part -> decided(part, value)).toList());
            case Condition.Not not -> Condition.not(decided(not.part(), value));
            case Condition.Truth truth -> truth;
        };
    }

    private Optional<Solution> aroundOne(Expression original, Expression end) {
        List<Expression> changes = changes();
        Expression change = changes.getFirst();
        Optional<Parts.Linear> linear = Parts.linear(change, x, search.budget());
        if (changes.size() != 1 || linear.isEmpty()) {
            return Optional.empty();
        }
        Optional<Solution> above = search.solve(smooth(any -> 1), x);
        Optional<Solution> below = search.solve(smooth(any -> -1), x);
        if (above.isEmpty() || below.isEmpty()) {
            return Optional.empty();
        }
        Expression high = from(above.get().value(), end);
        Expression low = from(below.get().value(), end);
        List<Condition> needed = new ArrayList<>(List.of(Condition.compare(Condition.Relation.NOT_EQUAL, linear.get().slope(), Constant.ZERO)));
        needed.addAll(above.get().allConditions());
        needed.addAll(below.get().allConditions());
        needed.addAll(endPowers(Sum.of(above.get().value(), below.get().value()), end));
        needed.removeIf(Condition.TRUE::equals);
        return Optional.of(Solution.known(RULE, original, x, sides(high, low, change, Constant.ZERO)).where(needed));
    }

    // Powers of what is zero where pieces meet have a value there if their exponents are positive.
    private List<Condition> endPowers(Expression antiderivative, Expression end) {
        List<Condition> needed = new ArrayList<>();
        for (Expression node : Topology.of(antiderivative).nodes()) {
            if (node instanceof Power power && !(power.exponent() instanceof Constant) && Parts.depends(power.base(), x)
                    && Elementwise.isZero(Parts.at(power.base(), x, end))) {
                needed.add(Condition.compare(Condition.Relation.GREATER, power.exponent(), Constant.ZERO));
            }
        }
        return needed;
    }

    private Expression from(Expression antiderivative, Expression end) {
        return Elementwise.difference(antiderivative, Parts.at(antiderivative, x, end));
    }

    // Where a piece is infinite at the end, none can begin where it ends.
    private boolean meet(Expression piece, Expression other, Expression end) {
        try {
            Expression together = Elementwise.difference(Parts.at(piece, x, end), Parts.at(other, x, end));
            return !isNumber(end) || !isNumber(together) || PreciseValues.existence(together, Map.of()) != PreciseValues.Existence.UNDEFINED;
        } catch (FluxionException e) {
            return Parts.<Boolean>refused(e).orElse(false);
        }
    }

    // What has no value beyond its side is written by the distance from the end, or stands in a case of its own.
    private Expression sides(Expression high, Expression low, Expression left, Expression right) {
        if (high.equals(low)) {
            return high;
        }
        if (Domains.lost(Sum.of(high, low), Constant.ZERO, Assumptions.NONE).equals(Condition.TRUE)) {
            return halves(high, low, Elementwise.difference(left, right));
        }
        return mirrored(high, low, left, right).orElseGet(() -> Piecewise.of(List.of(
                new Piecewise.Case(Condition.compare(Condition.Relation.LESS_EQUAL, left, right), low)), high));
    }

    // Where one side is the other one's image, or its negative.
    private Optional<Expression> mirrored(Expression high, Expression low, Expression left, Expression right) {
        if (!left.equals(x)) {
            return Optional.empty();
        }
        Expression change = Elementwise.difference(left, right);
        Expression above = Parts.at(high, x, Elementwise.sum(right, x));
        Expression below = Parts.at(low, x, Elementwise.difference(right, x));
        Expression byDistance = Parts.at(above, x, Apply.of(Stepwise.ABSOLUTE, change));
        if (search.signs().tidy(Elementwise.sum(above, below)).equals(Constant.ZERO)) {
            return Optional.of(Elementwise.product(Apply.of(Stepwise.SIGN, change), byDistance));
        }
        return Optional.of(byDistance).filter(even -> search.signs().tidy(Elementwise.difference(above, below)).equals(Constant.ZERO));
    }

    private static Expression halves(Expression high, Expression low, Expression change) {
        Expression half = Constant.of(Rational.HALF);
        Expression even = Elementwise.product(half, Elementwise.sum(high, low));
        Expression odd = Elementwise.product(half, Elementwise.difference(high, low));
        return Sum.of(even, Elementwise.product(Apply.of(Stepwise.SIGN, change), odd));
    }

    // Constants make each piece begin where the one before ends.
    private Expression joined(List<Expression> pieces, List<Expression> ends) {
        if (ends.size() == 1) {
            Expression end = ends.getFirst();
            boolean meet = meet(pieces.getLast(), pieces.getFirst(), end);
            return sides(meet ? from(pieces.getLast(), end) : pieces.getLast(), meet ? from(pieces.getFirst(), end) : pieces.getFirst(), x, end);
        }
        List<Piecewise.Case> cases = new ArrayList<>();
        Expression current = pieces.getFirst();
        for (int i = 0; i < ends.size(); i++) {
            cases.add(new Piecewise.Case(Condition.compare(Condition.Relation.LESS_EQUAL, x, ends.get(i)), current));
            Expression next = pieces.get(i + 1);
            Expression gap = meet(current, next, ends.get(i)) ? Elementwise.difference(Parts.at(current, x, ends.get(i)), Parts.at(next, x, ends.get(i)))
                    : Constant.ZERO;
            current = Elementwise.sum(next, search.signs().tidy(gap));
        }
        return Piecewise.of(cases, current);
    }
}
