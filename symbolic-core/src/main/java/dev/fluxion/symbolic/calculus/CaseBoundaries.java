package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.operator.Kink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Where the cases of a choice end, along the axis of one variable, and which case holds there and on both sides. A case that holds at such a point and
 * on no side of it says nothing about the derivative.
 *
 * <p>Source: by definition of the derivative, which is a limit over the points nearby.
 */
final class CaseBoundaries {
    private static final int MOST_OPEN = 5; // boundaries whose order is open; each triples what is looked at
    private static final int MOST_MEETING = 10; // boundaries that meet in one place; each doubles what is looked at

    /** What is compared with zero; a point where it is linear, and whether it takes the value zero on whole ranges only. */
    private record Boundary(Expression compared, Optional<Expression> point, boolean flat) {}

    /** The signs of what is compared: on a boundary, before and behind it. */
    private record Signs(Map<Expression, Integer> on, Map<Expression, Integer> before, Map<Expression, Integer> behind) {
        Signs() {
            this(new HashMap<>(), new HashMap<>(), new HashMap<>());
        }

        void put(Expression compared, int at, int left, int right) {
            on.put(compared, at);
            before.put(compared, left);
            behind.put(compared, right);
        }
    }

    /**
     * A point at which some case holds that holds on no side of it.
     *
     * @param beside what else holds where this is so
     */
    record Isolated(Expression point, Condition beside, Expression value, Expression before, Expression behind) {}

    private record Cases(int on, int before, int behind) {}

    private final Symbol variable;
    private final Predicate<Expression> depends;
    private final Piecewise piecewise;
    private final List<Condition> conditions;
    private final Map<Expression, Boundary> boundaries = new LinkedHashMap<>();
    private final Set<Integer> wide = new TreeSet<>();
    private final Budget budget = Budget.current();
    private final List<Isolated> isolated = new ArrayList<>();

    CaseBoundaries(Piecewise piecewise, Symbol variable, Predicate<Expression> depends) {
        this.piecewise = piecewise;
        this.variable = variable;
        this.depends = depends;
        conditions = piecewise.cases().stream().map(each -> signed(PlainConditions.of(each.condition()))).toList();
        boundaries.values().stream().filter(each -> depends.test(each.compared) && !each.flat).forEach(this::look);
    }

    /** The points of single cases, in the order of their boundaries. */
    List<Isolated> isolated() {
        return isolated;
    }

    /** The cases that hold beside some boundary, by their numbers; the last number is that of what holds otherwise. */
    Set<Integer> wide() {
        return wide;
    }

