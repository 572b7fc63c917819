package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.Fluxion;
import dev.fluxion.codegen.ClassEmitter.Form;
import dev.fluxion.codegen.ClassEmitter.Method;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Activations;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassesTest {
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE,
        -Double.MIN_NORMAL / 3, Double.MAX_VALUE, 1e-200, -1e200, 1, -2.5};

    private static List<Symbol> symbols(String names) {
        return Stream.of(names.split(" ")).map(Symbol::of).toList();
    }

    private static Program strict(String inputs, String... formulas) {
        return Kernels.program(Stream.of(formulas).map(Fluxion::parse).toList(), symbols(inputs), Mode.STRICT);
    }

    private static long count(Program program, Class<? extends Instruction> kind) {
        return program.instructions().stream().filter(kind::isInstance).count();
    }

    @Test
    void quotientsByOneDivisorShareItsReciprocal() {
        assertThat(SharedFactors.apply(strict("x y z d", "x/d", "y/d", "z/d"))).hasToString("""
                v0 = input 3
                v1 = input 0
                v2 = 1.0
                v3 = v2 / v0
                v4 = v1 * v3
                v5 = input 1
                v6 = v3 * v5
                v7 = input 2
                v8 = v3 * v7
                return v4, v6, v8
                """);
    }

    @Test
    void divisorsThatAlwaysComeTogetherShareOneReciprocal() {
        Program shared = SharedFactors.apply(strict("x y z d f", "x/(d*f)", "y/(f*d)", "x*z/(d*f)"));
        assertThat(count(shared, Instruction.Divide.class)).isEqualTo(1);
    }

    @Test
    void factorsInCommonAreMultipliedOnce() {
        Program before = strict("a b c d", "a*b*c", "b*c*d", "2*b*c + sin(b*c*d)");
        assertThat(count(SharedFactors.apply(before), Instruction.Multiply.class)).isEqualTo(4);
    }

    @Test
    void aSingleQuotientStaysADivision() {
        assertThat(SharedFactors.apply(strict("x y", "x/10", "y/3"))).isEqualTo(strict("x y", "x/10", "y/3"));
    }

    @Test
    void aProductThatOnlyASumUsesIsFusedWithIt() {
        assertThat(FusedSums.apply(strict("x y z", "x*y + z", "z - x*sin(y)"))).hasToString("""
                v0 = input 1
                v1 = input 0
                v2 = input 2
                v3 = fma(v0, v1, v2)
                v4 = sin(v0)
                v5 = -v4
                v6 = fma(v1, v5, v2)
                return v3, v6
                """);
    }

    @Test
    void aDifferenceOfProductsStaysZeroWhereTheyAreEqual() {
        Program program = FusedSums.apply(strict("x y", "x^2 - y^2"));
        assertThat(count(program, Instruction.MultiplyAdd.class)).isZero();
        assertThat(new ArrayInterpreter(program).run(0.1, 0.1)[0]).isZero();
    }

    @Test
    void aPolynomialGoesByHornersScheme() {
        Program program = Kernels.program(List.of(Fluxion.parse("5 - 3*x + x^3 - 2*x^5 + sin(y)")), symbols("x y"));
        assertThat(count(program, Instruction.Multiply.class) + count(program, Instruction.MultiplyAdd.class)).isEqualTo(4); // x^2, and three steps
        double x = 0.7;
        assertThat(new ArrayInterpreter(program).run(x, 0.4)[0]).isCloseTo(5 - 3 * x + Math.pow(x, 3) - 2 * Math.pow(x, 5) + Math.sin(0.4), within(4e-15));
    }

    @Test
    void theStrictModeChangesNothing() {
        Program program = strict("x y z", "1 + x + x^2 + x^3", "x/z + y/z");
        assertThat(count(program, Instruction.MultiplyAdd.class)).isZero();
        assertThat(count(program, Instruction.Divide.class)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"tanh, 20", "tanh, -30", "sigmoid, 40", "sigmoid, -40"})
    void theAccurateModeKeepsDigitsWhereAFunctionSaturates(String function, double x) {
        double[] slope = new double[1];
        Fluxion.compile(Fluxion.parse(function + "(x)"), Mode.ACCURATE, "x").gradient(new double[] {x}, slope);
        double tail = function.equals("tanh") ? 4 * Math.exp(-2 * Math.abs(x)) : Math.exp(-Math.abs(x));
        assertThat(slope[0] / tail).isCloseTo(1, within(1e-14)); // the next term of the series is below 1e-17
    }

    /** As the method of the table, which its formula in the other modes is not where the logistic function is subnormal. */
    @Test
    void theAccurateModeComputesFunctionsByTheirMethods() {
        for (double x : new double[] {-745, -720.5, -709, -3, 0, 5, Double.NEGATIVE_INFINITY}) {
            assertThat((Double) Fluxion.compile(Fluxion.parse("silu(x)"), Mode.ACCURATE, "x").value(x)).isEqualTo((Double) Activations.silu(x));
        }
        assertThat(Fluxion.compile(Fluxion.parse("silu(x)"), Mode.STRICT, "x").value(-745)).isNotEqualTo(Activations.silu(-745));
    }

    @Test
    void theSlopeOfAnActivationKeepsItsDigitsInEveryMode() {
        double[] slope = new double[1];
        for (Mode mode : Mode.values()) {
            Fluxion.compile(Fluxion.parse("gelu(x)"), mode, "x").gradient(new double[] {-10}, slope);
            assertThat(slope[0] / -7.6184000964648140857e-22).as(mode.word()).isCloseTo(1, within(60 * 0x1p-52)); // by mpmath; roundings of the exponent -50
        }
    }

    @Test
    void theAccurateFormStandsWithinProductsAndPowers() {
        double[] slope = new double[1];
        Fluxion.compile(Fluxion.parse("x^2*sigmoid(3*x)^2"), Mode.ACCURATE, "x").gradient(new double[] {20}, slope);
        // 2 x s^2 + 6 x^2 s^2 (1 - s), s = 1 in double precision
        assertThat(slope[0]).isEqualTo(40 + 2400 * Math.exp(-60));
    }

    @Test
    void modesHaveNames() {
        assertThat(Mode.named("strict")).isEqualTo(Mode.STRICT);
        assertThatThrownBy(() -> Mode.named("quick")).isInstanceOf(FluxionException.class).hasMessageContaining("quick");
    }

    @Test
    void theClassAgreesToTheBitWithTheInterpreterAfterAllPasses() {
        for (long seed = 1; seed <= 20; seed++) {
            Program before = LongProgramTest.random(seed, 20 + (int) seed * 15, 3, 4);
            Program after = FusedSums.apply(SharedFactors.apply(before).check()).check();
            ClassEmitter.Emitted emitted = ClassEmitter.emit(VectorFunction.class, List.of(new Method("apply", Form.STORE, after)));
            VectorFunction compiled = HiddenClasses.instance(VectorFunction.class, emitted.bytes(), emitted.templates());
            for (double[] at : points(seed)) {
                double[] out = new double[4];
                compiled.apply(at, out);
                assertThat(bits(out)).as("seed %d at %s", seed, java.util.Arrays.toString(at)).isEqualTo(bits(new ArrayInterpreter(after).run(at)));
            }
        }
    }

    private static List<double[]> points(long seed) {
        Random random = new Random(seed);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            points.add(i < 5 ? random.doubles(3, -2, 2).toArray() : random.ints(3, 0, SPECIAL.length).mapToDouble(k -> SPECIAL[k]).toArray());
        }
        return points;
    }

    // One pattern for all NaN: which one an operation gives is not laid down.
    private static long[] bits(double[] values) {
        return java.util.Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    // Sums, products and quotients of positive numbers lose nothing: each of at most 300 operations adds one rounding.
    @Test
    void regroupedFormulasOfPositiveNumbersStayWithinTheirRoundings() {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            ProgramBuilder code = new ProgramBuilder(4);
            List<Integer> values = new ArrayList<>(List.of(code.input(0), code.input(1), code.input(2), code.input(3), code.number(3), code.number(0.3)));
            for (int i = 0; i < 60; i++) {
                int a = values.get(random.nextInt(values.size()));
                int b = values.get(random.nextInt(values.size()));
                values.add(switch (random.nextInt(4)) {
                    case 0 -> code.add(a, b);
                    case 1 -> code.divide(a, b);
                    case 2 -> code.root(a);
                    default -> code.multiply(code.root(a), b);
                });
            }
            Program before = code.build(values.subList(values.size() - 5, values.size()));
            Program after = FusedSums.apply(SharedFactors.apply(before));
            double[] at = random.doubles(4, 0.5, 2).toArray();
            double[] expected = new ArrayInterpreter(before).run(at);
            double[] found = new ArrayInterpreter(after).run(at);
            for (int k = 0; k < 5; k++) {
                if (expected[k] < 1e200 && expected[k] > 1e-200) {
                    assertThat(found[k] / expected[k]).as("seed %d", seed).isCloseTo(1, within(1e-11));
                }
            }
        }
    }
}
