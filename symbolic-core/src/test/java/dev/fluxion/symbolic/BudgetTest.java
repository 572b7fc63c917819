package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void spendingMoreNodesThanAllowedNamesTheLimit() {
        Budget budget = Budget.of(60_000, 10, 5);
        budget.tick(10);
        assertThat(budget.spent()).isEqualTo(10);
        assertThatThrownBy(() -> budget.tick(1)).isInstanceOf(FluxionException.class).hasMessageContaining("10 nodes");
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
