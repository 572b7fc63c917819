package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of which the half below the diagonal is known from the half above it. */
class SymmetricProductsTest {
    private static final String DECLARED = "X n,d; Z n,d; s n; t d; S d,d symmetric; A d,d; u d; c";
    private static final Map<String, List<Boolean>> FORMULAS = Map.ofEntries(entry("X'*X", true), entry("X'*diag(s)*X", true), entry("3*X'*diag(s.^2)*X", true),
            entry("X*X'", true), entry("X*S*X'", false, true), entry("X*diag(t)*X'", true), entry("X'*X/n + diag(t)", true), entry("c*X'*X + t*t'", true),
            entry("A*S*A'", false, true), entry("S*S", true), entry("exp(X)'*exp(X)", true), entry("relu(X'*X)*A", true, false), entry("(X'*X) .* (u*u')", true),
            entry("sin(X'*diag(s)*X) + (X'*X)", true, true)); // which of their products are symmetric, in the order of the plan

    private static Map.Entry<String, List<Boolean>> entry(String formula, Boolean... symmetric) {
        return Map.entry(formula, List.of(symmetric));
    }

    private static Tensors tensors(long n, long d) {
        return new Tensors(Map.of("n", n, "d", d), DECLARED);
    }

    private static TensorProgram program(Tensors tensors, String formula) {
        return TensorKernels.program(List.of(tensors.parse(formula)), tensors.symbols, tensors.sizes);
    }

    private static List<Boolean> symmetric(String formula) {
        return program(tensors(5, 7), formula).steps().stream().flatMap(step -> step instanceof Step.Fused fused ? Stream.of(fused.product())
                : step instanceof Step.Multiply product ? Stream.of(product) : Stream.empty()).map(Step.Multiply::symmetric).toList();
    }

    @Test
    void onlyProductsThatEqualTheirTransposeAre() {
        assertThat(FORMULAS).allSatisfy((formula, symmetric) -> assertThat(symmetric(formula)).as(formula).isEqualTo(symmetric));
        assertThat(List.of("X'*Z", "A*A", "X'*diag(s)*Z", "X*A*X'", "S*A", "(X + Z)'*X")).allSatisfy(formula ->
                assertThat(symmetric(formula)).as(formula).isNotEmpty().doesNotContain(true));
        assertThat(program(tensors(5, 7), "X'*X").explain(Precision.DOUBLE)).contains("7x5x7, symmetric").contains("280  a");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "9, 1", "5, 7", "3, 33", "40, 17", "0, 3"})
    void valuesAreThoseOfTheInterpreters(long n, long d) {
        for (String formula : FORMULAS.keySet()) {
            Tensors tensors = tensors(n, d);
            Expression expression = tensors.parse(formula);
            TensorProgram program = program(tensors, formula);
            double[][] at = tensors.values(-1, 1);
            double[] expected = Evaluator.evaluate(expression, tensors.named(at), tensors.sizes).entries();
            double[] whole = new TensorInterpreter(program).run(at)[0];
            double[] actual = new double[expected.length];
            TensorKernels.compile(List.of(expression), tensors.symbols, tensors.sizes, Precision.DOUBLE, MatrixProducts.PLAIN).run(at, new Object[] {actual});
            assertThat(actual).as(formula).isEqualTo(whole);
            assertThat((double[]) BlockProducts.run(program, at)[0]).as(formula).isEqualTo(whole);
            double largest = Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).reduce(1, Math::max);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).as(formula).isCloseTo(expected[i], within(1600 * Math.ulp(largest))); // sums of at most 40*40 terms
            }
        }
    }

    @Test
    void entriesBelowTheDiagonalAreThoseAboveIt() {
        Tensors tensors = tensors(23, 37);
        double[] product = new TensorInterpreter(program(tensors, "X'*diag(s)*X")).run(tensors.values(-1, 1))[0];
        for (int i = 0; i < product.length; i++) {
            assertThat(product[i]).isEqualTo(product[i % 37 * 37 + i / 37]);
        }
    }
}
