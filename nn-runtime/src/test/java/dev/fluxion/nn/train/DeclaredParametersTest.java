package dev.fluxion.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters stay what their declarations say, or are not trained. */
class DeclaredParametersTest {
    private static final int ORDER = 4;
    private static final int ROWS = 24;
    private static final Symbol X = Symbol.of("X", Shape.of(Size.named("m"), Size.of(ORDER)), Symbol.Role.VARIABLE, Set.of());

    private static Symbol parameter(Symbol.Property property) {
        return Symbol.of("P", Shape.of(Size.of(ORDER), Size.of(ORDER)), Symbol.Role.PARAMETER, Set.of(property));
    }

    private static FloatTensor random(int rows) {
        RandomStream random = RandomStream.seeded(3);
        float[] entries = new float[rows * ORDER];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = (float) random.nextGaussian();
        }
        return new FloatTensor(TensorShape.of(rows, ORDER), entries);
    }

    private static FloatTensor identity() {
        float[] entries = new float[ORDER * ORDER];
        for (int i = 0; i < ORDER; i++) {
            entries[i * ORDER + i] = 1;
        }
        return new FloatTensor(TensorShape.of(ORDER, ORDER), entries);
    }

    private static Tensor trained(Symbol parameter, String formula, String optimizer, int epochs) {
        Expression loss = Language.parse(new Source("loss", formula), Names.strict().declare(X).declare(parameter));
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            Trainer.Settings settings = new Trainer.Settings(Optimizer.named(optimizer), epochs, 8, 7);
            return new Trainer(loss, List.of(parameter), Map.of(X, random(ROWS)), Optional.empty(), settings, kernels, progress -> { })
                    .train(Map.of(parameter, identity())).get(parameter);
        }
    }

    @ParameterizedTest
    @CsvSource({"SYMMETRIC, sgd", "SYMMETRIC, adam", "POSITIVE_DEFINITE, adam", "DIAGONAL, adam"})
    void aTrainedMatrixKeepsItsStructureToTheBit(Symbol.Property property, String optimizer) {
        // The second part has a gradient that is symmetric but for roundings.
        Tensor value = trained(parameter(property), "sum((X*P - 2*sin(X)).^2)/m + sum((P*P*P - P).^2)/50", optimizer, 40);
        assertThat(value).isNotEqualTo(identity());
        for (int row = 0; row < ORDER; row++) {
            for (int column = 0; column < row; column++) {
                double above = value.number(column * ORDER + row);
                assertThat(value.number(row * ORDER + column)).isEqualTo(above);
                assertThat(above == 0).isEqualTo(property == Symbol.Property.DIAGONAL);
            }
        }
    }

    @Test
    void aMatrixThatIsNoLongerPositiveDefiniteEndsTheTraining() {
        assertThatThrownBy(() -> trained(parameter(Symbol.Property.POSITIVE_DEFINITE), "sum((X*P + X).^2)/m", "sgd", 400))
                .isInstanceOfSatisfying(FluxionException.class, e -> {
                    assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.DOMAIN);
                    assertThat(e).hasMessageMatching("after step \\d+: 'P' is declared positive_definite, but the pivot of row \\d is -.* instead of a positive number");
                    assertThat(e.diagnostic().hint()).isEqualTo("lower the rate; or train a matrix L without a declaration, and write L*L' in its place");
                });
    }

    @ParameterizedTest
    @EnumSource(value = Symbol.Property.class, names = {"STOCHASTIC", "ONEHOT"})
    void whatNoStepKeepsIsNotTrained(Symbol.Property property) {
        assertThatThrownBy(() -> trained(parameter(property), "sum((X*P).^2)/m", "sgd", 1)).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED);
            assertThat(e).hasMessage("'P' is declared " + property.name().toLowerCase(java.util.Locale.ROOT) + ", which a step of training does not keep");
            assertThat(e.diagnostic().hint()).isEqualTo("train a parameter without a declaration, and write softmax of it in its place");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYMMETRIC", "DIAGONAL", "POSITIVE_DEFINITE"})
    void aMatrixOfDataWhoseRowsWouldBeShuffledIsRefused(Symbol.Property property) {
        Symbol data = Symbol.of("S", Shape.of(Size.of(ORDER), Size.of(ORDER)), Symbol.Role.VARIABLE, Set.of(property));
        Symbol weight = Symbol.of("w", Shape.of(Size.of(ORDER)), Symbol.Role.PARAMETER, Set.of());
        Expression loss = Language.parse(new Source("loss", "w'*S*w - sum(w)"), Names.strict().declare(data).declare(weight));
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            Trainer.Settings settings = new Trainer.Settings(Optimizer.named("sgd"), 1, ORDER, 7);
            assertThatThrownBy(() -> new Trainer(loss, List.of(weight), Map.of(data, identity()), Optional.empty(), settings, kernels, progress -> { }))
                    .isInstanceOfSatisfying(FluxionException.class, e -> {
                        assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED);
                        assertThat(e).hasMessageContaining("but a training takes rows of data in random order");
                    });
        }
    }

    @Test
    void labelsAreHeldAgainstTheirDeclarationBeforeTheFirstStep() {
        Symbol labels = Symbol.of("Y", Shape.of(Size.named("m"), Size.of(2)), Symbol.Role.VARIABLE, Set.of(Symbol.Property.ONEHOT));
        Symbol weights = Symbol.of("W", Shape.of(Size.of(ORDER), Size.of(2)), Symbol.Role.PARAMETER, Set.of());
        Expression loss = Language.parse(new Source("loss", "-sum(Y .* log(softmax(X*W)))/m"), Names.strict().declare(X).declare(labels).declare(weights));
        float[] wrong = new float[2 * ROWS];
        Arrays.fill(wrong, 0.5f);
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            Map<Symbol, FloatTensor> data = Map.of(X, random(ROWS), labels, new FloatTensor(TensorShape.of(ROWS, 2), wrong));
            assertThatThrownBy(() -> new Trainer(loss, List.of(weights), data, Optional.empty(), new Trainer.Settings(Optimizer.named("sgd"), 1, 8, 7), kernels,
                    progress -> { })).hasMessageContaining("'Y' is declared onehot, but row 1 holds 0.5");
        }
    }
}
