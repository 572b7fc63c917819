package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.calculus.Derivations;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferenceCasesTest {
    @Test
    void everyWellFormedTextHasItsValueBeforeAndAfterPrinting() {
        List<String> wrong = new ArrayList<>();
        for (Map<String, Object> each : Cases.of("parse")) {
            if (each.get("kind").equals("error")) {
                continue;
            }
            Map<String, Double> at = Cases.point(each.get("at"));
            double expected = Double.parseDouble(each.get("value").toString());
            Expression expression = Language.parse(each.get("text").toString());
            Expression again = Language.parse(expression.toString());
            if (!Cases.near(Evaluator.scalar(expression, at), expected, 1e-12, 0) || !again.equals(expression)) {
                wrong.add(each.get("text") + " is " + expression);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyMalformedTextIsRefusedWhereItGoesWrong() {
        int refused = 0;
        List<String> wrong = new ArrayList<>();
        for (Map<String, Object> each : Cases.of("parse")) {
            if (!each.get("kind").equals("error")) {
                continue;
            }
            Source source = new Source("case", each.get("text").toString());
            int expected = ((Number) each.get("error_at")).intValue();
            try {
                wrong.add(source.text() + " was read as " + Language.parse(source, Names.lenient()));
            } catch (FluxionException e) {
                refused++;
                int column = source.column(e.diagnostic().span().start());
                if (Math.abs(column - expected) > 1) {
                    wrong.add(source.text() + ": column " + column + " instead of " + expected + ": " + e.getMessage());
                }
            }
        }
        assertThat(refused).isEqualTo(82);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyScalarDerivativeHasItsValue() {
        List<String> wrong = new ArrayList<>();
        for (Map<String, Object> each : Cases.of("derivatives")) {
            Expression expression = Language.parse(each.get("expr").toString());
            Expression derivative = Differentiation.derivative(expression, variables(each).stream().map(Symbol::of).toList());
            List<?> points = (List<?>) each.get("at");
            double tolerance = Math.max(1e-9, 1e4 * ((Number) each.getOrDefault("f64_rel_err", 0.0)).doubleValue());
            for (int i = 0; i < points.size(); i++) {
                double expected = Double.parseDouble(((List<?>) each.get("value")).get(i).toString());
                double actual = Evaluator.scalar(derivative, Cases.point(points.get(i)));
                if (!Cases.near(actual, expected, tolerance, 1e-12)) {
                    wrong.add(each.get("id") + " " + expression + ": " + actual + " instead of " + expected);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> variables(Map<String, Object> each) {
        if (each.get("vars") instanceof List<?> list) {
            return list.stream().map(Object::toString).toList();
        }
        return java.util.Collections.nCopies(((Number) each.get("order")).intValue(), each.get("var").toString());
    }

    @Test
    void theStepsOfEveryFirstDerivativeEndInTheAnswerOfDiff() {
        int derived = 0;
        for (Map<String, Object> each : Cases.of("derivatives")) {
            if (variables(each).size() == 1) {
                Expression expression = Language.parse(each.get("expr").toString());
                Symbol variable = Symbol.of(variables(each).getFirst());
                assertThat(Derivations.derivative(expression, variable).result()).as("%s", expression)
                        .isEqualTo(Differentiation.derivative(expression, variable));
                derived++;
            }
        }
        assertThat(derived).isGreaterThan(300);
    }

    @Test
    void everyTensorDerivativeHasItsValueBeforeAndAfterPrinting() {
        List<String> wrong = new ArrayList<>();
        int right = 0;
        for (Map<String, Object> each : Cases.of("tensor-derivatives")) {
            try {
                String problem = tensorProblem(each);
                if (problem.isEmpty()) {
                    right++;
                } else {
                    wrong.add(each.get("id") + " " + each.get("expr") + ": " + problem);
                }
            } catch (FluxionException e) {
                assertThat(e.diagnostic().code()).as("%s: %s", each.get("expr"), e.getMessage()).isEqualTo(Diagnostic.Code.UNSUPPORTED);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(right).isEqualTo(300);
    }

    @Test
    void noFirstDerivativeOfTensorsHasMoreThanFourTimesTheNodesAnd16() {
        int held = 0;
        for (Map<String, Object> each : Cases.of("tensor-derivatives")) {
            Names names = Names.strict();
            List<Symbol> symbols = declared(each);
            symbols.forEach(names::declare);
            Expression function = Stabilizer.stabilize(Language.parse(new Source("case", each.get("expr").toString()), names)).expression();
            Symbol variable = symbols.stream().filter(symbol -> symbol.name().equals(each.get("wrt"))).findFirst().orElseThrow();
            int nodes = Topology.of(Differentiation.derivative(function, variable)).size();
            assertThat(nodes).as("%s", each.get("expr")).isLessThanOrEqualTo(4 * Topology.of(function).size() + 16);
            held++;
        }
        assertThat(held).isEqualTo(300);
    }

    private static List<Symbol> declared(Map<String, Object> each) {
        List<Symbol> symbols = new ArrayList<>();
        ((Map<?, ?>) each.get("decl")).forEach((name, sizes) -> symbols.add(Symbol.of(name.toString(), shape((List<?>) sizes), Symbol.Role.VARIABLE,
                Set.of())));
        return symbols;
    }

    private static String tensorProblem(Map<String, Object> each) {
        Names names = Names.strict();
        List<Symbol> symbols = declared(each);
        symbols.forEach(names::declare);
        Map<String, Value> at = new HashMap<>();
        ((Map<?, ?>) each.get("data")).forEach((name, value) -> at.put(name.toString(), value(value)));
        Expression derivative = Stabilizer.stabilize(Language.parse(new Source("case", each.get("expr").toString()), names)).expression();
        List<String> by = new ArrayList<>(List.of(each.get("wrt").toString()));
        if (each.get("wrt2") != null) {
            by.add(each.get("wrt2").toString());
        } else if (((Number) each.get("order")).intValue() == 2) {
            by.add(by.getFirst());
        }
        for (String name : by) {
            derivative = Differentiation.derivative(derivative, symbols.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow());
        }
        Map<String, Long> sizes = Evaluator.sizes(symbols, at);
        Value expected = value(each.get("value"));
        String problem = difference(Evaluator.evaluate(derivative, at, sizes), expected);
        Expression printed = Language.parse(new Source("printed", derivative.toString()), names);
        return problem.isEmpty() ? difference(Evaluator.evaluate(printed, at, sizes), expected) : problem;
    }

    private static String difference(Value actual, Value expected) {
        double scale = 1e-6;
        for (double entry : expected.entries()) {
            scale = Math.max(scale, Math.abs(entry));
        }
        if (!java.util.Arrays.equals(actual.sizes(), expected.sizes())) {
            return "sizes " + java.util.Arrays.toString(actual.sizes()) + " instead of " + java.util.Arrays.toString(expected.sizes());
        }
        for (int i = 0; i < expected.entries().length; i++) {
            if (!(Math.abs(actual.entries()[i] - expected.entries()[i]) <= 1e-8 * scale)) {
                return "entry " + i + " is " + actual.entries()[i] + " instead of " + expected.entries()[i];
            }
        }
        return "";
    }

    private static Shape shape(List<?> sizes) {
        return new Shape(sizes.stream().map(size -> size instanceof Number n ? Size.of(n.longValue()) : Size.named(size.toString())).toList());
    }

    private static Value value(Object json) {
        List<Integer> sizes = new ArrayList<>();
        List<Double> entries = new ArrayList<>();
        for (Object level = json; level instanceof List<?> list; level = list.getFirst()) {
            sizes.add(list.size());
        }
        flatten(json, entries);
        return Value.of(sizes.stream().mapToInt(Integer::intValue).toArray(), entries.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void flatten(Object json, List<Double> into) {
        if (json instanceof List<?> list) {
            list.forEach(entry -> flatten(entry, into));
        } else {
            into.add(((Number) json).doubleValue());
        }
    }

    @Test
    void everyShapeErrorIsRefused() {
        List<String> accepted = new ArrayList<>();
        for (Map<String, Object> each : Cases.of("shape-errors")) {
            Names names = Names.strict();
            ((Map<?, ?>) each.get("decl")).forEach((name, sizes) -> names.declare(Symbol.of(name.toString(), shape((List<?>) sizes),
                    Symbol.Role.VARIABLE, Set.of())));
            try {
                accepted.add(each.get("expr") + " has shape " + Language.parse(new Source("case", each.get("expr").toString()), names).shape());
            } catch (FluxionException e) {
                assertThat(e.diagnostic().message()).isNotBlank();
            }
        }
        assertThat(accepted).isEmpty();
    }
}
