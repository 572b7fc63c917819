package dev.fluxion.typeset.figure;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Mode;
import dev.fluxion.codegen.VectorFunction;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How formulas become numbers for pictures. */
@FunctionalInterface
public interface Formulas {
    /**
     * The function that a formula is.
     *
     * @param formula a scalar
     * @param variables what it is a function of, in the order of the points
     * @throws FluxionException {@code name} for a symbol that is none of the variables and has no value, {@code shape} for a formula that is no scalar
     */
    PointFunction function(Expression formula, List<Symbol> variables);

    /** Formulas that hold nothing but the variables: compiled where every part is a number, else interpreted. */
    static Formulas compiled() {
        return given(Map.of());
    }

    /** The same where some symbols have values, by name. */
    static Formulas given(Map<String, Value> values) {
        return (formula, variables) -> {
            Problems.requireScalar(formula);
            for (Symbol symbol : Substitution.variables(formula)) {
                if (!variables.contains(symbol) && !values.containsKey(symbol.name())) {
                    throw Problems.of(Diagnostic.Code.NAME, "'" + symbol.name() + "' has no value here", "a plot has a range for each of its variables");
                }
            }
            return function(formula, variables, values);
        };
    }

    /**
     * The function of a scalar whose symbols are variables or have values.
     *
     * @param written is evaluated in its stable form
     * @param values by name
     */
    static PointFunction function(Expression written, List<Symbol> variables, Map<String, Value> values) {
        Expression formula = Stabilizer.forValues(written);
        boolean isPlain = values.isEmpty() && Topology.of(formula).nodes().stream().allMatch(Expression::isScalar);
        if (isPlain) {
            try {
                return new Compiled(Kernels.compile(List.of(formula), variables, Mode.STRICT), variables.size());
            } catch (FluxionException e) {
                e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.NAME); // what is not compiled is interpreted
            }
        }
        Map<String, Value> known = new HashMap<>(values);
        return point -> {
            for (int i = 0; i < variables.size(); i++) {
                known.put(variables.get(i).name(), Value.of(point[i]));
            }
            return Evaluator.evaluate(formula, known).scalar();
        };
    }

    /**
     * A compiled function.
     *
     * @param function takes all inputs, gives one number
     * @param inputs how many
     */
    record Compiled(VectorFunction function, int inputs) implements PointFunction {
        @Override
        public double at(double... point) {
            double[] out = new double[1];
            function.apply(Arrays.copyOf(point, inputs), out);
            return out[0];
        }

        @Override
        public boolean isFast() {
            return true;
        }
    }
}
