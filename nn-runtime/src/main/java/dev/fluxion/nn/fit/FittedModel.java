package dev.fluxion.nn.fit;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.VectorFunction;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A formula of parameters and columns with its symbolic Jacobian, compiled, over rows of data. */
final class FittedModel {
    private final VectorFunction values;
    private final VectorFunction valuesAndSlopes;
    private Optional<VectorFunction> second = Optional.empty();
    private final List<Symbol> parameters;
    private final List<Symbol> inputs;
    private final List<Expression> slopes;
    private final List<Integer> linear;
    private final double[][] columns;
    private final double[] response;

    /** @throws FluxionException if a name in the model is neither a parameter nor a column */
    FittedModel(Expression written, List<Symbol> parameters, Map<Symbol, double[]> data, double[] response) {
        Expression model = Stabilizer.forValues(written);
        this.parameters = List.copyOf(parameters);
        this.response = response;
        List<Symbol> used = Substitution.variables(model).stream().filter(symbol -> !parameters.contains(symbol)).toList();
        for (Symbol symbol : used) {
            if (!data.containsKey(symbol)) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + symbol.name() + "' is neither a parameter nor a column of the data",
                        Span.NONE).withHint("give it a starting value to fit it"));
            }
        }
        columns = used.stream().map(data::get).toArray(double[][]::new);
        inputs = new ArrayList<>(parameters);
        inputs.addAll(used);
        slopes = Stabilizer.forValues(Differentiation.gradient(model, parameters));
        linear = linear(slopes, parameters);
        values = Kernels.compile(List.of(model), inputs);
        List<Expression> all = new ArrayList<>(slopes);
        all.addFirst(model);
        valuesAndSlopes = Kernels.compile(all, inputs);
    }

    // Parameters on which, together, the model depends linearly: no derivative by one of them contains any of them.
    private static List<Integer> linear(List<Expression> slopes, List<Symbol> parameters) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            List<Integer> candidate = new ArrayList<>(found);
            candidate.add(i);
            boolean together = candidate.stream().allMatch(j -> {
                List<Symbol> inSlope = Substitution.variables(slopes.get(j));
                return candidate.stream().noneMatch(k -> inSlope.contains(parameters.get(k)));
            });
            if (together) {
                found = candidate;
            }
        }
        return found;
    }

    int rows() {
        return response.length;
    }

    int count() {
        return parameters.size();
    }

    double[] response() {
        return response;
    }

    /** Positions of the parameters on which the model depends linearly. */
    List<Integer> linear() {
        return linear;
    }

    /** Response minus model, row by row. */
    double[] residuals(double[] at) {
        double[] in = new double[at.length + columns.length];
        System.arraycopy(at, 0, in, 0, at.length);
        double[] out = new double[1];
        double[] residuals = new double[rows()];
        for (int row = 0; row < residuals.length; row++) {
            fill(in, at.length, row);
            values.apply(in, out);
            residuals[row] = response[row] - out[0];
        }
        return residuals;
    }

    private void fill(double[] in, int from, int row) {
        for (int k = 0; k < columns.length; k++) {
            in[from + k] = columns[k][row];
        }
    }

    /** Derivatives of the model by each parameter, one column each. */
    double[][] jacobian(double[] at) {
        double[] in = new double[at.length + columns.length];
        System.arraycopy(at, 0, in, 0, at.length);
        double[] out = new double[at.length + 1];
        double[][] jacobian = new double[at.length][rows()];
        for (int row = 0; row < rows(); row++) {
            fill(in, at.length, row);
            valuesAndSlopes.apply(in, out);
            for (int j = 0; j < at.length; j++) {
                jacobian[j][row] = out[j + 1];
            }
        }
        return jacobian;
    }

    /** The second derivatives of the model, each row's times its residual, summed over the rows; symmetric. */
    double[][] curvature(double[] at, double[] residuals) {
        int n = at.length;
        VectorFunction kernel = secondDerivatives();
        double[] in = new double[n + columns.length];
        System.arraycopy(at, 0, in, 0, n);
        double[] out = new double[n * (n + 1) / 2];
        double[][] total = new double[n][n];
        for (int row = 0; row < residuals.length; row++) {
            fill(in, n, row);
            kernel.apply(in, out);
            for (int j = 0, next = 0; j < n; j++) {
                for (int k = 0; k <= j; k++) {
                    total[j][k] += residuals[row] * out[next++];
                }
            }
        }
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                total[k][j] = total[j][k];
            }
        }
        return total;
    }

    // By each pair of parameters, compiled when it is first asked for.
    private VectorFunction secondDerivatives() {
        if (second.isEmpty()) {
            List<Expression> all = new ArrayList<>();
            for (int j = 0; j < slopes.size(); j++) {
                for (int k = 0; k <= j; k++) {
                    all.add(Differentiation.derivative(slopes.get(j), parameters.get(k)));
                }
            }
            second = Optional.of(Kernels.compile(all, inputs));
        }
        return second.orElseThrow();
    }

    /** The same point with the best values of the linear parameters, if they are determined; else the point itself. */
    double[] projected(double[] at) {
        double[] zeroed = at.clone();
        linear.forEach(j -> zeroed[j] = 0);
        double[][] jacobian = jacobian(zeroed);
        PivotedQr factors = new PivotedQr(linear.stream().map(j -> jacobian[j]).toArray(double[][]::new), rows());
        if (!factors.isFull()) {
            return at;
        }
        double[] best = factors.solve(residuals(zeroed));
        double[] result = at.clone();
        for (int k = 0; k < best.length; k++) {
            if (!Double.isFinite(best[k])) {
                return at;
            }
            result[linear.get(k)] = best[k];
        }
        return result;
    }
}
