package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds a derivative against central differences at fixed points. */
final class NumericCheck {
    private static final double[] POINTS = {0.37, 0.83, 1.71, -0.59, 2.9};
    private static final double TOLERANCE = 1e-5; // Richardson differences in double precision leave about 1e-9 of the size of the terms

    private NumericCheck() {}

    /** NUMERIC if both agree at some point of the domain. */
    static Derivation.Check derivative(Expression expression, Symbol variable, Expression derivative) {
        List<Symbol> symbols = Substitution.variables(expression);
        Derivation.Check check = Derivation.Check.NONE;
        for (int point = 0; point < POINTS.length; point++) {
            Map<String, Double> at = new HashMap<>();
            for (int i = 0; i < symbols.size(); i++) {
                at.put(symbols.get(i).name(), POINTS[(point + i) % POINTS.length] + 0.05 * i);
            }
            if (agrees(expression, variable, derivative, at)) {
                check = Derivation.Check.NUMERIC;
            }
        }
        return check;
    }

    private static boolean agrees(Expression expression, Symbol variable, Expression derivative, Map<String, Double> at) {
        try {
            double exact = Evaluator.scalar(derivative, at);
            double coarse = slope(expression, variable, at, 1e-3);
            double fine = slope(expression, variable, at, 5e-4);
            double difference = (4 * fine - coarse) / 3;
            if (!Double.isFinite(exact) || !Double.isFinite(difference) || Math.abs(coarse - fine) > 1e-3 * Math.max(1, Math.abs(fine))) {
                return false; // outside the domain, or too close to a kink or pole to tell
            }
            return Math.abs(exact - difference) <= TOLERANCE * Math.max(1, Math.abs(exact));
        } catch (FluxionException e) {
            return false; // no value: a function that is only named
        }
    }

    private static double slope(Expression expression, Symbol variable, Map<String, Double> at, double h) {
        Map<String, Double> moved = new HashMap<>(at);
        double x = at.getOrDefault(variable.name(), 0.0);
        moved.put(variable.name(), x + h);
        double above = Evaluator.scalar(expression, moved);
        moved.put(variable.name(), x - h);
        return (above - Evaluator.scalar(expression, moved)) / (2 * h);
    }
}
