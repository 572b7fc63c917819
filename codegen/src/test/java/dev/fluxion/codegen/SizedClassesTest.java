package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fluxion.Fluxion;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of formulas of tensors, each compiled once and called at many sizes, against the reference interpreter. */
class SizedClassesTest {
    private static final List<Map<String, Long>> SIZES = Stream.of(new long[] {4, 3, 2}, new long[] {2, 5, 3}, new long[] {3, 2, 6}, new long[] {1, 3, 2},
            new long[] {3, 1, 2}, new long[] {3, 2, 1}, new long[] {1, 1, 1}).map(SizedClassesTest::sizes).toList();
    private static final List<Map<String, Long>> EMPTY = Stream.of(new long[] {0, 3, 2}, new long[] {2, 0, 3}, new long[] {3, 2, 0}, new long[] {0, 0, 0})
            .map(SizedClassesTest::sizes).toList();

    private static Map<String, Long> sizes(long... each) {
        return Map.of("n", each[0], "d", each[1], "k", each[2]);
    }

    static ArrayFunction function(Expression value, List<Symbol> inputs) {
        List<Integer> by = value.isScalar() ? IntStream.range(0, inputs.size()).boxed().toList() : List.of();
        List<Expression> gradient = by.isEmpty() ? List.of() : Fluxion.gradient(value, inputs, Mode.FAST);
        return new ArrayFunction(Fluxion.stable(List.of(value), Mode.FAST).getFirst(), gradient, inputs, inputs.stream().map(Symbol::name).toList(), by);
    }

    private static void requireSame(String about, double[] actual, double[] expected) {
        assertThat(actual).as(about).hasSameSizeAs(expected);
        double scale = 1 + Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        for (int i = 0; i < actual.length; i++) {
            boolean same = Double.compare(actual[i] + 0.0, expected[i] + 0.0) == 0 || Math.abs(actual[i] - expected[i]) <= 1e-10 * scale;
            assertThat(same).as("%s: entry %d is %s instead of %s", about, i, actual[i], expected[i]).isTrue();
        }
    }

    private static void requireReference(String text, String declared, List<Map<String, Long>> allSizes) throws ReflectiveOperationException {
        requireReference(text, tensors -> tensors, declared, allSizes);
    }

    /** The same with names that a text uses. */
    private static void requireReference(String text, UnaryOperator<Tensors> names, String declared, List<Map<String, Long>> allSizes) throws ReflectiveOperationException {
        Tensors first = names.apply(new Tensors(allSizes.getFirst(), declared));
        ArrayFunction function = function(first.parse(text), first.symbols);
        Alone.Formula formula = Alone.Formula.of(function);
        for (Map<String, Long> sizes : allSizes) {
            Tensors tensors = new Tensors(sizes, declared);
            double[][] at = tensors.values(-0.9, 0.9);
            List<double[]> expected = function.outputs().stream().map(each -> Evaluator.evaluate(each, tensors.named(at), sizes).entries()).toList();
            double[][] before = Stream.of(at).map(double[]::clone).toArray(double[][]::new);
            List<double[]> found = new ArrayList<>(List.of(formula.value(sizes, at)));
            if (!function.by().isEmpty()) {
                found.addAll(formula.gradient(sizes, at));
                List<double[]> both = formula.valueAndGradient(sizes, at);
                for (int i = 0; i < both.size(); i++) {
                    assertThat(both.get(i)).as("%s at %s", text, sizes).isEqualTo(found.get(i));
                }
            }
            for (int i = 0; i < found.size(); i++) {
                requireSame("%s at %s, output %d: %s".formatted(text, sizes, i, function.outputs().get(i)), found.get(i), expected.get(i));
            }
            assertThat(at).as("what was given").isDeepEqualTo(before);
        }
    }

