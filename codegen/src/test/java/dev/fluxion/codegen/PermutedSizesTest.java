package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives and kernels with all permutations of three sizes: no axis is taken for another one that happens to be as long, or longer. */
class PermutedSizesTest {
    private static final int[][] PERMUTATIONS = {{2, 3, 4}, {2, 4, 3}, {3, 2, 4}, {3, 4, 2}, {4, 2, 3}, {4, 3, 2}};
    private static final double STEP = 1e-5;

    @ParameterizedTest
    @ValueSource(strings = {"sum((X*W - Y).^2)/n", "-sum(Y.*log(softmax(X*W)))/n", "sum(tanh(X*W + b)*c)", "tr(W'*S*W)/tr(W'*W)",
            "logdet(X'*X + I(d))", "sum(softmax((X*W)*(X*W)'/sqrt(k))*X)",
        "w'*inv(S'*S + I(d))*w", "sum(kron(X, Y).^2)", "vec(X)'*vec(Y*W')", "sum(cumsum(X*W, 1).^3)", "normF(X - Y*W')", "sum(logsumexp(X, 1).^2)",
        "sum(reshape(X*W, k, n)*Y)",
        "sum((X - mean(X, 1)).^2 ./ (mean(X.^2, 1) + 1))", "sum(i, j: X[i, j]*sum(l: W[j, l]*Y[i, l])^2)", "sum(concat(X, Y, 2).^3)", "sum(max(X*W, 2).^2)", "det(W'*W)",
        "sum(solve(S + 3*I(d), W).^2)", "sum(fold(h = b, t = 1..3: tanh(h + W'*w)))", "sum(X[2..n, 1..d-1].^2)", "sum(outer(w, b).*W)", "prod(X*w)",
        "sum(T.*T*2) + sum(sum(T, 2).^2)"})
    void derivativesAgreeWithDifferencesAndKernelsForEveryOrderOfSizes(String formula) {
        for (int[] permutation : PERMUTATIONS) {
            Map<String, Long> sizes = Map.of("n", (long) permutation[0], "d", (long) permutation[1], "k", (long) permutation[2]);
            Tensors tensors = new Tensors(sizes, "X n,d; W d,k; Y n,k; S d,d; w d; b k; c k; T n,d,k");
            double[][] at = tensors.values(0.2, 1.2);
            Expression function = Stabilizer.stabilize(tensors.parse(formula)).expression();
            List<Expression> gradient = Differentiation.gradient(function, tensors.symbols);
            boolean compiles = permutation[0] != 3; // of four
            double[][] kernel = Arrays.stream(at).map(entries -> new double[entries.length]).toArray(double[][]::new);
            if (compiles) {
                TensorKernels.compile(gradient, tensors.symbols, sizes, Precision.DOUBLE, MatrixProducts.PLAIN).run(at, kernel);
            }
            for (Symbol variable : Substitution.variables(function)) {
                double[] slopes = Evaluator.evaluate(gradient.get(tensors.symbols.indexOf(variable)), tensors.named(at), sizes).entries();
                double[] compiled = compiles ? kernel[tensors.symbols.indexOf(variable)] : slopes;
                double[] entries = at[tensors.symbols.indexOf(variable)];
                for (int i = 0; i < entries.length; i++) {
                    double kept = entries[i];
                    entries[i] = kept + STEP;
                    double above = Evaluator.evaluate(function, tensors.named(at), sizes).scalar();
                    entries[i] = kept - STEP;
                    double below = Evaluator.evaluate(function, tensors.named(at), sizes).scalar();
                    entries[i] = kept;
                    double slope = (above - below) / (2 * STEP);
                    String place = formula + " by " + variable + " at " + sizes + ", entry " + i;
                    assertThat(slopes[i]).as(place).isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope) + 1e-4 * Math.abs(above)))); // as far as differences go
                    assertThat(compiled[i]).as(place).isNotNaN().isCloseTo(slopes[i], within(1e-10 * (1 + Math.abs(slope))));
                }
            }
        }
    }
}
