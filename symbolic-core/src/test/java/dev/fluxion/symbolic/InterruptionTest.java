package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Interruption;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.language.Language;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thread that is interrupted in the midst of work that would go on without end stops within 50 ms by the clock on the wall: at the first of some tries at
 * which the machine lets it.
 */
class InterruptionTest {
    private static final long MOST_MILLIS = 50;
    private static final long AT_WORK_MILLIS = 150;
    private static final int TRIES = 5;
    private static final int MOST_RUNS = 30;

    private static double afterInterruption(String what, Supplier<Object> work) throws InterruptedException {
        Thread worker = new Thread(() -> {
            try {
                Budget.unhurried().run(work);
            } catch (FluxionException e) {
                assertThat(e.getMessage()).isEqualTo("the work was interrupted");
            }
        });
        worker.start();
        assertThat(worker.join(Duration.ofMillis(AT_WORK_MILLIS))).as("%s ends by itself, which proves nothing", what).isFalse();
        long asked = System.nanoTime();
        worker.interrupt();
        assertThat(worker.join(Duration.ofSeconds(20))).as(what).isTrue();
        return (System.nanoTime() - asked) / 1e6;
    }

    private static void stops(String what, Supplier<Object> work) throws InterruptedException {
        double best = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < TRIES && best > MOST_MILLIS; attempt++) {
            best = Math.min(best, afterInterruption(what, work));
        }
        assertThat(best).as(what).isLessThanOrEqualTo(MOST_MILLIS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expand((a + b + c + d + e1 + f + g)^30)", "factor(expand((x^40+3*x^7*y^11+y^31+1)*(x^33-5*y^29*z^7+x*z+2)*(z^19+x^5*y^3+7)))",
        "gcd(expand((x+y+z+1)^20*(x-y+2)^9), expand((x+y+z+1)^15*(x+3*z-5)^12))", "apart(1/(x^60-1), x)", "resultant(expand((x+y+z)^12+1), expand((x*y-z)^9+x), x)",
        "simplify(expand((sin(x)+cos(x)+exp(x)+log(x)+sqrt(x)+1)^10))", "together(1/(a+b)+1/(b+c)+1/(c+d)+1/(d+f)+1/(f+g)+1/(g+h)+1/(h+a)+1/(a+c+d)+1/(b+d+g)+1/(a+f+h))",
        "diff(tan(x)^x, x, 60)", "N(gamma(1/3), 10000)", "N(sin(exp(30)), 10000) + N(erf(3), 10000)", "integrate(sin(x)^40*cos(x)^30*exp(x), x)",
        "series(exp(exp(exp(sin(x)))), x, 0, 200)", "limit((exp(sin(x)) - exp(tan(x)) + x^3/2)/x^200 - 1/x^300, x, 0)",
        "solve(sin(x^2)*cos(x^3) == exp(-x)/3, x, -100, 100)"})
    void workOnAnExpressionStops(String text) throws InterruptedException {
        stops(text, () -> again(() -> Language.parse(text).toString()));
    }

    @Test
    void readingStops() throws InterruptedException {
        String text = IntStream.range(0, 40_000).mapToObj(i -> "sin(x" + i + ")").collect(Collectors.joining(" + "));
        stops("reading", () -> again(() -> Language.parse(text)));
    }

    static Stream<String> systems() {
        List<String> names = List.of("x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9");
        return Stream.of("solve([" + names.stream().map(name -> names.stream().map(other -> "a" + name + other + "*" + other)
                .collect(Collectors.joining(" + ")) + " == b" + name)
                .collect(Collectors.joining(", ")) + "], [" + String.join(", ", names) + "])");
    }

    @ParameterizedTest
    @MethodSource("systems")
    void solvingASystemStops(String system) throws InterruptedException {
        stops("a system of nine unknowns", () -> again(() -> Language.parse(system).toString()));
    }

    @Test
    void differentiationOfTensorsStops() throws InterruptedException {
        Expression layer = Language.parse(new dev.fluxion.grammar.Source("input", "sum(tanh(A*tanh(A*tanh(A*tanh(A*tanh(A*x))))))"),
                dev.fluxion.symbolic.elaborate.Names.lenient()
                .declare(Symbol.of("A", Shape.of(Size.named("n"), Size.named("n")), Symbol.Role.VARIABLE, java.util.Set.of()))
                .declare(Symbol.of("x", Shape.of(Size.named("n")), Symbol.Role.VARIABLE, java.util.Set.of())));
        Symbol x = Substitution.variables(layer).stream().filter(symbol -> symbol.name().equals("x")).findFirst().orElseThrow();
        stops("tensors", () -> again(() -> Differentiation.derivative(layer, List.of(x, x, x))));
    }

    @Test
    void differentiationOfADeepExpressionStops() throws InterruptedException {
        Expression layer = Language.parse("sin(u)^2 + 1");
        Expression deep = Symbol.of("x");
        for (int i = 0; i < 30_000; i++) {
            deep = Substitution.replace(layer, Map.of(Symbol.of("u"), deep));
        }
        Expression function = deep;
        stops("a composition", () -> again(() -> Differentiation.derivative(function, Symbol.of("x"))));
    }

    // Without end, so that an interruption comes in the midst of it on any machine; a refusal is an answer too. What ends at once would prove nothing.
    private static Object again(Supplier<Object> task) {
        int answers = 0;
        int runs = 0;
        while (!Interruption.isAsked()) {
            try {
                answers += task.get().hashCode();
            } catch (FluxionException e) {
                e.requireOneOf(Diagnostic.Code.LIMIT, Diagnostic.Code.UNSUPPORTED);
            }
            if (++runs > MOST_RUNS) {
                throw new IllegalStateException("too short to be interrupted in its midst");
            }
        }
        return answers;
    }
}
