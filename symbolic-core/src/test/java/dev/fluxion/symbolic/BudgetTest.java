package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
        assertThat(whole.attempt(20, part -> spend(part, 20))).contains(20L);
        assertThat(whole.attempt(20, part -> spend(part, 21))).isEmpty();
        assertThat(whole.spent()).isEqualTo(41);
    }

    @Test
    void theEndOfTheWholeIsNeverAnAnswerOfAPart() {
        Budget whole = Budget.of(60_000, 10, 5);
        assertThatThrownBy(() -> whole.attempt(10_000, part -> spend(part, 400))).isInstanceOf(FluxionException.class).hasMessageContaining("nodes")
                .satisfies(e -> assertThatThrownBy(() -> ((FluxionException) e).requireOneOf(Diagnostic.Code.LIMIT)).isSameAs(e));
        Budget late = Budget.of(0, 1_000, 5);
        pause();
        assertThatThrownBy(() -> late.attempt(10, part -> spend(part, 1))).isInstanceOf(FluxionException.class).hasMessageContaining("millis");
    }

    @Test
    void anAttemptThatIsSpentEndsThoseInsideIt() {
        Budget whole = Budget.of(60_000, 1_000, 5);
        AtomicBoolean wentOn = new AtomicBoolean();
        assertThat(whole.attempt(10, outer -> {
            Optional<Long> inner = outer.attempt(1_000, part -> spend(part, 11));
            wentOn.set(true);
            return inner;
        })).isEmpty();
        assertThat(wentOn).isFalse();
    }

    @Test
    void threadsThatShareABudgetLoseNoneOfItsWork() {
        Budget shared = Budget.of(60_000, 1_000_000, 5);
        IntStream.range(0, 400_000).parallel().forEach(i -> shared.tick(1));
        assertThat(shared.spent()).isEqualTo(400_000);
    }

    @Test
    void aThreadThatATaskStartsDoesNotInheritItsBudget() throws InterruptedException {
        AtomicReference<Budget> seen = new AtomicReference<>();
        Budget outer = Budget.of(60_000, 10, 5);
        outer.run(() -> {
            Thread other = Thread.ofPlatform().start(() -> seen.set(Budget.current()));
            return join(other);
        });
        assertThat(seen.get()).isNotNull().isNotSameAs(outer);
        assertThat(outer.run(() -> Budget.onDeepStack(10_000, Budget::current))).isSameAs(outer);
    }

    private static boolean join(Thread thread) {
        try {
            thread.join();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long spend(Budget part, long work) {
        for (long i = 0; i < work; i++) {
            part.tick(1);
        }
        return part.spent();
    }

    @Test
    void theBudgetInForceMetersEveryPassHereAndOnADeepStack() {
        Expression large = Sum.of(IntStream.range(0, 30).mapToObj(i -> (Expression) Symbol.of("x" + i)).toList());
        Budget small = Budget.of(60_000, 10, 1_000);
        assertThatThrownBy(() -> small.run(() -> Topology.of(large))).hasMessage("nodes: an expression has more than 10");
        assertThatThrownBy(() -> small.run(() -> Budget.onDeepStack(10_000, () -> Topology.of(large)))).hasMessageContaining("nodes");
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
