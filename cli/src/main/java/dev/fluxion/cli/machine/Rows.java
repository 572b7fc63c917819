package dev.fluxion.cli.machine;

import dev.fluxion.Fluxion;
import dev.fluxion.codegen.Mode;
import dev.fluxion.codegen.RowKernel;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Stabilizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operation that evaluates an expression for many points by one kernel. */
final class Rows {
    private Rows() {}

    static Map<String, Object> answer(Request request, Expression expression) {
        List<String> variables = request.texts("vars");
        if (variables.stream().distinct().count() < variables.size()) {
            throw Request.problem("'vars' names a variable twice");
        }
        double[][] columns = columns(request, variables);
        int rows = request.list("rows").size();
        double[][] results = new double[1][rows];
        RowKernel kernel = Fluxion.rows(List.of(Stabilizer.forValues(expression)), Mode.STRICT, variables.toArray(String[]::new));
        kernel.run(columns, results);
        List<Object> values = new ArrayList<>(rows);
        for (double value : results[0]) {
            values.add(Numbers.json(value));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("values", values);
        return answer;
    }

    private static double[][] columns(Request request, List<String> variables) {
        List<?> rows = request.list("rows");
        double[][] columns = new double[variables.size()][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            if (!(rows.get(row) instanceof List<?> point) || point.size() != variables.size()) {
                throw Request.problem("row " + (row + 1) + " of 'rows' must be a list of " + variables.size() + " numbers");
            }
            for (int i = 0; i < columns.length; i++) {
                columns[i][row] = Numbers.number(variables.get(i), point.get(i));
            }
        }
        return columns;
    }
}
