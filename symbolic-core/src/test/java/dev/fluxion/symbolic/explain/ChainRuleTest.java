package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainRuleTest {
    private static final Symbol T = Symbol.of("t");

    private static Map<Symbol, Expression> functions(String x, String y) {
        Map<Symbol, Expression> functions = new LinkedHashMap<>();
        functions.put(Symbol.of("x"), Language.parse(x));
        functions.put(Symbol.of("y"), Language.parse(y));
        return functions;
    }

    @Test
    void namedFunctionsGiveLeibnizNotation() {
        Expression f = Substitution.replace(Language.parse("x^2*y"), Map.of(Symbol.of("x"), Call.of("x", List.of(T)), Symbol.of("y"), Call.of("y", List.of(T))));
        assertThat(ChainRule.derivation(f, Optional.empty(), T, Map.of()).text()).isEqualTo("""
                df/dt
                  = ∂f/∂x*dx/dt + ∂f/∂y*dy/dt   chain rule of several variables  (with x = x(t), y = y(t))
                  = 2*x*y*dx/dt + x^2*dy/dt     partial derivatives of f
                each line checked at 5 points
                """);
    }

    @Test
    void aPartialDerivativeOfOneIsNoFactor() {
        Map<Expression, Expression> calls = Map.of(Symbol.of("x"), Call.of("x", List.of(T)), Symbol.of("y"), Call.of("y", List.of(T)));
        assertThat(ChainRule.derivation(Substitution.replace(Language.parse("x + y^2"), calls), Optional.empty(), T, Map.of()).text()).contains("  = dx/dt + 2*y*dy/dt ");
        assertThat(ChainRule.derivation(Substitution.replace(Language.parse("x - y"), calls), Optional.empty(), T, Map.of()).text()).contains("  = dx/dt - dy/dt ");
    }

    @Test
    void theNameOfTheWholeIsNoneOfItsVariables() {
        Expression f = Substitution.replace(Language.parse("f*x^2"), Map.of(Symbol.of("x"), Call.of("x", List.of(T))));
        assertThat(ChainRule.derivation(f, Optional.empty(), T, Map.of()).text()).startsWith("""
                dF/dt
                  = ∂F/∂x*dx/dt""").contains("2*f*x*dx/dt");
    }

    @Test
    void givenFunctionsArePutIn() {
        assertThat(ChainRule.derivation(Language.parse("x^2*y"), Optional.empty(), T, functions("cos(t)", "t^3")).text()).isEqualTo("""
                df/dt
                  = ∂f/∂x*dx/dt + ∂f/∂y*dy/dt              chain rule of several variables  (with x = cos(t), y = t^3)
                  = 2*x*y*dx/dt + x^2*dy/dt                partial derivatives of f
                  = 2*x*y*(-sin(t)) + x^2*3*t^2            derivatives of the functions
                  = 3*t^2*cos(t)^2 - 2*t^3*cos(t)*sin(t)   the functions put in
                each line checked at 5 points
                """);
    }

    @Test
    void functionsOfSeveralVariablesHavePartialDerivatives() {
        Symbol s = Symbol.of("s");
        Map<Expression, Expression> calls = Map.of(Symbol.of("u"), Call.of("u", List.of(s, T)), Symbol.of("v"), Call.of("v", List.of(s, T)));
        assertThat(ChainRule.derivation(Substitution.replace(Language.parse("exp(u)*v"), calls), Optional.empty(), s, Map.of()).text()).isEqualTo("""
                ∂f/∂s
                  = ∂f/∂u*∂u/∂s + ∂f/∂v*∂v/∂s       chain rule of several variables  (with u = u(s, t), v = v(s, t))
                  = v*exp(u)*∂u/∂s + exp(u)*∂v/∂s   partial derivatives of f
                each line checked at 5 points
                """);
    }

    @Test
    void aFunctionThatIsOnlyNamedIsNotPutInto() {
        Expression f = Call.of("f", List.of(Symbol.of("x"), Symbol.of("y")));
        assertThat(ChainRule.derivation(f, Optional.empty(), T, functions("cos(t)", "t^2")).text()).contains("= 2*t*∂f/∂y(x, y) - sin(t)*∂f/∂x(x, y)      simplification",
                "each line checked at 5 points, with an example in place of f");
    }

    @Test
    void withNothingBetweenFunctionAndVariableTheStepsAreThoseOfTheDerivative() {
        assertThat(ChainRule.derivation(Language.parse("t^2*sin(t)"), Optional.empty(), T, Map.of()).text()).contains("product rule");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"x^2*sin(y); t^2; exp(t)", "x*y + t; sin(t); cos(t)", "log(x^2 + y^2); t + 1; t^3", "x/y; t; t^2 + 1", "t^2; t; t"})
    void theValueIsThatOfTheComposition(String f, String x, String y) {
        Map<Symbol, Expression> functions = functions(x, y);
        Expression composed = Differentiation.derivative(Substitution.replace(Language.parse(f), functions), T);
        Expression chained = ChainRule.derivative(Language.parse(f), T, functions);
        assertThat(new EqualValues(composed, true).of(chained).isMade()).isTrue();
    }

    @Test
    void aFormThatDiffersThrows() {
        EqualValues values = new EqualValues(Language.parse("x + 1"), true);
        assertThat(values.of(Language.parse("(x^2 - 1)/(x - 1)")).points()).isEqualTo(5);
        assertThatThrownBy(() -> values.of(Language.parse("abs(x) + 1"))).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin(x)^2 + cos(x)^2", "(x^2 - 1)/(x - 1)", "log(exp(x)*exp(y))", "sqrt(x^2)", "x + y", "exp(log(x)) + sin(x)/cos(x)"})
    void theStepsOfASimplificationEndInItsResult(String text) {
        Expression expression = Language.parse(text);
        Derivation derivation = Simplifications.derivation(expression, List.of(), Budget.standard());
        assertThat(derivation.result()).isEqualTo(Simplifier.simplify(expression, Assumptions.NONE, Budget.standard()).expression());
        assertThat(derivation.sections().getFirst().steps().getLast().after()).isEqualTo(dev.fluxion.symbolic.print.Presenter.tree(derivation.result()));
    }
}
