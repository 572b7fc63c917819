package dev.fluxion.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, numbers, texts, comments and the alternatives of signs. */
class LexisTest {
    static Stream<Arguments> names() {
        return Table.rows("""
                x => x
                _a1 => _a1
                α => alpha
                θ₀ => theta_0
                x₁₂ => x_12
                x₁y₂ => x_1y_2
                ϵ => epsilon
                ϑ => theta
                ς => sigma
                Ω => Omega
                Δx => Deltax
                ∞ => inf
                e1 => e1
                i => i
                """);
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesAreReadInAscii(String text, String name) {
        assertThat(Brackets.expression(text)).isEqualTo(name);
    }

    static Stream<Arguments> numbers() {
        return Table.rows("""
                12 => 12
                3.5 => 3.5
                .5 => 0.5
                5. => 5
                007.50 => 7.50
                1e-3 => 0.001
                6.02E23 => 6.02E+23
                5.e3 => 5E+3
                2e => (2 ~ e)
                2ex => (2 ~ ex)
                2e3x => (2E+3 ~ x)
                2e+x => ((2 ~ e) + x)
                5.x => (5 ~ x)
                5.*x => (5 .* x)
                5./x => (5 ./ x)
                5.^2 => (5 .^ 2)
                1.5.*x => (1.5 .* x)
                A[1..3] => A[1..3]
                A[1. .. 3] => A[1..3]
                """);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void dotsAndExponentsBelongToNumbersOnlyWhereTheyCan(String text, String read) {
        assertThat(Brackets.expression(text)).isEqualTo(read);
    }

    static Stream<Arguments> alternatives() {
        return Table.rows("""
                2×3 => 2*3
                2·x => 2*x
                x÷y => x/y
                x − y => x - y
                x ** 2 => x^2
                x² => x^2
                x¹⁰ => x^10
                x ≤ y => x <= y
                x ≥ y => x >= y
                x ≠ y => x != y
                Aᵀ*x => A'*x
                2π => 2pi
                √(x^2 + 1) => √((x^2 + 1))
                """);
    }

    @ParameterizedTest
    @MethodSource("alternatives")
    void signsOfTextbooksHaveAsciiSpellings(String text, String ascii) {
        assertThat(Brackets.expression(text)).isEqualTo(Brackets.expression(ascii));
    }

    static Stream<Arguments> texts() {
        return Table.rows("""
                "a" => "a"
                "a\\"b" => "a"b"
                "a\\\\n" => "a\\n"
                "a\\nb" => "a⏎b"
                "# no comment" => "# no comment"
                \"""prose "quoted" $x$⏎# all\""" => prose"prose "quoted" $x$⏎# all"
                """.replace("\\n", "\\n"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textsResolveTheirEscapes(String text, String read) {
        assertThat(Brackets.expression(text)).isEqualTo(read.replace("\n", "⏎"));
    }

    static Stream<Arguments> space() {
        return Table.rows("""
                x # comment => x
                x +⏎ y => (x + y)
                x + # continued⏎ y => (x + y)
                (x⏎+ y) => (x + y)
                ⏎x⏎ => x
                """);
    }

    @ParameterizedTest
    @MethodSource("space")
    void spaceAndCommentsMeanNothingInsideAnExpression(String text, String read) {
        assertThat(Brackets.expression(text)).isEqualTo(read);
        assertThat(Brackets.expression(text.replace("\n", "\r\n").replace(" ", "\t\u00A0"))).isEqualTo(read);
    }
}
