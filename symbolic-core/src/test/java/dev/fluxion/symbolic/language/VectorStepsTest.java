package dev.fluxion.symbolic.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "laplacian(norm2(v)^2, v) | tr(2*I(d)) | the trace of the Hessian | 2*d",
        "laplacian(norm2(v), v) | tr(I(d)/norm2(v) - v*v'/norm2(v)^3) | the trace of the Hessian | d/norm2(v) - sum(v .^ 2)/norm2(v)^3",
        "laplacian(sum(v.^3)) | tr(6*diag(v)) | the trace of the Hessian | 6*sum(v)",
        "divergence(S*v, v) | tr(S) | the trace of the Jacobian | tr(S)",
        "directional(v'*S*v, a, v) | v'*(S + S')'*a | the product of the gradient with the direction | a'*(S + S')*v",
        "directional(sum(W.^2), 2*W, W) | 4*sum(W .^ 2) | the product of the gradient with the direction | 4*sum(W .^ 2)",
        "hvp(sum((X*v - y).^2), v, a) | 2*X'*X*a | the product of the Hessian with the direction | 2*X'*X*a",
        "hvp(sum((X*v - y).^2), v, v) | 2*X'*X*v | the product of the Hessian with the direction | 2*X'*X*v",
        "hvp(a'*v, v, v) | zeros(d, d)*v | the product of the Hessian with the direction | zeros(d)",
        "hvp(normF(X*W)^2, W, W) | 2*X'*X*W | the product of the Hessian with the direction | 2*X'*X*W",
        "jvp(sin(v), v, a) | diag(cos(v))*a | the product of the Jacobian with the direction | a .* cos(v)",
        "jvp(X*W, W, 3*W) | 3*X*W | the product of the Jacobian with the direction | 3*X*W",
        "vjp(X*v, v, y) | X'*y | the product of the transposed Jacobian with the direction | X'*y",
        "vjp(S*sin(v), v, a) | diag(cos(v))*S'*a | the product of the transposed Jacobian with the direction | cos(v) .* (S'*a)",
        "fisher(X*v, v, a) | X'*X*a | the Jacobian transposed, the Jacobian, the direction | X'*X*a",
        "fisher(a'*v, v, a) | a*a'*a | the Jacobian transposed, the Jacobian, the direction | sum(a .^ 2)*a",
        "gauss_newton(sum(exp(X*v - y)), X*v - y, v, a) | X'*diag(exp(X*v - y))*X*a | the Jacobian transposed, the Hessian, the Jacobian, the direction "
                + "| X'*(exp(X*v - y) .* (X*a))",
        "gauss_newton(normF(X*W)^2, X*W, W, W) | 2*X'*X*W | the Jacobian transposed, the Hessian, the Jacobian, the direction | 2*X'*X*W"})
    void byTensorsTheDerivativeIsDerivedAndPutIntoTheDefinition(String call, String definition, String rule, String answer) {
        Names names = Names.strict();
        Map.of("v", "d", "a", "d", "y", "n", "S", "d,d", "X", "n,d", "W", "d,k").forEach((name, axes) -> {
            List<Size> sizes = java.util.Arrays.stream(axes.split(",")).map(Size::named).toList();
            names.declare(Symbol.of(name, new Shape(sizes), Symbol.Role.VARIABLE, Set.of()));
        });
        List.of("n", "d", "k").forEach(names::size);
        Elaborator elaborator = Language.elaborator(names);
        Derivation derivation = Language.derivation(elaborator, (Tree.Call) Reader.expression(new Source("test", call))).orElseThrow();
        assertThat(derivation.result()).hasToString(answer);
        assertThat(derivation.text()).contains("what d", "= " + definition + " ", rule);
        assertThat(derivation.steps()).filteredOn(nested -> nested.step().rule().equals(rule) || nested.step().rule().equals("simplification"))
                .isNotEmpty().allSatisfy(nested -> assertThat(nested.step().check().isMade()).as("%s", nested.step()).isTrue());
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
