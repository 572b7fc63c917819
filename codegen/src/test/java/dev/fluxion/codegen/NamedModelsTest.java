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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses of the models that textbooks name, with gradients and products with the Hessian by all parameters: kernels against interpreters. */
class NamedModelsTest {
    private static final Map<String, Long> SIZES = Map.of("n", 6L, "d", 4L, "k", 3L, "h", 5L, "m", 2L);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            least squares         | X n,d; y n; w d                                   | w             | sum((X*w - y).^2)/n
            ridge                 | X n,d; y n; w d; lambda                           | w             | sum((X*w - y).^2)/n + lambda*w'*w
            logistic regression   | X n,d; y n; w d                                   | w             | sum(softplus(X*w) - y .* (X*w))/n
            softmax regression    | X n,d; Y n,k onehot; W d,k                        | W             | -sum(Y .* log(softmax(X*W)))/n
            two layers            | X n,d; Y n,k onehot; U d,h; b h; V h,k; c k       | U b V c       | -sum(Y .* log(softmax(relu(X*U + b)*V + c)))/n
            three layers          | X n,d; Y n,k onehot; U d,h; V h,m; W m,k; b h     | U V W b       | -sum(Y .* log(softmax(sigmoid(tanh(X*U + b)*V)*W)))/n
            batch normalisation   | X n,d; Y n,h; W d,h; g h; b h                     | W g b         | sum(((X*W - mean(X*W, 1)) ./ sqrt(mean((X*W - mean(X*W, 1)).^2, 1) + 1/1000) .* g + b - Y).^2)/n
            layer normalisation   | X n,d; Y n,h; W d,h; g h                          | W g           | sum((diag(1 ./ sqrt(mean((X*W - outer(mean(X*W, 2), ones(h))).^2, 2) + 1/1000))*(X*W - outer(mean(X*W, 2), ones(h))) .* g - Y).^2)/n
            attention             | X n,d; T n,k; Q d,k; K d,k; V d,k                 | Q K V         | sum((softmax((X*Q)*(X*K)'/sqrt(k))*(X*V) - T).^2)/n
            Gaussian likelihood   | X n,d; mu d; S d,d; P d,d                         | mu S          | -n/2*logdet(S'*S + I(d)) - tr((X - mu)*inv(S'*S + I(d))*(X - mu)')/2
            Gaussian process      | K n,n symmetric; y n; s                           | s             | -y'*inv(K*K + s*I(n))*y/2 - logdet(K*K + s*I(n))/2
            principal components  | S d,d symmetric; W d,k                            | W             | tr(W'*S*W)/tr(W'*W)
            matrix factorisation  | T n,d; U n,k; V d,k; lambda                       | U V           | normF(T - U*V')^2 + lambda*(normF(U)^2 + normF(V)^2)
            recurrent cell        | X n,d; Z n,d; Y n,k onehot; W d,h; U h,h; b h; V h,k | W U b V    | -sum(Y .* log(softmax(tanh(Z*W + tanh(X*W + b)*U + b)*V)))/n
            recurrence            | X n,d; y n; U d,h; W h,h; v h                     | U W v         | sum((fold(a = zeros(n, h), t = 1..3: tanh(a*W + X*U*sin(t)))*v - y).^2)/n
            """)
    void kernelsAgreeWithBothInterpretersInDoubleAndSinglePrecision(String name, String declared, String parameters, String loss) {
        Tensors tensors = new Tensors(SIZES, declared);
        Expression function = Stabilizer.stabilize(tensors.parse(loss)).expression();
        List<Symbol> by = Stream.of(parameters.split(" ")).map(tensors::symbol).toList();
        List<Expression> outputs = new ArrayList<>(Differentiation.gradient(function, by));
        outputs.addFirst(function);
        by.forEach(parameter -> outputs.add(Curvature.hessianVector(function, parameter, parameter)));
        double[][] at = tensors.values(0.1, 1);
        double[][] interpreted = new TensorInterpreter(TensorKernels.program(outputs, tensors.symbols, SIZES)).run(at);
        Object[] doubles = run(outputs, tensors, at, Precision.DOUBLE);
        Object[] singles = run(outputs, tensors, at, Precision.FLOAT);
        for (int i = 0; i < outputs.size(); i++) {
            double[] expected = Evaluator.evaluate(outputs.get(i), tensors.named(at), SIZES).entries();
            assertThat((double[]) doubles[i]).as("%s", outputs.get(i)).isEqualTo(interpreted[i]);
            double scale = 1 + Arrays.stream(expected).map(Math::abs).max().orElse(0);
            for (int entry = 0; entry < expected.length; entry++) {
                assertThat(Math.abs(interpreted[i][entry] - expected[entry])).as("%s", outputs.get(i)).isLessThan(1e-11 * scale);
                // 24 bits through chains of a dozen operations, where sums cancel
                assertThat(Math.abs(((float[]) singles[i])[entry] - expected[entry])).as("single: %s", outputs.get(i)).isLessThan(5e-4 * scale);
            }
        }
    }

    private static Object[] run(List<Expression> outputs, Tensors tensors, double[][] at, Precision precision) {
        TensorKernel kernel = TensorKernels.compile(outputs, tensors.symbols, SIZES, precision, MatrixProducts.PLAIN);
        Object[] results = kernel.program().outputs().stream().map(precision::array).toArray();
        kernel.run(Stream.of(at).map(precision::array).toArray(), results);
        return results;
    }
}
