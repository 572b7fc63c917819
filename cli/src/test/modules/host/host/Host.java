package host;

import java.io.Writer;
import java.util.function.DoubleUnaryOperator;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/** Prints what the engine answers, one result a line. */
public final class Host {
    private Host() {}

    public static void main(String[] arguments) throws Exception {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("fluxion");
        engine.getContext().setWriter(Writer.nullWriter());
        System.out.println(engine.getClass().getModule().getName());
        System.out.println(engine.eval("diff(x^2*sin(y), x)"));
        engine.put("a", 1.5);
        System.out.println(engine.eval("b = 2*a\nb + 1"));
        CompiledScript square = ((Compilable) engine).compile("a^2");
        System.out.println(square.eval());
        System.out.println(engine.eval("applyAsDouble(x) = x^2 + 1"));
        System.out.println(((Invocable) engine).invokeFunction("applyAsDouble", 2));
        System.out.println(((Invocable) engine).getInterface(DoubleUnaryOperator.class).applyAsDouble(3));
        try {
            engine.eval("a = 1\nb = 2 3");
        } catch (ScriptException e) {
            System.out.println("line " + e.getLineNumber());
        }
    }
}
