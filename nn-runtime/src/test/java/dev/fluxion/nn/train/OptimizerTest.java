package dev.fluxion.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.Fluxion;
import dev.fluxion.codegen.Precision;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of every optimizer on the loss (w - 3)^2/2 against the same written out. */
class OptimizerTest {
    private static final int STEPS = 25;
    private static final double BEGIN = 0.5;

    /** State of a training by hand: a parameter, two numbers beside it. */
    private static final class Hand {
        private double w = BEGIN;
        private double first;
        private double second;
    }

    private interface Step {
        void take(Hand hand, double g, int t);
    }

    private record Case(String name, Step step) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static double adam(Hand hand, double g, int t) {
        hand.first = 0.9 * hand.first + 0.1 * g;
        hand.second = 0.999 * hand.second + 0.001 * g * g;
        return 0.001 * hand.first / (1 - Math.pow(0.9, t)) / (Math.sqrt(hand.second / (1 - Math.pow(0.999, t))) + 1e-8);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("sgd", (hand, g, t) -> hand.w -= 0.1 * g),
                new Case("momentum", (hand, g, t) -> {
                    hand.first = 0.9 * hand.first + g;
                    hand.w -= 0.05 * hand.first;
                }),
                new Case("nesterov", (hand, g, t) -> {
                    hand.first = 0.9 * hand.first + g;
                    hand.w -= 0.05 * (g + 0.9 * hand.first);
                }),
                new Case("adagrad", (hand, g, t) -> {
                    hand.first += g * g;
                    hand.w -= 0.01 * g / (Math.sqrt(hand.first) + 1e-10);
                }),
                new Case("rmsprop", (hand, g, t) -> {
                    hand.first = 0.99 * hand.first + 0.01 * g * g;
                    hand.w -= 0.01 * g / (Math.sqrt(hand.first) + 1e-8);
                }),
                new Case("adam", (hand, g, t) -> hand.w -= adam(hand, g, t)),
                new Case("adamw", (hand, g, t) -> {
                    hand.w -= 0.001 * 0.01 * hand.w;
                    hand.w -= adam(hand, g, t);
                }));
    }

    static Stream<Arguments> options() {
        return Optimizer.names().stream().flatMap(name -> Optimizer.named(name).options().keySet().stream().map(option -> Arguments.of(name, option)));
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionHasALeastValueAndTheDecaysOfStateStayBelowOne(String name, String option) {
        Optimizer optimizer = Optimizer.named(name);
        assertThat(optimizer.with(option, Constant.of(0)).options()).containsEntry(option, Constant.of(0));
        boolean decays = option.startsWith("beta");
        for (String refused : List.of("-1/1000000", decays ? "1" : "-3", decays ? "7/2" : "-0.5")) {
            assertThatThrownBy(() -> optimizer.with(option, (Constant) Fluxion.parse(refused))).isInstanceOfSatisfying(FluxionException.class, e -> {
                assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.DOMAIN);
                assertThat(e.diagnostic().message()).startsWith("option " + option + " of '" + name + "' cannot be ");
                assertThat(e.diagnostic().hint()).isEqualTo("it takes " + (decays ? "0 <= " + option + " < 1" : option + " >= 0"));
            });
        }
        assertThatThrownBy(() -> optimizer.with(option, Constant.inexact(Double.POSITIVE_INFINITY))).isInstanceOf(FluxionException.class);
    }

    @Test
    void everyOptimizerIsTried() {
        assertThat(cases().map(Case::name)).containsExactlyElementsOf(Optimizer.names());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAreThoseByHand(Case each) {
        Symbol parameter = Symbol.of("p");
        Expression gradient = Differentiation.gradient(Fluxion.parse("(p - 3)^2/2"), List.of(parameter)).getFirst();
        Optimizer.Update update = Optimizer.named(each.name).update(parameter, gradient);
        Map<String, Double> at = new HashMap<>(Map.of(parameter.name(), BEGIN));
        update.states().forEach(state -> at.put(state.name(), 0.0));
        Hand hand = new Hand();
        for (int t = 1; t <= STEPS; t++) {
            at.put(Optimizer.COUNT.name(), (double) t);
            double[] next = update.updated().stream().mapToDouble(value -> Evaluator.scalar(value, at)).toArray();
            at.put(parameter.name(), next[0]);
            for (int k = 1; k < next.length; k++) {
                at.put(update.states().get(k - 1).name(), next[k]);
            }
            each.step.take(hand, hand.w - 3, t);
            assertThat(next[0]).isCloseTo(hand.w, within(1e-13));
        }
        assertThat(hand.w).isGreaterThan(BEGIN);
    }

    /** In single precision, too: from 0 on, where the parameter rounds none of a step away. By Adam the first step would be off by 6.6e-6 with 1 - beta^t. */
    @ParameterizedTest
    @MethodSource("cases")
    void firstStepsInSinglePrecisionHaveTheirDigits(Case each) {
        Symbol parameter = Symbol.of("p", Shape.SCALAR, Symbol.Role.PARAMETER, Set.of());
        TrainingStep step = TrainingStep.of(Language.parse(new Source("loss", "(p - 3)^2/2"), Names.strict().declare(parameter)), List.of(parameter), List.of(),
                Optimizer.named(each.name), List.of());
        Object[] at = step.inputs().stream().map(input -> new float[1]).toArray();
        Object[] next = step.outputs().stream().map(output -> new float[1]).toArray();
        Hand hand = new Hand();
        hand.w = 0;
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            Trainer.Kernel kernel = kernels.compile(step.outputs(), step.inputs(), Map.of(), Precision.FLOAT);
            for (int t = 1; t <= STEPS; t++) {
                ((float[]) at[0])[0] = t;
                kernel.run(at, next);
                for (int k = 1; k < at.length; k++) {
                    ((float[]) at[k])[0] = ((float[]) next[k])[0];
                }
                each.step.take(hand, hand.w - 3, t);
                assertThat(((float[]) at[1])[0] / hand.w).as("step %d", t).isCloseTo(1, within(1e-6));
            }
        }
    }

    /** With a beta of 0 nothing is to be corrected. */
    @Test
    void adamWithoutMemoryTakesTheSignOfTheGradient() {
        Symbol parameter = Symbol.of("p");
        Optimizer.Update update = Optimizer.named("adam").with(Map.of("beta1", Constant.of(0), "beta2", Constant.of(0))).update(parameter, Fluxion.parse("p - 3"));
        Map<String, Double> at = new HashMap<>(Map.of("p", 0.5, Optimizer.COUNT.name(), 1.0));
        update.states().forEach(state -> at.put(state.name(), 0.0));
        assertThat(Evaluator.scalar(update.updated().getFirst(), at)).isCloseTo(0.501, within(1e-10));
    }
}
