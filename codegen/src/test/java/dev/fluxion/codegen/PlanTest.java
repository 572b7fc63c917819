package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Curvature;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operations of planned kernels against those that one would write by hand. */
class PlanTest {
    private static final Map<String, Long> SIZES = Map.of("n", 1000L, "d", 100L, "k", 10L, "m", 50L);
    private static final String DECLARED = "X n,d; w d; v d; y n; l; W d,k; V d,k; Y n,k; A d,d; T m,m; U m,k; R m,k; Z n,n";

    private final Tensors tensors = new Tensors(SIZES, DECLARED);

    private Expression parse(String text) {
        return Stabilizer.stabilize(tensors.parse(text)).expression();
    }

    private TensorProgram plan(Expression... outputs) {
        return TensorKernels.program(List.of(outputs), tensors.symbols, SIZES);
    }

    private static long operations(TensorProgram program) {
        return program.steps().stream().mapToLong(Step::operations).sum();
    }

    private static int largest(TensorProgram program) {
        return program.room().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Two products of matrix and vector are 2·2·n·d operations; what is added may be linear in n and d. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum((X*w - y).^2)/n + l*w'*w                     | w | 2
            sum((X*w - y).^2)/n                              | w | 2
            sum(log(1 + exp(-y .* (X*w))))                   | w | 2
            norm2(X*w - y)                                   | w | 2
            sum(abs(X*w - y))                                | w | 2
            logsumexp(X*w)                                   | w | 2
            """)
    void theGradientOfALinearModelIsTwoProductsOfMatrixAndVector(String loss, String variable, int products) {
        TensorProgram program = plan(Differentiation.derivative(parse(loss), tensors.symbol(variable)));
        assertThat(operations(program)).as(program.explain(Precision.DOUBLE)).isBetween(products * 200_000L, products * 200_000L + 10 * 1_100);
        assertThat(largest(program)).isLessThanOrEqualTo(1000);
    }

    @Test
    void theHessianOfAQuadraticFormReadsNoVariable() {
        TensorProgram program = plan(Differentiation.derivative(parse("w'*A*w"), List.of(tensors.symbol("w"), tensors.symbol("w"))));
        int w = tensors.symbols.indexOf(tensors.symbol("w"));
        assertThat(program.steps()).noneMatch(step -> step.sources().contains(w));
        assertThat(operations(program)).isEqualTo(10_000);
    }

    @Test
    void aHessianThatIsADiagonalAndProductsOfVectorsIsAppliedWithoutBeingFormed() {
        tensors.with("H", Differentiation.derivative(parse("logsumexp(y)"), List.of(tensors.symbol("y"), tensors.symbol("y"))));
        TensorProgram program = plan(parse("H*(Z[:, 1])"), parse("y'*H*y"));
        assertThat(largest(program)).isLessThanOrEqualTo(1000);
        assertThat(operations(program)).as(program.explain(Precision.DOUBLE)).isLessThan(20_000);
    }

    @Test
    void theHessianOfAFactorisationIsOneSmallProduct() {
        TensorProgram program = plan(Differentiation.derivative(parse("sum((T - U*R').^2)"), List.of(tensors.symbol("U"), tensors.symbol("U"))));
        assertThat(operations(program)).as(program.explain(Precision.DOUBLE)).isLessThanOrEqualTo(2 * 50 * 100 + 200);
    }

    /** Hessian, Gauss-Newton and Fisher products take a few products with X, and store nothing of d times d. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum((X*w - y).^2)/n                       | X*w - y | w | v | 2
            sum(softplus(X*w) - y .* (X*w))           | X*w     | w | v | 3
            -sum(Y .* log(softmax(X*W)))/n            | X*W     | W | V | 30
            """)
    void productsWithAMatrixOfSecondOrderFormNone(String loss, String outputs, String variable, String direction, int products) {
        Symbol symbol = tensors.symbol(variable);
        Symbol along = tensors.symbol(direction);
        TensorProgram gaussNewton = plan(Curvature.gaussNewtonVector(parse(loss), parse(outputs), symbol, along));
        TensorProgram hessian = plan(Curvature.hessianVector(parse(loss), symbol, along));
        TensorProgram fisher = plan(Curvature.fisherVector(parse(outputs), symbol, along));
        for (TensorProgram program : List.of(gaussNewton, hessian, fisher)) {
            assertThat(operations(program)).as(program.explain(Precision.DOUBLE)).isLessThanOrEqualTo(products * 200_000L + 200_000);
            assertThat(largest(program)).isLessThanOrEqualTo(1000 * 10);
        }
    }

