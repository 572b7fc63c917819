package dev.fluxion.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.codegen.Precision;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.nn.io.SafeTensors;
import dev.fluxion.nn.io.TensorFile;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.number.Rational;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A training that is broken off and taken up again gives the bits of one that was not. */
class ResumeTest {
    private static final Symbol X = Symbol.of("X", Shape.of(Size.named("m"), Size.of(6)), Symbol.Role.VARIABLE, Set.of());
    private static final Symbol Y = Symbol.of("Y", Shape.of(Size.named("m"), Size.of(3)), Symbol.Role.VARIABLE, Set.of());
    private static final Symbol W = Symbol.of("W", Shape.of(Size.of(6), Size.of(3)), Symbol.Role.PARAMETER, Set.of());
    private static final Symbol B = Symbol.of("b", Shape.of(Size.of(3)), Symbol.Role.PARAMETER, Set.of());
    private static final int ROWS = 57;
    private static final int EPOCHS = 6;
    private static final int STEPS_PER_EPOCH = 7;

    @TempDir
    private Path folder;

    @AfterEach
    void nothingIsLeftInTheFolder() throws IOException {
        Thread.interrupted();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).allMatch(name -> name.endsWith(".safetensors"));
        }
    }

    /** What a training came to. */
    private record Result(Map<Symbol, Tensor> parameters, List<Epoch> epochs) {}

    private static Map<Symbol, Tensor> data() {
        RandomStream random = RandomStream.seeded(11);
        FloatTensor x = FloatTensor.zeros(ROWS, 6);
        FloatTensor y = FloatTensor.zeros(ROWS, 3);
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < 6; i++) {
                x.array()[row * 6 + i] = (float) random.nextGaussian();
            }
            y.array()[row * 3 + (x.get(row, 0) > 0.3 ? 2 : x.get(row, 1) > 0 ? 1 : 0)] = 1;
        }
        Map<Symbol, Tensor> data = new LinkedHashMap<>();
        data.put(X, x);
        data.put(Y, y);
        return data;
    }

    private static Map<Symbol, Tensor> start() {
        RandomStream random = RandomStream.seeded(5);
        DoubleTensor w = DoubleTensor.zeros(6, 3);
        Arrays.setAll(w.array(), i -> random.nextGaussian());
        return Map.of(W, w, B, DoubleTensor.zeros(3));
    }

    private static Trainer trainer(Precision precision, int batch, Optional<Path> checkpoint, Trainer.KernelSource kernels, Consumer<Progress> progress) {
        Names names = Names.strict().declare(X).declare(Y).declare(W).declare(B);
        names.bind("P", Language.parse(new Source("P", "softmax(X*W + b)"), names));
        Expression loss = Language.parse(new Source("loss", "-sum(Y .* log(P)) / m"), names);
        Expression predicted = Language.parse(new Source("P", "P"), names);
        Optimizer adam = Optimizer.named("adam").with(Map.of("rate", Constant.of(Rational.of(1, 50))));
        return new Trainer(loss, List.of(W, B), data(), Optional.of(predicted),
                new Trainer.Settings(adam, EPOCHS, batch, 3, precision, checkpoint.map(CheckpointFile::new)), kernels, progress);
    }

    private static Result trained(Precision precision, Optional<Path> checkpoint, Consumer<Progress> progress) {
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            TrainingRun run = trainer(precision, 8, checkpoint, kernels, progress).begin(start());
            return new Result(run.toEnd(), run.ended());
        }
    }

    private Path file() {
        return folder.resolve("run.safetensors");
    }

    private void breakOffAfter(long step, Precision precision) {
        assertThatThrownBy(() -> trained(precision, Optional.of(file()), progress -> {
            if (progress.step() == step) {
                Thread.currentThread().interrupt();
            }
        })).isInstanceOf(FluxionException.class).hasMessageContaining("interrupted after step " + step + " of 42");
        assertThat(Thread.interrupted()).as("the interrupt is handed on").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, SINGLE", "6, SINGLE", "7, SINGLE", "8, SINGLE", "24, SINGLE", "41, SINGLE", "42, SINGLE", "10, DOUBLE", "14, DOUBLE"})
    void aTrainingBrokenOffAfterAnyStepGoesOnToTheSameBits(long step, String word) {
        Precision precision = word.equals("SINGLE") ? Precision.FLOAT : Precision.DOUBLE;
        Result whole = trained(precision, Optional.empty(), progress -> { });
        breakOffAfter(step, precision);
        long[] steps = {0};
        Result resumed = trained(precision, Optional.of(file()), progress -> steps[0]++);
        assertThat(steps[0]).isEqualTo(EPOCHS * STEPS_PER_EPOCH - step);
        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void aRunWhoseStepFailedDoesNotGoOn() {
        int[] runs = {0};
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            Trainer.KernelSource failing = (outputs, inputs, sizes, precision) -> {
                Trainer.Kernel kernel = kernels.compile(outputs, inputs, sizes, precision);
                return (before, after) -> {
                    kernel.run(before, after);
                    if (++runs[0] == 10) {
                        throw new ArithmeticException("in the tenth step");
                    }
                };
            };
            TrainingRun run = trainer(Precision.FLOAT, 8, Optional.empty(), failing, progress -> { }).begin(start());
            assertThatThrownBy(run::toEnd).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(run::toEnd).isInstanceOf(IllegalStateException.class).hasMessageContaining("step 10 was broken off");
        }
    }

    @Test
    void aTrainingBrokenOffTwiceGoesOnToTheSameBits() {
        Result whole = trained(Precision.FLOAT, Optional.empty(), progress -> { });
        breakOffAfter(9, Precision.FLOAT);
        breakOffAfter(20, Precision.FLOAT);
        assertThat(trained(Precision.FLOAT, Optional.of(file()), progress -> { })).isEqualTo(whole);
    }

    @Test
    void precisionsDifferOnlyByRounding() {
        Tensor single = trained(Precision.FLOAT, Optional.empty(), progress -> { }).parameters().get(W);
        Tensor wide = trained(Precision.DOUBLE, Optional.empty(), progress -> { }).parameters().get(W);
        assertThat(single).isInstanceOf(FloatTensor.class);
        assertThat(wide).isInstanceOf(DoubleTensor.class);
        for (int i = 0; i < 18; i++) {
            // 42 steps of Adam, whose quotients are of order 1 whatever the gradient.
            assertThat(single.number(i)).isNotEqualTo(wide.number(i)).isCloseTo(wide.number(i), org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Test
    void aTrainingThatEndedLeavesNoCheckpointAndTheNextOneIsNew() {
        Result first = trained(Precision.FLOAT, Optional.of(file()), progress -> { });
        assertThat(file()).doesNotExist();
        long[] steps = {0};
        assertThat(trained(Precision.FLOAT, Optional.of(file()), progress -> steps[0]++)).isEqualTo(first);
        assertThat(steps[0]).isEqualTo(EPOCHS * STEPS_PER_EPOCH);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void theCheckpointOfAnotherTrainingIsRefusedAndKept(Precision precision) {
        breakOffAfter(10, precision);
        Precision other = precision == Precision.FLOAT ? Precision.DOUBLE : Precision.FLOAT;
        assertThatThrownBy(() -> trained(other, Optional.of(file()), progress -> { })).isInstanceOf(FluxionException.class)
                .hasMessageContaining("run.safetensors is the checkpoint of another training: its precision is " + precision.word());
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            assertThatThrownBy(() -> trainer(precision, 9, Optional.of(file()), kernels, progress -> { }).begin(start()))
                    .hasMessageContaining("its batch is 8, here it is 9");
            Map<Symbol, Tensor> elsewhere = new LinkedHashMap<>(start());
            elsewhere.put(B, DoubleTensor.vector(0, 1, 0));
            assertThatThrownBy(() -> trainer(precision, 8, Optional.of(file()), kernels, progress -> { }).begin(elsewhere))
                    .hasMessageContaining("its start is");
        }
        assertThat(trained(precision, Optional.of(file()), progress -> { }).epochs()).hasSize(EPOCHS);
    }

    @Test
    void aFileThatIsNoCheckpointIsRefusedAndKept() {
        TensorFile parameters = TensorFile.of(Map.of("W", FloatTensor.zeros(6, 3)), Map.of());
        SafeTensors.write(file(), parameters);
        assertThatThrownBy(() -> trained(Precision.FLOAT, Optional.of(file()), progress -> { })).isInstanceOf(FluxionException.class)
                .hasMessageContaining("no checkpoint");
        assertThat(SafeTensors.read(file())).isEqualTo(parameters);
    }

    /** The process that is killed: it does not come to its end before, however late that is. */
    static final class Process {
        private static int steps;

        public static void main(String[] arguments) {
            trained(Precision.FLOAT, Optional.of(Path.of(arguments[0])), progress -> pause());
        }

        private static void pause() {
            try {
                Thread.sleep(++steps < 3 * STEPS_PER_EPOCH ? 50 : 10_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aProcessKilledInTheMiddleIsTakenUpByTheNext() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Process.class.getName(), file().toString())
                .redirectErrorStream(true).redirectOutput(new File(folder.toFile(), "output.safetensors")).start();
        for (int tenths = 0; !Files.exists(file()) && tenths < 600 && process.isAlive(); tenths++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(file()).as(Files.readString(folder.resolve("output.safetensors"))).exists();
        TimeUnit.MILLISECONDS.sleep(120);
        process.destroyForcibly().waitFor();
        Files.createFile(folder.resolve("run.safetensors." + process.pid() + "-7.part"));
        assertThat(process.exitValue()).isEqualTo(137); // 128 + SIGKILL
        long[] steps = {0};
        Result resumed = trained(Precision.FLOAT, Optional.of(file()), progress -> steps[0]++);
        assertThat(steps[0]).isBetween(1L, (long) (EPOCHS - 1) * STEPS_PER_EPOCH);
        assertThat(resumed).isEqualTo(trained(Precision.FLOAT, Optional.empty(), progress -> { }));
        Files.delete(folder.resolve("output.safetensors"));
    }
}
