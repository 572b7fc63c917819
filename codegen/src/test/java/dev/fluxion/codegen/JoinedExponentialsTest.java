package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedExponentialsTest {
    private static final List<String> NAMES = List.of("x", "y", "z", "w");
    private static final List<Symbol> INPUTS = NAMES.stream().map(Symbol::of).toList();

    private static List<Expression> parse(String... formulas) {
        return Stream.of(formulas).map(Fluxion::parse).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x*exp(z) + exp(z + w)*exp(-w) | (x + 1)*exp(z)",
        "exp(x)*exp(z + log(y)) - y*exp(x + z + log(y)) | exp(x + z + log(y))*(1 - y)",
        "exp(-(x + log(y))^2)*exp(4*x*log(y)) - exp(-(x - log(y))^2) | 0",
        "z*exp((x + log(y))^2/x) - w*exp(2*log(y) + x)*exp(log(y)^2/x) | (z - w)*exp((x + log(y))^2/x)",
        "exp(2*x + log(y))/z + exp(2*x + 3*log(y))*x | (1/z + y^2*x)*exp(2*x + log(y))",
        "exp(x + log(y)) + exp(x + 3/2*log(y))/y | (1 + 1/sqrt(y))*exp(x + log(y))",
        "exp(x)*y + exp(x + 1)*z | (y + z*exp(1))*exp(x)"})
    void exponentialsThatDifferByLogarithmsAreOne(String formula, String joined) {
        assertThat(JoinedExponentials.of(parse(formula))).first().isEqualTo(parse(joined));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp(x)*y + exp(x + log(z))", // undefined where z is negative, which the first term is not
        "exp(x)*y + exp(x*w)*z", "exp(x) + exp(2*x)", "exp(x + x*log(y)) + exp(x + log(y))", "exp(x*y) + sin(exp(x*y))", "exp(x)"})
    void whatDiffersInOtherWaysStaysAsItIs(String formula) {
        assertThat(JoinedExponentials.of(parse(formula))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"exp(x)*exp(-x + y), 1", "exp(x + w)*exp(y)*exp(z), 1", "exp(x)*exp(y) + exp(x)*w + z*exp(y), 2", "exp(x)*exp(y) + exp(x + y), 1"})
    void thereAreAsFewExponentialsAsPossible(String formula, int count) {
        assertThat(Kernels.program(parse(formula), INPUTS).instructions()).filteredOn(Instruction.Invoke.class::isInstance).hasSize(count);
    }

    @Test
    void coefficientsThatStaySumsAreNotExpanded() {
        List<Expression> found = JoinedExponentials.of(parse("(x - y)^2*exp(z)*exp(w) + (x - 1)*(x + 1)*exp(z + w)")).getFirst();
        assertThat(found.getFirst().toString()).contains("(x - y)^2").contains("(x - 1)*(x + 1)");
    }

    @Test
    void sumsOfTheFormulaMayStandInWhatTheyAreDividedBy() {
        assertThat(JoinedExponentials.of(parse("exp(x)*exp(z)/(x - y) - y*exp(x + z)/(x*(x - y))"))).first().isEqualTo(parse("exp(x + z)/x"));
    }

    /** The price of a call and its Greeks are what textbooks print: no pass knows finance. */
    @Test
    void derivativesOfThePriceOfACallAreTheClosedForms() {
        Expression price = Fluxion.parse("S*(1 + erf((log(S/K) + (r + v^2/2)*T)/(v*sqrt(T))/sqrt(2)))/2"
                + " - K*exp(-r*T)*(1 + erf((log(S/K) + (r - v^2/2)*T)/(v*sqrt(T))/sqrt(2)))/2");
        Symbol spot = Symbol.of("S");
        Expression delta = Differentiation.derivative(price, spot);
        List<Expression> greeks = JoinedExponentials.of(List.of(price, delta, Differentiation.derivative(delta, spot), Differentiation.derivative(price, Symbol.of("v")),
                Differentiation.derivative(price, Symbol.of("T")), Differentiation.derivative(price, Symbol.of("r")))).getFirst();
        String above = "(1 + erf((log(S/K) + (r + v^2/2)*T)/(v*sqrt(T))/sqrt(2)))/2";
        String below = "K*exp(-r*T)*(1 + erf((log(S/K) + (r - v^2/2)*T)/(v*sqrt(T))/sqrt(2)))/2";
        String density = "exp(-(log(S/K) + (r + v^2/2)*T)^2/(2*T*v^2))/sqrt(2*pi)";
        assertThat(numbers(greeks)).isEqualTo(numbers(parse("S*" + above + " - " + below, above, density + "/(S*v*sqrt(T))", "S*sqrt(T)*" + density,
                "S*v/(2*sqrt(T))*" + density + " + r*" + below, "T*" + below)));
        Program program = Kernels.program(greeks, Stream.of("S", "K", "r", "v", "T").map(Symbol::of).toList());
        assertThat(program.instructions()).filteredOn(each -> each instanceof Instruction.Invoke i && i.operator() == Elementary.EXPONENTIAL).hasSize(2);
        assertThat(program.instructions().stream().filter(each -> !each.isLeaf()).count()).isLessThanOrEqualTo(50);
    }

    // sqrt(2)/(2*sqrt(pi)) and 1/sqrt(2*pi) are written in different ways: at points with few digits the values tell formulas apart all the same.
    private static List<List<String>> numbers(List<Expression> formulas) {
        List<Symbol> symbols = Stream.of("S", "K", "r", "v", "T").map(Symbol::of).toList();
        VectorFunction function = Kernels.compile(formulas, symbols, Mode.STRICT);
        List<List<String>> rows = new ArrayList<>();
        for (double[] at : new double[][] {{100, 90, 0.02, 0.25, 0.75}, {3, 5, 0.125, 0.5, 2}, {1, 1, -0.01, 1.5, 0.1}}) {
            double[] out = new double[formulas.size()];
            function.apply(at, out);
            rows.add(java.util.Arrays.stream(out).mapToObj("%.11e"::formatted).toList());
        }
        return rows;
    }

    @Test
    void randomSumsOfExponentialsKeepTheirValues() {
        int changed = 0;
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            List<Expression> formula = parse(sum(random, 2));
            List<List<Expression>> forms = JoinedExponentials.of(formula);
            changed += forms.isEmpty() ? 0 : 1;
            double[] at = random.doubles(4, 0.5, 1.5).toArray();
            double[] expected = new ArrayInterpreter(Kernels.program(formula, INPUTS, Mode.STRICT)).run(at);
            double[] fast = new double[1];
            Kernels.compile(formula, INPUTS).apply(at, fast);
            double scale = new ArrayInterpreter(Kernels.program(parse(formula.getFirst().toString().replace(" - ", " + ")), INPUTS, Mode.STRICT)).run(at)[0];
            double tolerance = 1e-12 * (1 + Math.abs(scale) + Math.abs(expected[0]));
            for (List<Expression> form : forms) {
                double found = new ArrayInterpreter(Kernels.program(form, INPUTS, Mode.STRICT)).run(at)[0];
                assertThat(found).as("seed %d: %s as %s", seed, formula, form).isCloseTo(expected[0], Offset.offset(tolerance));
            }
            assertThat(fast[0]).as("seed %d: %s", seed, formula).isCloseTo(expected[0], Offset.offset(tolerance));
        }
        assertThat(changed).isGreaterThan(100);
    }

    private static String sum(Random random, int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            text.append(i == 0 ? "" : random.nextBoolean() ? " + " : " - ");
            for (int factor = 1 + random.nextInt(3); factor > 0; factor--) {
                String name = NAMES.get(random.nextInt(4));
                text.append(switch (random.nextInt(6)) {
                    case 0 -> "exp(" + name + " + log(y))";
                    case 1 -> "exp(x)";
                    case 2 -> "exp(x - 2*log(y))";
                    case 3 -> "exp(-" + name + " + x)";
                    case 4 -> depth > 0 ? "(" + sum(random, depth - 1) + ")" : "(x - " + name + "*2)";
                    default -> name + "^2";
                }).append(factor > 1 ? "*" : "");
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(exp(x) - exp(-y))*(exp(y) - exp(-x))", "(exp(x) - exp(y))*exp(z) + w", "exp(z)*exp(w)*(x - y + exp(x)) + exp(z + w)*x",
        "(x - y)*exp(z)*exp(w) + w*exp(z + w)", "((exp(x) - exp(y))*exp(z) - w)*(exp(y) - exp(x))", "exp(-x)*(exp(x) - 1)*(exp(y) - exp(x))",
        "z*exp(x)*exp(y) - z*exp(x + y)*(x - y + 1)", "(exp(x)*exp(y) - exp(x + w))*(exp(y) - exp(w))*exp(z)", "exp(x)*exp(-y) - exp(w)*exp(-z)"})
    void errorsNearCancellationsAreThoseOfTheFormulaAsItIsWritten(String text) {
        List<Expression> formula = parse(text);
        List<List<Expression>> forms = JoinedExponentials.of(formula);
        for (long seed = 0; seed < 100; seed++) {
            double[] at = near(new Random(seed));
            double[] fast = new double[1];
            Kernels.compile(formula, INPUTS).apply(at, fast);
            Decimal expected = Decimal.of(formula.getFirst(), at);
            for (double found : Stream.concat(forms.stream().map(form -> new ArrayInterpreter(Kernels.program(form, INPUTS, Mode.STRICT)).run(at)[0]),
                    Stream.of(fast[0])).toList()) {
                assertThat(Math.abs(expected.difference(found))).as("seed %d: %s as %s at %s", seed, text, forms, java.util.Arrays.toString(at))
                        .isLessThanOrEqualTo(expected.error());
            }
        }
    }

    // y and w are near x and -x, by differences of all sizes.
    private static double[] near(Random random) {
        double x = random.nextDouble(-2, 2);
        return new double[] {x, (random.nextBoolean() ? x : -x) + difference(random), random.nextDouble(-2, 2), random.nextInt(3) == 0 ? difference(random)
                : (random.nextBoolean() ? x : -x) + difference(random)};
    }

    private static double difference(Random random) {
        return random.nextInt(4) == 0 ? 0 : random.nextDouble(-1, 1) * Math.pow(10, -random.nextInt(16));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "exp((w^2 - 1)/(w - 1)) | y*exp(w + 1) | 1", "exp(asin(w)^2 - asin(w)^2*x + x*asin(w)^2 + x) | y*exp(x) | 2",
        "exp(x + sqrt(w)^4 - w^2) | z*exp(x) | -1", "exp((w^2 - w*acosh(w))/w) | x*exp(w - acosh(w)) | 0",
        "exp(x*sqrt(w)*sqrt(w)) | y*exp(x*w) | -2", "exp(x)*exp((w^2 - 4)/(w - 2)) | exp(x + w + 2)*z | 2", "exp(x + log(w)) | exp(x + log(w)/2 + log(sqrt(w))) | -1"})
    void noOutputIsUndefinedWhereItsFormulaIsNot(String first, String second, double w) {
        List<Expression> formulas = parse(first, second);
        double[] at = {0.5, 0.75, 1.25, w};
        double[] expected = new ArrayInterpreter(Kernels.program(formulas, INPUTS, Mode.STRICT)).run(at);
        double[] fast = new double[2];
        Kernels.compile(formulas, INPUTS).apply(at, fast);
        for (int i = 0; i < 2; i++) {
            assertThat(Double.isNaN(expected[i]) || Math.abs(fast[i] - expected[i]) <= 1e-13 * Math.abs(expected[i])).as("%s", java.util.Arrays.toString(fast)).isTrue();
        }
        for (List<Expression> form : JoinedExponentials.of(formulas)) {
            double[] found = new ArrayInterpreter(Kernels.program(form, INPUTS, Mode.STRICT)).run(at);
            assertThat(Double.isNaN(found[1])).as("%s", form).isEqualTo(Double.isNaN(expected[1]));
        }
    }

    @Test
    void theWorkOfAllAttemptsTogetherIsBounded() {
        String[] formulas = java.util.stream.IntStream.range(0, 16).mapToObj(i -> "x*exp(z + " + "(x + y + z + w + " + i + ")^9) + y*exp(w)").toArray(String[]::new);
        Budget budget = Budget.of(60_000, 1_000_000, 10_000);
        assertThat(budget.run(() -> JoinedExponentials.of(parse(formulas)))).isEmpty();
        assertThat(budget.spent()).isLessThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "accurate"})
    void modesThatRoundAsTheFormulaSaysJoinNothing(String mode) {
        Program program = Kernels.program(parse("x*exp(z)*exp(w) + y*exp(z + w)"), INPUTS, Mode.named(mode));
        assertThat(program.instructions()).filteredOn(Instruction.Invoke.class::isInstance).hasSize(3);
    }

    @Test
    void aSumIsTakenApartOnlyWhereItPays() {
        List<Expression> formula = parse("(exp(x)*y + w)*(exp(z)*y + x)*(exp(w)*x + 1)");
        assertThat(Kernels.program(formula, INPUTS)).hasToString(
                Passes.apply(Kernels.program(formula, INPUTS, Mode.STRICT), Mode.FAST).toString());
    }
}
