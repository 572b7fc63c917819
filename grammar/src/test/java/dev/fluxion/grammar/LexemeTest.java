package dev.fluxion.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexemeTest {
    static Stream<Arguments> kinds() {
        return Table.rows("""
                for k in 1..n { print("a") } # end => KEYWORD:for NAME:k KEYWORD:in NUMBER:1 OPERATOR:.. NAME:n BRACKET:{ FUNCTION:print BRACKET:( TEXT:"a" BRACKET:) BRACKET:} COMMENT:# end
                if(c, 2, -θ₀) => FUNCTION:if BRACKET:( NAME:c OPERATOR:, NUMBER:2 OPERATOR:, OPERATOR:- NAME:θ₀ BRACKET:)
                "😀" @ d/dx => TEXT:"😀" UNKNOWN:@ OPERATOR:d/dx
                x "open => NAME:x UNKNOWN:" NAME:open
                """);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyTextHasLexemes(String text, String kinds) {
        assertThat(Lexeme.of(text).stream().map(each -> each.kind() + ":" + text.substring(each.span().start(), each.span().end()))
                .collect(Collectors.joining(" "))).isEqualTo(kinds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(x,", "[1, 2;\n", "x +", "x = ", "for k in 1..3 {\n", "{x > 0: x,", "\"\"\"prose", "if c { x } else {", "y = |x", "not"})
    void openBracketsAndWaitingOperatorsAreUnfinished(String text) {
        assertThat(Lexeme.isUnfinished(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "f(x)", "x)", "|x|", "\"\"\"prose\"\"\"", "for k in 1..3 {\n}", "x + 1 # (", "\"(", "\uD83D"})
    void wholeStatementsAndHopelessTextsAreNot(String text) {
        assertThat(Lexeme.isUnfinished(text)).isFalse();
    }
}
