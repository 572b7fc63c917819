package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.asymptotic.Expansions;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Derivations of series: the series of every part, each put together from those of its operands. */
public final class SeriesDerivations {
    private static final double GROWING = 1.7; // a term that is left out by mistake makes the rest grow by 2 at least
    private static final double NOISE = 1e-12;

    private SeriesDerivations() {}

    /** The derivation of a series that was found; it ends in it. */
    public static Derivation of(Expression function, Expansions.Expansion expansion) {
        Tree subject = Presenter.tree(function);
        return new Derivation("Series", "", List.of(new Section("", Detail.OVERVIEW, steps(function, expansion))),
                List.of(new Derivation.Result(subject, expansion.withOrder())), LatexPrinter.tensorNames(List.of(function), Map.of()));
    }

    static List<Step> steps(Expression function, Expansions.Expansion expansion) {
        List<Step> steps = new ArrayList<>();
        for (Expansions.Part part : expansion.parts()) {
            boolean multiple = part.function() instanceof Product p && p.factors().size() == 1;
            if (!part.function().equals(function) && !multiple) {
                steps.add(step(rule(part.function()), part.function(), part.series(), Detail.TEXTBOOK));
            }
        }
        boolean direct = expansion.parts().isEmpty() || expansion.parts().getLast().function().equals(function);
        steps.add(step(direct ? rule(function) : "the same function", function, expansion, Detail.OVERVIEW));
        return steps;
    }

    private static String rule(Expression part) {
        return switch (part) {
            case Sum s -> "sum of the series";
            case Product p -> p.factors().stream().anyMatch(factor -> factor instanceof Power power && power.exponent() instanceof Constant c && c.value().signum() < 0)
                    ? "quotient of the series" : "product of the series";
            case Power p -> "binomial series, put in";
            case Apply a -> "series of " + a.operator().name() + ", put in";
            case Constant _, Symbol _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> "series";
        };
    }

    private static Step step(String rule, Expression function, Expansions.Expansion series, Detail detail) {
        return new Step(rule, Presenter.tree(function), series.tree(), detail, check(function, series));
    }

    // What is left out is no larger than a multiple of its order: nearer to the point, it falls off as fast, logarithms aside.
    private static Check check(Expression function, Expansions.Expansion series) {
        Expression rest = Elementwise.difference(function, series.polynomial());
        List<Symbol> symbols = Stream.of(function, series.distance()).flatMap(part -> Substitution.variables(part).stream()).distinct().toList();
        double order = value(series.order(), Map.of());
        double last = Double.POSITIVE_INFINITY;
        for (double away : new double[] {0.1, 0.05, 0.025}) {
            Map<String, Double> at = point(series.distance(), symbols, away);
            double size = Math.abs(value(rest, at));
            double part = size <= NOISE * (1 + Math.abs(value(function, at))) ? 0 : size / Math.pow(away, order);
            if (!(part <= GROWING * last)) {
                return Check.none("values nearby do not settle");
            }
            last = part == 0 ? last : part;
        }
        return Check.at(3);
    }

    // The variable for which the distance has a size: x - a, or 1/x.
    private static Map<String, Double> point(Expression distance, List<Symbol> symbols, double away) {
        Map<String, Double> at = new HashMap<>();
        symbols.forEach(symbol -> at.put(symbol.name(), 1.3));
        if (distance instanceof Power) {
            at.put(Substitution.variables(distance).getFirst().name(), 1 / away);
        } else {
            Symbol variable = Substitution.variables(distance).stream().filter(each -> moves(distance, each, at)).findFirst().orElseThrow();
            at.put(variable.name(), away - distance(distance, variable, 0, at));
        }
        return at;
    }

    // Whether the distance is as much larger as the variable: not as the a of x - a.
    private static boolean moves(Expression distance, Symbol variable, Map<String, Double> at) {
        double none = distance(distance, variable, 0, at);
        return Math.abs(distance(distance, variable, 1, at) - none - 1) < NOISE && Math.abs(distance(distance, variable, 2, at) - none - 2) < NOISE;
    }

    private static double distance(Expression distance, Symbol variable, double there, Map<String, Double> at) {
        Map<String, Double> moved = new HashMap<>(at);
        moved.put(variable.name(), there);
        return value(distance, moved);
    }

    private static double value(Expression expression, Map<String, Double> at) {
        return Evaluator.scalar(expression, at);
    }
}
