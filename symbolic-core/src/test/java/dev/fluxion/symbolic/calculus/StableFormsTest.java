package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.Activations;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class StableFormsTest {
    @Test
    void theTwoLogarithmsOfACrossEntropyAreJoinedAmongOtherTerms() {
        Expression loss = Language.parse("m*softplus(-a) + (1 - m)*softplus(a) + 3*x + softplus(x)*y");
        assertThat(StableForms.of(loss).after()).isEqualTo(Language.parse("softplus(a) - m*a + 3*x + softplus(x)*y"));
    }

    @Test
    void longSumsAreLookedThroughOnce() {
        List<Expression> terms = IntStream.range(0, 20_000).mapToObj(i -> Elementwise.product(Symbol.of("y" + i), Apply.of(Activations.SOFTPLUS,
                Symbol.of("x" + i)))).toList();
        Expression sum = Sum.of(terms);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(StableForms.of(sum).after()).isEqualTo(sum)); // pairs: 4·10⁸
    }
}
