package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.asymptotic.Expansions;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.calculus.Derivations;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.integrate.Integrals;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sixteen threads work on the same expressions, each in an order of its own: what comes out does not depend on it. */
class SharedExpressionsTest {
    private static final int THREADS = 16;
    private static final int SHARE = Integer.getInteger("fluxion.stress", 12); // 1 in a campaign: every thread does everything
    private static final Symbol X = Symbol.of("x");
    private static final List<Expression> SHARED = List.of("x^2*sin(x) + exp(-x)*y", "(x^3 - 1)/(x - 1) + sqrt(x^2)", "log(x^2 + 1)/(x + 2)^2", "tan(x)^2 + abs(x)",
            "sin(x)^2 + cos(x)^2 + atan(x/y)", "{x > 0: x*exp(x), else: x^2}", "sigmoid(3*x)*x", "(x + y + 1)^3/(x*y)").stream().map(Language::parse).toList();
    private static final List<Function<Expression, Object>> WORK = List.of(
            e -> Differentiation.derivative(e, X), e -> Differentiation.derivative(Differentiation.derivative(e, X), X),
            e -> Simplifier.simplify(e, Assumptions.NONE, Budget.current()).expression(), e -> Polynomials.factor(e, Budget.current()),
            e -> Polynomials.expand(e, Budget.current()), e -> Integrals.find(e, X, Assumptions.NONE, Budget.current()).map(found -> found.expression().toString()),
            e -> Derivations.derivative(e, X).sections().toString(), e -> Presenter.tree(e), LatexPrinter::latex,
            e -> Limits.limit(e, X, Constant.ONE, Limits.Side.BOTH, Assumptions.NONE, Budget.current()).value(),
            e -> Expansions.of(e, X, Constant.ZERO, 4, Assumptions.NONE, Budget.current()).toString(),
            e -> Evaluator.scalar(e, Map.of("x", 0.75, "y", 1.25)), Expression::hashCode);

    private static String result(int job) {
        try {
            return Budget.unhurried().run(() -> WORK.get(job / SHARED.size()).apply(SHARED.get(job % SHARED.size())).toString());
        } catch (FluxionException e) {
            return e.diagnostic().code() + ": " + e.diagnostic().message();
        }
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        int jobs = WORK.size() * SHARED.size();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<String>>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                List<Integer> order = new ArrayList<>(IntStream.range(0, jobs).boxed().toList());
                Collections.shuffle(order, new Random(thread));
                List<Integer> some = order.subList(0, jobs / SHARE); // each thread another part
                Callable<List<String>> work = () -> {
                    String[] results = new String[jobs];
                    start.await();
                    some.forEach(job -> results[job] = result(job));
                    return Arrays.asList(results);
                };
                running.add(threads.submit(work));
            }
            List<String> expected = IntStream.range(0, jobs).mapToObj(SharedExpressionsTest::result).toList();
            for (Future<List<String>> each : running) {
                List<String> results = each.get();
                for (int job = 0; job < jobs; job++) {
                    assertThat(results.get(job)).isIn(null, expected.get(job));
                }
            }
        }
    }
}
