package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.Functions;
import dev.fluxion.symbolic.precise.SpecialFunctions;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that loops write out: their distance from the true values, and the same bits in lanes, without and in the interpreter. */
class LoopFunctionsTest {
    private static final int BITS = 400;
    private static final int POINTS = 400;
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, -Double.MIN_NORMAL / 4,
        Double.MAX_VALUE, -Double.MAX_VALUE, 1, -2.5, 0.1, 0.3, -0.3, 20, -20, 86.9, 87, -87, -88, 104, -104, 354, 707.9, -707.9, 708, -708, 709.7, 710, -740, -750};

    /**
     * A function with where it is tried.
     *
     * @param exact of {@code e^x} and {@code x}
     */
    private record Case(String function, UnaryOperator<Enclosure> exact, String where, DoubleUnaryOperator sample, double ulps) {
        @Override
        public String toString() {
            return function + ", " + where;
        }
    }

    private static Enclosure exp(Enclosure x) {
        return Functions.exp(x, BITS);
    }

    private static Enclosure onePlus(Enclosure x) {
        return x.plus(Enclosure.of(1), BITS);
    }

    private static Stream<Case> everywhere(String function, UnaryOperator<Enclosure> exact, double ulps) {
        return Stream.of(new Case(function, exact, "ordinary", u -> 16 * u - 8, ulps), new Case(function, exact, "near 0", u -> Math.scalb(2 * u - 1, -20), ulps),
                new Case(function, exact, "about 0.3, where methods meet", u -> 0.29 + 0.02 * u, ulps), new Case(function, exact, "about -0.3", u -> -0.31 + 0.02 * u, ulps),
                new Case(function, exact, "far on the right", u -> 8 + 60 * u, ulps), new Case(function, exact, "far on the left", u -> -8 - 60 * u, ulps));
    }

    static Stream<Case> cases() {
        return Stream.of(everywhere("exp(x)", LoopFunctionsTest::exp, 1),
                everywhere("sigmoid(x)", x -> exp(x).over(onePlus(exp(x)), BITS), 3),
                everywhere("silu(x)", x -> x.times(exp(x), BITS).over(onePlus(exp(x)), BITS), 4),
                everywhere("tanh(x)", x -> exp(x.times(Enclosure.of(2), BITS)).plus(Enclosure.of(-1), BITS).over(onePlus(exp(x.times(Enclosure.of(2), BITS))), BITS), 4),
                everywhere("softplus(x)", x -> Functions.log(onePlus(exp(x)), BITS), 3),
                everywhere("expm1(x)", x -> exp(x).plus(Enclosure.of(-1), BITS), 5),
                everywhere("erf(x)", x -> SpecialFunctions.erf(x, BITS), 3), about("erf(x)", x -> SpecialFunctions.erf(x, BITS), 0.5, 3),
                Stream.of(new Case("erfc(x)", x -> SpecialFunctions.erfc(x, BITS), "ordinary", u -> 8 * u - 4, 5),
                        new Case("erfc(x)", x -> SpecialFunctions.erfc(x, BITS), "small results", u -> 4 + 5 * u, 5),
                        new Case("gelu(x)", LoopFunctionsTest::gelu, "ordinary", u -> 12 * u - 6, 6), new Case("gelu(x)", LoopFunctionsTest::gelu, "small results", u -> -6 - 6 * u, 6),
                        new Case("gelu(x)", LoopFunctionsTest::gelu, "near 0", u -> Math.scalb(2 * u - 1, -20), 6),
                        new Case("diff(gelu(x), x)", LoopFunctionsTest::slopeOfGelu, "on the right", u -> 8 * u, 6),
                        // 6 + x^2/2 of the larger of two terms that cancel; at -12 78, of roundings of the exponent -x^2/2
                        new Case("diff(gelu(x), x)", LoopFunctionsTest::slopeOfGelu, "on the left", u -> -1 - 5 * u, 30),
                        new Case("diff(gelu(x), x)", LoopFunctionsTest::slopeOfGelu, "small results", u -> -6 - 6 * u, 78),
                        new Case("diff(elu(x), x)", LoopFunctionsTest::exp, "where the function saturates", u -> -60 * u, 2)),
                about("expm1(x)", x -> exp(x).plus(Enclosure.of(-1), BITS), 0.34, 5), logarithms(), angles("sin(x)", x -> Functions.sin(x, BITS), 2),
                angles("cos(x)", x -> Functions.cos(x, BITS), 2), angles("tan(x)", x -> Functions.sin(x, BITS).over(Functions.cos(x, BITS), BITS), 4)).flatMap(each -> each);
    }

    private static Stream<Case> logarithms() {
        return Stream.<DoubleUnaryOperator>of(u -> 10 * u, u -> 0.9 + 0.2 * u, u -> 1 + Math.scalb(u - 0.5, -20), u -> 0.7 + 0.02 * u, u -> Math.scalb(1 + u, (int) (250 * u) - 125))
                .map(sample -> new Case("log(x)", x -> Functions.log(x, BITS), "like " + sample.applyAsDouble(0.25), sample, 1));
    }

    // Multiples of a quarter of a turn, rounded, are as near to zeros and to the ends of polynomials as numbers come.
    private static Stream<Case> angles(String function, UnaryOperator<Enclosure> exact, double ulps) {
        return Stream.of(new Case(function, exact, "ordinary", u -> 20 * u - 10, ulps), new Case(function, exact, "near 0", u -> Math.scalb(2 * u - 1, -20), ulps),
                new Case(function, exact, "many turns", u -> 2.4e4 * u - 1.2e4, ulps), new Case(function, exact, "more turns", u -> 2.4e5 * u - 1.2e5, ulps),
                new Case(function, exact, "near multiples of a quarter of a turn", u -> Math.rint(1.2e4 * u - 6e3) * (Math.PI / 2), ulps),
                new Case(function, exact, "the nearest of them", u -> (u < 0.5 ? 161 : -161) * (Math.PI / 2) * (u < 0.3 ? 1 : 1 + 0x1p-23), ulps));
    }

    private static Stream<Case> about(String function, UnaryOperator<Enclosure> exact, double place, double ulps) {
        return Stream.of(place, -place).map(each -> new Case(function, exact, "about " + each + ", where methods meet", u -> each + 0.02 * u - 0.01, ulps));
    }

    private static Enclosure gelu(Enclosure x) {
        Enclosure root = Enclosure.of(2).squareRoot(BITS);
        return x.times(SpecialFunctions.erfc(x.negate().over(root, BITS), BITS), BITS).shifted(-1);
    }

    private static Enclosure slopeOfGelu(Enclosure x) {
        Enclosure root = Enclosure.of(2).squareRoot(BITS);
        Enclosure bell = exp(x.times(x, BITS).negate().shifted(-1)).over(Functions.pi(BITS).shifted(1).squareRoot(BITS), BITS);
        return SpecialFunctions.erfc(x.negate().over(root, BITS), BITS).shifted(-1).plus(x.times(bell, BITS), BITS);
    }

    private static Loop loop(String text, int size) {
        Program body = LoopFunctions.inLanes(Kernels.program(List.of(Language.parse(text)), List.of(Symbol.of("x"), Symbol.of("y")), Mode.STRICT));
        return new Loop(List.of(size), 1, List.of(new Access(0, 0, List.of(1)), new Access(1, 0, List.of(1))), body, new Access(2, 0, List.of(1)));
    }

    private static Object run(String text, Precision precision, boolean inLanes, double[] x, double[] y) {
        LoopForm form = LoopForm.of(loop(text, x.length), precision);
        Object[] arrays = {precision.array(x), precision.array(y), precision.array(x.length)};
        SharedLoop.emitted(form, inLanes && form.hasLanes()).run(arrays, form.arrays(), 0, x.length, 0, 0, "");
        return arrays[2];
    }

    private static double ulps(double found, Enclosure exact, Precision precision) {
        BigDecimal expected = exact.low().plus(exact.high()).shifted(-1).toBigDecimal();
        double unit = precision == Precision.FLOAT ? Math.ulp(expected.floatValue()) : Math.ulp(expected.doubleValue());
        return new BigDecimal(found).subtract(expected).abs().divide(new BigDecimal(unit), MathContext.DECIMAL64).doubleValue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreWithinTheStatedUnitsInTheLastPlace(Case each) {
        for (Precision precision : Precision.values()) {
            double[] x = new Random(5).doubles(POINTS).map(each.sample).map(value -> precision == Precision.FLOAT ? (float) value : value).toArray();
            Object found = run(each.function, precision, false, x, x);
            for (int i = 0; i < POINTS; i++) {
                double ulps = ulps(((Number) Array.get(found, i)).doubleValue(), each.exact.apply(Enclosure.exactly(Dyadic.of(x[i]))), precision);
                assertThat(ulps).as("%s in %s precision at %s", each.function, precision, x[i]).isLessThanOrEqualTo(precision == Precision.FLOAT ? each.ulps + 2 : each.ulps);
            }
        }
    }

    /** What the same function gives outside of loops, with the sign of its zeros. */
    @ParameterizedTest
    @ValueSource(strings = {"exp", "sigmoid", "silu", "tanh", "softplus", "expm1", "elu", "erf", "erfc", "gelu", "log", "sin", "cos", "tan"})
    void valuesAtTheEndsAndAtZerosAreThoseOfTheFunction(String function) {
        double[] x = {-0.0, 0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -Double.MAX_VALUE, 800, -800};
        ScalarKernel apart = Fluxion.compile(Language.parse(function + "(x)"), "x");
        double[] expected = Arrays.stream(x).map(apart::value).toArray();
        for (boolean inLanes : new boolean[] {false, true}) {
            assertThat(bits(run(function + "(x)", Precision.DOUBLE, inLanes, x, x))).isEqualTo(bits(expected));
        }
    }

    private static List<Object> bits(Object array) {
        List<Object> bits = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            bits.add(Array.get(array, i)); // equal objects have equal bits, but for those of NaN
        }
        return bits;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"exp(x); 1", "sigmoid(x)*y; 2", "tanh(x) + tanh(y); 3", "softplus(x - y); 4", "silu(x)/exp(y); 5", "{x > y: exp(x), else: y}; 6", "gelu(x)*y; 7", "erf(x) - erfc(y); 8",
        "expm1(x); 9", "elu(x)*y; 10", "log(x) + log(y^2); 11", "sin(x)*y; 12", "cos(y) - sin(x); 13", "tan(x); 14", "sin(9000*x); 15", "log(exp(y) + cos(x)); 16"})
    void allTiersGiveTheSameBits(String text, long seed) {
        Random random = new Random(seed);
        for (int size : new int[] {5, 16, 17, 64, 133}) {
            for (boolean special : new boolean[] {false, true}) {
                double[] x = special ? random.ints(size, 0, SPECIAL.length).mapToDouble(i -> SPECIAL[i]).toArray() : random.doubles(size, -9, 9).toArray();
                double[] y = random.doubles(size, -9, 9).toArray();
                for (Precision precision : Precision.values()) {
                    assertThat(bits(run(text, precision, true, x, y))).as("%s of %d in %s precision", text, size, precision)
                            .isEqualTo(bits(run(text, precision, false, x, y)));
                }
                double[][] arrays = {x, y, new double[size]};
                TensorInterpreter.run(loop(text, size), arrays, Precision.DOUBLE);
                assertThat(bits(run(text, Precision.DOUBLE, true, x, y))).isEqualTo(bits(arrays[2]));
            }
        }
    }

    /** Powers that are written otherwise elsewhere, and those of a base below all numbers, which are none where the exponent is not whole. */
    @Test
    void powersOfAllTiersAreTheSame() {
        double[] exponents = {-1, 0.5, 2, -0.5, 0.25, 3, -3, 0, Double.POSITIVE_INFINITY, Double.NaN};
        double[] bases = DoubleStream.concat(Arrays.stream(SPECIAL), new Random(3).doubles(300, -9, 9)).toArray();
        double[] x = Arrays.stream(bases).flatMap(base -> Arrays.stream(exponents).map(exponent -> base)).toArray();
        double[] y = IntStream.range(0, x.length).mapToDouble(i -> exponents[i % exponents.length]).toArray();
        double[][] arrays = {x, y, new double[x.length]};
        TensorInterpreter.run(loop("x^y", x.length), arrays, Precision.DOUBLE);
        assertThat(bits(arrays[2])).isEqualTo(bits(run("x^y", Precision.DOUBLE, true, x, y)));
        ScalarKernel apart = Fluxion.compile(Language.parse("x^y"), "x", "y");
        assertThat(bits(arrays[2])).isEqualTo(bits(IntStream.range(0, x.length).mapToDouble(i -> apart.value(x[i], y[i])).toArray()));
    }

    /** A vector in which one entry is not ordinary is computed entry by entry, in place too. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void entriesMayTakeThePlaceOfTheirOperands(Precision precision) {
        int size = 100;
        double[] x = new Random(9).doubles(size, -3, 3).toArray();
        x[37] = 1e4;
        x[70] = Double.NaN;
        Loop apart = loop("exp(x)*y", size);
        Loop inPlace = new Loop(apart.sizes(), 1, apart.reads(), apart.body(), apart.reads().getFirst());
        LoopForm form = LoopForm.of(inPlace, precision);
        Object[] arrays = {precision.array(x), precision.array(x)};
        SharedLoop.emitted(form, form.hasLanes()).run(arrays, form.arrays(), 0, size, 0, 0, "");
        assertThat(bits(arrays[0])).isEqualTo(bits(run("exp(x)*y", precision, false, x, x)));
    }

    /** HotSpot compiles no method over 8,000 bytes: where lanes would be longer, entries are computed one by one. */
    @ParameterizedTest
    @CsvSource({"exp, 60", "log, 60", "sin, 60", "cos, 60", "tan, 60", "sigmoid, 20", "tanh, 12", "erf, 6"})
    void methodsStayShort(String function, int most) {
        for (int count = 1; count <= most; count++) {
            String text = IntStream.rangeClosed(1, count).mapToObj(i -> function + "(x*" + i + " + y)").collect(Collectors.joining(" + "));
            for (Precision precision : Precision.values()) {
                LoopForm form = LoopForm.of(loop(text, 100), precision);
                int longest = ClassFile.of().parse(LoopEmitter.emit(form, form.hasLanes())).methods().stream().flatMap(method -> method.code().stream())
                        .mapToInt(code -> ((CodeAttribute) code).codeLength()).max().orElseThrow();
                assertThat(longest).as("%d of %s in %s precision", count, function, precision).isLessThan(8_000);
            }
        }
    }

    @Test
    void loopsOfTheseFunctionsHaveLanes() {
        for (String text : List.of("exp(x)", "sigmoid(x)", "tanh(y)*x", "softplus(x)", "silu(x)", "gelu(x)", "elu(x)", "erf(x)", "erfc(x)", "expm1(x)", "log(x)", "sin(x)", "y*cos(x)", "tan(x)")) {
            assertThat(LoopForm.of(loop(text, 40), Precision.FLOAT).hasLanes()).as(text).isEqualTo(Lanes.available());
        }
    }
}
