package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiesTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "max(x, y, z); 1; 1; 1; 1/3; 1/3; 1/3", "min(x, y, z); 1; 1; 1; 1/3; 1/3; 1/3", "max(x, y, z); 1; 2; 2; 0; 1/2; 1/2",
        "max(x, y, z); 3; 2; 1; 1; 0; 0", "min(x, y, z); 3; 2; 2; 0; 1/2; 1/2", "max(x, x^2, x^3); 1; 0; 0; 2; 0; 0",
        "max(x, y); 1; 1; 0; 1/2; 1/2; 0", "max(max(x, y), max(z, 1)); 1; 1; 1; 1/4; 1/4; 1/4", "max(x, min(y, z)); 1; 1; 1; 1/2; 1/4; 1/4"})
    void aTieIsSharedEqually(String function, double x, double y, double z, String byX, String byY, String byZ) {
        Map<String, Double> at = Map.of("x", x, "y", y, "z", z);
        List<Symbol> variables = List.of(Symbol.of("x"), Symbol.of("y"), Symbol.of("z"));
        List<String> expected = List.of(byX, byY, byZ);
        var gradient = Differentiation.gradient(Language.parse(function), variables);
        for (int i = 0; i < 3; i++) {
            double slope = Evaluator.scalar(Language.parse(expected.get(i)), Map.of());
            assertThat(Evaluator.scalar(gradient.get(i), at)).isCloseTo(slope, within(1e-15));
            assertThat(Evaluator.scalar(Differentiation.derivative(Language.parse(function), variables.get(i)), at)).isCloseTo(slope, within(1e-15));
        }
    }

    @Test
    void sharedNestsAreTakenOnce() {
        Expression nest = Language.parse("max(x, y)");
        for (int i = 0; i < 80; i++) { // written out, this has more operands than there are atoms in the world
            nest = Language.parse(new Source("nest", "max(m, min(m, z), max(m, z" + i + "))"), Names.lenient().bind("m", nest));
        }
        Symbol x = Symbol.of("x");
        Map<String, Double> at = new HashMap<>(Map.of("x", 5.0, "y", 2.0, "z", 1.0));
        for (int i = 0; i < 80; i++) {
            at.put("z" + i, -1.0 - i);
        }
        assertThat(Evaluator.scalar(Differentiation.derivative(nest, x), at)).isEqualTo(1);
        assertThat(Evaluator.scalar(Differentiation.gradient(nest, List.of(x, Symbol.of("y"))).getFirst(), at)).isEqualTo(1);
    }
}
