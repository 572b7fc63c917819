package dev.fluxion.nn.fit;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The normal equations of a model that is linear in its parameters, solved in exact arithmetic: data is taken as the decimal numbers that it prints as.
 *
 * <p>Source: the normal equations, G. H. Golub, C. F. Van Loan, Matrix Computations (4th ed., 2013), §5.3, without rounding.
 */
public final class ExactLine {
    private static final long MOST_WORK = 50_000;

    private ExactLine() {}

    /**
     * The parameters as fractions.
     *
     * @param data columns as long as the response, finite numbers, by the symbols that stand for them
     * @param response one number for each row
     * @return empty if the model is not linear in the parameters, not rational in the data, too large, or not determined by it
     */
    public static Optional<Map<String, Rational>> solve(Expression model, List<Symbol> parameters, Map<Symbol, double[]> data, double[] response) {
        int n = parameters.size();
        List<Expression> slopes = Differentiation.gradient(model, parameters);
        boolean linear = slopes.stream().allMatch(slope -> Substitution.variables(slope).stream().noneMatch(parameters::contains));
        if (!linear || (long) response.length * n * n > MOST_WORK) {
            return Optional.empty();
        }
        Map<Expression, Expression> at = new HashMap<>();
        parameters.forEach(parameter -> at.put(parameter, Constant.ZERO));
        Rational[][] equations = new Rational[n][n + 1];
        for (Rational[] equation : equations) {
            java.util.Arrays.fill(equation, Rational.ZERO);
        }
        for (int row = 0; row < response.length; row++) {
            int place = row;
            data.forEach((symbol, column) -> at.put(symbol, Constant.of(decimal(column[place]))));
            Rational[] values = new Rational[n + 1];
            for (int j = 0; j <= n; j++) {
                if (!(Substitution.replace(j < n ? slopes.get(j) : model, at) instanceof Constant c && c.value() instanceof Rational value)) {
                    return Optional.empty();
                }
                values[j] = j < n ? value : decimal(response[row]).minus(value);
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= n; j++) {
                    equations[i][j] = equations[i][j].plus(values[i].times(values[j]));
                }
            }
        }
        return eliminated(equations).map(solution -> named(parameters, solution));
    }

    private static Rational decimal(double value) {
        return Rational.of(new BigDecimal(Double.toString(value)));
    }

    private static Map<String, Rational> named(List<Symbol> parameters, Rational[] solution) {
        Map<String, Rational> named = new LinkedHashMap<>();
        for (int j = 0; j < solution.length; j++) {
            named.put(parameters.get(j).name(), solution[j]);
        }
        return named;
    }

    // Gauss and Jordan's elimination; a matrix of squares needs no exchange of rows unless it is singular
    private static Optional<Rational[]> eliminated(Rational[][] equations) {
        int n = equations.length;
        for (int k = 0; k < n; k++) {
            if (equations[k][k].signum() == 0) {
                return Optional.empty();
            }
            for (int i = 0; i < n; i++) {
                Rational factor = equations[i][k].dividedBy(equations[k][k]);
                for (int j = k; j <= n && i != k; j++) {
                    equations[i][j] = equations[i][j].minus(factor.times(equations[k][j]));
                }
            }
        }
        Rational[] solution = new Rational[n];
        for (int i = 0; i < n; i++) {
            solution[i] = equations[i][n].dividedBy(equations[i][i]);
        }
        return Optional.of(solution);
    }
}
