package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.derivation.Derivation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader has named keeps its name and has its δ, however the loss and the layers are written. */
class NamesInBackpropagationTest {
    private static final String COLUMNS = """
            x in R[d]; t in R[c]; param W1 in R[p, d] = 0; param b1 in R[p] = 0; param W2 in R[c, p] = 0; param b2 in R[c] = 0
            z = %s
            a = %s
            o = %s
            C = %s""";
    private static final String ROWS = """
            X in R[m, d]; T in R[m, c]; param W1 in R[d, p] = 0; param b1 in R[p] = 0; param W2 in R[p, c] = 0; param b2 in R[c] = 0
            z = %s
            a = %s
            o = %s
            C = %s""";
    private static final Map<String, String> NETWORKS = new TreeMap<>();

    static {
        List.of("W1*x + b1", "b1 + W1*x", "W1*x - b1", "2*(W1*x) + b1").forEach(z -> columns(z, "sigmoid(z)", "W2*a + b2", "norm2(o - t)^2"));
        List.of("sigmoid(z)", "1 ./ (1 + exp(-z))", "tanh(z)", "(exp(z) - exp(-z)) ./ (exp(z) + exp(-z))", "max(z, 0)", "relu(z)", "z .* sigmoid(z)",
                "z.^2", "z").forEach(a ->
                columns("W1*x + b1", a, "W2*a + b2", "norm2(o - t)^2"));
        List.of("norm2(o - t)^2", "norm2(t - o)^2", "norm2(o - t)^2/2", "sum((o - t).^2)", "sum((t - o).^2)/c", "mse(o, t)", "(o - t)'*(o - t)",
                "dot(o - t, o - t)/2", "norm2(o - t)",
                "sum(abs(o - t))", "huber(o, t, 1)", "sum(i: (o[i] - t[i])^2)", "-sum(t .* log(softmax(o)))", "-sum(t .* log(sigmoid(o)) + (1 - t) .* log(1 - sigmoid(o)))",
                "logsumexp(o) - t'*o", "sum(log(1 + exp(o)) - t .* o)", "sum(softplus(o)) - sum(t .* o)", "norm2(o)^2 - 2*t'*o", "sum((o - t).^2) + normF(W2)^2/10",
                "sum((o .* t - 1).^2)", "tr((o - t)*(o - t)')", "sum(hinge(o, t))").forEach(loss -> columns("W1*x + b1", "sigmoid(z)", "W2*a + b2", loss));
        List.of("X*W1 + b1", "b1 + X*W1", "X*W1 + ones(m)*b1'").forEach(z -> rows(z, "tanh(z)", "a*W2 + b2", "normF(o - T)^2/m"));
        List.of("normF(o - T)^2", "tr((o - T)'*(o - T))/m", "tr((o - T)*(o - T)')", "sum((o - T).^2)/m", "mean((o - T).^2)", "mse(o, T)", "-sum(T .* log(softmax(o)))/m",
                "cross_entropy(softmax(o), T)", "sum(logsumexp(o) - sum(T .* o, 2))/m", "-sum(T .* (o - outer(logsumexp(o), ones(c))))/m",
                "sum(i, k: (o[i, k] - T[i, k])^2)/m",
                "sum(norm2(o[1, :] - T[1, :])^2)").forEach(loss -> rows("X*W1 + b1", "relu(z)", "a*W2 + b2", loss));
    }

    private static void columns(String z, String a, String o, String loss) {
        NETWORKS.put("columns: " + z + "; " + a + "; " + loss, COLUMNS.formatted(z, a, o, loss));
    }

    private static void rows(String z, String a, String o, String loss) {
        NETWORKS.put("rows: " + z + "; " + a + "; " + loss, ROWS.formatted(z, a, o, loss));
    }

    static Iterable<String> networks() {
        return NETWORKS.keySet();
    }

