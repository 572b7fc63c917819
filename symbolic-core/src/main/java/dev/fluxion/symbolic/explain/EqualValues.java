package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Holds other forms of a scalar against its values at fixed points where it is defined; a form that differs throws. */
final class EqualValues {
    private static final int WANTED = 5;
    private static final int TRIED = 60;
    private static final double GOLDEN = 0.6180339887498949;
    private static final double[][] INTERVALS = {{-3, 3}, {0.2, 3}, {-0.95, 0.95}, {1.1, 6}};
    private static final double TOLERANCE = 1e-6;
    private static final double ROUNDING = 1e-6; // of the terms, which times the tolerance is some thousand roundings of them

    private final Expression expression;
    private final boolean everywhere;
    private final List<Map<String, Double>> points = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<Double> sizes = new ArrayList<>();
    private final Optional<TensorValues> tensors;
    private String reason = "no point of the domain was found";

    /** @param everywhere whether forms must agree wherever the expression is defined; false where they rest on assumptions */
    EqualValues(Expression expression, boolean everywhere) {
        this.expression = expression;
        this.everywhere = everywhere;
        this.tensors = Topology.of(expression).nodes().stream().allMatch(EqualValues::isNumber) ? Optional.empty() : Optional.of(new TensorValues(expression, everywhere));
        if (tensors.isPresent()) {
            return;
        }
        List<Symbol> symbols = Substitution.variables(expression);
        for (int point = 0; point < TRIED && points.size() < WANTED; point++) {
            Map<String, Double> at = new HashMap<>();
            double[] interval = INTERVALS[point % INTERVALS.length];
            for (int i = 0; i < symbols.size(); i++) {
                at.put(symbols.get(i).name(), interval[0] + (GOLDEN * (point + 1) + 0.2360679774997897 * i) % 1 * (interval[1] - interval[0]));
            }
            double value = value(expression, at);
            if (Double.isFinite(value) && Math.abs(value) < 1e12) {
                points.add(at);
                values.add(value);
                sizes.add(size(expression, at));
            }
        }
    }

    private static boolean isNumber(Expression node) {
        return node.isScalar() && !(node instanceof Symbol symbol && symbol.role() == Symbol.Role.SIZE);
    }

    private double value(Expression expression, Map<String, Double> at) {
        try {
            return Evaluator.scalar(expression, at);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.DOMAIN, Diagnostic.Code.LIMIT);
            reason = Check.reason(e);
            return Double.NaN;
        }
    }

    // How large the terms are: their sum may cancel, but its rounding errors do not.
    private double size(Expression expression, Map<String, Double> at) {
        return expression instanceof Sum sum ? sum.terms().stream().mapToDouble(term -> Math.abs(value(term, at))).sum() : Math.abs(value(expression, at));
    }

    // Where doubles disagree, a hundred digits may tell that it is for their rounding.
    private boolean agreesClosely(Expression form, Map<String, Double> at) {
        OptionalDouble first = PreciseValues.value(expression, at);
        OptionalDouble second = first.isEmpty() ? first : PreciseValues.value(form, at);
        return second.isPresent() && Math.abs(first.getAsDouble() - second.getAsDouble()) <= 1e-9 * Math.abs(first.getAsDouble());
    }

    /** Whether a form has the values, wherever it has any: not one that differs by a constant. */
    boolean agrees(Expression form) {
        for (int i = 0; i < points.size(); i++) {
            double actual = value(form, points.get(i));
            double scale = Math.max(Math.abs(values.get(i)), ROUNDING * Math.max(sizes.get(i), size(form, points.get(i))));
            if (Double.isFinite(actual) && Math.abs(actual - values.get(i)) > TOLERANCE * scale && !agreesClosely(form, points.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Holds a form against the values.
     *
     * @throws IllegalStateException if they disagree
     */
    Check of(Expression form) {
        if (tensors.isPresent()) {
            return tensors.get().of(form);
        }
        int agreed = 0;
        boolean open = false;
        for (int i = 0; i < points.size(); i++) {
            double actual = value(form, points.get(i));
            double scale = Math.max(Math.abs(values.get(i)), ROUNDING * Math.max(sizes.get(i), size(form, points.get(i))));
            if (Math.abs(actual - values.get(i)) <= TOLERANCE * scale || agreesClosely(form, points.get(i))) {
                agreed++;
            } else if (Double.isFinite(actual) && PreciseValues.existence(form, points.get(i)) != PreciseValues.Existence.UNDEFINED
                    && PreciseValues.mayAgree(expression, form, points.get(i))) {
                open = true; // at a jump or a pole, where doubles choose a side by their rounding
            } else if (everywhere && (Double.isFinite(actual)
                    || PreciseValues.existence(form, points.get(i)) == PreciseValues.Existence.UNDEFINED
                    && PreciseValues.existence(expression, points.get(i)) != PreciseValues.Existence.UNDEFINED)) {
                throw new IllegalStateException(form + " is " + actual + " instead of " + values.get(i) + " at " + points.get(i));
            }
        }
        return agreed > 0 ? Check.at(agreed) : Check.none(points.isEmpty() ? reason : everywhere ? open ? "at a jump the bounds of the values do not tell"
                : "the form has no value in double precision"
                : "it holds under assumptions");
    }
}
