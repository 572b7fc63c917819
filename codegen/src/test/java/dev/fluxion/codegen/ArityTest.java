package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.Fluxion;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

/** Calls of what compiles and is compiled with arguments that do not fit. */
class ArityTest {
    private final ScalarKernel kernel = Fluxion.compile(Fluxion.parse("x*y"), "x", "y");

    @Test
    void anotherNumberOfInputsIsRefused() {
        String message = "the function has 2 inputs, but the array of inputs has another length";
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value(1)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value(1, 2, 3)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value(1, 2, 3, 4)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value()).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.gradient(new double[1], new double[2])).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.valueAndGradient(new double[3], new double[2])).withMessage(message);
        assertThat(kernel.value(2, 3)).isEqualTo(6);
        assertThat(kernel.value(new double[] {2, 3})).isEqualTo(6);
    }

    @Test
    void aShortArrayForResultsIsRefusedBeforeAnythingIsStored() {
        double[] out = {7};
        String message = "the function stores 2 numbers, but the array for them is shorter";
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.gradient(new double[2], out)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.valueAndGradient(new double[2], out)).withMessage(message);
        assertThat(out).containsExactly(7);
        VectorFunction jacobian = Fluxion.jacobian(List.of(Fluxion.parse("x*y")), "x", "y");
        assertThatIllegalArgumentException().isThrownBy(() -> jacobian.apply(new double[2], out)).withMessage(message);
    }

    @Test
    void resultsNeedAnArrayOfTheirOwn() {
        double[] both = {2, 3};
        String message = "the array for results is that of the inputs";
        refused(() -> kernel.gradient(both, both), message);
        refused(() -> kernel.valueAndGradient(both, both), message);
        refused(() -> Fluxion.jacobian(List.of(Fluxion.parse("x + y")), "x", "y").apply(both, both), message);
        refused(() -> new FlatProgram(Kernels.program(List.of(Fluxion.parse("x + y")), List.of(Symbol.of("x"), Symbol.of("y")))).apply(both, both), message);
        assertThat(both).containsExactly(2, 3);
    }

    @Test
    void longFunctionsCheckAsShortOnesDo() {
        StringBuilder text = new StringBuilder("x");
        for (int i = 0; i < 3_000; i++) {
            text.append("+sin(").append(i).append("*x)");
        }
        Expression sum = Fluxion.parse(text.toString());
        ScalarKernel compiled = Fluxion.compile(sum, "x");
        double[] both = {1};
        refused(() -> compiled.value(1, 2), "has 1 input,");
        refused(() -> compiled.gradient(both, both), "the array for results is that of the inputs");
    }

    @Test
    void nullIsNamed() {
        assertThatNullPointerException().isThrownBy(() -> Fluxion.parse(null)).withMessage("the text to parse is null");
        assertThatNullPointerException().isThrownBy(() -> Fluxion.compile(null, "x")).withMessage("the formula to compile is null");
        assertThatNullPointerException().isThrownBy(() -> Fluxion.compile(Fluxion.parse("x"), (String) null)).withMessage("the name of a variable is null");
    }

    @Test
    void everyEntryForFormulasNamesANull() {
        List<Expression> withNull = Arrays.asList(Fluxion.parse("x"), null);
        String message = "the formula to compile is null";
        assertThatNullPointerException().isThrownBy(() -> Fluxion.hessian(null, "x")).withMessage(message);
        assertThatNullPointerException().isThrownBy(() -> Fluxion.hessianVectorProduct(null, "x")).withMessage(message);
        assertThatNullPointerException().isThrownBy(() -> Fluxion.jacobian(withNull, "x")).withMessage(message);
        assertThatNullPointerException().isThrownBy(() -> Fluxion.rows(withNull, "x")).withMessage(message);
        assertThatNullPointerException().isThrownBy(() -> Fluxion.rows(null, "x")).withMessage("the formulas to compile are null");
        assertThatNullPointerException().isThrownBy(() -> Fluxion.compile(Fluxion.parse("x"), (String[]) null)).withMessage("the names of variables are null");
        assertThatNullPointerException().isThrownBy(() -> Fluxion.compile(Fluxion.parse("x"), (Mode) null, "x")).withMessage("the mode of compilation is null");
        assertThatNullPointerException().isThrownBy(() -> Fluxion.hessian(Fluxion.parse("x"), (Mode) null, "x")).withMessage("the mode of compilation is null");
        assertThatNullPointerException().isThrownBy(() -> Fluxion.hessianVectorProduct(Fluxion.parse("x"), (Mode) null, "x"))
                .withMessage("the mode of compilation is null");
    }

    @Test
    void variablesAreNamedAsInATextAndNothingElseIsOne() {
        Expression angle = Fluxion.parse("θ₀^2 + pi");
        assertThat(Fluxion.compile(angle, "θ₀").value(2)).isEqualTo(Fluxion.compile(angle, "theta_0").value(2)).isEqualTo(4 + Math.PI);
        for (String name : List.of("pi", "2 z", "", "x + y", "sin")) {
            assertThatThrownBy(() -> Fluxion.compile(angle, "theta_0", name)).as(name).isInstanceOfSatisfying(FluxionException.class,
                    e -> assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.NAME));
        }
    }

    @Test
    void rowsOfAnotherNumberAreRefusedAndNothingIsStoredOverWhatIsRead() {
        RowKernel product = Fluxion.rows(List.of(Fluxion.parse("x*y")), "x", "y");
        RowKernel two = Fluxion.rows(List.of(Fluxion.parse("2"), Fluxion.parse("3")));
        double[] a = {1, 2};
        double[] b = {3, 4};
        refused(() -> product.run(new double[0][], new double[1][2]), "0 columns for 2 inputs");
        refused(() -> product.run(new double[][] {a, b}, new double[0][]), "0 for the results of 1 formula");
        refused(() -> product.run(new double[][] {a, {1}}, new double[1][2]), "a column of 1 rows beside one of 2");
        refused(() -> product.run(new double[][] {a, b}, new double[][] {b}), "the array of result 0 is a column");
        refused(() -> two.run(new double[0][], new double[][] {a, a}), "the array of result 1");
        refused(() -> product.values(new double[0][]), "0 columns");
        refused(() -> two.values(new double[0][]), "2 formulas");
        refused(() -> Fluxion.rows(List.of(Fluxion.parse("x"), Fluxion.parse("2*x")), "x").values(a), "2 formulas");
        assertThat(a).containsExactly(1, 2);
        assertThat(product.values(a, b)).containsExactly(3, 8);
        new RowKernel(Kernels.program(List.of(), List.of()), false).run(new double[0][], new double[0][]);
    }

    @Test
    void segmentsOfAnotherSizeAreRefusedAndNothingIsStoredOverWhatIsRead() {
        RowKernel twice = Fluxion.rows(List.of(Fluxion.parse("2*x")), "x");
        MemorySegment column = MemorySegment.ofArray(new double[] {1, 2, 3});
        refused(() -> twice.run(List.of(), List.of(column)), "0 columns for 1 inputs");
        refused(() -> twice.run(List.of(column), List.of(MemorySegment.ofArray(new double[2]))), "a column of 2 rows beside one of 3");
        refused(() -> twice.run(List.of(column.asSlice(0, 12)), List.of(column)), "12 bytes");
        refused(() -> twice.run(List.of(column), List.of(column)), "overlap");
        refused(() -> twice.run(List.of(column.asSlice(0, 16)), List.of(column.asSlice(8, 16))), "overlap");
        refused(() -> twice.run(List.of(column), List.of(MemorySegment.ofArray(new double[3]).asReadOnly())), "");
        double[] results = new double[3];
        twice.run(List.of(column), List.of(MemorySegment.ofArray(results)));
        assertThat(results).containsExactly(2, 4, 6);
    }

    @Test
    void tensorsOfAnotherKindOrSizeAreRefused() {
        Symbol v = Symbol.of("v", Shape.of(Size.of(2)), Symbol.Role.VARIABLE, Set.of());
        List<Expression> outputs = List.of(Elementwise.product(v, v), v);
        TensorKernel kernel = TensorKernels.compile(outputs, List.of(v), Map.of(), Precision.DOUBLE, MatrixProducts.PLAIN);
        double[] in = {3, 4};
        double[] first = new double[2];
        double[] second = new double[2];
        refused(() -> kernel.run(new Object[] {}, new Object[] {first, second}), "0 arrays for 1 inputs");
        refused(() -> kernel.run(new Object[] {new double[3]}, new Object[] {first, second}), "input 0 has 3 entries, not 2");
        refused(() -> kernel.run(new Object[] {new float[2]}, new Object[] {first, second}), "a float[] where entries are in double precision");
        refused(() -> kernel.run(new Object[] {in}, new Object[] {first, in}), "output 1 is the array of input 0");
        refused(() -> kernel.run(new Object[] {in}, new Object[] {first, first}), "output 1 is the array of output 0");
        kernel.run(new Object[] {in}, new Object[] {first, second});
        assertThat(first).containsExactly(9, 16);
        assertThat(second).containsExactly(3, 4);
        TensorInterpreter interpreter = new TensorInterpreter(kernel.program());
        refused(() -> interpreter.run(), "0 arrays for 1 inputs");
        refused(() -> interpreter.run(new double[3]), "input 0 has 3 entries, not 2");
        assertThat(interpreter.run(in)).isDeepEqualTo(new double[][] {{9, 16}, {3, 4}});
        refused(() -> kernel.program().entries(-1), "array -1 of");
        refused(() -> kernel.program().entries(1_000), "array 1000 of");
    }

    private static void refused(ThrowableAssert.ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }
}