    private static void require(String script, List<String> names) {
        Formulary read = Formulary.of(script);
        Derivation derivation = Gradients.backpropagation(read.function, read.variables(), read.named);
        String text = derivation.text();
        for (String name : names) {
            assertThat(text).containsPattern("(?m)^" + name + " = ").contains("/∂" + name);
        }
        List<Expression> trained = Differentiation.gradient(Stabilizer.stabilize(read.function).expression(), read.variables());
        NetworkGradient steps = new NetworkGradient(read.function, read.variables(), read.named, false);
        steps.derivation();
        assertThat(derivation.results()).extracting(Derivation.Result::value).isEqualTo(trained);
        GradientsTest.requireEnds(steps.ends(), read.variables(), trained);
        assertThat(derivation.steps()).filteredOn(nested -> !nested.step().rule().isEmpty())
                .allSatisfy(nested -> assertThat(nested.step().check().isMade()).as(nested.step().toString()).isTrue());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNameStaysAndTheStepsEndInTheNodeOfTheSweep(String network) {
        List<String> names = new ArrayList<>(List.of("z", "a", "o"));
        if (network.contains("; z; ")) {
            names.remove("z"); // a name of the same
        }
        require(NETWORKS.get(network), names);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "x in R[d]; t in R[d]; param W in R[d, d] = 0; param b in R[d] = 0\\nh = tanh(W*x + b)\\ng = h + tanh(W*h + b)\\no = g + W*g\\nC = norm2(o - t)^2 # h g o",
        "X in R[n, d]; T in R[n, d]; param s in R[d] = 1; param b in R[d] = 0\\nm = mean(X, 1)\\nN = (X - m) .* s\\nB = N + b\\nC = normF(B - T)^2 # N B",
        "X in R[n, d]; T in R[n, d]; param s in R[d] = 1; param g in R[n] = 0\\nN = diag(g)*X\\nB = N .* s\\nC = sum((B .* T).^2) # N B",
        "A in R[n, n]; t in R[n]; param u in R[n] = 0; param v in R[n] = 0\\np = u .* v\\nq = A*p - t\\nC = sum(q.^2 .* p) + norm2(p)^2 # p q",
        "A in R[n, d]; param u in R[d] = 0; param c = 0\\ns = A*u/2\\nr = s .* s - c\\nC = sum(r.^2) # s r",
        "X in R[n, d]; param W in R[d, k] = 0; param V in R[k, d] = 0\\nH = X*W\\nR = H*V\\nE = R - X\\nC = normF(E)^2/n # H R E",
        "X in R[n, d]; y in R[n]; param w in R[d] = 0; param l = 1\\ne = X*w - y\\ndata = norm2(e)^2/n\\nreg = l*norm2(w)^2\\nC = (data + reg)/2 # e data reg"})
    void namesOfSumsAndProductsWithinOthersStay(String scriptAndNames) {
        String[] parts = scriptAndNames.replace("\\n", "\n").split(" # ");
        require(parts[0], List.of(parts[1].split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "X in R[h, d]; param w in R[d] = 0; delta in R[h]\\nL = sum((X*w - delta).^2)/h",
        "X in R[h, d]; param w in R[d] = 0; r in R[h]; f in R[h]\\nL = sum((tanh(X*w) - r).^2 .* f)/h",
        "X in R[h, d]; param w in R[d] = 0; y in R[h]; delta in R\\nL = sum(huber(X*w, y, delta))",
        "x in R[h]; param w in R[h, h] = 0; z in R[h]; u in R[h]; v in R[h]\\nL = sum(u .* tanh(w*(v .* tanh(w*x))) .* z)"})
    void inventedNamesAreNoneOfTheUser(String script) {
        Formulary read = Formulary.of(script.replace("\\n", "\n"));
        Set<String> taken = new HashSet<>(Set.of("h", "d"));
        Substitution.variables(read.function).forEach(symbol -> taken.add(symbol.name()));
        for (Derivation derivation : List.of(Gradients.derivation(read.function, read.variables(), Map.of()),
                Gradients.backpropagation(read.function, read.variables(), Map.of()))) {
            List<String> invented = Pattern.compile("(?m)^(\\w+)(\\[.*])? = |∂(\\w+)/∂").matcher(derivation.text()).results()
                    .map(found -> found.group(1) == null ? found.group(3) : found.group(1)).toList();
            assertThat(invented).isNotEmpty().doesNotContainAnyElementsOf(taken);
        }
    }
}
