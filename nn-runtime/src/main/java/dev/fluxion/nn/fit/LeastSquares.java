package dev.fluxion.nn.fit;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Parameters of a formula by least squares in double precision: Levenberg and Marquardt's method with the symbolic Jacobian, then Gauss and
 * Newton's steps by QR until they no longer get shorter. Parameters in which the model is linear are also eliminated in a second run; the
 * better end counts.
 *
 * <p>Source: see {@link LevenbergMarquardt}; elimination of linear parameters: G. H. Golub, V. Pereyra, The Differentiation of Pseudo-Inverses
 * and Nonlinear Least Squares Problems Whose Variables Separate (SIAM J. Numer. Anal. 10, 1973).
 */
public final class LeastSquares {
    private LeastSquares() {}

    /**
     * Fits a model to a response.
     *
     * @param model a scalar formula of parameters and columns
     * @param start the parameters with their starting values, in the order of the result
     * @param data columns of equal length, by the symbols that stand for them
     * @param goOn asked before every iteration; {@code false} gives up
     * @param response the values that the model shall meet, one for each row, at least as many as there are parameters
     * @throws FluxionException {@code DOMAIN} with the last residuals if the search does not converge, or if the data do not determine the parameters
     * or a number is not finite; {@code SHAPE} if a column has another length than the response; {@code NAME} if there is no parameter, or a name in
     * the model is neither one nor a column; {@code UNSUPPORTED} if the model has no derivative by a parameter or cannot be compiled
     */
    public static Fit fit(Expression model, Map<Symbol, Double> start, Map<Symbol, double[]> data, double[] response, BooleanSupplier goOn) {
        List<Symbol> parameters = List.copyOf(start.keySet());
        if (parameters.isEmpty()) {
            throw problem(Diagnostic.Code.NAME, "a fit needs parameters with starting values");
        }
        if (response.length < parameters.size()) {
            throw problem(Diagnostic.Code.DOMAIN, Plural.of(parameters.size(), "parameter") + " cannot be determined by " + Plural.of(response.length, "row"));
        }
        requireFinite(response, data);
        FittedModel fitted = new FittedModel(model, parameters, data, response);
        double[] from = start.values().stream().mapToDouble(Double::doubleValue).toArray();
        List<LevenbergMarquardt.End> ends = new ArrayList<>();
        ends.add(new LevenbergMarquardt(fitted, false, goOn).run(from));
        if (!fitted.linear().isEmpty()) {
            ends.add(new LevenbergMarquardt(fitted, true, goOn).run(from));
        }
        LevenbergMarquardt.End best = ends.stream().filter(LevenbergMarquardt.End::isSolution).min(Comparator.comparingDouble(LevenbergMarquardt.End::rss))
                .orElseThrow(() -> failure(ends.stream().min(Comparator.comparingDouble(LevenbergMarquardt.End::rss)).orElseThrow(), parameters));
        return result(fitted, parameters, best);
    }

    private static FluxionException problem(Diagnostic.Code code, String message) {
        return new FluxionException(Diagnostic.of(code, message, Span.NONE));
    }

    private static void requireFinite(double[] response, Map<Symbol, double[]> data) {
        data.forEach((symbol, column) -> {
            if (column.length != response.length) {
                throw problem(Diagnostic.Code.SHAPE, "column " + symbol.name() + " has " + Plural.of(column.length, "row") + ", but the response " + response.length);
            }
            requireFinite(column, "column " + symbol.name());
        });
        requireFinite(response, "the response");
    }

    private static void requireFinite(double[] values, String what) {
        for (int row = 0; row < values.length; row++) {
            if (!Double.isFinite(values[row])) {
                throw problem(Diagnostic.Code.DOMAIN, what + " is " + values[row] + " in row " + (row + 1));
            }
        }
    }

    private static FluxionException failure(LevenbergMarquardt.End end, List<Symbol> parameters) {
        StringBuilder at = new StringBuilder();
        for (int j = 0; j < parameters.size(); j++) {
            at.append(j == 0 ? "" : ", ").append(parameters.get(j).name()).append(" = ").append(String.format(Locale.ROOT, "%.6g", end.at()[j]));
        }
        String last = "; the last sum of squared residuals is " + String.format(Locale.ROOT, "%.6g", end.rss()) + " at " + at;
        return switch (end.outcome()) {
            case SINGULAR -> problem(Diagnostic.Code.DOMAIN, "the data do not determine the parameters: the Jacobian is singular" + last);
            case NO_VALUE -> problem(Diagnostic.Code.DOMAIN, "the model has no value at the starting point, in row " + end.badRow());
            case STOPPED -> problem(Diagnostic.Code.LIMIT, "the fit was stopped after " + end.iterations() + " iterations" + last);
            case SOLVED, NOT_CONVERGED -> new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "the fit did not converge in " + end.iterations()
                    + " iterations" + last, Span.NONE).withHint("try other starting values"));
        };
    }

    private static Fit result(FittedModel model, List<Symbol> parameters, LevenbergMarquardt.End end) {
        int freedom = model.rows() - parameters.size();
        double deviation = freedom == 0 ? Double.NaN : Math.sqrt(end.rss() / freedom);
        double[] diagonal = new PivotedQr(model.jacobian(end.at()), model.rows()).inverseDiagonal();
        Map<String, Fit.Estimate> estimates = new LinkedHashMap<>();
        for (int j = 0; j < parameters.size(); j++) {
            estimates.put(parameters.get(j).name(), new Fit.Estimate(end.at()[j], deviation * Math.sqrt(diagonal[j])));
        }
        return new Fit(estimates, model.residuals(end.at()), end.rss(), total(model.response()), freedom, end.iterations());
    }

    private static double total(double[] response) {
        double mean = 0;
        for (double y : response) {
            mean += y / response.length;
        }
        double total = 0;
        for (double y : response) {
            total += (y - mean) * (y - mean);
        }
        return total;
    }
}