    // Comparisons of one boundary all compare the same expression.
    private Condition signed(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> signed(c);
            case Condition.All all -> Condition.all(all.parts().stream().map(this::signed).toList());
            case Condition.Any any -> Condition.any(any.parts().stream().map(this::signed).toList());
            case Condition.Not not -> Condition.not(signed(not.part()));
            case Condition.Truth truth -> truth;
        };
    }

    private Condition signed(Condition.Comparison comparison) {
        Expression compared = comparison.left();
        Optional<Constant> slope = slope(compared);
        if (slope.isPresent()) {
            Expression start = Substitution.replace(compared, Map.of(variable, Constant.ZERO));
            Expression point = Product.of(Constant.of(slope.get().value().reciprocal().negate()), start);
            Expression distance = Elementwise.difference(variable, point);
            boundaries.putIfAbsent(distance, new Boundary(distance, Optional.of(point), false));
            return Condition.compare(slope.get().value().signum() < 0 ? comparison.relation().mirrored() : comparison.relation(), distance, Constant.ZERO);
        }
        Expression opposite = Elementwise.negate(compared);
        if (boundaries.containsKey(opposite)) {
            return Condition.compare(comparison.relation().mirrored(), opposite, Constant.ZERO);
        }
        boundaries.putIfAbsent(compared, new Boundary(compared, Optional.empty(), isFlat(compared)));
        return comparison;
    }

    private Optional<Constant> slope(Expression compared) {
        if (!depends.test(compared) || !PlainConditions.isSmall(compared) || Kinks.areIn(compared)) {
            return Optional.empty();
        }
        return Differentiation.derivative(compared, variable) instanceof Constant slope && !slope.isZero() && slope.value().isExact()
                ? Optional.of(slope) : Optional.empty();
    }

    // Steps such as floor(x) have each of their values on a range; sign(x) has one at a single point.
    private boolean isFlat(Expression compared) {
        if (!depends.test(compared) || !PlainConditions.isSmall(compared)) {
            return false;
        }
        return Topology.of(compared).nodes().stream().noneMatch(node -> Kinks.mayHaveCorner(node) && !isSteps(node))
                && Elementwise.isZero(Differentiation.derivative(compared, variable));
    }

    private static boolean isSteps(Expression node) {
        return node instanceof Apply apply && apply.operator().kink().filter(Kink.Jumps.class::isInstance).isPresent();
    }

    private void look(Boundary boundary) {
        Signs known = new Signs();
        List<Boundary> open = new ArrayList<>();
        known.put(boundary.compared, 0, -1, 1);
        boundaries.values().stream().filter(other -> other != boundary && !isKnown(other, boundary, known)).forEach(open::add);
        if (open.size() > MOST_OPEN) {
            if (piecewise.cases().stream().anyMatch(each -> hasEquality(PlainConditions.of(each.condition())))) {
                throw refusal();
            }
            for (int i = 0; i <= conditions.size(); i++) {
                wide.add(i);
            }
            return;
        }
        Map<List<Integer>, Cases> outcomes = new HashMap<>();
        List<List<Integer>> all = combinations(open.size());
        all.forEach(signs -> outcomes.put(signs, outcome(boundary, open, signs, known)));
        collect(boundary, open, outcomes);
    }

    // The sign of one comparison at the boundary of another, where numbers decide it.
    private boolean isKnown(Boundary other, Boundary boundary, Signs known) {
        if (depends.test(other.compared) && boundary.point.isEmpty()) {
            return false;
        }
        Map<Symbol, Expression> there = boundary.point.map(point -> Map.of(variable, point)).orElse(Map.of());
        OptionalInt sign = numberSign(other.compared, there);
        if (sign.isEmpty()) {
            return false;
        }
        int at = sign.getAsInt();
        if (at != 0) {
            known.put(other.compared, at, at, at);
            return true;
        }
        int slope = other.flat || Kinks.areIn(other.compared) ? 0 : numberSign(Differentiation.derivative(other.compared, variable), there).orElse(0);
        if (slope != 0) {
            known.put(other.compared, 0, -slope, slope);
        }
        return slope != 0;
    }

    private static OptionalInt numberSign(Expression compared, Map<Symbol, Expression> there) {
        if (!PlainConditions.isSmall(compared)) {
            return OptionalInt.empty();
        }
        try {
            return Sign.of(Substitution.replace(compared, there));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return OptionalInt.empty();
        }
    }

    private static List<List<Integer>> combinations(int count) {
        List<List<Integer>> all = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < count; i++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> each : all) {
                for (int sign = -1; sign <= 1; sign++) {
                    List<Integer> with = new ArrayList<>(each);
                    with.add(sign);
                    longer.add(with);
                }
            }
            all = longer;
        }
        return all;
    }

    private Cases outcome(Boundary boundary, List<Boundary> open, List<Integer> signs, Signs known) {
        budget.check();
        Signs here = new Signs(new HashMap<>(known.on), new HashMap<>(known.before), new HashMap<>(known.behind));
        boolean meets = boundary.point.isEmpty();
        for (int i = 0; i < open.size(); i++) {
            int sign = signs.get(i);
            boolean crosses = sign == 0 && depends.test(open.get(i).compared) && !open.get(i).flat;
            here.put(open.get(i).compared, sign, crosses ? -1 : sign, crosses ? 1 : sign);
            meets |= crosses;
        }
        Cases cases = new Cases(chosen(here.on), chosen(here.before), chosen(here.behind));
        wide.add(cases.before);
        wide.add(cases.behind);
        if (meets && isIsolated(cases) && cells(here.on).stream().noneMatch(cell -> value(chosen(cell)).equals(value(cases.on)))) {
            throw refusal();
        }
        return cases;
    }

    // All signs around a place where several boundaries may meet.
    private List<Map<Expression, Integer>> cells(Map<Expression, Integer> signs) {
        if (signs.values().stream().filter(sign -> sign == 0).count() > MOST_MEETING) {
            throw refusal();
        }
        List<Map<Expression, Integer>> cells = new ArrayList<>(List.of(signs));
        signs.forEach((compared, sign) -> {
            if (sign == 0) {
                List<Map<Expression, Integer>> split = new ArrayList<>();
                for (Map<Expression, Integer> cell : cells) {
                    for (int side = -1; side <= 1; side += 2) {
                        Map<Expression, Integer> changed = new HashMap<>(cell);
                        changed.put(compared, side);
                        split.add(changed);
                    }
                }
                cells.clear();
                cells.addAll(split);
            }
        });
        return cells;
    }

    private boolean isIsolated(Cases cases) {
        Expression value = value(cases.on);
        return cases.on != cases.before && cases.on != cases.behind && !value.equals(value(cases.before)) && !value.equals(value(cases.behind));
    }

    private int chosen(Map<Expression, Integer> signs) {
        int at = 0;
        while (at < conditions.size() && !holds(conditions.get(at), signs)) {
            at++;
        }
        return at;
    }

    private static boolean holds(Condition condition, Map<Expression, Integer> signs) {
        return switch (condition) {
            case Condition.Comparison c -> c.relation().holds(signs.get(c.left()), 0);
            case Condition.All all -> all.parts().stream().allMatch(part -> holds(part, signs));
            case Condition.Any any -> any.parts().stream().anyMatch(part -> holds(part, signs));
            case Condition.Not not -> !holds(not.part(), signs);
            case Condition.Truth truth -> truth.value();
        };
    }

    private Expression value(int at) {
        return at < conditions.size() ? piecewise.cases().get(at).value() : piecewise.otherwise();
    }

    private static boolean hasEquality(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> c.relation() == Relation.EQUAL || c.relation() == Relation.NOT_EQUAL;
            case Condition.All all -> all.parts().stream().anyMatch(CaseBoundaries::hasEquality);
            case Condition.Any any -> any.parts().stream().anyMatch(CaseBoundaries::hasEquality);
            case Condition.Not not -> hasEquality(not.part());
            case Condition.Truth truth -> false;
        };
    }

    // What does not depend on the sign of an open boundary is said once for all of them.
    private void collect(Boundary boundary, List<Boundary> open, Map<List<Integer>, Cases> outcomes) {
        Map<List<Integer>, Condition> kept = new LinkedHashMap<>();
        for (List<Integer> signs : combinations(open.size())) {
            Optional<Condition> beside = beside(open, signs, outcomes);
            beside.filter(condition -> isIsolated(outcomes.get(signs))).ifPresent(condition -> kept.put(signs, condition));
        }
        kept.forEach((signs, condition) -> {
            Cases cases = outcomes.get(signs);
            boolean meets = IntStream.range(0, signs.size()).anyMatch(i -> signs.get(i) == 0 && depends.test(open.get(i).compared) && !open.get(i).flat);
            if (meets || boundary.point.isEmpty()) {
                return;
            }
            isolated.add(new Isolated(boundary.point.orElseThrow(this::refusal), condition, value(cases.on), value(cases.before), value(cases.behind)));
        });
    }

    // Empty where another combination stands for this one.
    private static Optional<Condition> beside(List<Boundary> open, List<Integer> signs, Map<List<Integer>, Cases> outcomes) {
        List<Condition> parts = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            int at = i;
            boolean sides = outcomes.keySet().stream().allMatch(each -> outcomes.get(with(each, at, -1)).equals(outcomes.get(with(each, at, 1))));
            boolean none = sides && outcomes.keySet().stream().allMatch(each -> outcomes.get(with(each, at, 0)).equals(outcomes.get(with(each, at, 1))));
            int sign = signs.get(i);
            if (none && sign != 1 || sides && sign == -1) {
                return Optional.empty();
            }
            if (!none) {
                Relation relation = sign == 0 ? Relation.EQUAL : sides ? Relation.NOT_EQUAL : sign < 0 ? Relation.LESS : Relation.GREATER;
                parts.add(Condition.compare(relation, open.get(i).compared, Constant.ZERO));
            }
        }
        return Optional.of(Condition.all(parts));
    }

    private static List<Integer> with(List<Integer> signs, int at, int sign) {
        List<Integer> changed = new ArrayList<>(signs);
        changed.set(at, sign);
        return changed;
    }

    private FluxionException refusal() {
        return FluxionException.unsupported("the derivative by " + variable + " of a choice in which single points may have a case of their own, "
                + "those where " + boundaries.values().stream().filter(each -> each.point.isEmpty() && depends.test(each.compared)).findFirst()
                .or(() -> boundaries.values().stream().findFirst()).orElseThrow().compared + " == 0");
    }
}