    @Test
    void theGradientOfATransformerOfTwelveBlocksTakesLessThanThreeForwardPasses() {
        Map<String, Long> sizes = Map.of("t", 64L, "d", 96L, "h", 384L, "v", 50L);
        StringBuilder declared = new StringBuilder("E t,d; Y t,v; O d,v");
        String activation = "E";
        Map<String, Expression> blocks = new HashMap<>();
        for (int block = 0; block < 12; block++) {
            declared.append("; Q%1$d d,d; K%1$d d,d; V%1$d d,d; P%1$d d,d; G%1$d d; B%1$d d; F%1$d d,h; f%1$d h; H%1$d h,d; g%1$d d".formatted(block));
        }
        Tensors network = new Tensors(sizes, declared.toString());
        Expression state = network.parse(activation);
        for (int block = 0; block < 12; block++) {
            Expression input = state;
            Expression normed = network.with("a", input).parse("outer(1 ./ sqrt(mean((a - outer(mean(a, 2), ones(d))).^2, 2) + 1/100000), ones(d)) "
                    + ".* (a - outer(mean(a, 2), ones(d))) .* G%1$d + B%1$d".formatted(block));
            Expression attended = network.with("a", normed).with("s", input)
                    .parse("s + softmax((a*Q%1$d)*(a*K%1$d)'/sqrt(d))*(a*V%1$d)*P%1$d".formatted(block));
            state = network.with("a", attended).parse("a + gelu(a*F%1$d + f%1$d)*H%1$d + g%1$d".formatted(block));
        }
        Expression loss = Stabilizer.stabilize(network.with("a", state).parse("-sum(Y .* log(softmax(a*O)))/t")).expression();
        List<Expression> outputs = new ArrayList<>(List.of(loss));
        outputs.addAll(Differentiation.gradient(loss, network.symbols.subList(2, network.symbols.size())));
        long forward = operations(TensorKernels.program(List.of(loss), network.symbols, sizes));
        long both = operations(TensorKernels.program(outputs, network.symbols, sizes));
        assertThat(both).as("forward %,d", forward).isLessThan(3 * forward);
    }

    /** Axes without entries and of one entry, in every formula of the list. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum((X*w - y).^2)
            -sum(Y .* log(softmax(X*W)))
            sum(X, 1)'*w
            sum(tanh(X)*W)
            sum(outer(y, w) .* X)
            sum(cumsum(y).^2)
            normF(X)
            sum(exp(X + w))
            """)
    void axesOfNoAndOfOneEntryWork(String formula) {
        for (long[] sizes : new long[][] {{0, 3, 2, 1}, {2, 0, 3, 1}, {1, 1, 1, 1}, {1, 3, 2, 1}, {3, 1, 2, 1}, {0, 0, 0, 1}}) {
            Map<String, Long> given = Map.of("n", sizes[0], "d", sizes[1], "k", sizes[2], "m", sizes[3]);
            Tensors small = new Tensors(given, DECLARED);
            Expression function = Stabilizer.stabilize(small.parse(formula)).expression();
            double[][] at = small.values(0.1, 1);
            for (Symbol variable : small.symbols) {
                Expression derivative = Differentiation.derivative(function, variable);
                double[] expected = Evaluator.evaluate(derivative, small.named(at), given).entries();
                double[] actual = new double[expected.length];
                TensorKernels.compile(List.of(derivative), small.symbols, given, Precision.DOUBLE, MatrixProducts.PLAIN).run(at, new Object[] {actual});
                for (int i = 0; i < actual.length; i++) {
                    assertThat(actual[i]).as("%s by %s at %s", formula, variable, Arrays.toString(sizes))
                            .isNotNaN().isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-12));
                }
            }
        }
    }
}
