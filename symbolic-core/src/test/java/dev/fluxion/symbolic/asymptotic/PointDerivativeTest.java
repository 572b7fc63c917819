package dev.fluxion.symbolic.asymptotic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Statement;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.elaborate.Scope;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointDerivativeTest {
    private static Expression derivative(String function, int order, String point) {
        return derivative("x", function, order, point);
    }

    private static Expression derivative(String parameter, String function, int order, String point) {
        return Language.parse(new Source("test", "f" + "'".repeat(order) + "(" + point + ")"), named(parameter, function));
    }

    private static Names named(String parameter, String function) {
        Names names = Names.lenient();
        Statement.DefineFunction defined = (Statement.DefineFunction) Reader.script(new Source("test", "f(" + parameter + ") = " + function)).getFirst();
        names.define(defined.name(), new Scope.Definition(defined.parameters(), defined.body()));
        return names;
    }

    private static void assertEqual(Expression actual, Expression expected) {
        assertThat(Simplifier.simplify(Elementwise.difference(actual, expected), Assumptions.NONE, Budget.current()).expression())
                .as(actual + " is " + expected).isEqualTo(Constant.ZERO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{x <= 1: x^2, else: 2*x}; 1", "{x < 0: 1, else: exp(x) + 1}; 0", "{x > 0: 1/x, else: x}; 0", "{x == 0: 1, else: x}*2; 0"})
    void whereAChoiceJumpsNoCaseSpeaksOfADerivative(String function, String point) {
        assertThatThrownBy(() -> derivative(function, 1, point)).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.DOMAIN);
            assertThat(e.diagnostic().message()).startsWith("no derivative at " + point);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"floor(x); 1; 0", "{x > 0: x, else: 2*x}; 0; 2", "heaviside(x); 0; 0"})
    void conventionsOfTheTableAndEndsOfCasesServe(String function, String point, String expected) {
        assertThat(derivative(function, 1, point)).hasToString(expected);
    }

    // What is agreed on is told apart from derivatives, with both sides; where they agree there is a derivative, and nothing is told.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{x > 0: x^2*sin(1/x), else: x}; 1; 0; 1; at x = 0, where its difference quotient is 1 from the left and 0 from the right: the derivative of the case that holds",
        "{x < 0: x^2*sin(1/x), else: x}; 1; 0; 1; at x = 0, where its difference quotient is 0 from the left and 1 from the right: the derivative of the case that holds",
        "{x > 0: x^2*sin(1/x), else: 0}; 1; 0; 0; ''", "{x > 0: x^2*sin(1/x), x < 0: x^3, else: 0}; 1; 0; 0; ''", "{x > 0: x^2, else: x^3}; 1; 0; 0; ''",
        "abs(x); 1; 0; 0; at x = 0, where its difference quotient is -1 from the left and 1 from the right: abs'(0) = 0", "abs(x); 1; 2; 1; ''", "x*abs(x); 1; 0; 0; ''",
        "x*abs(x); 2; 0; 0; 'at x = 0, where its difference quotient is -2 from the left and 2 from the right: abs''(0) = 0, sign''(0) = 0'",
        "a*relu(x); 1; 0; 0; at x = 0, where its difference quotient is 0 from the left and a from the right: relu'(0) = 0",
        "max(x, x^2); 1; 1; 3/2; at x = 1, where its difference quotient is 1 from the left and 2 from the right: max: a tie is shared equally"})
    void whatIsAgreedOnIsToldWithBothSides(String function, int order, String point, String expected, String told) {
        Elaborator elaborator = Language.elaborator(named("x", function));
        assertEqual(Language.parse(new Source("test", "f" + "'".repeat(order) + "(" + point + ")"), elaborator), Language.parse(expected));
        assertThat(String.join("; ", elaborator.provisos().replacements())).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"{x > 0: x^2*sin(1/x), x < 0: x, else: 0}; is 1 from the left and 0 from the right", "{x > 0: x*sin(1/x), x < 0: x, else: 0}; has no limit"})
    void noConventionSpeaksOfASinglePoint(String function, String reason) {
        assertThatThrownBy(() -> derivative(function, 1, "0")).hasMessageContaining("no derivative at 0: its difference quotient " + reason);
    }

    // A function that is smooth at a point, although its formula has kinks, divisions by zero or single points of their own there, beside one that is plainly so.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "sqrt(x^4); x^2; 0", "sqrt(x^4 + x^6); x^2*sqrt(1 + x^2); 0", "sqrt((x - 1)^4); (x - 1)^2; 1", "sqrt(x^8)*exp(x); x^4*exp(x); 0", "cbrt(x^3); x; 0",
        "cbrt(x^6); x^2; 0", "cbrt((x + 2)^3)*x; (x + 2)*x; -2", "(x^6)^(1/3); x^2; 0", "(x^4)^(3/2); x^6; 0",
        "abs((x - 2)^2); (x - 2)^2; 2", "abs(x^2); x^2; 0", "abs(x)^2; x^2; 0", "abs(x)^4; x^4; 0", "abs(x)*abs(x); x^2; 0", "abs(x^3 + x^2); x^3 + x^2; 0",
        "abs(x^4 - x^2); x^2 - x^4; 0", "abs(x*sin(x)); x*sin(x); 0", "abs(1 - cos(x)); 1 - cos(x); 0", "abs(exp(x)); exp(x); 0", "abs(x)*sign(x); x; 0",
        "abs(x)*x*sign(x); x^2; 0", "abs(x - pi)^2; (x - pi)^2; pi", "abs(x^2 - 2*x + 1); (x - 1)^2; 1", "abs(-x^2)*exp(x); x^2*exp(x); 0",
        "relu(x) - relu(-x); x; 0", "max(x, 0) - max(-x, 0); x; 0", "max(x, 0) + min(x, 0); x; 0", "relu(x)*relu(-x); 0; 0", "max(x^2, -x^2); x^2; 0",
        "relu(x^2); x^2; 0", "max(x, -x)^2; x^2; 0", "relu(x)^2 + relu(-x)^2; x^2; 0", "hypot(x, 0)^2; x^2; 0", "hypot(x^2, x^3); x^2*sqrt(1 + x^2); 0",
        "{x == 0: 1, else: exp(x)}; exp(x); 0", "{x != 0: exp(x), else: 1}; exp(x); 0", "{x == 0: 1, else: x^2/x + 1}; x + 1; 0",
        "{x == 1: 2, else: (x^2 - 1)/(x - 1)}; x + 1; 1", "{2*x - 1 == 0: 0, else: sin(2*x - 1)}; sin(2*x - 1); 1/2", "{x > 0: x^2, else: x^2}; x^2; 0",
        "{x >= 0: x + 1, else: 1 + x}; x + 1; 0", "{x > 0: exp(x), x == 0: 1, else: exp(x)}; exp(x); 0", "{x < 0: -sin(-x), else: sin(x)}; sin(x); 0",
        "{x > 0: x, else: 0} + {x < 0: x, else: 0}; x; 0", "{x == 0: 0, else: x^2/x}*exp(x); x*exp(x); 0", "sign(x)^2*x*0 + x; x; 0",
        "{x == 0: 1, x == 1: 2, else: x + 1}; x + 1; 1", "{x == 0: 1, x == 1: 2, else: x + 1}; x + 1; 0", "sqrt(x^2)^2; x^2; 0", "sqrt(abs(x))^4; x^2; 0",
        "abs(sqrt(x^2 + 1) - 1); sqrt(x^2 + 1) - 1; 0", "log(sqrt(x^4) + 1); log(x^2 + 1); 0", "x^3/x; x^2; 0", "floor(x/2)*0 + x; x; 2", "abs(x^3)*sign(x); x^3; 0",
        "max([x, x, 0]) - max([x, 0]); 0*x; 0", "max([x, -x])^2; x^2; 0", "max([x, 0]) + min([x, 0]); x; 0", "max([x^2, -x^2]); x^2; 0", "max([x, x - 1])*x; x^2; 0"})
    void whatIsSmoothHasItsDerivativesWhateverTheFormula(String function, String twin, String point) {
        for (int order = 1; order <= 3; order++) {
            assertEqual(derivative(function, order, point), derivative(twin, order, point));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{x == 0: 1, else: sin(x)/x}; 1; 0; 0", "{x == 0: 1, else: sin(x)/x}; 2; 0; -1/3", "{x == 0: 1/2, else: (1 - cos(x))/x^2}; 2; 0; -1/12",
        "{x == 0: 1, else: (exp(x) - 1)/x}; 1; 0; 1/2", "{x == 0: 0, else: x^2*log(x^2)}; 1; 0; 0", "{x == 0: 0, else: exp(-1/x^2)}; 1; 0; 0",
        "{x == 0: 0, else: exp(-1/x^2)}; 2; 0; 0", "{x == 1: 1, else: log(x)/(x - 1)}; 1; 1; -1/2", "{x > 0: x^2, else: -x^2}; 1; 0; 0",
        "{x > 0: x^3, else: 0}; 2; 0; 0", "x*abs(x); 1; 0; 0", "abs(x)^3; 2; 0; 0", "x^2*abs(x - 1); 1; 0; 0", "abs(x^3 + x^2); 2; 0; 2", "x^(3/2); 1; 0; 0",
        "{x == 0: 1, else: tan(x)/x}; 2; 0; 2/3", "{x == pi: -1, else: sin(x)/(x - pi)}; 2; pi; 1/3", "x*abs(x)*a; 1; 0; 0", "sqrt(x^4)*a; 2; 0; 2*a",
        "integrate(abs(t), t, 0, x); 1; 2; 2"})
    void derivativesByDefinition(String function, int order, String point, String expected) {
        assertEqual(derivative(function, order, point), Language.parse(expected));
    }

    // At a kink the function has no derivative, and the formula says what the language agrees on.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "abs(x); 1; 0; 0", "relu(x); 1; 0; 0", "max(x, 0); 1; 0; 1/2", "min(x, 0); 1; 0; 1/2", "abs(x) + x; 1; 0; 1", "abs(x - 1); 1; 1; 0", "abs(x); 2; 0; 0",
        "sign(x); 1; 0; 0", "floor(x); 1; 1; 0", "ceil(x); 1; 0; 0", "round(x); 1; 1/2; 0", "heaviside(x); 1; 0; 0", "{x > 0: x, else: 0}; 1; 0; 0",
        "{x >= 0: x, else: 0}; 1; 0; 1", "a*abs(x); 1; 0; 0", "a*relu(x); 1; 0; 0", "a*max(x, 0); 1; 0; a/2", "x*abs(x); 2; 0; 0", "mod(x, 1); 1; 2; 1",
        "leaky_relu(x, 1/10); 1; 0; 1/10", "abs(sin(x)); 1; pi; 0", "max(x, x^2); 1; 1; 3/2"})
    void kinksFollowTheConvention(String function, int order, String point, String expected) {
        assertEqual(derivative(function, order, point), Language.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"max([x, 3*x]); 0; 2", "max([x, -x]); 0; 0", "min([x, x^2]); 1; 1.5", "a*max([x, 0, -5]); 0; 0.5", "max([x, -x]); 2; 1"})
    void tiesAlongAnAxisFollowTheConvention(String function, String point, double expected) {
        assertThat(Evaluator.scalar(derivative(function, 1, point), Map.of("a", 1.0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(x) = integrate(floor(t)*exp(t^2), t, 0, x)", "f(x) = integrate(sign(t - 1)*exp(t^2), t, 0, x)"})
    void anIntegralHasADerivativeWhereItsIntegrandDoesNotJump(String definition) {
        Expression function = Language.parse(definition.substring(definition.indexOf('=') + 2));
        Expression derivative = Differentiation.derivative(function, Symbol.of("x"));
        Expression beside = Language.parse("5/4");
        assertThat(PointDerivative.at(function, Symbol.of("x"), 1, derivative, beside, Assumptions.NONE).value()).isEqualTo(Language.parse("exp(25/16)"));
        assertThatThrownBy(() -> PointDerivative.at(function, Symbol.of("x"), 1, derivative, Constant.ONE, Assumptions.NONE)).isInstanceOf(FluxionException.class)
                .hasMessageContaining("the integrand in it may jump");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"argmax([x, 1]) + x; 1", "x*argmax([x^2, 1, 4]); 2"})
    void whatMayJumpOrTieUnseenIsRefused(String function, String point) {
        assertThatThrownBy(() -> derivative(function, 1, point))
                .isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "sqrt(x); 1; 0", "sqrt(x^2); 1; 0", "cbrt(x); 1; 0", "x^(3/2); 2; 0", "asin(x); 1; 1", "acosh(x); 1; 1", "1/x; 1; 0", "{x == 0: 5, else: x}; 1; 0",
        "{x == 0: 0, else: 1/x}; 1; 0", "{x == 0: 0, else: x*sin(1/x)}; 1; 0", "{x == 0: 2, else: sin(x)/x}; 1; 0", "sqrt(x^4); 3; 1/0", "{x == 1: 0, else: x}; 1; 1",
        "sqrt(-x^2); 1; 0", "{x == 0: 0, else: abs(x)}; 1; 0", "log(x); 1; -1", "x*log(x); 1; 0", "atanh(x); 1; 2", "gamma(x)*x^2; 1; 0", "log(x)*x^2; 2; -3"})
    void whereThereIsNoDerivativeThatIsSaid(String function, int order, String point) {
        assertThatThrownBy(() -> {
            Expression value = derivative(function, order, point);
            assertThat(Simplifier.simplify(value, Assumptions.NONE, Budget.current()).expression()).isEqualTo(Constant.inexact(Double.NaN)); // 0*inf in text
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "no value", dev.fluxion.grammar.Span.NONE));
        }).isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.DOMAIN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "diff({x == 0: 1, else: sin(x)/x}, x); {x == 0: 0, else: cos(x)/x - sin(x)/x^2}", "diff({x == 0: 5, else: x}, x); {x != 0: 1}",
        "diff({x != 2: exp(x), else: exp(2)}, x); {x == 2: exp(2), else: exp(x)}", "diff(abs(x^2), x, 2); 2", "diff(abs(x)^3, x, 3); 6*sign(x)",
        "diff(abs((x - 2)^2), x); 2*(x - 2)", "diff(abs(x^3 + x^2), x, 2); sign(x + 1)*(6*x + 2)", "diff(abs(-3*x^2*y), x, 2); 6*y*sign(y)"})
    void formulasOfDerivativesHoldWhereTheFunctionIsSmooth(String derivative, String expected) {
        assertEqual(Language.parse(derivative), Language.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a*relu(x) - b*relu(-x); 1; 0", "a*max(x, 0) + b*relu(x); 1; 0"})
    void whatParametersDecideIsRefused(String function, int order, String point) {
        assertThatThrownBy(() -> derivative(function, order, point))
                .isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "diff({sin(x) == 0: 1, else: x}, x)", "diff({x^3 == x + 1: 1, else: x}, x)"})
    void equationsWithSeveralSolutionsAreRefused(String derivative) {
        assertThatThrownBy(() -> Language.parse(derivative))
                .isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED));
    }

    // However the condition of single points is written, a case of theirs has no derivative of its own.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{x > 0: x, x < 0: x, else: 0}; 1", "{x == 0 or x == 1: 0, else: x^2 - x}; 2*x - 1", "{x >= 0 and x <= 0: 0, else: x^2 - x}; 2*x - 1",
        "{abs(x) <= 0: 0, else: 3*x}; 3", "{x < 0 or x > 0: 3*x, else: 0}; 3", "{x > 0: 3*x, x >= 0: 0, else: 3*x}; 3", "{x^2 > 0: x, else: 0}; 1",
        "{x > a: x^2, x < a: x^2, else: a^2}; 2*x", "{not (x != 2): 4, else: x^2}; 2*x", "{x^2 - 2*x + 1 <= 0: 1, else: x^2}; 2*x", "{sign(x) == 0: 0, else: x}; 1",
        "{-x^4 >= 0: 0, else: sin(x)}; cos(x)", "{x^2*(x - 1)^2 <= 0: 0, else: x^2 - x}; 2*x - 1", "{x^2 == 4: 4, else: x^2}; 2*x", "{x == 0 or y == 0: 0, else: x*y}; y",
        "{x == 0 and y == 0: 0, else: x + y}; 1", "{x == 0: 0, x == 1: 1, x < 0: x, else: x}; 1", "{x <= 0 and not x < 0: 5, else: x}; {x != 0: 1}",
        "{x > 0: x, else: 0}; {x > 0: 1, else: 0}", "{x >= 0 and x <= 1: x, else: 0}; {x >= 0 and x <= 1: 1, else: 0}",
        "{x^2 + y^2 < 1: x, else: 0}; {x^2 + y^2 < 1: 1, else: 0}", "{x > 0: x, x^2 + y^2 < 1: 1, else: 0}; {x > 0: 1, else: 0}",
        "{floor(x) == 0: x, else: 0}; {floor(x) == 0: 1, else: 0}"})
    void casesOfSinglePointsGiveNoDerivative(String function, String expected) {
        for (String put : new String[] {"x = 0, y = 1, a = 1", "x = 1, y = 0, a = 1", "x = 2, y = 3, a = 2", "x = -3/2, y = 1, a = 0", "x = 0, y = 0, a = 0"}) {
            Expression actual = Language.parse("subs(diff(" + function + ", x), " + put + ")");
            Expression wanted = Language.parse("subs(" + expected + ", " + put + ")");
            assertThat(Simplifier.simplify(actual, Assumptions.NONE, Budget.current()).expression().toString()).as(put + " in the derivative of " + function)
                    .isEqualTo(Simplifier.simplify(wanted, Assumptions.NONE, Budget.current()).expression().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "diff({x == 0 and y == 0: 0, else: x^3/(x^2+y^2)}, x); 1", "diff({x == 0 and y == 0: 0, else: x^3/(x^2+y^2)}, y); 0",
        "diff({x == 0 and y == 0: 0, else: x*y*(x^2-y^2)/(x^2+y^2)}, x, y); -1", "diff({x == 0 and y == 0: 0, else: x*y*(x^2-y^2)/(x^2+y^2)}, y, x); 1",
        "diff({x == 0: 0, else: x*y/(x^2+y^2)}, x); 0", "diff({x^2 + y^2 == 0: 0, else: x^3/(x^2+y^2)}, x); 1",
        "diff({x^2 + y^2 > 0: x^3/(x^2+y^2), else: 0}, x); 1", "diff({x == 0 and y == 0: 0, else: x^2*y/(x^4+y^2)}, x); 0"})
    void singlePointsOfThePlaneHaveTheirDerivativesByDefinition(String derivative, String expected) {
        Expression actual = Language.parse("subs(" + derivative + ", x = 0, y = 0)");
        assertThat(Simplifier.simplify(actual, Assumptions.NONE, Budget.current()).expression()).isEqualTo(Language.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"diff({x == y and x == -y: 0, else: x^3/(x^2+y^2)}, x)", "diff({sin(x) > 0: x, sin(x) < 0: x, else: 0}, x)",
        "diff({x^2 + y^2 == 4: 0, else: x}, x)", "diff({x*y == 1: 0, else: x}, x)", "diff({x == 0: 0, else: x*y^2/(x^2+y^2)}, x)",
        "diff({x == 0: 0, else: x^3/(y*x + x^2)}, x)", "diff({mod(x, 2) == 0: 0, else: x}, x)"})
    void singlePointsThatAreNotFoundAreRefused(String derivative) {
        equationsWithSeveralSolutionsAreRefused(derivative);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"x; {cos(x) == 0: 0, else: x}; 1; those where cos(x) == 0", "x; {sin(x) == 0: 1, else: x}; 0; those where sin(x) == 0",
        "t; {exp(t) == t + 1: 0, else: t}; 0; by t of a choice in which single points may have a case of their own, those where exp(t) - (t + 1) == 0", "speed; {speed^3 == a: 0, else: speed}; b; by speed of a choice in which single points may have a case of their own, those where a - speed^3 == 0"})
    void aRefusalNamesTheVariableAsTheDefinitionDoes(String parameter, String function, String point, String message) {
        assertThatThrownBy(() -> derivative(parameter, function, 1, point)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }
}
