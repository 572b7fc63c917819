package dev.fluxion.benchmarks;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How the time of differentiation grows: given for one node, so that linear work gives one figure in all rows of a group. Nodes are counted in the
 * function and its derivatives, equal ones once; each is counted with its operands, as the derivative of a product of n sums is a sum of n products of
 * n factors, however few of them are distinct.
 */
final class Growth implements Main.Comparison {
    private static final Symbol X = Symbol.of("x");
    private static final Symbol HOLE = Symbol.of("u");

    @Override
    public void run(Report report) throws Exception {
        List<Row> compositions = new ArrayList<>();
        for (int depth : new int[] {10, 100, 1_000, 10_000, 100_000}) {
            Expression composed = composed(depth);
            compositions.addAll(report.compareRows("composition " + depth + " deep, a node", nodes(List.of(composed, Differentiation.derivative(composed, X))),
                    derivative(composed), List.of()));
        }
        report.note(factor("compositions", compositions));
        List<Row> products = new ArrayList<>();
        for (int factors : new int[] {10, 30, 100, 300, 1_000, 3_000}) {
            Expression product = Product.of(IntStream.rangeClosed(1, factors).mapToObj(i -> Sum.of(X, Constant.of(i))).toList());
            products.addAll(report.compareRows("product of " + factors + " sums, a node", nodes(List.of(product, Differentiation.derivative(product, X))),
                    derivative(product), List.of()));
        }
        report.note(factor("products", products));
        List<Row> gradients = new ArrayList<>();
        for (int n : new int[] {10, 100, 1_000, 10_000}) {
            Expression sum = rosenbrock(n);
            List<Symbol> symbols = Substitution.variables(sum);
            List<Expression> all = new ArrayList<>(Differentiation.gradient(sum, symbols));
            all.add(sum);
            gradients.addAll(report.compareRows("gradient of Rosenbrock, n = " + n + ", a node", nodes(all), new Contender("Fluxion", times -> {
                int nodes = 0;
                for (int i = 0; i < times; i++) {
                    nodes += Differentiation.gradient(sum, symbols).size();
                }
                return nodes;
            }), List.of()));
        }
        report.note(factor("gradients", gradients));
    }

    private static String factor(String group, List<Row> rows) {
        double least = rows.stream().mapToDouble(Row::nanos).min().orElseThrow();
        double most = rows.stream().mapToDouble(Row::nanos).max().orElseThrow();
        return String.format(Locale.ROOT, "%s: between the fastest and the slowest node lies a factor of %.2f.", group, most / least);
    }

    private static Contender derivative(Expression function) {
        return new Contender("Fluxion", times -> {
            int nodes = 0;
            for (int i = 0; i < times; i++) {
                nodes += Differentiation.derivative(function, X).operands().size();
            }
            return nodes;
        });
    }

    private static int nodes(List<Expression> expressions) {
        return Topology.of(expressions).nodes().stream().mapToInt(node -> 1 + node.operands().size()).sum();
    }

    private static Expression composed(int depth) {
        String[] layers = new Formulas("layers").in("fluxion").split(" ");
        List<Expression> read = new ArrayList<>();
        for (String layer : layers) {
            read.add(Language.parse(layer));
        }
        Expression composed = X;
        for (int i = 0; i < depth; i++) {
            composed = Substitution.replace(read.get(i % layers.length), Map.of(HOLE, composed));
        }
        return composed;
    }

    static Expression rosenbrock(int n) {
        return Language.parse(String.join(" + ", IntStream.range(1, n)
                .mapToObj(i -> "100*(x" + (i + 1) + " - x" + i + "^2)^2 + (1 - x" + i + ")^2").toList()));
    }
}
