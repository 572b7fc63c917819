package dev.fluxion.symbolic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimplifierTest {
    static Stream<List<String>> cases() throws IOException {
        try (InputStream in = SimplifierTest.class.getResourceAsStream("simplify.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t", -1)));
        }
    }

    static Assumptions assumptions(String text) {
        return text.isEmpty() ? Assumptions.NONE : Assumptions.NONE.and(Formulas.condition(text, Names.lenient()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAreTrueAndShort(List<String> row) {
        Simplifier.Result result = Simplifier.simplify(Formulas.parse(row.get(1)), assumptions(row.get(2)), Budget.standard());
        for (String point : row.get(5).split(";")) {
            String[] parts = point.split("->");
            double expected = Double.parseDouble(parts[1]);
            assertThat(Evaluator.scalar(result.expression(), at(parts[0]))).as("%s at %s, steps %s", result.expression(), point, result.steps())
                    .isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, Math.abs(expected)))); // a few roundings at moderate arguments
        }
        assertThat(Operations.count(result.expression())).as("%s, not %s, steps %s", result.expression(), row.get(4), result.steps())
                .isLessThanOrEqualTo(Integer.parseInt(row.get(3)));
    }

    private static Map<String, Double> at(String text) {
        Map<String, Double> values = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            values.put(pair.substring(0, pair.indexOf('=')), Double.valueOf(pair.substring(pair.indexOf('=') + 1)));
        }
        return values;
    }
}
