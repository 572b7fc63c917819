package dev.fluxion.symbolic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.print.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of every resource, by enumeration. */
class RuleTest {
    private static final List<String> SETS = List.of("normal", "shorter", "trigonometric", "angles", "exponential", "hyperbolic", "absolute",
            "logarithms", "roots", "inverses", "squares-sine", "squares-cosine");
    private static final int POINTS = 50;

    static Stream<Rule> rules() {
        return SETS.stream().flatMap(set -> RuleSet.named(set).rules().stream());
    }

    static Stream<Rule> shorteningRules() {
        return RuleSet.named("shorter").rules().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleIsTrueWhereItsPatternIsDefined(Rule rule) {
        Random random = new Random(rule.name().hashCode());
        int defined = 0;
        for (int trial = 0; trial < 20_000 && defined < POINTS; trial++) {
            Map<Symbol, Expression> numbers = numbers(rule, random);
            Map<String, Double> at = new HashMap<>();
            List<Symbol> symbols = new ArrayList<>(Substitution.variables(rule.pattern()));
            for (Symbol symbol : symbols) {
                at.put(symbol.name(), trial % 4 == 0 ? random.nextInt(7) - 3 : random.nextGaussian() * (trial % 3 == 0 ? 0.4 : 2));
            }
            if (!holds(rule.condition().map(e -> Substitution.replace(e, numbers)), at)) {
                continue;
            }
            double before = value(Substitution.replace(rule.pattern(), numbers), at);
            if (Double.isFinite(before) && Math.abs(before) < 1e6 && Math.abs(before) > 1e-9) {
                defined++;
                double after = value(Substitution.replace(rule.replacement(), numbers), at);
                // values up to 1e6 of sums that cancel: a relative error of a few hundred roundings
                assertThat(Math.abs(after - before)).as("%s with %s at %s: %s, %s", rule, numbers, at, before, after)
                        .isLessThanOrEqualTo(1e-7 * Math.max(1, Math.abs(before)));
            } else if (before == 0) {
                defined++;
                assertThat(Math.abs(value(Substitution.replace(rule.replacement(), numbers), at))).as("%s at %s", rule, at).isLessThan(1e-9);
            }
        }
        assertThat(defined).as("points where %s applies", rule.name()).isGreaterThanOrEqualTo(POINTS);
    }

    // An infinite part is outside the domain, whatever IEEE arithmetic makes of it.
    private static double value(Expression expression, Map<String, Double> at) {
        try {
            for (Expression node : Topology.of(expression).nodes()) {
                if (node != expression && node.isScalar() && Double.isInfinite(Evaluator.scalar(node, at))) {
                    return Double.NaN;
                }
            }
            return Evaluator.scalar(expression, at);
        } catch (dev.fluxion.grammar.FluxionException e) { // division by an exact zero
            return Double.NaN;
        }
    }

    private static Map<Symbol, Expression> numbers(Rule rule, Random random) {
        Map<Symbol, Expression> numbers = new HashMap<>();
        for (Symbol symbol : Substitution.variables(rule.pattern())) {
            if (Wildcards.isNumeric(symbol)) {
                boolean whole = "nm".contains(symbol.name());
                int numerator = random.nextInt(13) - 6;
                numbers.put(symbol, Constant.of(whole ? Rational.of(numerator) : Rational.of(numerator, random.nextInt(3) + 1)));
            }
        }
        // a rule with two numbers usually ties them together
        if (random.nextBoolean() && numbers.containsKey(Symbol.of("c")) && numbers.containsKey(Symbol.of("d"))) {
            numbers.put(Symbol.of("d"), Constant.of(((Constant) numbers.get(Symbol.of("c"))).value().negate()));
        }
        return numbers;
    }

    private static boolean holds(Condition condition, Map<String, Double> at) {
        return switch (condition) {
            case Condition.Comparison c -> c.relation().holds(value(c.left(), at), value(c.right(), at));
            case Condition.All all -> all.parts().stream().allMatch(part -> holds(part, at));
            case Condition.Any any -> any.parts().stream().anyMatch(part -> holds(part, at));
            case Condition.Not not -> !holds(not.part(), at);
            case Condition.Truth truth -> truth.value();
        };
    }

    @ParameterizedTest
    @MethodSource("shorteningRules")
    void everyShorteningRuleShortensItsOwnPattern(Rule rule) {
        Map<Symbol, Expression> numbers = new HashMap<>();
        Substitution.variables(rule.pattern()).stream().filter(Wildcards::isNumeric)
                .forEach(symbol -> numbers.put(symbol, Constant.of(symbol.name().equals("d") ? Rational.of(-2, 3) : symbol.name().equals("c")
                        ? Rational.of(2, 3) : Rational.of(3))));
        Expression before = Substitution.replace(rule.pattern(), numbers);
        Expression after = Substitution.replace(rule.replacement(), numbers);
        // a rule for sums may only pay where the terms have a common factor
        boolean shorter = Operations.count(after) < Operations.count(before)
                || before instanceof Sum s && Operations.count(multiple(after)) < Operations.count(Sum.of(s.terms().stream().map(RuleTest::multiple).toList()));
        assertThat(shorter).as("%s: %s, %s", rule, before, after).isTrue();
    }

    private static Expression multiple(Expression expression) {
        return Product.of(Symbol.of("k"), expression);
    }

    @Test
    void namesAreUniqueInEachResource() {
        for (String set : SETS) {
            Set<String> names = new HashSet<>();
            RuleSet.named(set).rules().forEach(rule -> assertThat(names.add(rule.name())).as(rule.name()).isTrue());
        }
    }

    @Test
    void everyFunctionsSpecialValuesAndSymmetriesAreApplied() {
        dev.fluxion.symbolic.operator.Operators.rows(dev.fluxion.symbolic.operator.Operator.Kind.ELEMENTWISE).forEach(row ->
                row.specialValues().forEach((argument, value) -> {
                    Expression read = dev.fluxion.symbolic.elaborate.Formulas.parse(row.name() + "(" + argument + ")");
                    Expression tidy = Simplifier.tidy(read, Assumptions.NONE, Budget.standard());
                    assertThat(Evaluator.scalar(tidy, Map.of())).as("%s", read).isCloseTo(
                            Evaluator.scalar(dev.fluxion.symbolic.elaborate.Formulas.parse(value), Map.of()), org.assertj.core.data.Offset.offset(1e-12));
                }));
    }
}
