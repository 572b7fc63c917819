package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.DeepCalls;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Symbol X = Symbol.of("x");

    @Test
    void spendingMoreWorkThanAllowedNamesTheLimit() {
        Budget budget = Budget.of(60_000, 10, 5);
        budget.tick(200);
        assertThat(budget.spent()).isEqualTo(200);
        assertThatThrownBy(() -> budget.tick(1)).isInstanceOf(FluxionException.class).hasMessage("nodes: more than 200 were visited or made in all");
    }

    @Test
    void aPartPaysFromTheWhole() {
        Budget whole = Budget.of(60_000, 10, 5);
        Budget part = whole.within(20);
        part.tick(20);
        assertThat(whole.spent()).isEqualTo(20);
        assertThatThrownBy(() -> part.tick(1)).isInstanceOf(FluxionException.class);
        Budget other = whole.within(10_000);
        assertThatThrownBy(() -> other.tick(400)).hasMessageContaining("nodes");
    }

    @Test
    void theBudgetInForceMetersEveryPassOnThisThreadAndThoseItStarts() {
        Expression large = Sum.of(IntStream.range(0, 30).mapToObj(i -> (Expression) Symbol.of("x" + i)).toList());
        Budget small = Budget.of(60_000, 10, 1_000);
        assertThatThrownBy(() -> small.run(() -> Topology.of(large))).hasMessage("nodes: an expression has more than 10");
        assertThatThrownBy(() -> small.run(() -> DeepCalls.run(10_000, () -> Topology.of(large)))).hasMessageContaining("nodes");
        assertThat(Topology.of(large).size()).isEqualTo(31);
        assertThatThrownBy(() -> Budget.of(60_000, 10, 1).run(() -> Topology.of(Power.of(X, X)))).hasMessage("depth: an expression is deeper than 1");
    }

    @Test
    void anInnerBudgetGivesWayToTheOuterOne() {
        Budget outer = Budget.of(60_000, 10, 5);
        outer.run(() -> Budget.of(60_000, 20, 5).run(() -> null));
        assertThat(outer.run(Budget::current)).isSameAs(outer);
        assertThat(Budget.current()).isNotSameAs(outer);
    }

    @Test
    void tensorsAreBoundedBeforeTheyAreMade() {
        Expression ones = Elementwise.sum(Elementwise.zero(Shape.of(Size.named("n"), Size.named("n"))), X);
        assertThatThrownBy(() -> Evaluator.evaluate(ones, Map.of("x", Value.of(1)), Map.of("n", 1_000_000L))).hasMessageStartingWith("memory: ");
        assertThatThrownBy(() -> Evaluator.evaluate(ones, Map.of("x", Value.of(1)), Map.of("n", Long.MAX_VALUE))).hasMessageStartingWith("memory: ");
    }

    @Test
    void timeEndsTheWork() throws InterruptedException {
        Budget budget = Budget.of(1, Long.MAX_VALUE, 5);
        Thread.sleep(5);
        assertThatThrownBy(() -> budget.tick(1)).isInstanceOf(FluxionException.class).hasMessageContaining("1 ms");
    }

    @Test
    void interruptionEndsTheWork() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Budget.standard().tick(1)).isInstanceOf(FluxionException.class);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void depthIsLimited() {
        Expression deep = Sum.of(Power.of(Symbol.of("x"), Symbol.of("y")), Symbol.of("z"));
        assertThatThrownBy(() -> Budget.of(1000, 1000, 2).checkDepth(deep)).hasMessageContaining("deeper than 2");
    }
}
