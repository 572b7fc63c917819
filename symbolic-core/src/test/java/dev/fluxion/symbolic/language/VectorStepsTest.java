package dev.fluxion.symbolic.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Names;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorStepsTest {
    private static Derivation derivation(String text) {
        Elaborator elaborator = Language.elaborator(Names.lenient());
        Optional<Derivation> found = Language.derivation(elaborator, (Tree.Call) Reader.expression(new Source("test", text)));
        return found.orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "divergence([x^2*y, sin(y)*x], [x, y]) | ∂/∂x(x^2*y) + ∂/∂y(x*sin(y)) | x*(2*y + cos(y))",
        "curl([-y, x], [x, y]) | ∂/∂x(x) - ∂/∂y(-y) | 2",
        "curl([x*y, y*z, z*x], [x, y, z]) | [∂/∂y(x*z) - ∂/∂z(y*z), ∂/∂z(x*y) - ∂/∂x(x*z), ∂/∂x(y*z) - ∂/∂y(x*y)] | [-y, -z, -x]",
        "laplacian(x^2*y + exp(y), [x, y]) | ∂^2/∂x^2(x^2*y + exp(y)) + ∂^2/∂y^2(x^2*y + exp(y)) | 2*y + exp(y)",
        "hessian(x^2*y^3, [x, y]) | [∂^2/∂x^2(x^2*y^3), ∂^2/∂y∂x(x^2*y^3); ∂^2/∂y∂x(x^2*y^3), ∂^2/∂y^2(x^2*y^3)] | [2*y^3, 6*x*y^2; 6*x*y^2, 6*x^2*y]",
        "jacobian([x*y, x^2], [x, y]) | [∂/∂x(x*y), ∂/∂y(x*y); ∂/∂x(x^2), ∂/∂y(x^2)] | [y, x; 2*x, 0]",
        "directional(x^2*y, [3/5, 4/5], [x, y]) | 3*∂/∂x(x^2*y)/5 + 4*∂/∂y(x^2*y)/5 | 6*x*y/5 + 4*x^2/5",
        "implicit(x^2 + y^2 == 1, y, x) | -∂/∂x(x^2 + y^2 - 1)/∂/∂y(x^2 + y^2 - 1) | -x/y"})
    void theDefinitionThePartialDerivativesAndTheirValuesAreShown(String call, String definition, String answer) {
        Derivation derivation = derivation(call);
        assertThat(derivation.result()).hasToString(answer);
        assertThat(derivation.text()).startsWith("Partial derivatives\n").contains("= " + definition + " ", "= " + answer + " ", "partial derivatives put in");
        assertThat(derivation.steps()).filteredOn(nested -> !nested.step().rule().equals("definition") && !nested.step().rule().equals("implicit differentiation"))
                .allSatisfy(nested -> assertThat(nested.step().check().isMade()).as("%s", nested.step()).isTrue());
    }

    @Test
    void anImplicitDerivativeNeedsASlopeByY() {
        assertThat(derivation("implicit(x^2 + y^2 == 1, y, x)").text()).contains("implicit differentiation  (where ∂/∂y(x^2 + y^2 - 1) ≠ 0)");
    }

    @Test
    void aPartialDerivativeIsDerivedOnce() {
        assertThat(derivation("hessian(x^2*y^3, [x, y])").text(Detail.TEXTBOOK).split("∂/∂x\\(x\\^2\\*y\\^3\\)\n", -1)).hasSize(2);
    }
}
