package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.tensor.ResidueCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule that brings derivatives of tensors into their shortest form, modulo a prime. */
class TensorRulesTest {
    private static void requireSame(ResidueCase given, Expression before, Expression after) {
        assertThat(given.residues().of(after).same(given.residues().of(before))).as("%s became %s", before, after).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A*z + B*z", "S*x + S'*x", "2*S*A - 3*R*A", "s*A*z - t*A*z", "S*R + R*S", "C*x - C*y", "x*y' + y*x'",
            "A*z*x'*B - B*z*x'*A", "diag(x)*A + diag(y)*A",
            "S'*x*y' + S*x*y' - R*x*y'", "-inv(S)*x/2 - inv(S)'*x/2", "A .* B - A .* (x*z')", "sum(A, 1) + sum(B, 1)", "x .* (S*y) + x .* (R*y)", "tr(S*R)*x + s*x"})
    void termsThatDifferInOneFactorAreCollected(String text) {
        ResidueCase given = new ResidueCase(text.hashCode());
        Expression before = given.read(text);
        requireSame(given, before, Collecting.collected(before));
        requireSame(given, before, Cotangents.settled(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(Y, 2) .* x", "diag(sum(Y, 2))*A", "Y*ones(m)", "sum(Y)", "x'*Y*ones(m)", "tensor(i, j: A[i, j]*sum(k: Y[i, k]))",
            "(Y*ones(m) - x) .* y", "Y*z",
            "sum(Y, 1)", "sum(k: Y[k, 1])*x", "softmax(A) .* (sum(Y, 2)*ones(m)') - Y"})
    void rowsThatAreOneHotSumToOne(String text) {
        ResidueCase given = new ResidueCase(text.hashCode());
        Expression before = given.read(text);
        requireSame(given, before, Cotangents.withFacts(before));
        requireSame(given, before, Cotangents.settled(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(I(n) - x*ones(n)')*diag(x)", "(diag(x) - x*y')*y", "2*(I(n) - x*y')*diag(s*x)", "x .* ((diag(y) - y*y')*x)", "(I(n) + S)*x",
            "tensor(i, j, k: (I(n)[i, j] - x[i]*y[j])*x[j]*z[k])", "y'*(diag(x) - x*x')*y", "(diag(x) + diag(y) - s*x*x')*diag(y)"})
    void diagonalsAreMultipliedOut(String text) {
        ResidueCase given = new ResidueCase(text.hashCode());
        Expression before = given.read(text);
        requireSame(given, before, before instanceof Product product ? Diagonals.multipliedOut(product) : before);
        requireSame(given, before, Cotangents.settled(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2*A - 2*B", "s*A + s*B", "-A/3 + B/3", "s*A/n - s*(x*z')/n", "-x - y", "2*s*t*x - 2*s*y"})
    void whatAllTermsShareStandsInFront(String text) {
        ResidueCase given = new ResidueCase(text.hashCode());
        Expression before = given.read(text);
        requireSame(given, before, Cotangents.settled(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr(Q*S)", "x'*Q*y", "tr(D*S)", "x'*D*D*y", "sum(Q .* Q)"})
    void derivativesByStructuredMatricesDoNotDependOnTheFormOfTheFunction(String text) {
        ResidueCase given = new ResidueCase(text.hashCode());
        Symbol variable = given.symbols.stream().filter(symbol -> symbol.name().equals(text.contains("Q") ? "Q" : "D")).findFirst().orElseThrow();
        Expression plain = Differentiation.derivative(given.read(text), variable);
        Expression turned = Differentiation.derivative(given.read(text.replace(variable.name(), variable.name() + "'")), variable);
        requireSame(given, plain, turned);
        requireSame(given, plain, Structured.projected(plain, variable)); // which is where it stays
    }
}
