package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.DoubleUnaryOperator;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptEngineTest {
    private final ScriptEngine engine = new ScriptEngineManager().getEngineByName("fluxion");

    @BeforeEach
    void silence() {
        engine.getContext().setWriter(new StringWriter());
    }

    @Test
    void bindingsAreNamesAndTheLastExpressionIsTheResult() throws ScriptException {
        engine.put("a", 1.5);
        assertThat(engine.eval("b = 2*a\nb + 1")).isEqualTo(4.0);
        assertThat(engine.eval("diff(x^2*y, x)")).isEqualTo("2*x*y");
    }

    @Test
    void numbersBeyondDoublesStayExact() throws ScriptException {
        engine.put("large", BigInteger.TEN.pow(400));
        engine.put("small", new BigDecimal("1e-400"));
        assertThat(engine.eval("large*small")).isEqualTo(1.0);
        engine.put("infinite", Float.POSITIVE_INFINITY);
        assertThat(engine.eval("infinite")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aScriptWithoutAnExpressionStatementHasNoResult() throws ScriptException {
        assertThat(engine.eval("1 + 1")).isEqualTo(2.0);
        assertThat(engine.eval("c = 3")).isNull();
        assertThat(engine.eval("")).isNull();
        assertThat(engine.eval("c + 1\nd = 2")).isEqualTo(4.0);
        assertThat(((Compilable) engine).compile("k(x) = x").eval()).isNull();
    }

    @Test
    void namesOfAScriptAreInTheBindings() throws ScriptException {
        engine.eval("c = 5; half = 1/2; f = x^2*y; v = [1, 2]; M = [1, 2; 3, 4]; T in R[n]; k(x) = x");
        assertThat(engine.get("c")).isEqualTo(5.0);
        assertThat(engine.get("half")).isEqualTo(0.5);
        assertThat(((Expression) engine.get("f")).diff("x")).hasToString("2*x*y");
        assertThat(engine.get("v")).isEqualTo(new double[] {1, 2});
        assertThat((double[][]) engine.get("M")).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(engine.getBindings(ScriptContext.ENGINE_SCOPE)).doesNotContainKeys("T", "k", "x", "pi");
    }

    @Test
    void aNameKeepsItsExactValueUntilAProgramGivesItAnother() throws ScriptException {
        StringWriter out = new StringWriter();
        engine.getContext().setWriter(out);
        engine.eval("third = 1/3");
        engine.eval("third + third");
        assertThat(out.toString()).startsWith("2/3");
        engine.put("third", 0.25);
        assertThat(engine.eval("third + third")).isEqualTo(0.5);
        engine.put("third", engine.eval("third = x/3") == null ? engine.get("third") : "");
        assertThat(engine.eval("third")).isEqualTo("x/3");
    }

    @Test
    void whatAProgramPutsStaysTheObjectThatItIs() throws ScriptException {
        engine.put("a", 3);
        engine.eval("b = 2*a");
        assertThat(engine.get("a")).isEqualTo(3);
        engine.eval("a = a + 1");
        assertThat(engine.get("a")).isEqualTo(4.0);
        engine.put("g", engine.get("b"));
        assertThat(engine.eval("g")).isEqualTo(6.0);
    }

    @Test
    void namesThatAScriptGaveBeforeItsMistakeAreInTheBindings() {
        assertThatThrownBy(() -> engine.eval("d = 7\nsni(2)")).isInstanceOf(ScriptException.class);
        assertThat(engine.get("d")).isEqualTo(7.0);
    }

    @Test
    void aCompiledScriptRunsAgain() throws ScriptException {
        var script = ((Compilable) engine).compile("a^2");
        engine.put("a", 3);
        assertThat(script.eval()).isEqualTo(9.0);
        engine.put("a", 4);
        assertThat(script.eval()).isEqualTo(16.0);
    }

    @Test
    void functionsAreCalledByNameAndThroughAnInterface() throws Exception {
        engine.eval("applyAsDouble(x) = x^2 + 1");
        assertThat(((Invocable) engine).invokeFunction("applyAsDouble", 2)).isEqualTo(5.0);
        assertThat(((Invocable) engine).getInterface(DoubleUnaryOperator.class).applyAsDouble(3)).isEqualTo(10.0);
        assertThatThrownBy(() -> ((Invocable) engine).invokeFunction("missing", 2)).isInstanceOf(NoSuchMethodException.class);
    }

    @Test
    void anInterfaceNeedsAllItsFunctionsAndHasTheMethodsOfAnObject() throws Exception {
        assertThat(((Invocable) engine).getInterface(DoubleUnaryOperator.class)).isNull();
        engine.eval("applyAsDouble(x) = x^2 + 1");
        DoubleUnaryOperator function = ((Invocable) engine).getInterface(DoubleUnaryOperator.class);
        assertThat(function).isEqualTo(function).isNotEqualTo(((Invocable) engine).getInterface(DoubleUnaryOperator.class));
        assertThat(function.toString()).contains("DoubleUnaryOperator");
        assertThat(function.hashCode()).isEqualTo(function.hashCode());
        assertThat(function.andThen(x -> -x).applyAsDouble(2)).isEqualTo(-5.0);
    }

    @Test
    void arraysAreVectorsAndMatrices() throws ScriptException {
        engine.put("v", new double[] {3, 4});
        engine.put("M", new double[][] {{1, 2}, {3, 4}});
        assertThat(engine.eval("v'*v")).isEqualTo(25.0);
        assertThat(engine.eval("v'*M*v")).isEqualTo(9.0 + 24 + 36 + 64);
        engine.put("M", new double[][] {{1, 2}, {3}});
        assertThatThrownBy(() -> engine.eval("M")).hasMessageContaining("the rows of 'M' have different lengths");
    }

    @Test
    void namesBelongToTheirBindings() throws Exception {
        Bindings one = engine.createBindings();
        Bindings other = engine.createBindings();
        engine.eval("a = 1; f(x) = x + a", one);
        assertThat(engine.eval("a + 1", other)).isEqualTo("a + 1");
        assertThat(engine.eval("f(2)", one)).isEqualTo(3.0);
        assertThatThrownBy(() -> engine.eval("f(2)", other)).hasMessageContaining("unknown function f");
        assertThat(other).doesNotContainKey("a");
        assertThatThrownBy(() -> ((Invocable) engine).invokeFunction("f", 2)).isInstanceOf(NoSuchMethodException.class);
        engine.setBindings(one, ScriptContext.ENGINE_SCOPE);
        assertThat(((Invocable) engine).invokeFunction("f", 2)).isEqualTo(3.0);
    }

    @Test
    void whatAScriptPrintsGoesWhereItsContextSays() throws ScriptException {
        StringWriter out = new StringWriter();
        ScriptContext context = new SimpleScriptContext();
        context.setWriter(out);
        engine.eval("print(\"here\")", context);
        assertThat(out.toString().strip()).isEqualTo("here");
    }

    @Test
    void aGreekLetterIsANameToo() throws ScriptException {
        engine.put("α", 2);
        assertThat(engine.eval("α + 1")).isEqualTo(3.0);
        engine.put("α", 5);
        assertThat(engine.eval("α + 1")).isEqualTo(6.0);
    }

    @Test
    void functionsAreCalledWithValuesAndNotWithText() throws Exception {
        Invocable functions = (Invocable) engine;
        engine.eval("f(x) = x + 1; g(v) = sum(v .^ 2); h(x) = sni(x); operand_1_of_call = 9; k(x) = operand_1_of_call*x");
        assertThat(functions.invokeFunction("f", Double.NaN)).isEqualTo(Double.NaN);
        assertThat(functions.invokeFunction("f", Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(functions.invokeFunction("g", new double[] {3, 4})).isEqualTo(25.0);
        assertThat(functions.invokeFunction("k", 2)).isEqualTo(18.0);
        assertThat(functions.invokeFunction("cos", 0)).isEqualTo(1.0);
        assertThatThrownBy(() -> functions.invokeFunction("2 + f", 1)).isInstanceOf(NoSuchMethodException.class);
        assertThatThrownBy(() -> functions.invokeFunction("f", 1, 2)).isInstanceOf(NoSuchMethodException.class);
        assertThatThrownBy(() -> functions.invokeFunction("f", "1")).isInstanceOf(ScriptException.class).hasMessageContaining("operand 1 of f");
    }

    private interface Shapes {
        int count(double x);

        String text(double x);

        double number(double x);
    }

    @Test
    void anInterfaceGetsItsOwnTypesAndUncheckedMistakes() throws Exception {
        engine.eval("count(x) = 2*x; text(x) = x*y; number(x) = x*y");
        Shapes shapes = ((Invocable) engine).getInterface(Shapes.class);
        assertThat(shapes.count(3)).isEqualTo(6);
        assertThat(shapes.text(3)).isEqualTo("3*y");
        assertThatThrownBy(() -> shapes.count(0.25)).isInstanceOf(FluxionException.class).hasMessageContaining("as a int");
        assertThatThrownBy(() -> shapes.number(3)).isInstanceOf(FluxionException.class).hasMessageContaining("3*y");
    }

    @Test
    void aBudgetInForceHoldsForScriptsToo() {
        assertThatThrownBy(() -> Budget.of(60_000, 100, 100).run(() -> {
            try {
                return engine.eval("for k in 1..1000000 { }");
            } catch (ScriptException e) {
                throw new IllegalStateException(e);
            }
        })).hasRootCauseMessage("nodes: more than 2000 were visited or made in all");
    }

    @Test
    void aBindingThatCannotBeANameIsNamed() {
        engine.put("t", "text");
        assertThatThrownBy(() -> engine.eval("1")).isInstanceOf(ScriptException.class).hasMessageContaining("the binding 't' is a String");
        engine.put("t", null);
        assertThatThrownBy(() -> engine.eval("1")).isInstanceOf(ScriptException.class).hasMessageContaining("the binding 't' is null");
    }

    @Test
    void aMistakeHasItsPlace() {
        assertThatThrownBy(() -> engine.eval("a = 1\nb = 2 3")).isInstanceOfSatisfying(ScriptException.class,
                e -> assertThat(e.getLineNumber()).isEqualTo(2));
    }
}
