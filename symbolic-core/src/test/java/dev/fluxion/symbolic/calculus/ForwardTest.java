package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.language.Language;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardTest {
    private static final Symbol X = Symbol.of("x");
    private static final Symbol INNER = Symbol.of("inner");

    private static Expression nested(int depth, String... layers) {
        List<Expression> read = Stream.of(layers).map(Language::parse).toList();
        Expression result = X;
        for (int i = 0; i < depth; i++) {
            result = Substitution.replace(read.get(i % read.size()), Map.of(INNER, result));
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            sin(inner) ; inner^2 + 1
            sin(inner)/2 + inner ; 3*cos(inner)
            exp(-inner^2) ; log(2 + inner^2) + y
            atan2(inner, y) ; inner*y + sqrt(1 + inner^2)
            """)
    void linksGiveWhatRulesGiveOneByOne(String first, String second) {
        for (int depth : new int[] {1, 2, 5, 60}) {
            Topology function = Topology.of(nested(depth, first, second));
            Expression linked = new Forward(function, X, 0).derivative();
            Expression plain = new Forward(function, X, Integer.MAX_VALUE).derivative();
            assertThat(linked.equals(plain)).as("depth %d", depth).isTrue();
        }
    }

    @Test
    void aCompositionOfAHundredThousandFunctionsIsOrdinary() {
        Expression derivative = Differentiation.derivative(nested(100_000, "sin(inner)", "inner^2 + 1"), X);
        assertThat(derivative.operands()).hasSize(100_000);
    }
}
