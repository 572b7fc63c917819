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
import java.util.Map;
import java.util.stream.IntStream;

/** How the time of differentiation grows: given for one node, so that linear work gives one figure in all rows. */
final class Growth implements Main.Comparison {
    private static final Symbol X = Symbol.of("x");
    private static final Symbol HOLE = Symbol.of("u");

    @Override
    public void run(Report report) throws Exception {
        for (int depth : new int[] {10, 100, 1_000, 10_000, 100_000}) {
            Expression composed = composed(depth);
            report.compareRows("composition " + depth + " deep, a node", Topology.of(composed).size(), derivative(composed), List.of());
        }
        for (int factors : new int[] {10, 30, 100, 300, 1_000, 3_000}) {
            Expression product = Product.of(IntStream.rangeClosed(1, factors).mapToObj(i -> Sum.of(X, Constant.of(i))).toList());
            report.compareRows("product of " + factors + " sums, an operand of the derivative", operands(Differentiation.derivative(product, X)),
                    derivative(product), List.of());
        }
        for (int n : new int[] {10, 100, 1_000, 10_000}) {
            Expression sum = rosenbrock(n);
            List<Symbol> symbols = Substitution.variables(sum);
            report.compareRows("gradient of Rosenbrock, n = " + n + ", a node", Topology.of(sum).size(), new Contender("Fluxion", times -> {
                int nodes = 0;
                for (int i = 0; i < times; i++) {
                    nodes += Differentiation.gradient(sum, symbols).size();
                }
                return nodes;
            }), List.of());
        }
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

    // Every entry of every list of operands: the derivative of a product of n sums has n² of them, however few nodes are distinct.
    private static int operands(Expression expression) {
        return Topology.of(expression).nodes().stream().mapToInt(node -> node.operands().size()).sum();
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
