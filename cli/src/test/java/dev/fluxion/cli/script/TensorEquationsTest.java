package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equations whose unknown stands inside of sums over tensors of any size. */
class TensorEquationsTest {
    private static final String DATA = "x in R[n]; y in R[n]; A in R[n, d]\n";

    private static List<String> printed(String script) {
        List<String> lines = new ArrayList<>();
        new Session(output -> lines.add(output.text())).run(new Source("test", DATA + script));
        return lines;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sum(x - q) == 0 | sum(x)/n",
        "sum((x - q)/s^2) == 0 | sum(x)/n",
        "sum(x .* (y - q*x)) == 0 | x'*y/sum(x .^ 2); (these are all where sum(x .^ 2) != 0)",
        "dot(y - q*x, x) == 0 | x'*y/sum(x .^ 2); (these are all where sum(x .^ 2) != 0)",
        "mean(x*q) == 3 | 3*n/sum(x); (these are all where sum(x) != 0)",
        "sum(i: (y[i] - q)*x[i]) == 0 | x'*y/sum(x); (these are all where sum(x) != 0)",
        "max(y)*q == 2 | 2/max(y); (these are all where max(y) != 0)",
        "q*y[1] == n | n/y[1]; (these are all where y[1] != 0)",
        "q*tr(A'*A) == d | d/sum(A .^ 2); (these are all where sum(A .^ 2) != 0)",
        "n*q == 3 | 3/n", "n*q^2 == 3 | -sqrt(3/n); sqrt(3/n)",
        "sum((x - q) .^ 2) == n | (sum(x) - sqrt(n^2 - n*sum(x .^ 2) + sum(x)^2))/n, if n^2 - n*sum(x .^ 2) + sum(x)^2 >= 0; (sum(x) + sqrt(n^2 - n*sum(x .^ 2) + sum(x)^2))/n, if n^2 - n*sum(x .^ 2) + sum(x)^2 >= 0; (these are all)",
        "exp(q)*sum(x .^ 2) == n | log(n/sum(x .^ 2)); (these are all where sum(x .^ 2) != 0)",
    })
    void theUnknownIsIsolated(String equation, String solutions) {
        assertThat(String.join("; ", printed("solve(" + equation + ", q)"))).isEqualTo(solutions);
    }

    @Test
    void theMostLikelyNormalDistributionFollowsFromItsLikelihood() {
        assertThat(printed("""
                g = grad(sum(logpdf(normal(mu, sigma), x)), [mu, sigma])
                assume sigma > 0
                m = solve(g[1] == 0, mu)
                m
                s = solve(g[2] == 0, sigma)
                s
                solve(subs(g[2], mu = m) == 0, sigma)""")).containsExactly("sum(x)/n", "sqrt(sum((x - mu) .^ 2)/n)", "sqrt(sum((x - m) .^ 2)/n), if sum((x - m) .^ 2) != 0",
                "(these are all)");
    }

    @Test
    void solutionsThatAnAssumptionExcludesAreLeftOut() {
        assertThat(printed("assume q > 0\nsolve(q^2 == 4, q)\nsolve(n*q^2 == 4, q)")).containsExactly("2", "2/sqrt(n)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(exp(q*x)) == 1", "max(x - q) == 0", "sum(abs(x - q)) == 0", "sum(i = 1..n: q^i) == 3", "det(q*A'*A) == 1"})
    void whatIsNoPolynomialOfTheUnknownIsRefused(String equation) {
        assertThatThrownBy(() -> printed("solve(" + equation + ", q)"))
                .isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED));
    }

    @Test
    void solutionsHoldForData() {
        assertThat(printed("""
                u = [1, 2, 4]; v = [2, 3, 9]
                solve(sum(u .* (v - q*u)) == 0, q)
                solve(sum((u - q) .^ 2) == 14, q)""")).containsExactly("44/21 = 2.0952380952380953",
                "(sum(u) - sqrt(sum(u)^2 - 3*sum(u .^ 2) + 42))/3 = 0.5694991259569395",
                "(sqrt(sum(u)^2 - 3*sum(u .^ 2) + 42) + sum(u))/3 = 4.0971675407097266"); // (14 ± sqrt(112))/6
    }
}
