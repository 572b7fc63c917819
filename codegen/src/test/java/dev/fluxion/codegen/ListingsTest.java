package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What small formulas become, in golden files; with {@code FLUXION_GOLDEN=write} in the environment the test writes them anew. */
class ListingsTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/fluxion/codegen/listings");
    private static final Map<String, Long> SIZES = Map.of("n", 40L, "d", 3L, "k", 20L);
    private static final int LARGEST_METHOD = 8_000; // bytes: HotSpot leaves longer ones to the interpreter

    private static String golden(String file, String actual) throws IOException {
        Path path = FOLDER.resolve(file);
        if ("write".equals(System.getenv("FLUXION_GOLDEN"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(path, actual);
        }
        return Files.readString(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"product|x^2*sin(y)", "cubic|x^3 - 2*x*y + 1/7", "quotient|(x + y)/(x*y^2)", "root|sqrt(x^2 + y^2)",
            "choice|{x > y: x, else: exp(y)}",
        "bell|exp(-x^2/2)*y", "power|x^1.7 + y^(3/2)", "fold|fold(h = x, k = 1..20: h - (h^2 - y)/(2*h))", "extremes|max(x, y)*abs(x)"})
    void formulasOfNumbersBecomeThesePrograms(String name, String formula) throws IOException {
        assumeTrue(Fusing.AVAILABLE); // the listings have fused operations
        Expression value = Fluxion.parse(formula);
        List<Symbol> inputs = List.of(Symbol.of("x"), Symbol.of("y"));
        List<Expression> gradient = Differentiation.gradient(value, inputs);
        StringBuilder text = new StringBuilder(formula + "\n");
        for (Mode mode : Mode.values()) {
            text.append("\n").append(mode).append("\n");
            text.append(Kernels.explain(value, gradient, inputs, mode).replaceAll("(?m)^bytecode.*\\R", ""));
        }
        assertThat(text.toString()).isEqualTo(golden(name + ".txt", text.toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"neighbours|x|sum(i = 1..n-1: 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)",
            "nearest|C|sum(min(tensor(s, j: sum(b: (C[j,b] - P[s,b])^2)), axis = 2))",
        "softmax|W|-sum(log(softmax(P*W)))", "squares|w|sum((P*w - x).^2)", "norm|x|log(sum(exp(x)))"})
    void formulasOfTensorsBecomeThesePlans(String name, String variable, String formula) throws IOException {
        Tensors tensors = new Tensors(SIZES, "x n; P n,d; C k,d; W d,k; w d");
        Expression value = tensors.parse(formula);
        List<Expression> both = List.of(value, Differentiation.derivative(value, tensors.symbol(variable)));
        TensorProgram program = TensorKernels.program(both, tensors.symbols, SIZES);
        String text = formula + "\n" + program.explain(Precision.DOUBLE);
        assertThat(text).isEqualTo(golden(name + ".txt", text));
    }

    @Test
    void everyGoldenFileHasAFormula() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files).hasSize(14);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum((tanh(P*w) - x).^2)", "sum(min(tensor(s, j: sum(b: (C[j,b] - P[s,b])^2)), axis = 2))",
            "sum(sin(x).^12 + exp(x) .* cos(x).^3 - log(1 + x.^2) .* sqrt(1 + x.^4))",
        "sum(i = 3..n-2: (x[i-2] - 4*x[i-1] + 6*x[i] - 4*x[i+1] + x[i+2])^4)"})
    void methodsOfLoopsAreShortEnoughToBeCompiled(String formula) {
        Tensors tensors = new Tensors(SIZES, "x n; P n,d; C k,d; W d,k; w d");
        Expression value = tensors.parse(formula);
        for (Symbol variable : tensors.symbols) {
            for (Step step : TensorKernels.program(List.of(value, Differentiation.derivative(value, variable)), tensors.symbols, SIZES).steps()) {
                for (Precision precision : Precision.values()) {
                    switch (step) {
                        case Step.Loop loop -> assertShort(LoopForm.of(loop, precision), step);
                        case Step.Chosen chosen -> assertShort(LoopForm.of(chosen, precision), step);
                        default -> { }
                    }
                }
            }
        }
    }

    private static void assertShort(LoopForm form, Step step) {
        assertShort(LoopEmitter.emit(form, false), step);
        if (form.hasLanes()) {
            assertShort(LoopEmitter.emit(form, true), step);
        }
    }

    private static void assertShort(byte[] bytes, Step step) {
        ClassFile.of().parse(bytes).methods().forEach(method -> method.findAttribute(Attributes.code())
                .ifPresent(code -> assertThat(code.codeLength()).as(step.text()).isLessThan(LARGEST_METHOD)));
    }
}
