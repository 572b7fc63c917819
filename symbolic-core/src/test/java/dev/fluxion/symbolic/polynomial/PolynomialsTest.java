package dev.fluxion.symbolic.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolynomialsTest {
    private static final Symbol X = Symbol.of("x");

    private static Expression read(String text) {
        return Formulas.parse(text);
    }

    private static Budget budget() {
        return Budget.standard();
    }

    static Stream<List<String>> table() throws IOException {
        try (InputStream in = PolynomialsTest.class.getResourceAsStream("algebra.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t", -1)));
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void algebraGivesTheKnownAnswer(List<String> row) {
        Expression given = read(row.get(1));
        Expression answer = read(row.get(3));
        switch (row.getFirst()) {
            case "expand" -> assertThat(Polynomials.expand(given, budget())).isEqualTo(answer);
            case "factor" -> {
                Expression factored = Polynomials.factor(given, budget());
                assertThat(Polynomials.expand(factored, budget())).isEqualTo(Polynomials.expand(given, budget()));
                assertThat(factors(factored)).as("%s", factored).isEqualTo(Integer.parseInt(row.get(4)));
            }
            case "gcd" -> {
                Expression divisor = Polynomials.gcd(given, read(row.get(2)), budget());
                assertThat(Polynomials.cancel(Elementwise.quotient(divisor, answer), budget())).isInstanceOf(Constant.class);
            }
            case "divide" -> {
                Polynomials.Division division = Polynomials.quotientRemainder(given, read(row.get(2)), X, budget());
                assertThat(division.quotient()).isEqualTo(answer);
                assertThat(division.remainder()).isEqualTo(read(row.get(4)));
            }
            case "collect" -> {
                Expression collected = Polynomials.collect(given, Symbol.of(row.get(2)), budget());
                assertThat(collected).isEqualTo(read(row.get(3)));
            }
            default -> throw new IllegalArgumentException(row.getFirst());
        }
    }

    private static int factors(Expression product) {
        return switch (product) {
            case Constant c -> 0;
            case Product p -> p.factors().stream().mapToInt(PolynomialsTest::factors).sum();
            case Power p -> Integer.parseInt(p.exponent().toString());
            default -> 1;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (x^2-y^2)/(x-y) | x+y
            (sqrt(x)-1)*(sqrt(x)+1)/(x-1) | 1
            (exp(2*x)-1)/(exp(x)-1) | exp(x)+1
            1/(1+1/(1+1/x)) | (x+1)/(2*x+1)
            (x^8-y^8)/(x^4+y^4)/(x^2+y^2)/(x+y) | x-y
            2^(2*x)/2^x - 2^x | 0
            sqrt(6) - sqrt(2)*sqrt(3) | 0
            """)
    void fractionsCancel(String given, String expected) {
        assertThat(Polynomials.cancel(read(given), budget())).isEqualTo(read(expected));
    }

    @Test
    void divisionAllowsRationalCoefficients() {
        Polynomials.Division division = Polynomials.quotientRemainder(read("x^2"), read("a*x + 1"), X, budget());
        Expression back = Sum.of(Product.of(division.quotient(), read("a*x + 1")), division.remainder());
        assertThat(Polynomials.cancel(back, budget())).isEqualTo(read("x^2"));
    }

    @Test
    void whatIsNoPolynomialIsRefused() {
        assertThatThrownBy(() -> Polynomials.collect(read("sin(x)*x"), X, budget())).isInstanceOf(FluxionException.class);
        assertThatThrownBy(() -> Polynomials.gcd(read("1/x"), X, budget())).isInstanceOf(FluxionException.class);
    }

    @Test
    void largeProductsAreFast() {
        Polynomial p = Polynomial.one(4);
        for (int v = 0; v < 4; v++) {
            p = p.plus(Polynomial.variable(4, v, 1));
        }
        Polynomial power = p.power(12, budget());
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        assertThat(power.times(power.plus(Polynomial.one(4)), Budget.of(60_000, 5_000_000, 1)).size()).isEqualTo(20_475);
        assertThat(Duration.ofNanos(thread.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"5000", "10000"})
    void highPowersOfSumsOfTwoAreExpanded(int exponent) {
        Sum expanded = (Sum) Polynomials.expand(read("(x + 1)^" + exponent), budget());
        assertThat(expanded.terms()).hasSize(exponent + 1);
        assertThat(expanded.terms()).contains(read((exponent * (exponent - 1L) / 2) + "*x^2"), read((long) exponent + "*x^" + (exponent - 1)));
    }

    @Test
    void workIsBounded() {
        assertThatThrownBy(() -> Polynomials.expand(read("(a+b+c+d+f+g+h)^300"), Budget.of(200, 1_000_000, 1000)))
                .isInstanceOf(FluxionException.class);
    }

    @Test
    void denominatorsKeepTheirDomain() {
        Squares pythagoras = kernel -> kernel.equals(read("cos(x)")) ? java.util.Optional.of(read("1 - sin(x)^2")) : java.util.Optional.empty();
        // (1 - cos(x))/sin(x)^2 would leave out x = 0
        assertThat(Polynomials.forms(read("1/(1 + cos(x))"), pythagoras, budget())).containsOnly(read("1/(1 + cos(x))"));
        assertThat(Polynomials.forms(read("(1+x/sqrt(x^2+1))/(x+sqrt(x^2+1))"), Squares.NONE, budget())).contains(read("1/sqrt(x^2+1)"));
        assertThat(Polynomials.forms(read("1/(sqrt(2) - 1)"), Squares.NONE, budget())).contains(read("sqrt(2) + 1"));
    }

    @Test
    void exponentialsInDenominatorsStayWhenExpanded() {
        for (String text : new String[] {"exp(-x)", "x + exp(-x)", "(x + exp(-x))^2", "(1 + x)*exp(-x)", "exp(-x)*(exp(x) + 1)"}) {
            Expression expression = dev.fluxion.symbolic.language.Language.parse(text);
            Expression expanded = Polynomials.expand(expression, Budget.standard());
            assertThat(dev.fluxion.symbolic.evaluate.Evaluator.scalar(expanded, java.util.Map.of("x", 0.7))).as(text + " is " + expanded)
                    .isNotNaN().isCloseTo(dev.fluxion.symbolic.evaluate.Evaluator.scalar(expression, java.util.Map.of("x", 0.7)),
                    org.assertj.core.api.Assertions.within(1e-14));
        }
    }
}
