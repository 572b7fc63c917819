package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds candidates with parameters against an equation: at many points that the assumptions allow, with the digits of {@link Verification}.
 * A candidate that solves at some of them and fails at others needs a condition; without one that tells them apart it is refused.
 *
 * <p>Source: by definition; points are spread by multiples of the golden ratio, D. E. Knuth, The Art of Computer Programming 3 (1998), §6.4.
 */
final class ParametricSolutions {
    private static final int POINTS = 24;
    private static final int BITS = 128;
    private static final double GOLDEN = 0.6180339887498949; // multiples of it are spread evenly, modulo 1
    private static final double SPREAD = 6;
    private static final int SEARCHED = 400;
    private static final int SUSPECTS = 6;
    private static final double NOISE = 1e-9;
    private static final int STEPS = 8; // in 1: rational points with small numbers

    private final WrittenEquation equation;
    private final Symbol x;
    private final List<Condition> known;
    private final Assumptions assumptions;
    private final Budget budget;
    private final List<Symbol> parameters;
    private final List<Map<Symbol, Expression>> points = new ArrayList<>();
    private final Map<Map<Symbol, Expression>, Verification> verifications = new HashMap<>();
    private boolean complete;

    /** @param known conditions that may tell where candidates are solutions */
    ParametricSolutions(WrittenEquation equation, Symbol x, List<Condition> known, Assumptions assumptions, Budget budget) {
        this.equation = equation;
        this.x = x;
        this.known = new ArrayList<>(known);
        this.assumptions = assumptions;
        this.budget = budget;
        this.parameters = Substitution.variables(equation.zero()).stream().filter(symbol -> !symbol.equals(x)).toList();
        parameters.forEach(each -> this.known.add(Condition.compare(Condition.Relation.NOT_EQUAL, each, Constant.ZERO)));
        for (int i = 0; points.size() < POINTS && i < 4 * POINTS; i++) {
            point(i, List.of()).ifPresent(points::add);
        }
        for (int i = 0; i < parameters.size(); i++) { // where a divisor may vanish
            point(i, List.of(parameters.get(i))).ifPresent(points::add);
        }
        point(0, parameters).ifPresent(points::add);
    }

