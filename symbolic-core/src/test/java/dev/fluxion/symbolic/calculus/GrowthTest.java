package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.language.Language;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Work grows as its result does: what is spent of a budget and what is allocated for one node and its operands, function and derivatives together, differ
 * by less than three between small and large. No clock is asked; {@code benchmarks/run growth} does that.
 */
class GrowthTest {
    private static final Symbol X = Symbol.of("x");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static void growsAsItsResult(IntFunction<Expression> function, Function<Expression, List<Expression>> work, int small, int large) {
        for (int warming = 0; warming < 3; warming++) {
            work.apply(function.apply(small));
        }
        double[] few = perNode(function.apply(small), work);
        double[] many = perNode(function.apply(large), work);
        assertThat(many[0] / few[0]).as("work for a node: %s, %s", few[0], many[0]).isBetween(0.2, 3.0);
        assertThat(many[1] / few[1]).as("bytes for a node: %s, %s", few[1], many[1]).isLessThan(3.0);
    }

    private static double[] perNode(Expression function, Function<Expression, List<Expression>> work) {
        Budget budget = Budget.unhurried();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        List<Expression> all = new ArrayList<>(budget.run(() -> work.apply(function)));
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        all.add(function);
        double nodes = Topology.of(all).nodes().stream().mapToInt(node -> 1 + node.operands().size()).sum();
        return new double[] {budget.spent() / nodes, bytes / nodes};
    }

    private static List<Expression> derivative(Expression function) {
        return List.of(Differentiation.derivative(function, X));
    }

    @Test
    void compositionsOfFunctions() {
        List<Expression> layers = Stream.of("sin(u)", "exp(u/3)", "u^2 + 1", "log(u)", "cos(2*u)").map(Language::parse).toList();
        growsAsItsResult(depth -> {
            Expression composed = X;
            for (int i = 0; i < depth; i++) {
                composed = Substitution.replace(layers.get(i % layers.size()), Map.of(Symbol.of("u"), composed));
            }
            return composed;
        }, GrowthTest::derivative, 100, 20_000);
    }

    @Test
    void productsOfSums() {
        growsAsItsResult(factors -> Product.of(IntStream.rangeClosed(1, factors).mapToObj(i -> Sum.of(X, Constant.of(i))).toList()), GrowthTest::derivative, 20, 800);
    }

    @Test
    void sumsOfProducts() {
        growsAsItsResult(terms -> Sum.of(IntStream.rangeClosed(1, terms).mapToObj(i -> Product.of(Symbol.of("c" + i), Language.parse("sin(" + i + "*x)"))).toList()),
                GrowthTest::derivative, 20, 3_000);
    }

    @Test
    void gradientsOfRosenbrocksFunction() {
        growsAsItsResult(n -> Language.parse(String.join(" + ", IntStream.range(1, n)
                .mapToObj(i -> "100*(x" + (i + 1) + " - x" + i + "^2)^2 + (1 - x" + i + ")^2").toList())),
                sum -> Differentiation.gradient(sum, Substitution.variables(sum)), 20, 2_000);
    }
}
