package dev.fluxion.cli.script;

import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Tree;
import dev.fluxion.nn.data.Table;
import dev.fluxion.nn.fit.ExactLine;
import dev.fluxion.nn.fit.Fit;
import dev.fluxion.nn.fit.LeastSquares;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The statement {@code fit(y == a*exp(-b*x), data = table, a = 1, b = 0.1)}: least squares, told from training by the equation. Names of columns, and
 * of vectors of data, stand for their value in a row; the other named operands are parameters with their starting values.
 */
final class Regression {
    private static final int DIGITS = 8;
    private static final int LONGEST_FRACTION = 30;
    private static final List<String> HEADS = List.of("parameter", "value", "standard error", "exactly");

    private final Session session;
    private final Data data;

    Regression(Session session, Data data) {
        this.session = session;
        this.data = data;
    }

    static boolean isEquation(Tree tree) {
        return tree instanceof Tree.Chain chain && chain.links().size() == 1 && chain.links().getFirst().operator() == Tree.Infix.EQUAL;
    }

    void fit(Operands operands) {
        Tree.Chain equation = (Tree.Chain) operands.required(0, "an equation");
        Optional<Table> table = operands.named("data").map(data::requiredTable);
        Map<Symbol, Double> start = start(operands);
        operands.finish();
        if (start.isEmpty()) {
            throw Operands.problem("a fit needs parameters with starting values", operands.call(), "add, for example, a = 1");
        }
        Map<Symbol, double[]> columns = new LinkedHashMap<>();
        table.ifPresent(each -> each.columns().forEach(column -> columns.put(Symbol.of(column.name()), Data.numbers(column))));
        for (Symbol parameter : start.keySet()) {
            if (columns.containsKey(parameter)) {
                throw Operands.problem("'" + parameter.name() + "' is a column of the data, and no parameter", operands.call(), "");
            }
        }
        Elaborator elaborator = rows(start, columns);
        Expression model = elaborator.scalar(equation.links().getFirst().operand(), "the model of a row");
        double[] response = response(elaborator, equation.first(), columns, start);
        columns.keySet().retainAll(Substitution.variables(model));
        Fit fit = LeastSquares.fit(model, start, columns, response, () -> !Thread.currentThread().isInterrupted());
        Map<String, Rational> exact = ExactLine.solve(model, List.copyOf(start.keySet()), columns, response)
                .filter(found -> found.values().stream().allMatch(value -> value.toString().length() <= LONGEST_FRACTION)).orElse(Map.of());
        session.print(output(fit, exact, response.length));
        session.bind("residuals", data.variable("residuals", Value.of(new int[] {response.length}, fit.residuals())).expression());
        fit.estimates().forEach((name, estimate) -> session.bind(name, exact.containsKey(name) ? Constant.of(exact.get(name))
                : Constant.inexact(estimate.value())));
    }

    private Map<Symbol, Double> start(Operands operands) {
        Map<Symbol, Double> start = new LinkedHashMap<>();
        for (Tree.Named named : operands.call().named()) {
            if (!named.name().equals("data")) {
                double value = new Numerics(session).number(operands.named(named.name()).orElseThrow());
                start.put(Symbol.of(named.name()), value);
            }
        }
        return start;
    }

    // The names of parameters and columns are numbers here; vectors of data become columns.
    private Elaborator rows(Map<Symbol, Double> start, Map<Symbol, double[]> columns) {
        Elaborator outside = session.elaborator();
        Map<String, Typed> names = new HashMap<>();
        session.names().names().forEach(name -> outside.scope().value(name).ifPresent(value -> {
            if (value.expression() instanceof Symbol symbol && data.value(symbol).filter(known -> known.rank() == 1).isPresent()) {
                columns.putIfAbsent(Symbol.of(name), data.value(symbol).orElseThrow().entries());
            } else if (value.expression() instanceof ArrayOf array && array.shape().rank() == 1 && Substitution.variables(array).isEmpty()) {
                columns.putIfAbsent(Symbol.of(name), Evaluator.evaluate(array, Map.of()).entries()); // numbers written down are data too
            }
        }));
        columns.keySet().forEach(column -> names.put(column.name(), Typed.of(column)));
        start.keySet().forEach(parameter -> {
            names.put(parameter.name(), Typed.of(parameter));
            columns.remove(parameter);
        });
        return outside.in(outside.scope().with(names));
    }

    private double[] response(Elaborator elaborator, Tree tree, Map<Symbol, double[]> columns, Map<Symbol, Double> start) {
        Expression response = elaborator.scalar(tree, "the response of a row");
        List<Symbol> used = Substitution.variables(response);
        used.stream().filter(start::containsKey).findFirst().ifPresent(parameter -> {
            throw Operands.problem("the left side is what was measured, but '" + parameter.name() + "' is a parameter", tree, "");
        });
        for (Symbol symbol : used) {
            if (!columns.containsKey(symbol)) {
                throw Operands.problem("'" + symbol.name() + "' is no column of the data", tree, "");
            }
        }
        if (used.isEmpty()) {
            throw Operands.problem("the left side must name what was measured", tree, "");
        }
        columns.values().removeIf(column -> column.length != columns.get(used.getFirst()).length);
        double[] values = new double[columns.get(used.getFirst()).length];
        Map<String, Value> at = new HashMap<>();
        for (int row = 0; row < values.length; row++) {
            for (Symbol symbol : used) {
                at.put(symbol.name(), Value.of(columns.get(symbol)[row]));
            }
            values[row] = Evaluator.evaluate(response, at).scalar();
        }
        return values;
    }

    private static String residuals(double[] residuals) {
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        StringBuilder text = new StringBuilder("residuals: least, quartiles and greatest are");
        for (int quarter = 0; quarter <= 4; quarter++) {
            double place = quarter * (sorted.length - 1) / 4.0;
            int below = (int) place;
            int above = Math.min(below + 1, sorted.length - 1);
            double value = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
            text.append(quarter == 0 ? " " : ", ").append(Readable.number(value, 4));
        }
        return text.toString();
    }

    private static Output output(Fit fit, Map<String, Rational> exact, int rows) {
        List<List<String>> lines = new ArrayList<>();
        fit.estimates().forEach((name, estimate) -> {
            List<String> line = new ArrayList<>(List.of(name, Readable.number(estimate.value(), DIGITS), Readable.number(estimate.standardError(), 3)));
            if (exact.containsKey(name)) {
                line.add(exact.get(name).toString());
            }
            lines.add(line);
        });
        String end = String.format(Locale.ROOT, "sum of squared residuals %s, standard deviation %s with %s of freedom, R² %s; %s, %s",
                Readable.number(fit.rss(), DIGITS), Readable.number(fit.deviation(), 5), Plural.of(fit.degreesOfFreedom(), "degree"),
                Readable.number(fit.rSquared(), 6), Plural.of(rows, "row"), Plural.of(fit.iterations(), "iteration"));
        List<String> heads = exact.isEmpty() ? HEADS.subList(0, 3) : HEADS;
        List<String> below = List.of(end, residuals(fit.residuals()));
        return new Output(TableText.aligned(heads, lines) + "\n" + String.join("\n", below), "", new Output.Tabled(heads, lines, below));
    }
}
