package dev.fluxion.cli.machine;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.VectorFunction;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.fit.Fit;
import dev.fluxion.nn.fit.LeastSquares;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Least squares: a model, parameters with starting values, columns of data, a response. */
final class Fits {
    private Fits() {}

    static Map<String, Object> fit(Request request) {
        request.allowOnly(Set.of("model", "params", "data", "response"));
        Map<Symbol, double[]> data = columns(request);
        Map<Symbol, Double> start = start(request, data);
        Names names = Names.strict();
        data.keySet().forEach(names::declare);
        double[] response = response(request.text("response"), data, names);
        start.keySet().forEach(names::declare);
        Expression model = Language.parse(Operations.source(request), names);
        if (!model.isScalar()) {
            throw Request.problem("'model' must be a scalar for each row, but has shape " + model.shape());
        }
        return answer(LeastSquares.fit(model, start, data, response, () -> !Thread.currentThread().isInterrupted()));
    }

    private static Map<Symbol, double[]> columns(Request request) {
        Map<Symbol, double[]> columns = new LinkedHashMap<>();
        request.map("data").forEach((name, column) -> {
            if (!(column instanceof List<?> entries)) {
                throw Request.problem("column '" + name + "' must be a list of numbers");
            }
            columns.put(Symbol.of(name.toString()), entries.stream().mapToDouble(entry -> Numbers.number(name.toString(), entry)).toArray());
        });
        if (columns.isEmpty()) {
            throw Request.problem("'data' is missing: columns by name");
        }
        return columns;
    }

    private static Map<Symbol, Double> start(Request request, Map<Symbol, double[]> data) {
        Map<Symbol, Double> start = new LinkedHashMap<>();
        request.map("params").forEach((name, value) -> {
            Symbol parameter = Symbol.of(name.toString());
            if (data.containsKey(parameter)) {
                throw Request.problem("'" + name + "' is both a parameter and a column");
            }
            start.put(parameter, Numbers.number(name.toString(), value));
        });
        return start;
    }

    private static double[] response(String text, Map<Symbol, double[]> data, Names names) {
        double[] column = data.get(Symbol.of(text));
        return column != null ? column : evaluated(text, data, names);
    }

    private static double[] evaluated(String text, Map<Symbol, double[]> data, Names names) {
        try {
            Expression expression = Language.parse(new Source("response", text), names);
            List<Symbol> inputs = List.copyOf(data.keySet());
            VectorFunction kernel = Kernels.compile(List.of(Stabilizer.forValues(expression)), inputs);
            double[] response = new double[data.values().iterator().next().length];
            double[] in = new double[inputs.size()];
            double[] out = new double[1];
            for (int row = 0; row < response.length; row++) {
                for (int k = 0; k < in.length; k++) {
                    in[k] = at(inputs.get(k).name(), data.get(inputs.get(k)), row, response.length);
                }
                kernel.apply(in, out);
                response[row] = out[0];
            }
            return response;
        } catch (FluxionException e) { // places are those of the model
            throw e.at(Span.NONE);
        }
    }

    private static double at(String name, double[] column, int row, int rows) {
        if (column.length != rows) {
            throw Request.problem("column '" + name + "' has " + Plural.of(column.length, "row") + ", but the first has " + rows);
        }
        return column[row];
    }

    private static Map<String, Object> answer(Fit fit) {
        Map<String, Object> params = new LinkedHashMap<>();
        Map<String, Object> errors = new LinkedHashMap<>();
        fit.estimates().forEach((name, estimate) -> {
            params.put(name, Numbers.json(estimate.value()));
            errors.put(name, Numbers.json(estimate.standardError()));
        });
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("params", params);
        answer.put("standard_errors", errors);
        answer.put("rss", Numbers.json(fit.rss()));
        answer.put("iterations", fit.iterations());
        return answer;
    }
}
