package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.util.function.DoubleUnaryOperator;
import javax.script.Compilable;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
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
    void aScriptWithoutAnExpressionStatementHasNoResult() throws ScriptException {
        assertThat(engine.eval("1 + 1")).isEqualTo(2.0);
        assertThat(engine.eval("c = 3")).isNull();
        assertThat(engine.eval("")).isNull();
        assertThat(engine.eval("c + 1\nd = 2")).isEqualTo(4.0);
        assertThat(((Compilable) engine).compile("k(x) = x").eval()).isNull();
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
