package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenamedLineTest {
    private static RenamedLine line(String text, String about, Symbol... symbols) {
        return RenamedLine.of(Reader.expression(new Source("line", text)), List.of(Language.parse(about)), List.of(symbols));
    }

    private static Symbol vector(String name, String size) {
        return Symbol.of(name, Shape.of(Size.named(size)), Symbol.Role.VARIABLE, Set.of());
    }

    @Test
    void linesThatDifferInNamesAloneAreOne() {
        assertThat(line("a*x + b", "a*x + b", Symbol.of("a"), Symbol.of("x"), Symbol.of("b")))
                .isEqualTo(line("c*y + d", "c*y + d", Symbol.of("c"), Symbol.of("y"), Symbol.of("d")));
    }

    @Test
    void linesThatClaimOtherThingsAreNot() {
        RenamedLine line = line("a*x", "a*x", Symbol.of("a"), Symbol.of("x"));
        assertThat(line("a*x", "a*x^2", Symbol.of("a"), Symbol.of("x"))).isNotEqualTo(line);
        assertThat(line("a*a", "a*x", Symbol.of("a"), Symbol.of("x"))).isNotEqualTo(line);
        assertThat(line("a + x", "a*x", Symbol.of("a"), Symbol.of("x"))).isNotEqualTo(line);
        assertThat(line("v", "1", vector("v", "n"))).isEqualTo(line("w", "1", vector("w", "n"))).isNotEqualTo(line("v", "1", vector("v", "m")));
    }
}
