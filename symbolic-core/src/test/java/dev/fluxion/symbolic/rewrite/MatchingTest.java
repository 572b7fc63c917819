package dev.fluxion.symbolic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which expressions a pattern matches, in how many ways, and what one application of a rule makes of a node. */
class MatchingTest {
    private static Set<String> matches(String pattern, String target) {
        Set<String> found = new TreeSet<>();
        new Matcher(Budget.standard()).match(Formulas.parse(pattern), Formulas.parse(target), Wildcards.NONE, known -> {
            List<String> values = new ArrayList<>();
            known.values().forEach((symbol, value) -> values.add(symbol.name() + "=" + value));
            found.add(String.join(" ", new TreeSet<>(values)));
            return false; // all of them
        });
        return found;
    }

    private static String applied(String rule, String target, String assumed, boolean partly) {
        Assumptions assumptions = assumed.isEmpty() ? Assumptions.NONE : Assumptions.NONE.and(Formulas.condition(assumed, Names.lenient()));
        Expression node = Formulas.parse(target);
        int[] offers = {0};
        RuleStep step = Application.of(RuleSet.rule(rule + " # exact"), node, new Facts(assumptions), Budget.standard(), partly, after -> ++offers[0] > 0).orElse(null);
        assertThat(offers[0]).as("%s on %s: the first is taken, and nothing is tried after it", rule, target).isEqualTo(step == null ? 0 : 1);
        if (step == null) {
            return "no";
        }
        assertThat(step.before()).isEqualTo(node);
        assertThat(step.rule()).isEqualTo("rule");
        return step.after().toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "", textBlock = """
            a | y1 + 2 | a=y1 + 2
            n | 7 | n=7
            n | -3 | n=-3
            n | 1/2 | -
            c | 1/2 | c=1/2
            c | y1 | -
            c | pi | -
            sin(a) | sin(y1^2) | a=y1^2
            sin(a) | cos(y1) | -
            sin(2*a) | sin(2*y1) | a=y1
            sin(2*a) | sin(6*y1) | a=3*y1
            sin(2*a) | sin(y1) | -
            sin(-a) | sin(-y1) | a=y1
            sin(-a) | sin(y1) | -
            a^n | y1^3 | a=y1 n=3
            a^n | y1^x1 | -
            a^b | y1^x1 | a=y1 b=x1
            a^2 | y1^3 | -
            a^a | y1^x1 | -
            a^a | y1^y1 | a=y1
            max(a, 1) | max(1, y1) | a=y1
            max(a, b) | max(x1, y1) | a=x1 b=y1;a=y1 b=x1
            atan2(a, b) | atan2(y1, x1) | a=y1 b=x1
            a + b | x1 + y1 | a=x1 b=y1;a=y1 b=x1
            a + 1 | x1 + y1 + 1 | a=x1 + y1
            a + 1 | x1 + y1 | -
            sin(a) + sin(b) | sin(x1) + sin(y1) | a=x1 b=y1;a=y1 b=x1
            sin(a) + cos(a) | sin(x1) + cos(y1) | -
            sin(a) + cos(a) | sin(x1) + cos(x1) | a=x1
            sin(a) + cos(a) | sin(x1) + cos(x1) + 1 | -
            a*sin(b) | 3*x1*sin(y1) | a=3*x1 b=y1
            2*sin(b) | 6*sin(y1) | -
            c*sin(b) | 6*sin(y1) | b=y1 c=6
            a*b | x1*y1 | a=x1 b=y1;a=y1 b=x1
            pi*a | pi*y1 | a=y1
            pi*a | 3*pi | a=3
            pi | pi | .
            pi | y1 | -
            2 | 2 | .
            2 | 3 | -
            """)
    void aPatternMatchesInAllItsWays(String pattern, String target, String ways) {
        Set<String> expected = ways.equals("-") ? Set.of() : ways.equals(".") ? Set.of("") : new TreeSet<>(List.of(ways.split(";")));
        assertThat(matches(pattern, target)).as("%s on %s", pattern, target).isEqualTo(expected);
        assertThat(offered(pattern, target)).as("%s on %s", pattern, target).isEqualTo(Math.min(1, expected.size()));
    }

