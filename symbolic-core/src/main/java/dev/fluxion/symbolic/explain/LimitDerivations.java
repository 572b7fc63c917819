package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fact;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.asymptotic.Expansions;
import dev.fluxion.symbolic.asymptotic.LimitStep;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Equation;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Derivations of limits: functions with the same limit down to the leading term that it is read off, from each side. */
public final class LimitDerivations {
    private static final int SHOWN_BELOW = 1; // powers of the distance: those that do not vanish in the limit

    private final Expression function;
    private final Symbol x;
    private final Expression to;

    private LimitDerivations(Expression function, Symbol x, Expression to) {
        this.function = function;
        this.x = x;
        this.to = to;
    }

    /**
     * The derivation of a limit; it ends in what the limit is, or in what shows that there is none: different limits from both sides, or along
     * two sequences.
     *
     * @throws FluxionException {@code DOMAIN} if the function has no values near the point, {@code UNSUPPORTED} if the limit was not found
     */
    public static Derivation of(Expression function, Symbol x, Expression to, Limits.Side side, Collection<Fact> facts, Budget budget) {
        Limits.Limit limit = Limits.limit(function, x, to, side, Assumptions.of(facts), budget);
        LimitDerivations derivations = new LimitDerivations(function, x, to);
        if (!limit.exists()) {
            return derivations.none(limit, sign(side));
        }
        List<Section> sections = new ArrayList<>();
        if (isValue(limit)) {
            sections.add(derivations.value(limit, sign(side)));
        } else {
            sections.addAll(derivations.series(facts, budget));
            sections.addAll(derivations.sections(limit, side));
            sections = where(limit.conditions(), sections);
        }
        return new Derivation("Limit as " + x.name() + " goes to " + to, "", sections,
                List.of(new Derivation.Result(derivations.pending(function, sign(side)), limit.value())), LatexPrinter.tensorNames(List.of(function), Map.of()));
    }

    private static boolean isValue(Limits.Limit limit) {
        List<LimitStep> steps = limit.approaches().getFirst().steps();
        return steps.size() == 1 && steps.getFirst().rule().equals(LimitStep.CONTINUOUS);
    }

    private Section value(Limits.Limit limit, int sign) {
        Step step = new Step(LimitStep.CONTINUOUS, pending(function, sign), Presenter.tree(limit.value()), Detail.OVERVIEW,
                new Nearby(function, x, to, Limits.Side.RIGHT).limit(function, limit.value()));
        List<Tree> conditions = limit.conditions().stream().map(Presenter::tree).toList();
        return new Section("Limit", Detail.OVERVIEW, List.of(step.noting(List.of(), conditions, List.of())));
    }

