package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Recurrences that are trained as formulas: their gradients run back through all steps. */
class FoldTrainingTest {
    private static final Pattern TRAINED = Pattern.compile("trained: loss ([-0-9.e]+)");
    private static final Pattern FIRST = Pattern.compile("epoch +1/\\d+ +loss ([-0-9.e]+)");

    private final List<String> lines = new ArrayList<>();

    private void run(String script) {
        new Session(output -> lines.add(output.text()), Files.NONE, new PlainDisplay(output -> lines.add(output.text()))).run(new Source("script", script));
    }

    private double found(Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::find).mapToDouble(matcher -> Double.parseDouble(matcher.group(1))).findFirst().orElseThrow();
    }

    @Test
    void aRecurrentCellLearnsOverManySteps() {
        run("""
                X in R[m, 2]; Y in R[m]
                param U in R[2, 6] = he(); param W in R[6, 6] = he(); param b in R[6] = 0; param v in R[6] = he()
                H = fold(h = zeros(m, 6), t = 1..60: tanh(h*W/3 + X*U*sin(t/10) + b))
                X0 = [0.1, 0.2; 0.5, -0.3; -0.4, 0.8; 0.9, 0.1]
                Y0 = [0.3, -0.2, 0.7, 0.1]
                fit(mse(H*v, Y), X = X0, Y = Y0, optimizer = adam(rate = 0.02), epochs = 150, batch = 4, seed = 1)""");
        assertThat(found(TRAINED)).isLessThan(1e-3).isLessThan(found(FIRST) / 100);
    }

    @Test
    void aCellReadsASequence() {
        run("""
                S in R[m, 6]; Y in R[m]
                param U in R[8] = he(); param W in R[8, 8] = he(); param b in R[8] = 0; param v in R[8] = he()
                H = fold(h = zeros(m, 8), t = 1..6: tanh(h*W/2 + outer(S[:, t], U) + b))
                S0 = [1, 2, 0, 1, 2, 1; 0, 1, 1, 0, 1, 0; 1, 1, 0, 0, 1, 1; 0, 0, 1, 1, 0, 1]/2
                Y0 = [1, 0, 1, 0]
                fit(mse(H*v, Y), S = S0, Y = Y0, optimizer = adam(rate = 0.02), epochs = 120, batch = 4, seed = 1)""");
        assertThat(found(TRAINED)).isLessThan(1e-4);
    }

    /** x'' = -k·x with k = 1.69, whose solution is cos(1.3·t); one step of the method is of fourth order. */
    @Test
    void aParameterOfADifferentialEquationIsFound() {
        run("""
                param k in R[1] = 0.8
                T in R[m]; Y in R[m]
                step(x, v, h) = x + h .* v - h.^2*k[1]/2 .* x - h.^3*k[1]/6 .* v + h.^4*k[1]^2/24 .* x
                slope(x, v, h) = v - h*k[1] .* x - h.^2*k[1]/2 .* v + h.^3*k[1]^2/6 .* x + h.^4*k[1]^2/24 .* v
                X = fold(x = ones(m), v = zeros(m), i = 1..40: step(x, v, T/40), slope(x, v, T/40))
                T0 = [0.5, 1, 1.5, 2]
                Y0 = cos(T0*1.3)
                fit(mse(X, Y), T = T0, Y = Y0, optimizer = adam(rate = 0.05), epochs = 400, batch = 4, seed = 1, precision = "double")
                print(k[1])""");
        assertThat(found(TRAINED)).isLessThan(1e-9);
    }
}
