package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.elaborate.Scope;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SymbolTest {
    private static final Shape SQUARE = Shape.of(Size.named("n"), Size.named("n"));

    @Test
    void whatIsDeclaredIsPartOfWhatASymbolIs() {
        Symbol plain = Symbol.of("S", SQUARE, Symbol.Role.VARIABLE, Set.of());
        Symbol symmetric = Symbol.of("S", SQUARE, Symbol.Role.VARIABLE, Set.of(Symbol.Property.SYMMETRIC));
        assertThat(plain).isNotEqualTo(symmetric);
        assertThat(symmetric).isEqualTo(Symbol.of("S", SQUARE, Symbol.Role.VARIABLE, Set.of(Symbol.Property.SYMMETRIC)));
        assertThat(Structure.ORDER.compare(plain, symmetric)).isEqualTo(-Structure.ORDER.compare(symmetric, plain)).isNotZero();
    }

    @Test
    void noTextCanWriteATemporarySymbol() {
        Symbol temporary = Symbol.temporary("argument");
        assertThatThrownBy(() -> Language.parse(temporary.name())).isInstanceOf(FluxionException.class);
    }

    @Test
    void theArgumentOfAPrimeIsNoNameOfTheUser() {
        Names names = Names.lenient();
        names.define("f", new Scope.Definition(List.of("x"), Reader.expression(new Source("body", "x*prime_argument + x^2*operand0"))));
        assertThat(Language.parse(new Source("call", "f'(3)"), names)).isEqualTo(Language.parse("prime_argument + 6*operand0"));
    }

    @Test
    void aMatrixFunctionTakesTheOperandsOfItsRow() {
        Symbol plain = Symbol.of("S", SQUARE, Symbol.Role.VARIABLE, Set.of());
        assertThatThrownBy(() -> MatrixFunction.of(TensorRows.INVERSE, List.of(plain, plain))).isInstanceOf(IllegalArgumentException.class);
    }
}
