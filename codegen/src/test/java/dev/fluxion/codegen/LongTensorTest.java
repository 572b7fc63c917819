package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas of tensors of any length: no method of a loop is longer than what HotSpot compiles, and the numbers stay those of the interpreter. */
class LongTensorTest {
    private static final int LARGEST_METHOD = 8_000;
    private static final Map<String, Long> SIZES = Map.of("n", 3L, "m", 4L);

    private static Tensors matrices(int count) {
        return new Tensors(SIZES, IntStream.range(0, count).mapToObj(i -> "A" + i + (i % 3 == 2 ? " m" : " n,m")).collect(Collectors.joining("; ")));
    }

    private static void assertShortAndRight(Tensors tensors, List<Expression> outputs) {
        TensorProgram program = TensorKernels.program(outputs, tensors.symbols, SIZES);
        for (Precision precision : Precision.values()) {
            program.steps().forEach(step -> assertShort(step, precision));
        }
        double[][] at = tensors.values(0.5, 1);
        Object[] results = program.outputs().stream().map(Precision.DOUBLE::array).toArray();
        TensorKernels.compile(outputs, tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN).run(Stream.of(at).map(Precision.DOUBLE::array).toArray(), results);
        double[][] interpreted = new TensorInterpreter(program).run(at);
        for (int i = 0; i < results.length; i++) {
            assertThat((double[]) results[i]).isEqualTo(interpreted[i]);
        }
    }

    private static void assertShort(Step step, Precision precision) {
        if (step instanceof Step.Loop loop) {
            LoopForm form = LoopForm.of(loop, precision);
            ClassFile.of().parse(LoopEmitter.emit(form, form.hasLanes())).methods().forEach(method -> method.findAttribute(Attributes.code())
                    .ifPresent(code -> assertThat(code.codeLength()).as(step.text()).isLessThan(LARGEST_METHOD)));
        }
    }

    private static Expression sum(int terms, IntFunction<Expression> term) {
        return Sum.of(IntStream.range(0, terms).mapToObj(term).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 150, 400, 3_000})
    void sumsOfManyTensorsCompile(int terms) {
        Tensors tensors = matrices(terms);
        Expression total = Budget.unhurried().run(
                () -> tensors.parse(IntStream.range(0, terms).mapToObj(i -> (i + 2) + "*A" + i).collect(Collectors.joining(" + "))));
        assertShortAndRight(tensors, List.of(total));
    }

    @Test
    void sumsOfManyFunctionsOfTensorsCompile() {
        Tensors tensors = matrices(600);
        assertShortAndRight(tensors, List.of(tensors.parse(IntStream.range(0, 600).mapToObj(i -> "sin(A" + i + " + " + i + ")").collect(Collectors.joining(" + ")))));
    }

    @Test
    void productsOfManyTensorsCompile() {
        Tensors tensors = matrices(600);
        assertShortAndRight(tensors, List.of(tensors.parse(IntStream.range(0, 600).mapToObj(i -> "A" + i).collect(Collectors.joining(" .* ")))));
    }

    @Test
    void piecesOfManyCasesCompile() {
        Tensors tensors = matrices(300);
        String cases = IntStream.range(0, 299).mapToObj(i -> "A" + i + " > 0.98: A" + (i + 1)).collect(Collectors.joining(", "));
        assertShortAndRight(tensors, List.of(tensors.parse("{" + cases + ", else: A0}")));
    }

    @Test
    void aLossOfManyTermsAndItsGradientsCompile() {
        Tensors tensors = matrices(200);
        Expression loss = tensors.parse("sum((" + IntStream.range(0, 200).mapToObj(i -> "tanh(A" + i + " .* A" + (i + 1) % 200 + ")").collect(Collectors.joining(" + "))
                + ") .^ 2)");
        List<Expression> outputs = new ArrayList<>(Differentiation.gradient(loss, tensors.symbols.subList(0, 20)));
        outputs.addFirst(loss);
        assertShortAndRight(tensors, outputs);
    }

    @Test
    void longSumsOfScalarsCompile() {
        Tensors tensors = new Tensors(SIZES, "s; t; A n,m");
        Expression total = sum(5_000, i -> Power.of(Sum.of(tensors.symbol("s"), Constant.of(i + 1)), -1));
        assertShortAndRight(tensors, List.of(total, Elementwise.product(total, tensors.symbol("A"))));
    }

    @ParameterizedTest
    @CsvSource({"1,100", "2,400", "3,1500", "4,4000"})
    void randomNestingsCompile(long seed, int size) {
        Tensors tensors = matrices(30);
        Random random = new Random(seed);
        List<String> parts = new ArrayList<>(tensors.symbols.stream().map(Symbol::name).toList());
        for (int i = 0; i < size; i++) {
            String a = parts.remove(random.nextInt(parts.size()));
            String b = "A" + random.nextInt(30);
            String c = "A" + random.nextInt(30);
            parts.add(switch (random.nextInt(5)) {
                case 0 -> "(" + a + " + " + b + " .* " + c + ")";
                case 1 -> "sin(" + a + ") .* " + b;
                case 2 -> "max(" + a + ", " + b + ")";
                case 3 -> "{" + a + " > " + b + ": " + c + ", else: " + b + "}";
                default -> "(" + a + " - " + b + ") ./ (1 + " + c + ".^2)";
            });
        }
        assertShortAndRight(tensors, List.of(tensors.parse(String.join(" + ", parts))));
    }

    @Test
    void readsOfTensorsWithManyAxesStayShort() {
        String axes = " n,n,n,n,n,n,n,n";
        Tensors tensors = new Tensors(Map.of("n", 2L), IntStream.range(0, 120).mapToObj(i -> "T" + i + axes).collect(Collectors.joining("; ")));
        String labels = "abcdefgh";
        String total = IntStream.range(0, 120).mapToObj(i -> "T" + i + "[" + permuted(labels, i) + "]").collect(Collectors.joining(" + "));
        TensorKernels.program(List.of(tensors.parse("tensor(" + String.join(", ", labels.split("")) + ": " + total + ")")), tensors.symbols, Map.of("n", 2L)).steps()
                .forEach(step -> Arrays.stream(Precision.values()).forEach(precision -> assertShort(step, precision)));
    }

    private static String permuted(String labels, int seed) {
        List<String> letters = new ArrayList<>(List.of(labels.split("")));
        java.util.Collections.shuffle(letters, new Random(seed));
        return String.join(",", letters);
    }
}
