package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientsTest {
    // What stands in brackets differs where names were put in last: a step more leads to the node that training runs. All others end in it.
    private static final List<String> BY_DISTRIBUTIVE_LAW = List.of("shared-weights", "batch-normalisation", "layer-normalisation", "recurrent-cell");

    private static final Map<String, String> SCRIPTS = new LinkedHashMap<>();

    static {
        SCRIPTS.put("least-squares", "X in R[n, d]; y in R[n]; param w in R[d] = 0\nr = X*w - y\nL = sum(r.^2)/n");
        SCRIPTS.put("ridge", "X in R[n, d]; y in R[n]; param w in R[d] = 0\nL = sum((X*w - y).^2)/n + lambda*w'*w");
        SCRIPTS.put("logistic-regression", "X in R[n, d]; y in R[n]; param w in R[d] = 0\nz = X*w\nloss = sum(softplus(z) - y .* z)/n");
        SCRIPTS.put("softmax-regression", "X in R[n, d]; Y in R[n, k] onehot; param W in R[d, k] = 0\nP = softmax(X*W)\nC = -sum(Y .* log(P))/n");
        SCRIPTS.put("two-layers", """
                X in R[m, 784]; Y in R[m, 10] onehot
                param W1 in R[784, 128] = 0; param b1 in R[128] = 0
                param W2 in R[128, 10] = 0; param b2 in R[10] = 0
                P = softmax(relu(X*W1 + b1)*W2 + b2)
                loss = -sum(Y .* log(P)) / m""");
        SCRIPTS.put("three-layers", """
                X in R[m, d]; Y in R[m, c] onehot
                param W1 in R[d, p] = 0; param b1 in R[p] = 0
                param W2 in R[p, q] = 0; param b2 in R[q] = 0
                param W3 in R[q, c] = 0; param b3 in R[c] = 0
                Z1 = X*W1 + b1
                A1 = tanh(Z1)
                Z2 = A1*W2 + b2
                A2 = sigmoid(Z2)
                Z3 = A2*W3 + b3
                P = softmax(Z3)
                loss = -sum(Y .* log(P)) / m""");
        SCRIPTS.put("shared-weights", """
                x in R[d]; h0 in R[k]; param W in R[k, k] = 0; param U in R[k, d] = 0
                h1 = tanh(W*h0 + U*x)
                h2 = tanh(W*h1 + U*x)
                E = sum(h2.^2)""");
        SCRIPTS.put("batch-normalisation", """
                X in R[n, d]; Y in R[n, d]; param gamma in R[d] = 1; param beta in R[d] = 0; param W in R[d, d] = 0
                Z = X*W
                mu = mean(Z, 1)
                v = mean((Z - mu).^2, 1)
                N = (Z - mu) ./ sqrt(v + 1/100000)
                B = N .* gamma + beta
                L = sum((B - Y).^2)/n""");
        SCRIPTS.put("layer-normalisation", """
                X in R[n, d]; Y in R[n, d]; param g in R[d] = 1; param W in R[d, d] = 0
                Z = X*W
                C = Z - outer(mean(Z, 2), ones(d))
                N = diag(1 ./ sqrt(mean(C.^2, 2) + 1/100000))*C
                L = sum((N .* g - Y).^2)/n""");
        SCRIPTS.put("attention", """
                E in R[n, d]; T in R[n, k]; param Q in R[d, k] = 0; param K in R[d, k] = 0; param V in R[d, k] = 0
                S = (E*Q)*(E*K)'/sqrt(k)
                P = softmax(S)
                A = P*(E*V)
                L = sum((A - T).^2)/n""");
        SCRIPTS.put("gaussian-likelihood", """
                X in R[n, d]; param mu in R[d] = 0; param S in R[d, d] = 0
                R = X - mu
                L = -n/2*logdet(S) - tr(R*inv(S)*R')/2""");
        SCRIPTS.put("gaussian-process", """
                K in R[n, n] symmetric; y in R[n]; param s in R = 1
                C = K + s*I(n)
                L = -y'*inv(C)*y/2 - logdet(C)/2""");
        SCRIPTS.put("principal-components", """
                S in R[d, d] symmetric; param W in R[d, k] = 0
                L = tr(W'*S*W)/tr(W'*W)""");
        SCRIPTS.put("matrix-factorisation", """
                T in R[n, m]; param U in R[n, k] = 0; param V in R[m, k] = 0
                R = T - U*V'
                L = normF(R)^2 + lambda*(normF(U)^2 + normF(V)^2)""");
        SCRIPTS.put("recurrent-cell", """
                X1 in R[m, d]; X2 in R[m, d]; H0 in R[m, k]; Y in R[m, c] onehot
                param W in R[d, k] = 0; param U in R[k, k] = 0; param b in R[k] = 0; param V in R[k, c] = 0
                H1 = tanh(X1*W + H0*U + b)
                H2 = tanh(X2*W + H1*U + b)
                P = softmax(H2*V)
                loss = -sum(Y .* log(P))/m""");
        SCRIPTS.put("recurrence", """
                X in R[m, d]; Y in R[m]
                param U in R[d, k] = 0; param W in R[k, k] = 0; param v in R[k] = 0
                H = fold(h = zeros(m, k), t = 1..5: tanh(h*W + X*U*sin(t)))
                P = H*v
                L = sum((P - Y).^2)/m""");
    }

    static Iterable<String> names() {
        return SCRIPTS.keySet();
    }

    private static Derivation derivation(String name) {
        Formulary script = Formulary.of(SCRIPTS.get(name));
        return Gradients.derivation(script.function, script.variables(), script.named);
    }

    private static String golden(String file, String actual) throws IOException {
        if ("write".equals(System.getenv("FLUXION_GOLDEN"))) {
            Files.writeString(Path.of("src/test/resources/derivations", file), actual);
        }
        try (InputStream in = GradientsTest.class.getResourceAsStream("/derivations/" + file)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void derivationReadsAsInATextbook(String name) throws IOException {
        String text = derivation(name).text();
        assertThat(text).isEqualTo(golden(name + ".txt", text));
    }

    @ParameterizedTest
    @MethodSource("names")
    void derivationEndsInTheExpressionsThatTrainingRuns(String name) {
        Formulary script = Formulary.of(SCRIPTS.get(name));
        List<Expression> trained = Differentiation.gradient(Stabilizer.stabilize(script.function).expression(), script.variables());
        assertThat(derivation(name).results()).extracting(Derivation.Result::value).isEqualTo(trained);
        assertThat(Gradients.backpropagation(script.function, script.variables(), script.named).results()).extracting(Derivation.Result::value).isEqualTo(trained);
        NetworkGradient steps = new NetworkGradient(script.function, script.variables(), script.named, false);
        steps.derivation();
        if (BY_DISTRIBUTIVE_LAW.contains(name)) {
            requireEnds(steps.ends(), script.variables(), trained);
        } else {
            assertThat(script.variables()).extracting(steps.ends()::get).isEqualTo(trained);
        }
    }

    // The very node; or what the distributive law, as one more step, makes it.
    static void requireEnds(Map<Symbol, Expression> ends, List<Symbol> variables, List<Expression> trained) {
        for (int i = 0; i < trained.size(); i++) {
            Expression end = ends.get(variables.get(i));
            assertThat(end.equals(trained.get(i)) || MultipliedOut.areEqual(end, trained.get(i))).as("%s instead of %s", end, trained.get(i)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyClaimIsChecked(String name) {
        requireChecks(derivation(name));
        Formulary script = Formulary.of(SCRIPTS.get(name));
        requireChecks(Gradients.backpropagation(script.function, script.variables(), script.named));
    }

    @Test
    void claimsAboutSmallTensorsAreRefutedToo() {
        Formulary script = Formulary.of("x in R[n]; param w in R[n] = 0\nL = sum(sin(w .* x))/10^9");
        Samples samples = Samples.of(Cuts.of(script.function, "L", script.variables(), Map.of(), InventedNames.beside(script.function, List.of())), script.function,
                script.function);
        Symbol w = script.variables().getFirst();
        Expression gradient = Differentiation.gradient(script.function, List.of(w)).getFirst();
        assertThat(samples.slope(w, gradient).isMade()).isTrue();
        assertThat(samples.equal(gradient, gradient).isMade()).isTrue();
        Expression wrong = dev.fluxion.symbolic.Elementwise.product(dev.fluxion.symbolic.Constant.of(dev.fluxion.symbolic.number.Rational.of(1001, 1000)), gradient);
        assertThatThrownBy(() -> samples.slope(w, wrong)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> samples.equal(gradient, wrong)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWrongCotangentInsideAnIntermediateIsRefuted() {
        Formulary script = Formulary.of("x in R[n]; param w in R[n] = 0\nL = sum(sin(w .* x))");
        Samples samples = Samples.of(Cuts.of(script.function, "L", script.variables(), Map.of(), InventedNames.beside(script.function, List.of())), script.function,
                script.function);
        Symbol w = script.variables().getFirst();
        Expression entries = script.function.operands().getFirst();
        Symbol weights = samples.weights(entries.shape());
        Expression claim = dev.fluxion.symbolic.calculus.Adjoints.from(entries, weights, List.of(w)).gradient(w);
        assertThat(samples.pulledBack(entries, weights, w, w, claim).isMade()).isTrue();
        assertThatThrownBy(() -> samples.pulledBack(entries, weights, w, w, dev.fluxion.symbolic.Elementwise.negate(claim))).isInstanceOf(IllegalStateException.class);
    }

    // Rectified entries are 0 together, and windows whose largest entries are equal have no slope along most directions.
    @Test
    void pointsAtKinksAreLeftOut() {
        Formulary script = Formulary.of("""
                img in R[b, 1, 8, 8]; lab in R[b, 3] onehot
                param K in R[2, 1, 3, 3] = 0; param D in R[18, 3] = 0; param c in R[3] = 0
                feat = maxpool(relu(conv(img, K, 1, 0)), 2)
                P = softmax(reshape(feat, b, 18)*D + c)
                loss = -sum(lab .* log(P))/b""");
        assertThat(Gradients.derivation(script.function, script.variables(), script.named).steps()).isNotEmpty();
    }

    private static void requireChecks(Derivation derivation) {
        assertThat(derivation.steps()).hasSizeGreaterThan(5).filteredOn(nested -> !nested.step().rule().isEmpty())
                .allSatisfy(nested -> assertThat(nested.step().check().isMade()).as(nested.step().toString()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-layers", "three-layers", "least-squares", "column-network"})
    void backpropagationIsDerivedByIndicesAndEndsInMatrices(String name) throws IOException {
        Formulary script = Formulary.of(SCRIPTS.getOrDefault(name, """
                x in R[d]; y in R[c]; param W1 in R[p, d] = 0; param b1 in R[p] = 0; param W2 in R[c, p] = 0; param b2 in R[c] = 0
                z1 = W1*x + b1
                a1 = sigmoid(z1)
                z2 = W2*a1 + b2
                a2 = sigmoid(z2)
                C = sum((a2 - y).^2)/2"""));
        Derivation derivation = Gradients.backpropagation(script.function, script.variables(), script.named);
        String text = derivation.text();
        assertThat(text).isEqualTo(golden("backpropagation-" + name + ".txt", text));
        assertThat(derivation.results()).extracting(Derivation.Result::value)
                .isEqualTo(Differentiation.gradient(Stabilizer.stabilize(script.function).expression(), script.variables()));
        requireChecks(derivation);
        assertThat(derivation.latex()).contains("\\delta_{");
    }

    private static String backpropagation(String script) {
        Formulary read = Formulary.of(script);
        Derivation derivation = Gradients.backpropagation(read.function, read.variables(), read.named);
        requireChecks(derivation);
        return derivation.text();
    }

    @Test
    void whatEntersInSeveralWaysHasTheChainRuleOverAllOfThem() {
        assertThat(backpropagation("""
                X in R[m, d]; Y in R[m, k] onehot; param W1 in R[d, p] = 0; param W2 in R[p, k] = 0
                Z1 = X*W1
                H1 = tanh(Z1)
                Z2 = H1*W2
                P = softmax(Z2)
                L = -sum(Y.*log(P))/m + sum(W2.^2)/100"""))
                .contains("∂L/∂W2[l,n] = sum(i, j: ∂L/∂Z2[i,j]*∂Z2[i,j]/∂W2[l,n]) + W2[l, n]/50", "chain rule over the outputs of Z2, and L directly",
                        "= sum(i: delta_2[i, n]*H1[i, l]) + W2[l, n]/50", "∂L/∂W2 = H1'*delta_2 + W2/50");
        assertThat(backpropagation("""
                x in R[n]; t in R[n]; param W1 in R[n, n] = 0; param W2 in R[n, n] = 0; param b in R[n] = 0
                z1 = W1*x + b
                r1 = x + tanh(z1)
                z2 = W2*r1 + b
                r2 = r1 + tanh(z2)
                E = sum((r2 - t).^2)"""))
                .contains("\nr2 = r1 + tanh(z2)\n", "chain rule over the outputs of r2 and of z2", "∂z2[i]/∂b[j] = δ[i, j]", "sum rule",
                        "chain rule over the outputs of z2 and of z1", "= delta_2[j] + delta_1[j]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 ./ (1 + exp(-s)) | -mean(Y.*log(p) + (1 - Y).*log(1 - p))
            sigmoid(s)         | -mean(Y.*log(p) + (1 - Y).*log(1 - p))
            sigmoid(s)         | binary_cross_entropy(p, Y)
            """)
    void theGradientOfLogisticRegressionIsSaidWithItsProbabilities(String probabilities, String loss) {
        assertThat(backpropagation("X in R[m, d]; Y in R[m]; param w in R[d] = 0\ns = X*w\np = " + probabilities + "\nL = " + loss))
                .contains("∂L/∂w = X'*(p - Y)/m");
    }

    @Test
    void namesOfLayersInProductsStayInTheLastLines() {
        assertThat(backpropagation("x in R[n]; param W1 in R[p, n] = 0; param W2 in R[n, p] = 0\nz1 = W1*x\ne = gelu(z1)\nL = sum((W2*e - x).^2)/2"))
                .doesNotContain("erfc(-sqrt(2)*W1*x/2)").contains("erfc(-sqrt(2)*z1/2)");
    }

    @Test
    void inventedNamesAreNoneOfSizes() {
        assertThat(backpropagation("X in R[m, d]; param W in R[d, h] = 0; param g in R[h] = 0\nA = X*W\nL = sum(1 ./ sqrt(mean(A.^2, 1) + 1).*g)"))
                .doesNotContain("\nh = ");
    }

    @Test
    void choicesInLinesReadBack() {
        assertThat(backpropagation("img in R[b, 1, 8, 8]; param K in R[1, 1, 3, 3] = 0\nZ = conv(img, K)\nL = sum(maxpool(tanh(Z), 2).^2)"))
                .containsPattern("if\\([a-z] == ").doesNotContainPattern("if\\([a-z] = ").contains("product rule under the sum");
    }

    // Each line mentions its neighbours: in one with all layers behind it put in, the length would grow with the square.
    @Test
    void derivationsOfDeepNetworksGrowWithTheirLayers() {
        long[] lengths = new long[2];
        for (int i = 0; i < 2; i++) {
            int layers = 10 * (i + 1);
            StringBuilder script = new StringBuilder("X in R[m, 3]; Y in R[m, 3] onehot\n");
            IntStream.rangeClosed(1, layers).forEach(layer -> script.append("param V").append(layer).append(" in R[3, 3] = 0\n"));
            script.append("A0 = X\n");
            IntStream.rangeClosed(1, layers).forEach(layer -> script.append("A%d = tanh(A%d*V%d)%n".formatted(layer, layer - 1, layer)));
            script.append("L = -sum(Y.*log(softmax(A").append(layers).append(")))/m");
            String text = backpropagation(script.toString());
            assertThat(text).containsPattern("\n∂L/∂V1 = (X|A0)'\\*delta_\\w+\n");
            lengths[i] = text.length();
        }
        assertThat(lengths[1]).isLessThan(lengths[0] * 22 / 10);
    }

    @Test
    void everyDeltaIsEliminatedInAStepOfItsOwn() {
        Formulary script = Formulary.of(SCRIPTS.get("three-layers"));
        assertThat(Gradients.backpropagation(script.function, script.variables(), script.named).text(Detail.EVERY))
                .contains("δ leaves only i = k, j = l", "δ leaves i = k", "δ leaves j = l", "the recursion", "back to matrices");
    }

    @Test
    void smallerStepsNameWhatStandsBetween() {
        assertThat(derivation("least-squares").text(Detail.EVERY)).contains("∂L/∂u", "with u = X*w");
    }

    @Test
    void aGradientOfScalarsGoesVariableByVariable() {
        Formulary script = Formulary.of("f = x^2*sin(y)");
        Derivation derivation = Gradients.derivation(script.function, List.of(Symbol.of("x"), Symbol.of("y")), Map.of());
        assertThat(derivation.text()).contains("By x", "By y", "derivative of sine");
        assertThat(derivation.results()).hasSize(2);
    }

    @Test
    void aGradientOfATensorIsRefused() {
        Formulary script = Formulary.of("X in R[n, d]; w in R[d]\nz = X*w");
        assertThatThrownBy(() -> Gradients.derivation(script.function, List.of(Symbol.of("w")), Map.of())).isInstanceOf(FluxionException.class)
                .hasMessageContaining("needs a scalar");
    }

    @Test
    void powersGoByTheRuleOfWhatVaries() {
        Formulary script = Formulary.of("param w in R[n] = 0; param b = 0\nL = sum(w.^3) + sum(2 .^ w) + sum(w .^ w)*b");
        assertThat(Gradients.derivation(script.function, script.variables(), script.named).text(Detail.EVERY)).contains("power rule", "exponential rule",
                "logarithmic differentiation");
    }
}