    private Optional<Map<Symbol, Expression>> point(int number, List<Symbol> zeros) {
        Map<Symbol, Expression> point = new LinkedHashMap<>();
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            double share = (number * parameters.size() + i + 1) * GOLDEN * (i + 1);
            double spread = Math.rint(((share - Math.floor(share)) * 2 - 1) * SPREAD * STEPS) / STEPS;
            double value = zeros.contains(parameters.get(i)) ? 0 : assumptions.inside(parameters.get(i), spread);
            point.put(parameters.get(i), Constant.of(Rational.of(new BigDecimal(value))));
            values.put(parameters.get(i).name(), value);
        }
        return assumptions.allow(values) && hasValues(point) ? Optional.of(point) : Optional.empty();
    }

    // Whether the equation is no division by zero there, whatever the unknown is.
    private boolean hasValues(Map<Symbol, Expression> point) {
        try {
            Substitution.replace(equation.zero(), point);
            return true;
        } catch (FluxionException e) {
            return refused().isPresent();
        }
    }

    /**
     * The solutions among the candidates.
     *
     * @param allCandidates whether all solutions are among them where no divisor is 0
     */
    Solutions among(List<Expression> candidates, boolean allCandidates, List<Expression> divisors) {
        List<Expression> values = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        complete = allCandidates;
        for (Expression candidate : candidates) {
            condition(candidate).filter(condition -> !values.contains(candidate)).ifPresent(condition -> {
                values.add(candidate);
                conditions.add(condition);
            });
        }
        List<Expression> doubtful = divisors.stream().flatMap(divisor -> Parts.factors(divisor).stream()).filter(factor -> !isNonzero(factor))
                .distinct().toList();
        return new Solutions(values, conditions, complete && doubtful.isEmpty(),
                !complete || doubtful.isEmpty() || values.isEmpty() ? Optional.empty() : Optional.of(Elementwise.product(doubtful)));
    }

    private boolean isNonzero(Expression factor) {
        return Substitution.variables(factor).isEmpty() ? NumberSign.of(factor, budget).orElse(0) != 0 : assumptions.isNonzeroKnown(factor);
    }

    // Of many points those at which a candidate, in double precision, is a number that does not solve the equation.
    private List<Map<Symbol, Expression>> suspects(Expression candidate) {
        List<Map<Symbol, Expression>> found = new ArrayList<>();
        ScalarValues value = new ScalarValues(candidate);
        ScalarValues rest = new ScalarValues(equation.zero());
        for (int i = 1; i <= SEARCHED && found.size() < SUSPECTS; i++) {
            Map<Symbol, Expression> point = new LinkedHashMap<>();
            Map<String, Double> at = new HashMap<>();
            for (int k = 0; k < parameters.size(); k++) {
                double share = ((i * parameters.size() + k) * GOLDEN * (k + 1)) % 1 * 2 - 1;
                double spread = (float) Math.scalb(share, 3 - i % 10); // from 8 down to 1/64
                double inside = assumptions.inside(parameters.get(k), spread);
                point.put(parameters.get(k), Constant.of(Rational.of(new BigDecimal(inside))));
                at.put(parameters.get(k).name(), inside);
            }
            if (!assumptions.allow(at)) {
                continue;
            }
            at.put(x.name(), value.at(at));
            if (Double.isFinite(at.get(x.name())) && !(Math.abs(rest.at(at)) <= NOISE * rest.magnitude())) {
                found.add(point);
            }
        }
        return found;
    }

    // The condition under which a candidate is a solution; nothing if it is none.
    private Optional<Condition> condition(Expression candidate) {
        List<Map<Symbol, Expression>> solving = new ArrayList<>();
        List<Map<Symbol, Expression>> failing = new ArrayList<>();
        List<Map<Symbol, Expression>> tried = new ArrayList<>(points);
        tried.addAll(suspects(candidate));
        List<Condition> apart = new Poles(equation, x, assumptions, budget).without(candidate);
        tried.removeIf(point -> apart.stream().anyMatch(each -> holds(each, point).filter(holds -> !holds).isPresent()));
        for (Map<Symbol, Expression> point : tried) {
            Optional<Expression> value = value(candidate, point);
            if (value.isPresent()) {
                switch (verification(point).of(value.get())) {
                    case SOLVES -> solving.add(point);
                    case FAILS -> failing.add(point);
                    case UNDECIDED -> { }
                }
            }
        }
        if (solving.isEmpty()) {
            complete &= isProvenAbsent(candidate);
            return Optional.empty();
        }
        return Optional.of(Condition.all(Stream.concat(telling(solving, failing).stream(), apart.stream()).toList()));
    }

    private boolean isProvenAbsent(Expression candidate) {
        boolean undefined = Topology.of(candidate).nodes().stream().anyMatch(node -> node instanceof Power p && p.exponent() instanceof Constant c
                && !c.value().isInteger() && assumptions.sign(p.base()) < 0);
        try {
            Expression rest = Simplifier.simplify(Substitution.replace(equation.zero(), Map.of(x, candidate)), assumptions, budget).expression();
            return undefined || assumptions.sign(rest) != 0;
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.LIMIT);
            return undefined;
        }
    }

    private List<Condition> telling(List<Map<Symbol, Expression>> solving, List<Map<Symbol, Expression>> failing) {
        List<Condition> needed = new ArrayList<>();
        List<Map<Symbol, Expression>> open = new ArrayList<>(failing);
        for (Condition each : known) {
            boolean excludes = open.stream().anyMatch(point -> holds(each, point).filter(holds -> !holds).isPresent());
            if (excludes && solving.stream().allMatch(point -> holds(each, point).orElse(false))) {
                needed.add(each);
                open.removeIf(point -> holds(each, point).filter(holds -> !holds).isPresent());
            }
        }
        if (open.isEmpty()) {
            return needed;
        }
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "which solutions this equation has depends on its parameters",
                dev.fluxion.grammar.Span.NONE).withHint("say more of them, such as: assume " + parameters.getFirst().name() + " > 0"));
    }

    private Optional<Boolean> holds(Condition condition, Map<Symbol, Expression> point) {
        try {
            return NumberSign.decided(condition.map(side -> Substitution.replace(side, point)), budget);
        } catch (FluxionException e) {
            return refused();
        }
    }

    private <T> Optional<T> refused() {
        budget.check();
        return Optional.empty();
    }

    private Verification verification(Map<Symbol, Expression> point) {
        return verifications.computeIfAbsent(point, each -> {
            List<Expression> parts = equation.parts().stream().map(part -> defined(part, each)).toList();
            return new Verification(new WrittenEquation(Substitution.replace(equation.zero(), each), parts), x, budget);
        });
    }

    // A part that has no value whatever the unknown is: a root of -1 stands for it.
    private Expression defined(Expression part, Map<Symbol, Expression> point) {
        try {
            return Substitution.replace(part, point);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.LIMIT);
            return Power.squareRoot(Constant.MINUS_ONE);
        }
    }

    // The value of a candidate where it is a real number.
    private Optional<Expression> value(Expression candidate, Map<Symbol, Expression> point) {
        try {
            Expression value = Substitution.replace(candidate, point);
            Precise.ofRoundedDecimals(BITS, budget).enclosure(Elementwise.sum(value, Constant.ONE));
            return Optional.of(value);
        } catch (NotEnclosed e) {
            return Optional.empty();
        } catch (FluxionException e) {
            return refused();
        }
    }
}