    static List<String> formulas() {
        return List.of("sum((X*w - x).^2)/2", "-sum(onehot .* log(softmax(X*W + z)))/n", "A*X*W", "X'*(X*w - y)", "w'*X'*A*X*v", "sum(X + w)", "X .* w + x*ones(d)'",
                "mse(tanh(X*W)*z, y)", "det(X'*X + I(d))", "logdet(X'*X + 2*I(d))", "sum(inv(X'*X + I(d))*v)", "w'*solve(X'*X + I(d), v)", "inv(5*I(n) + A)",
                "tr(A*B'*A)", "normF(A*X - Y)", "norm2(w)", "sum(kron(X, W).^2)", "vec(X)'*vec(Y)", "sum(reshape(X, d, n)*Y)", "concat(x, y)", "diag(w)*W + outer(v, z)",
                "sum(cumsum(X, 1) .* Y)", "max(X*w)", "sum(softmax(A, 1) .* B)", "sum(i, j: A[i, j]*x[i]*y[j])", "sum(i: s*x[i]^2) + t", "s*A + t*I(n)",
                "if(s > t, sum(x), sum(y.^2))", "sum(relu(X - Y)) + sum(abs(x))", "mean(X*w)", "sum(T .* T)", "sum(conv(T, reshape(X, n, d, 1)).^2)", "prod(x)", "argmax(X*w)",
                "X", "[s, t; s*t, 3]*[1, 2]", "sum([1, 2, 3]*s)", "X'", "sum(tensor(i, j: A[i, j]*A[j, i]))", "n*s + d", "huber(X*w, y, 1)", "A^3*x", "x'*A^-1*x", "I(n)", "zeros(n, d)", "sum(i = 1..n-1: 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)", "sum(j = 1..120: s^j/j)*sum(x)", "det([s, 1; 2, t])");
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void oneClassGivesWhatTheReferenceGivesAtAllSizes(String text) throws ReflectiveOperationException {
        requireReference(text.replace("onehot", "H"), RandomTensors.DECLARED + "; H n,k onehot", SIZES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum((X*w - x).^2)/2", "-sum(H .* log(softmax(X*W + z)))/n", "A*X*W", "X'*(X*w - y)", "sum(X + w)", "mean(X)", "logsumexp(w)", "max(w)", "min(w)",
        "prod(X, 2)", "max(X, axis = 2)", "mean(X, 1)", "det(X'*X)", "logdet(X'*X)", "inv(A)*x", "sum(kron(X, W))", "concat(x, ones(2))", "vec(X)'*vec(Y)", "sum(reshape(X, d, n)*Y)",
        "tensor(i: sum(j: X[i, j]) + 1)", "cumsum(x)", "norm2(w)", "tr(A)", "w'*solve(X'*X + I(d), v)"})
    void axesMayHaveNoEntries(String text) throws ReflectiveOperationException {
        requireReference(text, RandomTensors.DECLARED + "; H n,k onehot", EMPTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void randomFormulasAgreeAtAllSizes(int part) throws ReflectiveOperationException {
        for (long seed = part * 15L; seed < part * 15L + 15; seed++) {
            RandomTensors texts = new RandomTensors(seed, 1);
            int depth = 1 + (int) (seed % 5);
            requireReference(seed % 3 == 0 ? texts.vector("d", Math.min(depth, 3)) : texts.scalar(depth + 1), RandomTensors.DECLARED, SIZES);
        }
    }

    /** States of any shape, numbers that are read by the index, folds in folds and beside each other, empty ranges and ends that the sizes tell. */
    @ParameterizedTest
    @ValueSource(strings = {"sum(fold(y = x, t = 1..3: tanh(A*y)))", "fold(h = s, t = 1..n: t*h/n + x[t])", "fold(h = s, k = 1..d: tanh(h*t) + w[k])",
        "sum(fold(y = x, t = 1..3: A*y + t*x).^2)/n", "fold(a = s, b = t, k = 2..5: a*b + k, a - b/k)", "sum(fold(y = x, t = n + 1..n: A*y))", "fold(y = x, t = 1..0: 2*y)",
        "sum(fold(Z = X, t = 1..d: Z + w[t]*A*Z))", "fold(p = 1, i = 1..n: p*(1 + fold(q = 0, j = 1..2: q + x[i]*j)))", "fold(y = x, t = 1..3: y + 1)*s",
        "sum(fold(y = x, k = 1..2: B*y) .* fold(y = y, k = 1..2: B*y))", "fold(h = s, k = 1..3: h + sum(fold(y = x, k = 1..2: A*y)))", "fold(h = 0, k = 1..n: h + det(A)*x[k])",
        "fold(y = x, k = 1..4: softmax(A*y))'*y"})
    void foldsAreLoops(String text) throws ReflectiveOperationException {
        requireReference(text, RandomTensors.DECLARED, SIZES);
        requireReference(text, RandomTensors.DECLARED, EMPTY.stream().filter(sizes -> !text.contains("softmax") || sizes.get("n") > 0).toList());
    }

    /** A range without whole ends has no value, and one of many steps keeps its states for the way back. */
    @Test
    void endsOfFoldsAreThoseOfTheCall() throws ReflectiveOperationException {
        Tensors tensors = new Tensors(Map.of("n", 2L), "x n; a; m");
        Expression value = tensors.parse("fold(h = sum(x), k = 1..m: a*h + 1/k)");
        Alone.Formula formula = Alone.Formula.of(new ArrayFunction(value, Fluxion.gradient(value, tensors.symbols.subList(0, 2), Mode.FAST), tensors.symbols,
                List.of("x", "a", "m"), List.of(0, 1)));
        assertThat(formula.value(tensors.sizes, new double[][] {{1, 2}, {0.5}, {2.5}})).containsOnly(Double.NaN);
        double[] slopes = formula.gradient(tensors.sizes, new double[][] {{1, 2}, {1}, {100_000}}).getFirst();
        assertThat(slopes).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s*normF(second)^2", "sum(tensor(i, j: second[1, 2, i, j]*B[i, j]))", "third"})
    void derivativesOfDeterminantsAreComputed(String text) throws ReflectiveOperationException {
        requireReference(text, tensors -> tensors.with("second", tensors.parse("det(A)").diff("A", "A")).with("third", tensors.parse("det(A)").diff("A", "A", "A")),
                RandomTensors.DECLARED, List.of(sizes(3, 1, 1), sizes(2, 1, 1), sizes(4, 1, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(slope.^2)", "curvature", "w'*curvature*w + end"})
    void derivativesOfFoldsAreLoops(String text) throws ReflectiveOperationException {
        requireReference(text, tensors -> {
            Expression fold = tensors.parse("fold(h = s, k = 1..d: tanh(h*t) + w[k]*h)");
            return tensors.with("end", fold).with("slope", fold.diff("w")).with("curvature", fold.diff("w", "w"));
        }, RandomTensors.DECLARED, SIZES);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyModeIsRightToRounding(Mode mode) throws ReflectiveOperationException {
        Tensors tensors = new Tensors(SIZES.getFirst(), RandomTensors.DECLARED);
        double[][] at = tensors.values(-0.9, 0.9);
        Expression value = tensors.parse("mean(log(1 + exp(X*w))) + sum(tanh(A*x).^3)/n");
        List<Expression> gradient = Fluxion.gradient(value, tensors.symbols, mode);
        List<Integer> by = IntStream.range(0, tensors.symbols.size()).boxed().toList();
        ArrayFunction function = new ArrayFunction(value, gradient, tensors.symbols, tensors.symbols.stream().map(Symbol::name).toList(), by);
        List<double[]> found = Alone.Formula.of(function, mode).valueAndGradient(tensors.sizes, at);
        for (int i = 0; i < found.size(); i++) {
            requireSame(mode + " " + i, found.get(i), Evaluator.evaluate(function.outputs().get(i), tensors.named(at), tensors.sizes).entries());
        }
    }

    // 1 - tanh(20)^2 is all rounding.
    @Test
    void derivativesInTheAccurateModeKeepTheirDigits() throws ReflectiveOperationException {
        Tensors tensors = new Tensors(Map.of("n", 2L), "x n");
        Expression value = tensors.parse("sum(tanh(x))");
        ArrayFunction function = new ArrayFunction(value, Fluxion.gradient(value, tensors.symbols, Mode.ACCURATE), tensors.symbols, List.of("x"), List.of(0));
        double[] found = Alone.Formula.of(function, Mode.ACCURATE).gradient(tensors.sizes, new double[][] {{20, -1}}).getFirst();
        assertThat(found[0]).isCloseTo(Math.pow(Math.cosh(20), -2), withinPercentage(1e-10));
        assertThat(found[1]).isCloseTo(Math.pow(Math.cosh(1), -2), withinPercentage(1e-10));
    }

    @Test
    void whatACallMayNotGiveIsTold() throws ReflectiveOperationException {
        Tensors tensors = new Tensors(Map.of(), "X n,d; w d");
        Object f = Alone.Formula.of(function(tensors.parse("sum(X*w) + X[3, 1]"), tensors.symbols)).instance();
        Method value = f.getClass().getMethod("value", int.class, double[].class, double[].class);
        assertThat(value.invoke(f, 3, new double[] {1, 2, 3, 4, 5, 6}, new double[] {1, 10})).isEqualTo(134.0);
        for (Object[] each : new Object[][] {{3, new double[5], new double[2], "X has 5 entries, but [n, d] with n = 3, d = 2 takes 6"},
            {-1, new double[0], new double[2], "size n is -1"}, {2, new double[4], new double[2], "size n - 3 is -1"}, {3, null, new double[2], "X is null"},
            {3, new double[6], null, "w is null"}, {1 << 30, new double[6], new double[2], "size d*n is 2147483648, more than an array has entries"}}) {
            assertThatThrownBy(() -> value.invoke(f, each[0], each[1], each[2])).cause().hasMessage((String) each[3]);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s*sum(j = 1..n: j^s)*sum(x)                   | an indexed sum of symbolic length     | sum over the positions of a vector
            sum(x)*integral                               | an unevaluated integral               | give it a value first
            """)
    void whatHasNoSuchLoopsIsRefusedWithAWayOut(String text, String what, String hint) {
        Tensors tensors = new Tensors(Map.of(), "X n,n; x n; s");
        tensors.with("integral", Bound.integral(Symbol.of("u"), Constant.ZERO, tensors.symbol("s"), Fluxion.parse("exp(-u^3)")));
        ArrayFunction value = new ArrayFunction(tensors.parse(text), List.of(), tensors.symbols, List.of("X", "x", "s"), List.of());
        assertThatThrownBy(() -> Alone.Formula.of(value)).as(text).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED);
            assertThat(e.diagnostic().message()).isEqualTo(what + " in a class file of a formula of tensors");
            assertThat(e.diagnostic().hint()).contains(hint);
        });
    }

    @Test
    void sizesThatAreNumbersAndSumsOfNamesAreKnown() throws ReflectiveOperationException {
        requireReference("sum((A*x + b)[2..3]) + C[2, 1]*s", "A 3,2; x 2; b 3; C n,2; s", List.of(sizes(2, 1, 1), sizes(5, 1, 1)));
        requireReference("conv(x, w)", "x 1,1,n,d; w 2,1,2,2", List.of(sizes(3, 4, 1), sizes(2, 2, 1)));
    }

    @Test
    void sumsOfManyTermsHaveTheValuesOfTheReference() throws ReflectiveOperationException {
        String matrices = IntStream.rangeClosed(1, 700).mapToObj(i -> "cumsum(A/%d)".formatted(i)).collect(Collectors.joining(" + "));
        String numbers = IntStream.rangeClosed(1, 700).mapToObj(i -> "sum(cos(%d*w))/%d".formatted(i, i)).collect(Collectors.joining(" - "));
        requireReference("sum((" + matrices + ").^2)*s + " + numbers, "A n,d; w d; s", SIZES.subList(0, 2));
    }

    /** HotSpot leaves methods over 8,000 bytes to its interpreter. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100, 400})
    void methodsStayShort(int terms) {
        Tensors tensors = new Tensors(sizes(3, 2, 2), "A n,d; x n; w d; s; t");
        for (String form : List.of("sin(%d*x) .* x", "tanh(A*w + %d*x)", "(x'*A*w + %d)*s", "cos(%d*s)*t")) {
            String text = IntStream.rangeClosed(1, terms).mapToObj(i -> "sum(" + form.formatted(i) + ")").collect(Collectors.joining(" + "));
            Kernels.classFiles(function(tensors.parse(text), tensors.symbols), Mode.FAST, "formula", "F").forEach((file, bytes) ->
                    ClassFile.of().parse(bytes).methods().forEach(method -> method.findAttribute(Attributes.code()).ifPresent(code ->
                            assertThat(code.codeLength()).as("%d of %s: %s of %s", terms, form, method.methodName().stringValue(), file).isLessThan(8_000))));
        }
    }
}