    private Derivation none(Limits.Limit limit, int sign) {
        List<Section> sections = limit.sequences().isEmpty() ? bothSides(limit) : List.of(sequences(limit));
        if (sections.isEmpty()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "the limit does not exist: " + limit.reason(), Span.NONE));
        }
        String why = limit.sequences().isEmpty() ? limit.reason() : "the function has different limits along two sequences of points";
        sections = concluded(sections, "so that there is no limit: " + why);
        return new Derivation("No limit as " + x.name() + " goes to " + to, "There is no limit: " + why + ".", sections,
                List.of(new Derivation.Result(pending(function, sign), limit.value())), LatexPrinter.tensorNames(List.of(function), Map.of()));
    }

    private static List<Section> concluded(List<Section> sections, String conclusion) {
        return ending(sections, end -> {
            List<String> remarks = new ArrayList<>(end.remarks());
            remarks.add(conclusion);
            return end.noting(end.substitutions(), end.conditions(), remarks);
        });
    }

    private static List<Section> where(List<Condition> conditions, List<Section> sections) {
        return ending(sections, end -> end.noting(end.substitutions(), conditions.stream().map(Presenter::tree).toList(), end.remarks()));
    }

    private static List<Section> ending(List<Section> sections, UnaryOperator<Step> changed) {
        List<Section> all = new ArrayList<>(sections);
        Section last = all.removeLast();
        List<Step> steps = new ArrayList<>(last.steps());
        steps.add(changed.apply(steps.removeLast()));
        all.add(new Section(last.title(), last.detail(), steps));
        return all;
    }

    // From the left first, as one reads.
    private List<Section> bothSides(Limits.Limit limit) {
        return limit.approaches().reversed().stream().map(this::side).toList();
    }

    private Section side(Limits.Approach way) {
        return new Section(way.side() == Limits.Side.RIGHT ? "From the right" : "From the left", Detail.OVERVIEW,
                steps(way.steps(), way.value(), way.side(), sign(way.side())));
    }

    private Section sequences(Limits.Limit limit) {
        List<Step> steps = new ArrayList<>();
        for (Limits.Along way : limit.sequences()) {
            Symbol n = Symbol.of(Substitution.variables(function).stream().anyMatch(symbol -> symbol.name().equals("n")) ? "k" : "n");
            Expression points = Sum.of(way.start(), Product.of(way.period(), n));
            Equation where = new Equation(Presenter.tree(way.phase()), Presenter.tree(points));
            steps.add(new Step("along " + where.text() + ", " + n.name() + " → inf", pending(function, sign(way.side())),
                    Presenter.tree(way.value()), Detail.OVERVIEW, new Nearby(function, x, to, way.side()).along(function, way)));
        }
        return new Section("Two sequences", Detail.OVERVIEW, steps);
    }

    // What the leading term is of, where the function is not simply continuous.
    private List<Section> series(Collection<Fact> facts, Budget budget) {
        if (isContinuous()) {
            return List.of();
        }
        try {
            Expansions.Expansion series = Expansions.of(function, x, to, SHOWN_BELOW, Assumptions.of(facts), budget);
            boolean itself = series.parts().isEmpty();
            return itself ? List.of() : List.of(new Section("Series near " + x.name() + " = " + to, Detail.TEXTBOOK, SeriesDerivations.steps(function, series)));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return List.of();
        }
    }

    // Of functions without jumps and kinks alone it is said.
    private boolean isContinuous() {
        if (Kinks.areIn(function)) {
            return false;
        }
        try {
            Map<Symbol, Expression> point = Map.of(x, to);
            if (Topology.of(function).nodes().stream().anyMatch(node -> node instanceof Power power && Substitution.variables(power.exponent()).contains(x)
                    && Elementwise.isZero(Substitution.replace(power.base(), point)))) {
                return false; // 0^0 is agreed on, and no limit
            }
            Expression there = Substitution.replace(function, point);
            Map<String, Double> at = new HashMap<>();
            Substitution.variables(there).forEach(symbol -> at.put(symbol.name(), 1.3));
            return Double.isFinite(Evaluator.scalar(there, at));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.LIMIT);
            return false;
        }
    }

    private static int sign(Limits.Side side) {
        return switch (side) {
            case LEFT -> -1;
            case BOTH -> 0;
            case RIGHT -> 1;
        };
    }

    private Tree pending(Expression of, int side) {
        return Presenter.tree(Bound.limit(x, to, side, of));
    }

    private List<Section> sections(Limits.Limit limit, Limits.Side side) {
        List<Limits.Approach> ways = limit.approaches();
        boolean alike = ways.size() == 2 && ways.getFirst().steps().equals(ways.getLast().steps());
        if (ways.size() < 2 || alike) {
            return List.of(new Section("Limit", Detail.OVERVIEW, steps(ways.getFirst().steps(), limit.value(), ways.getFirst().side(), sign(side))));
        }
        List<Section> sections = new ArrayList<>();
        for (Limits.Approach way : ways) {
            Section own = side(way);
            sections.add(new Section(own.title(), Detail.TEXTBOOK, own.steps()));
        }
        Step both = new Step("the same from both sides", pending(function, 0), Presenter.tree(limit.value()), Detail.OVERVIEW,
                new Nearby(function, x, to, Limits.Side.RIGHT).limit(function, limit.value()));
        sections.add(new Section("Together", Detail.OVERVIEW, List.of(both)));
        return sections;
    }

    private List<Step> steps(List<LimitStep> ways, Expression value, Limits.Side side, int sign) {
        Nearby nearby = new Nearby(function, x, to, side);
        List<Step> steps = new ArrayList<>();
        Expression current = function;
        Tree last = Presenter.tree(value);
        for (LimitStep step : ways) {
            Tree before = pending(current, sign);
            boolean varies = Substitution.variables(step.function()).contains(x);
            Tree after = varies ? pending(step.function(), sign) : Presenter.tree(step.function());
            if (!after.equals(before)) {
                steps.add(new Step(step.rule(), before, after, Detail.TEXTBOOK, nearby.ratio(current, step.function())));
                current = step.function();
            }
        }
        Tree before = steps.isEmpty() ? pending(current, sign) : steps.getLast().after();
        if (steps.isEmpty() || !before.equals(last)) {
            String plain = rule(ways, value);
            steps.add(new Step(new Growth(x, to, sign == 0 ? Limits.Side.BOTH : side).reason(current, value).orElse(plain), before, last,
                    Detail.OVERVIEW, nearby.limit(current, value)));
        }
        steps.set(steps.size() - 1, steps.getLast().at(Detail.OVERVIEW));
        boolean atPoint = Topology.of(to).find(Symbol.INFINITY).isEmpty();
        return steps.size() == 1 && atPoint && isContinuous() ? List.of(new Step(LimitStep.CONTINUOUS, steps.getFirst().before(), last, Detail.OVERVIEW,
                steps.getFirst().check())) : steps;
    }

    private static String rule(List<LimitStep> ways, Expression value) {
        if (Topology.of(value).nodes().contains(Symbol.INFINITY)) {
            return "it grows without bound";
        }
        if (ways.isEmpty()) {
            return "the same whatever values the bounded functions take";
        }
        return value.equals(dev.fluxion.symbolic.Constant.ZERO) ? "it goes to 0" : "simplification";
    }
}
