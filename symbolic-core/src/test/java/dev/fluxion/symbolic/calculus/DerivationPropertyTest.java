package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.Presenter;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import java.util.stream.IntStream;

/** Generated formulas: steps end in what differentiation gives, and every line that is checked agrees, else building it throws. */
class DerivationPropertyTest {
    private static final List<String> FUNCTIONS = List.of("sin", "cos", "exp", "log", "sqrt", "tanh", "atan", "abs", "relu", "sigmoid", "cosh", "erf", "softplus");

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    private static String formula(SplittableRandom random, int depth) {
        if (depth == 0) {
            return List.of("x", "x", "y", "2", "3", "x").get(random.nextInt(6));
        }
        String a = formula(random, depth - 1);
        String b = formula(random, random.nextInt(depth));
        return switch (random.nextInt(8)) {
            case 0 -> "(" + a + ") + (" + b + ")";
            case 1 -> "(" + a + ") - (" + b + ")";
            case 2, 3 -> "(" + a + ")*(" + b + ")";
            case 4 -> "(" + a + ")/((" + b + ")^2 + 1)";
            case 5 -> "(" + a + ")^" + (2 + random.nextInt(3));
            default -> FUNCTIONS.get(random.nextInt(FUNCTIONS.size())) + "(" + a + ")";
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theStepsEndInTheAnswerOfDiff(int seed) {
        String text = formula(new SplittableRandom(seed), 3);
        Expression expression = Language.parse(text);
        Symbol x = Symbol.of("x");
        Derivation derivation = Derivations.derivative(expression, x);
        Expression answer = Differentiation.derivative(expression, x);
        assertThat(derivation.result()).as(text).isEqualTo(answer);
        assertThat(derivation.sections().getLast().steps().getLast().after()).as(text).isEqualTo(Presenter.tree(answer));
    }
}
