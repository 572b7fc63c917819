package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.asymptotic.Expansions;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Map;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitDerivationsTest {
    private static final Symbol X = Symbol.of("x");

    private static Derivation limit(String function, String to, Limits.Side side) {
        return LimitDerivations.of(Language.parse(function), X, Language.parse(to), side, List.of(), Budget.standard());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin(x)/x | 0 | BOTH", "(1 + 1/x)^x | inf | BOTH", "1/x^2 | 0 | BOTH", "x*log(x) | 0 | RIGHT", "exp(x)/x^5 | inf | BOTH",
                "sin(x)/x | inf | BOTH", "abs(x)/x | 0 | LEFT",
        "(1 - cos(x))/x^2 | 0 | BOTH", "x^2 | 3 | BOTH", "sqrt(x^2 + x) - x | inf | BOTH", "(x^2 - 1)/(x - 1) | 1 | BOTH", "atan(x) | -inf | BOTH",
        "x^x | 0 | RIGHT", "abs(x) | 0 | BOTH",
        "(exp(x) - exp(a))/(x - a) | a | BOTH", "log(x)/x | inf | BOTH",
    })
    void theStepsEndInTheLimit(String function, String to, Limits.Side side) {
        Derivation derivation = limit(function, to, side);
        Limits.Limit limit = Limits.limit(Language.parse(function), X, Language.parse(to), side, Assumptions.NONE, Budget.standard());
        assertThat(derivation.result()).isEqualTo(limit.value());
        assertThat(derivation.sections().getLast().steps().getLast().after()).isEqualTo(Presenter.tree(limit.value()));
        assertThat(derivation.steps()).allSatisfy(nested -> assertThat(nested.step().rule()).isNotEmpty());
        assertThat(derivation.steps()).anySatisfy(nested -> assertThat(nested.step().check().isMade()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"log(x)/x | = 0 it goes to 0, as log(x) grows more slowly than x",
            "x^2*exp(-x) | = 0 it goes to 0, as x^2 grows more slowly than exp(x)",
        "exp(x)/x^5 | = inf it grows without bound, as x^5 grows more slowly than exp(x)", "1/x | = 0 it goes to 0 ("})
    void quotientsOfGrowingPartsTellWhichGrowsMoreSlowly(String function, String line) {
        assertThat(limit(function, "inf", Limits.Side.BOTH).text().replaceAll(" +", " ")).contains(line);
    }

    @Test
    void theSeriesThatCancelsIsShown() {
        assertThat(limit("(1 - cos(x))/x^2", "0", Limits.Side.BOTH).text()).isEqualTo("""
                Series near x = 0
                cos(x) = 1 - x^2/2 + O(x^3)     series of cos, put in
                1 - cos(x) = x^2/2 + O(x^3)     sum of the series
                (1 - cos(x))/x^2 = 1/2 + O(x)   quotient of the series
                each line checked at 3 points

                Limit
                lim[x→0] ((1 - cos(x))/x^2) = 1/2   leading term  (checked at 3 points)
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1/x | 0 | From the left, From the right | it is -inf from the left and inf from the right",
                "abs(x)/x | 0 | From the left, From the right | it is -1 from the left and 1 from the right",
        "exp(1/x) | 0 | From the left, From the right | it is 0 from the left and inf from the right",
        "floor(x) | 2 | From the left, From the right | it is 1 from the left and 2 from the right",
        "sin(1/x) | 0 | Two sequences | different limits along two sequences", "sin(x) | inf | Two sequences | different limits along two sequences",
        "x*cos(x) | inf | Two sequences | different limits along two sequences", "x - floor(x) | inf | Two sequences | different limits along two sequences",
    })
    void thatThereIsNoLimitIsProvedStepByStep(String function, String to, String sections, String reason) {
        Derivation derivation = limit(function, to, Limits.Side.BOTH);
        assertThat(String.join(", ", derivation.sections().stream().map(Section::title).toList())).isEqualTo(sections);
        assertThat(derivation.text()).contains("so that there is no limit: ").contains(reason);
        assertThat(derivation.steps()).allSatisfy(nested -> assertThat(nested.step().check().isMade()).as("%s", nested.step()).isTrue());
    }

    @Test
    void theSequencesAreNamed() {
        assertThat(limit("sin(1/x)", "0", Limits.Side.BOTH).text()).isEqualTo("""
                lim[x→0+] (sin(1/x)) = 0   along 1/x = 2*pi*n, n → inf
                lim[x→0+] (sin(1/x)) = 1   along 1/x = 2*pi*n + pi/2, n → inf  (so that there is no limit: the function has different limits along two sequences of points)
                each line checked at 3 points
                """);
    }

    // What a product of the lines above it leaves open may not be claimed.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"(1 - cos(x))/x^2 | 0 | 3", "sin(x)/x | 0 | 4", "exp(x)*sin(x) | 0 | 5", "(exp(x) - 1 - x)/x^2 | 0 | 2",
            "log(1 + x)/x | 0 | 3", "x/sin(x) | 0 | 4"})
    void quotientsAndProductsClaimNoMoreThanTheirFactorsSupport(String function, String about, int below) {
        Expansions.Expansion expansion = Expansions.of(Language.parse(function), X, Language.parse(about), below, Assumptions.NONE, Budget.standard());
        Expression whole = Language.parse(function);
        int supported = Integer.MAX_VALUE;
        int valuations = 0;
        for (Expression factor : whole instanceof Product p ? p.factors() : List.of(whole)) {
            int own = valuation(factor);
            valuations += own;
            for (Expansions.Part part : expansion.parts()) {
                if (part.function().equals(factor)) {
                    supported = Math.min(supported, (int) Evaluator.scalar(part.series().order(), Map.of()) - own);
                }
            }
        }
        assertThat(supported + valuations).isGreaterThanOrEqualTo(below);
    }

    private static int valuation(Expression factor) {
        return (int) Math.rint(Math.log(Math.abs(Evaluator.scalar(factor, Map.of("x", 1e-4)))) / Math.log(1e-4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"exp(sin(x)) | 0 | 6", "log(1 + x)/x | 0 | 4", "1/(1 - x) | 0 | 5", "cos(x) | pi | 5",
            "sqrt(x^2 + 1) | inf | 4", "tan(x) | 0 | 7", "x^x | 1 | 4", "a - x | a | 2", "exp(a - x) | a | 3"})
    void theStepsOfASeriesEndInIt(String function, String about, int below) {
        Expansions.Expansion expansion = Expansions.of(Language.parse(function), X, Language.parse(about), below, Assumptions.NONE, Budget.standard());
        Derivation derivation = SeriesDerivations.of(Language.parse(function), expansion);
        assertThat(derivation.result()).isEqualTo(expansion.withOrder());
        assertThat(derivation.sections().getLast().steps().getLast().after()).isEqualTo(expansion.tree());
        assertThat(derivation.steps()).allSatisfy(nested -> assertThat(nested.step().check().isMade()).as("%s", nested.step()).isTrue());
    }

    // 0^0 is agreed on; no limit follows from it.
    @ParameterizedTest
    @CsvSource({"0^x, 0", "0^(x - 1), 1", "x^x, 0"})
    void powersOfZeroAreNotCalledContinuous(String function, String to) {
        assertThat(limit(function, to, Limits.Side.RIGHT).text()).doesNotContain("value of a continuous function");
    }
}
