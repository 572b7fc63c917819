package dev.fluxion.symbolic.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.elaborate.Formulas;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FactoringTest {
    private static Stream<String> table() throws IOException {
        try (InputStream in = FactoringTest.class.getResourceAsStream("factors.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void productsHaveAsManyFactorsAsKnown(String row) {
        String[] parts = row.split("\t");
        assertFactors(parts[0], Integer.parseInt(parts[1]));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3*x^3*y*z^3 - 9*x^2*y^3*z - 2*x^2*y*z^3 + 6*x*y^3*z + 2*x*y^2*z^4 - 6*y^4*z^2 | 4
            (2*x^2*y^2*z^2 + 3)*(3*x^2*y + 2*y + 2*z)*(2*x^2*z - 4*y^2*z + 3*y) | 3
            2*x^3*y^2*z^2 + 3*x^2*y*z - 3*x^2*y + 6*x*y*z^3 + 9*z^2 - 9*z | 2
            (123456789012345*x*y + 98765432109876543*y^2 + 1)*(x^2*y - 33333333333333333333*x + 7) | 2
            (123456789012345678901234567890*x^3 + 7)*(x^3 + 98765432109876543210*x - 1) | 2
            (x + y + z + w)^5 - 1 | 2
            x^3 + y^3 + z^3 - 3*x*y*z | 2
            x^100 - y^200 | 9
            x^4 + 4*y^4 | 2
            (x^2 + y)*(y^2 + x)*(x^2 - y) | 3
            (x*y + x + y)*(x*y + 2*x - 1)*(x*y - y + 1) | 3
            x^2*y^2 - 2 | 1
            x^2 - 4*y^6 | 2
            """)
    void everyFactorIsFound(String polynomial, int count) {
        assertFactors(polynomial, count);
    }

    @ParameterizedTest
    @CsvSource({"x^60+1,4", "x^100-1,9", "x^105-1,8", "x^128+x^64+1,7", "x^200-1,12", "x^256-1,9", "x^300-1,18", "x^1000-1,16", "x^200-2,1", "x^100-2^50,6",
        "x^64-8,1", "x^66-8,2", "x^16+4^8,1", "3*x^81+24,2", "x^12+x^6+1,2", "(x^10+3*x^5+1)*(x^30-5),2"})
    void powersOfTheVariableAreFactored(String polynomial, int count) {
        assertFactors(polynomial, count);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (x^2 - 1)^5000 | (x - 1)^5000*(x + 1)^5000
            (2*x + 2)^3*(x^2 - y^2)^2/((x + 1)^2*(y - x)) | -8*(x + 1)*(x - y)*(x + y)^2
            (1/x + 1)^2*(x^2 - 1)^(-3) | 1/(x^2*(x + 1)*(x - 1)^3)
            ((x + 1)^2 - x^2 - 2*x - 1)^2*(x + 1)/(x - 1) | 0
            """)
    void powersAreFactoredWithoutWritingThemOut(String given, String factored) {
        Expression answer = Polynomials.factor(Formulas.parse(given), Budget.standard());
        Expression known = Formulas.parse(factored);
        assertThat(answer.equals(known) || Polynomials.areEqual(answer, known, Squares.NONE, Budget.standard())).as("%s", answer).isTrue();
    }

    // These have factors of degree 1 and 2 at most modulo every prime.
    @ParameterizedTest
    @CsvSource({"x^4+1", "x^8-40*x^6+352*x^4-960*x^2+576",
        "x^16-136*x^14+6476*x^12-141912*x^10+1513334*x^8-7453176*x^6+13950764*x^4-5596840*x^2+46225"})
    void polynomialsThatFactorModuloEveryPrimeAreIrreducible(String polynomial) {
        assertFactors(polynomial, 1);
    }

    @Test
    void whatCannotBeFactoredIsNotCalledIrreducible() {
        Expression p = Formulas.parse("x");
        for (String root : new String[] {"sqrt(2)", "sqrt(3)", "sqrt(5)", "sqrt(7)", "sqrt(11)", "sqrt(13)"}) {
            Expression conjugates = Formulas.parse("(" + p.toString().replace("x", "(x + " + root + ")") + ")*(" + p.toString().replace("x", "(x - " + root + ")") + ")");
            p = Polynomials.expand(conjugates, Budget.standard());
        }
        Expression hard = p; // of degree 64, with 32 factors or more modulo every prime
        assertThatThrownBy(() -> Polynomials.factor(hard, Budget.unhurried())).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.LIMIT);
            assertThat(e.diagnostic().message()).startsWith("factors: ");
        });
        assertThat(Polynomials.together(Formulas.parse("1/(" + hard + ")"), Budget.unhurried())).isEqualTo(Power.of(hard, -1));
    }

    @Test
    void productsOfSumsOfManyVariablesComeApart() {
        String sum = IntStream.rangeClosed(1, 24).mapToObj(i -> "x" + i).collect(Collectors.joining(" + "));
        assertFactors(Polynomials.expand(Formulas.parse("(" + sum + " + 1)*(x1 - 2*(" + sum + ") + 3)"), Budget.standard()).toString(), 2);
    }

    @Property(tries = 100)
    void productsOfWholePolynomialsComeApart(@ForAll @Size(min = 2, max = 6) int[] first, @ForAll @Size(min = 2, max = 6) int[] second) {
        Whole a = whole(first);
        Whole b = whole(second);
        Polynomial product = a.times(b, Budget.standard()).polynomial(1, 0);
        Factorisation factors = new Factoring(Budget.standard()).factor(product);
        Polynomial back = Polynomial.constant(1, factors.content());
        int count = 0;
        for (Factorisation.Factor factor : factors.factors()) {
            back = back.times(factor.base().power(factor.exponent(), Budget.standard()), Budget.standard());
            count += factor.exponent();
        }
        assertThat(back).isEqualTo(product);
        assertThat(count).isGreaterThanOrEqualTo(2);
    }

    private static Whole whole(int[] coefficients) {
        BigInteger[] all = new BigInteger[coefficients.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = BigInteger.valueOf(coefficients[i]);
        }
        all[all.length - 1] = all[all.length - 1].signum() == 0 ? BigInteger.ONE : all[all.length - 1];
        return new Whole(all);
    }

    @Property(tries = 60)
    void allSubsetsComeOnce(@ForAll @IntRange(min = 1, max = 4) int count, @ForAll @IntRange(min = 0, max = 7) int of) {
        Iterable<int[]> subsets = () -> new Subsets(count, of);
        java.util.Set<String> seen = new java.util.HashSet<>();
        subsets.forEach(chosen -> assertThat(seen.add(java.util.Arrays.toString(chosen))).isTrue());
        int expected = of < count ? 0 : 1;
        for (int i = 1; i <= count && of >= count; i++) {
            expected = expected * (of - count + i) / i;
        }
        assertThat(seen).hasSize(expected);
    }

    private static void assertFactors(String polynomial, int count) {
        Expression expanded = Polynomials.expand(Formulas.parse(polynomial), Budget.standard());
        Expression factored = Polynomials.factor(expanded, Budget.standard());
        assertThat(Polynomials.expand(factored, Budget.standard())).isEqualTo(expanded);
        assertThat(count(factored)).as("%s", factored).isEqualTo(count);
    }

    private static int count(Expression product) {
        return switch (product) {
            case Constant c -> 0;
            case Product p -> p.factors().stream().mapToInt(FactoringTest::count).sum();
            case Power p -> count(p.base()) * Integer.parseInt(p.exponent().toString());
            default -> 1;
        };
    }
}
