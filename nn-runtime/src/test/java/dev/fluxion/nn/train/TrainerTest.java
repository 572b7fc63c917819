package dev.fluxion.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.codegen.Precision;
import dev.fluxion.Fluxion;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.TensorShape;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.number.Rational;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {
    private static final Symbol X = Symbol.of("X", Shape.of(Size.named("m"), Size.of(2)), Symbol.Role.VARIABLE, Set.of());
    private static final Symbol Y = Symbol.of("Y", Shape.of(Size.named("m")), Symbol.Role.VARIABLE, Set.of());
    private static final Symbol W = Symbol.of("W", Shape.of(Size.of(2)), Symbol.Role.PARAMETER, Set.of());

    private static Expression loss() {
        Names names = Names.strict().declare(X).declare(Y).declare(W);
        return Language.parse(new Source("loss", "mse(X*W, Y)"), names);
    }

    /** The reference interpreter as a kernel. */
    private static Trainer.Kernel interpreted(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes, Precision precision) {
        return (in, out) -> {
            Map<String, Value> at = new HashMap<>();
            for (int i = 0; i < in.length; i++) {
                int[] dimensions = inputs.get(i).shape().sizes().stream().mapToInt(size -> (int) size.value(sizes::get)).toArray();
                double[] entries = new double[Array.getLength(in[i])];
                for (int k = 0; k < entries.length; k++) {
                    entries[k] = Array.getDouble(in[i], k);
                }
                at.put(inputs.get(i).name(), new Value(dimensions, entries));
            }
            for (int o = 0; o < out.length; o++) {
                double[] entries = Evaluator.evaluate(outputs.get(o), at, sizes).entries();
                for (int k = 0; k < entries.length; k++) {
                    if (out[o] instanceof float[] single) {
                        single[k] = (float) entries[k];
                    } else {
                        Array.setDouble(out[o], k, entries[k]);
                    }
                }
            }
        };
    }

    private static Map<Symbol, FloatTensor> line() {
        int n = 40;
        float[] x = new float[2 * n];
        float[] y = new float[n];
        for (int i = 0; i < n; i++) {
            x[2 * i] = (i - 20) / 20f;
            x[2 * i + 1] = 1;
            y[i] = 3 * x[2 * i] - 0.5f;
        }
        Map<Symbol, FloatTensor> data = new LinkedHashMap<>();
        data.put(X, new FloatTensor(TensorShape.of(n, 2), x));
        data.put(Y, new FloatTensor(TensorShape.of(n), y));
        return data;
    }

    private static float[] trained(Optimizer optimizer, int epochs, List<Progress> seen) {
        Trainer trainer = new Trainer(loss(), List.of(W), line(), Optional.empty(), new Trainer.Settings(optimizer, epochs, 10, 7), TrainerTest::interpreted,
                seen::add);
        return ((FloatTensor) trainer.train(Map.of(W, FloatTensor.vector(0, 0))).get(W)).array();
    }

    @ParameterizedTest
    @CsvSource({"sgd, 1/10, 0.02", "momentum, 1/20, 0.02", "nesterov, 1/20, 0.02", "adagrad, 1/2, 0.02", "rmsprop, 1/40, 0.02", "adam, 1/20, 0.02",
        "adamw, 1/20, 0.05"}) // its decay makes weights smaller
    void everyOptimizerFindsTheLine(String name, String rate, float tolerance) {
        Optimizer optimizer = Optimizer.named(name).with(Map.of("rate", (Constant) Fluxion.parse(rate)));
        float[] w = trained(optimizer, 80, new ArrayList<>());
        assertThat(w[0]).isCloseTo(3, org.assertj.core.data.Offset.offset(tolerance));
        assertThat(w[1]).isCloseTo(-0.5f, org.assertj.core.data.Offset.offset(tolerance));
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        assertThat(trained(Optimizer.named("adam"), 3, new ArrayList<>())).isEqualTo(trained(Optimizer.named("adam"), 3, new ArrayList<>()));
    }

    @Test
    void progressCountsEveryStepAndEndsAtNothingLeft() {
        List<Progress> seen = new ArrayList<>();
        trained(Optimizer.named("sgd"), 2, seen);
        assertThat(seen).hasSize(8);
        assertThat(seen.getLast().secondsLeft()).isZero();
        assertThat(seen.stream().filter(Progress::endsEpoch)).hasSize(2);
        assertThat(seen.getLast().loss()).isLessThan(seen.getFirst().loss());
    }

    @Test
    void aRateThatIsTooLargeIsReportedAsADivergingLoss() {
        Optimizer wild = Optimizer.named("sgd").with(Map.of("rate", Constant.of(1000)));
        assertThatThrownBy(() -> trained(wild, 50, new ArrayList<>())).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e).hasMessageMatching("the training diverged: the loss became (Infinity|NaN) in step \\d+ of 200");
            assertThat(e.diagnostic().hint()).isEqualTo("try a smaller rate: optimizer = sgd(rate = 100)");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"X|7|NaN|'X' holds NaN in row 4, column 2: the loss became NaN in step|correct the data, or leave such rows out",
        "Y|39|Infinity|'Y' holds Infinity in row 40: the loss became|leave such rows out; in single precision, as data are here, numbers beyond 3.402823e38 are infinite"})
    void dataThatAreNoFiniteNumbersAreToldInsteadOfTheRate(String name, int position, float entry, String message, String hint) {
        Map<Symbol, FloatTensor> data = line();
        data.get(name.equals("X") ? X : Y).array()[position] = entry;
        Trainer trainer = new Trainer(loss(), List.of(W), data, Optional.empty(), new Trainer.Settings(Optimizer.named("sgd"), 1, 10, 7), TrainerTest::interpreted, seen -> { });
        assertThatThrownBy(() -> trainer.train(Map.of())).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e).hasMessageStartingWith(message);
            assertThat(e.diagnostic().hint()).endsWith(hint);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0|the data are empty: 'X' has no rows|''", "7|a batch of 10 needs as many rows, but there are 7|choose a batch of at most 7"})
    void aBatchOfMoreRowsThanThereAreIsToldTheirNumber(int rows, String message, String hint) {
        Map<Symbol, FloatTensor> data = new LinkedHashMap<>();
        data.put(X, new FloatTensor(TensorShape.of(rows, 2), new float[2 * rows]));
        data.put(Y, new FloatTensor(TensorShape.of(rows), new float[rows]));
        assertThatThrownBy(() -> new Trainer(loss(), List.of(W), data, Optional.empty(), new Trainer.Settings(Optimizer.named("sgd"), 1, 10, 7), TrainerTest::interpreted,
                seen -> { })).isInstanceOfSatisfying(FluxionException.class, e -> {
                    assertThat(e).hasMessage(message);
                    assertThat(e.diagnostic().hint()).isEqualTo(hint);
                });
    }

    @ParameterizedTest
    @CsvSource({"0.1, 20, false", "3, 2, true"})
    void aLossThatGrowsHasDiverged(String rate, int epochs, boolean diverged) {
        Trainer.Settings settings = new Trainer.Settings(Optimizer.named("sgd")
                .with(Map.of("rate", Constant.of(Rational.of(new java.math.BigDecimal(rate))))), epochs, 10, 7);
        TrainingRun run = new Trainer(loss(), List.of(W), line(), Optional.empty(), settings, TrainerTest::interpreted, progress -> { })
                .begin(Map.of(W, FloatTensor.vector(0, 0)));
        run.toEnd();
        assertThat(run.hasDiverged()).isEqualTo(diverged);
    }

    @Test
    void anUnknownOptimizerOrOptionIsNamed() {
        assertThatThrownBy(() -> Optimizer.named("adaam")).hasMessageContaining("unknown optimizer adaam");
        assertThatThrownBy(() -> Optimizer.named("sgd").with(Map.of("speed", Constant.ONE))).hasMessageContaining("no option speed");
    }

    @Test
    void aTrainingHasAnEpochAndARowInABatch() {
        assertThatThrownBy(() -> new Trainer.Settings(Optimizer.named("sgd"), 0, 10, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Trainer.Settings(Optimizer.named("sgd"), 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