    // How many ways are offered to who takes the first.
    private static int offered(String pattern, String target) {
        int[] offers = {0};
        Budget budget = Budget.standard();
        boolean taken = new Matcher(budget).match(Formulas.parse(pattern), Formulas.parse(target), Wildcards.NONE, known -> {
            offers[0]++;
            return true;
        });
        assertThat(taken).as("%s on %s", pattern, target).isEqualTo(offers[0] > 0);
        assertThat(budget.spent()).isPositive();
        return offers[0];
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sin(a)^2 + cos(a)^2 = 1 | sin(x1)^2 + cos(x1)^2 | 1
            sin(a)^2 + cos(a)^2 = 1 | sin(x1)^2 + cos(y1)^2 | no
            sin(a)^2 + cos(a)^2 = 1 | 3*sin(x1)^2 + 3*cos(x1)^2 + z1 | z1 + 3
            sin(a)^2 + cos(a)^2 = 1 | 3*sin(x1)^2 + 2*cos(x1)^2 | no
            sin(a)^2 + cos(a)^2 = 1 | y1*sin(x1)^2 + y1*cos(x1)^2 | y1
            sin(a)^2 + cos(a)^2 = 1 | sin(x1)^4 + sin(x1)^2*cos(x1)^2 | sin(x1)^2
            sin(a)^2 + cos(a)^2 = 1 | sin(x1)^2 - cos(x1)^2 | no
            sin(a)^2 + cos(a)^2 = 1 | sin(x1) | no
            1 - cos(a)^2 = sin(a)^2 | y1 - y1*cos(x1)^2 | y1*sin(x1)^2
            exp(a)*exp(b) = exp(a + b) | y1*exp(x1)*exp(z1) | y1*exp(x1 + z1)
            sin(a)*cos(a) = sin(2*a)/2 | 3*sin(x1)^2*cos(x1)^2 | 3*sin(2*x1)^2/4
            sin(a)*cos(a) = sin(2*a)/2 | sin(x1)^3*cos(x1)^2 | sin(2*x1)^2*sin(x1)/4
            sin(a)*cos(a) = sin(2*a)/2 | sin(x1)*cos(y1) | no
            sin(a)*cos(a) = sin(2*a)/2 | sin(x1)/cos(x1) | no
            sin(a)*cos(a) = sin(2*a)/2 | 1/(sin(x1)*cos(x1)) | 2/sin(2*x1)
            tan(a)^2 = 1/cos(a)^2 - 1 | tan(x1)^4 | (1/cos(x1)^2 - 1)^2
            tan(a)^2 = 1/cos(a)^2 - 1 | tan(x1)^-2 | 1/(1/cos(x1)^2 - 1)
            tan(a)^2 = 1/cos(a)^2 - 1 | y1*tan(x1)^3 | y1*tan(x1)*(1/cos(x1)^2 - 1)
            tan(a)^2 = 1/cos(a)^2 - 1 | tan(x1) | no
            log(exp(a)) = a | log(exp(x1 + y1)) | x1 + y1
            log(exp(a)) = a | log(x1) | no
            log(a) + log(b) = log(a*b) | log(x1) + log(y1) + z1 | no
            max(a, a + n) = a + n | max(x1, x1 + 2) | x1 + 2
            sin(a)^2 + cos(a)^2 = 1 | y1*sin(x1)^6 + y1*sin(x1)^4*cos(x1)^2 | y1*sin(x1)^4
            sin(a)^2 + cos(a)^2 = 1 | x1*sin(x1)^2/2 + x1*cos(x1)^2/2 - y1 | x1/2 - y1
            sin(a)^2 + cos(a)^2 = 1 | sin(x1)^y1 + cos(x1)^2 | no
            cosh(a)^2 - sinh(a)^2 = 1 | 2*sinh(x1)^2 - 2*cosh(x1)^2 + y1 | y1 - 2
            2*sin(a)*cos(b) + 2*cos(a)*sin(b) = 2*sin(a + b) | sin(x1)*cos(y1) + cos(x1)*sin(y1) | sin(x1 + y1)
            exp(a)^b = exp(a*b) | exp(x1)^y1 | exp(x1*y1)
            sqrt(a)*sqrt(b) = sqrt(a*b) | z1*sqrt(x1)*sqrt(y1) | z1*sqrt(x1*y1)
            a^b*c^b = (a*c)^b | y1^x1*2^x1 | (2*y1)^x1
            sin(a)^3*cos(a) = tan(a) | sin(x1)^7*cos(x1)^2 | tan(x1)^2*sin(x1)
            sin(a)^3*cos(a) = tan(a) | sin(x1)^2*cos(x1) | no
            1/(sin(a)*cos(b)) = sec(b)*csc(a) | 1/(sin(x1)*cos(y1)) | sec(y1)*csc(x1)
            """)
    void aRuleAppliesToItsMultiplesAndPowers(String rule, String target, String after) {
        assertThat(applied("rule: " + rule + (rule.startsWith("log(a) +") ? " if a > 0 and b > 0" : ""), target, "", false)).as("%s on %s", rule, target)
                .isEqualTo(after.equals("no") ? after : Formulas.parse(after).toString());
    }

    @Test
    void aConditionMustBeProved() {
        String rule = "rule: log(a) + log(b) = log(a*b) if a > 0 and b > 0";
        assertThat(applied(rule, "log(x1) + log(y1) + z1", "x1 > 0 and y1 > 0", false)).isEqualTo(Formulas.parse("log(x1*y1) + z1").toString());
        assertThat(applied(rule, "log(x1) + log(y1) + z1", "x1 > 0", false)).isEqualTo("no");
    }

    @Test
    void whereShorterIsTheAimPartsOfTermsWillDo() {
        String rule = "rule: sin(a)^2 + cos(a)^2 = 1";
        assertThat(applied(rule, "3*sin(x1)^2 + 2*cos(x1)^2", "", true)).isEqualTo(Formulas.parse("3 - cos(x1)^2").toString());
        assertThat(applied(rule, "3*sin(x1)^2 - 2*cos(x1)^2", "", true)).isEqualTo("no");
    }

    @Test
    void whatIsNotAcceptedIsNotTaken() {
        Rule rule = RuleSet.rule("rule: a*sin(b) = sin(b) # exact");
        Expression node = Formulas.parse("x1*sin(y1)");
        assertThat(Application.of(rule, node, new Facts(Assumptions.NONE), Budget.standard(), false, after -> false)).isEmpty();
        assertThat(Application.of(RuleSet.rule("rule: sin(b) = sin(b) # exact"), Formulas.parse("sin(y1)"), new Facts(Assumptions.NONE),
                Budget.standard(), false, after -> true))
                .isEmpty();
    }
}
