package dev.fluxion.symbolic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.print.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
            Map<String, Double> at = point(rule, random, trial);
            if (!holds(rule.condition().map(e -> Substitution.replace(e, numbers)), at)) {
                continue;
            }
            Expression pattern = Substitution.replace(rule.pattern(), numbers);
            Expression replacement = Substitution.replace(rule.replacement(), numbers);
            if (PreciseValues.existence(pattern, at) == PreciseValues.Existence.UNDEFINED) {
                assertThat(rule.soundness() == Rule.Soundness.EXACT && PreciseValues.existence(replacement, at) == PreciseValues.Existence.DEFINED)
                        .as("%s with %s at %s enlarges the domain, but calls itself exact", rule, numbers, at).isFalse();
                continue;
            }
            OptionalDouble before = PreciseValues.value(pattern, at);
            if (before.isPresent()) {
                defined++;
                OptionalDouble after = PreciseValues.value(replacement, at);
                assertThat(after).as("%s with %s at %s", rule, numbers, at).isPresent();
                assertThat(Math.abs(after.getAsDouble() - before.getAsDouble())).as("%s with %s at %s: %s, %s", rule, numbers, at, before, after)
                        .isLessThanOrEqualTo(4e-16 * Math.abs(before.getAsDouble()) + 1e-50); // computed with 150 digits, of which 100 may cancel
            }
        }
        assertThat(defined).as("points where %s applies", rule.name()).isGreaterThanOrEqualTo(POINTS);
    }

    static Stream<Rule> exactRules() {
        return rules().filter(rule -> rule.soundness() == Rule.Soundness.EXACT);
    }

    // At 0 and around it, where powers, quotients and logarithms lose their values, with every choice of numbers.
    @ParameterizedTest
    @MethodSource("exactRules")
    void exactRulesEnlargeNoDomain(Rule rule) {
        for (Map<Symbol, Expression> numbers : choices(rule)) {
            Expression pattern = Substitution.replace(rule.pattern(), numbers);
            Expression replacement = Substitution.replace(rule.replacement(), numbers);
            for (Map<String, Double> at : grid(Substitution.variables(pattern))) {
                if (PreciseValues.existence(pattern, at) == PreciseValues.Existence.UNDEFINED
                        && holds(rule.condition().map(e -> Substitution.replace(e, numbers)), at)) {
                    assertThat(PreciseValues.existence(replacement, at)).as("%s with %s at %s", rule, numbers, at).isNotEqualTo(PreciseValues.Existence.DEFINED);
                }
            }
        }
    }

    private static List<Map<String, Double>> grid(List<Symbol> symbols) {
        List<Map<String, Double>> points = List.of(Map.of());
        for (Symbol symbol : symbols) {
            points = points.stream().flatMap(point -> Stream.of(-1.0, 0.0, 2.0).map(value -> {
                Map<String, Double> more = new HashMap<>(point);
                more.put(symbol.name(), value);
                return more;
            })).toList();
        }
        return points;
    }

    private static Map<String, Double> point(Rule rule, Random random, int trial) {
        Map<String, Double> at = new HashMap<>();
        Substitution.variables(rule.pattern()).forEach(symbol -> at.put(symbol.name(), trial % 4 == 0 ? random.nextInt(7) - 3
                : random.nextGaussian() * (trial % 3 == 0 ? 0.4 : 2)));
        return at;
    }

    // At kinks the derivative is a convention: 0 for abs and relu, shared where max or min tie.
    @ParameterizedTest
    @MethodSource("rules")
    void noRuleChangesTheDerivativeAtAKink(Rule rule) {
        Random random = new Random(1);
        List<Symbol> variables = Substitution.variables(rule.pattern()).stream().filter(symbol -> !Wildcards.isNumeric(symbol)).toList();
        boolean kinked = Topology.of(rule.pattern()).nodes().stream().anyMatch(node -> node instanceof Apply a && a.operator().kink().isPresent());
        boolean moved = false;
        for (int trial = 0; trial < 60 && kinked; trial++) {
            Map<Symbol, Expression> numbers = numbers(rule, random);
            Map<String, Double> at = new HashMap<>();
            variables.forEach(symbol -> at.put(symbol.name(), random.nextInt(3) - 1.0));
            Condition condition = rule.condition().map(e -> Substitution.replace(e, numbers));
            if (!holdsAround(condition, at)) {
                continue; // a kink at the edge of what is assumed has a slope on one side only
            }
            for (Symbol variable : variables) {
                double before = value(Differentiation.derivative(Substitution.replace(rule.pattern(), numbers), variable), at);
                double after = value(Differentiation.derivative(Substitution.replace(rule.replacement(), numbers), variable), at);
                moved |= Math.abs(before - after) > 1e-12;
                if (Double.isFinite(before) && !rule.movesKink()) {
                    assertThat(after).as("%s with %s by %s at %s", rule, numbers, variable, at).isCloseTo(before, within(1e-12 * Math.max(1, Math.abs(before))));
                }
            }
        }
        assertThat(rule.movesKink()).as("%s says that it changes the derivative at a kink", rule).isEqualTo(moved);
    }

    private static boolean holdsAround(Condition condition, Map<String, Double> at) {
        for (double move : new double[] {0, 1e-3, -1e-3}) {
            Map<String, Double> moved = new HashMap<>(at);
            double[] step = {move};
            moved.replaceAll((name, x) -> x + (step[0] *= -1.5));
            if (!holds(condition, moved)) {
                return false;
            }
        }
        return true;
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
        } catch (FluxionException e) { // division by an exact zero
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return Double.NaN;
        }
    }

    // In the company of the rules of its set, on letters: one that others always come before would be dead.
    @ParameterizedTest
    @MethodSource("sets")
    void everyRuleIsUsedOnItsOwnPatternAndRewritingEnds(String set) {
        List<String> unused = new ArrayList<>();
        for (Rule rule : RuleSet.named(set).rules()) {
            boolean used = false;
            for (Map<Symbol, Expression> numbers : choices(rule)) {
                Expression pattern = Substitution.replace(rule.pattern(), numbers);
                Assumptions assumptions = Assumptions.NONE.and(rule.condition().map(e -> Substitution.replace(e, numbers)));
                for (Expression form : List.of(pattern, terms(pattern))) {
                    Rewriter rewriter = rewriter(set, assumptions);
                    Expression once = rewriter.rewrite(form);
                    used |= rewriter.steps().stream().anyMatch(step -> step.rule().equals(rule.name()));
                    assertThat(rewriter(set, assumptions).rewrite(once)).as("%s ends: %s", rule, form).isEqualTo(once);
                }
            }
            if (!used) {
                unused.add(rule.toString());
            }
        }
        assertThat(unused).isEmpty();
    }

    private static Rewriter rewriter(String set, Assumptions assumptions) {
        List<RuleSet> rules = List.of(RuleSet.named(set));
        boolean shortens = set.equals("shorter");
        return new Rewriter(shortens ? List.of() : rules, shortens ? rules : List.of(), false, new Facts(assumptions), Budget.standard());
    }

    // A rule for sums may only pay where the terms have a common factor.
    private static Expression terms(Expression pattern) {
        return pattern instanceof Sum s ? Sum.of(s.terms().stream().map(RuleTest::multiple).toList()) : pattern;
    }

    // A rule is subsumed where another one makes the same of its pattern under its condition.
    @ParameterizedTest
    @MethodSource("sets")
    void noRuleIsSubsumedByAnother(String set) {
        List<String> subsumed = new ArrayList<>();
        List<Rule> rules = RuleSet.named(set).rules();
        for (Rule rule : rules) {
            Facts facts = new Facts(Assumptions.NONE.and(rule.condition()));
            for (Rule other : companions(set).flatMap(each -> RuleSet.named(each).candidates(rule.pattern()).stream()).toList()) {
                if (other != rule && Application.of(other, rule.pattern(), facts, Budget.standard(), false, after -> true)
                        .filter(step -> step.after().equals(rule.replacement())).isPresent()) {
                    subsumed.add(rule.name() + " by " + other.name());
                }
            }
        }
        assertThat(subsumed).isEmpty();
    }

    // Every proposal is brought to normal form in the end; the forms of squares are what others are reduced by.
    private static Stream<String> companions(String set) {
        return set.startsWith("squares") ? Stream.of(set) : Stream.of(set, "normal").distinct();
    }

    static List<String> sets() {
        return SETS;
    }

    // Numbers for which the condition may hold.
    private static List<Map<Symbol, Expression>> choices(Rule rule) {
        List<Rational> whole = Stream.of(2, 3, -1, -2, 1).map(Rational::of).toList();
        List<Rational> any = List.of(Rational.of(2, 3), Rational.of(-2, 3), Rational.of(1, 2), Rational.of(3, 2), Rational.of(7, 3), Rational.of(3));
        List<Map<Symbol, Expression>> choices = new ArrayList<>(List.of(Map.of()));
        for (Symbol symbol : Substitution.variables(rule.pattern()).stream().filter(Wildcards::isNumeric).toList()) {
            choices = choices.stream().flatMap(chosen -> ("nm".contains(symbol.name()) ? whole : any).stream().map(number -> {
                Map<Symbol, Expression> more = new HashMap<>(chosen);
                more.put(symbol, Constant.of(number));
                return more;
            })).toList();
        }
        return choices.stream().filter(numbers -> !contradicts(rule, numbers)).toList();
    }

    private static boolean contradicts(Rule rule, Map<Symbol, Expression> numbers) {
        Condition condition = rule.condition().map(e -> Substitution.replace(e, numbers));
        List<Condition> parts = condition instanceof Condition.All all ? all.parts() : List.of(condition);
        return parts.stream().anyMatch(part -> part.operands().stream().allMatch(e -> Substitution.variables(e).isEmpty())
                && !new Facts(Assumptions.NONE).proves(part));
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
                    assertThat(Evaluator.scalar(tidy, Map.of())).as("%s", read).isNotNaN().isCloseTo(
                            Evaluator.scalar(dev.fluxion.symbolic.elaborate.Formulas.parse(value), Map.of()), org.assertj.core.data.Offset.offset(1e-12));
                }));
    }
}
