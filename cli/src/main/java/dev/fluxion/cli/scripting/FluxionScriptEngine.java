package dev.fluxion.cli.scripting;

import dev.fluxion.cli.script.Bounded;
import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.DiagnosticText;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import java.io.IOException;
import java.io.Reader;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.script.AbstractScriptEngine;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import javax.script.SimpleBindings;

/**
 * Runs scripts that reach no files. Numbers, vectors and matrices ({@code double[]},
 * {@code double[][]}) in the bindings are names of the script; the result is the value of the last expression statement: a
 * {@link Double} where it is a number, else its text, and {@code null} for a script without such a statement. Names that a script gives stay for
 * the next one with the same bindings, exactly, and appear in these: a {@link Double}, {@code double[]} or {@code double[][]} where the value is made of numbers,
 * else an {@link Expression}. What a program then puts there under such a name takes its place. Not thread-safe.
 */
final class FluxionScriptEngine extends AbstractScriptEngine implements Compilable, Invocable {
    /** Names belong to the bindings in which they were given, for as long as a program holds those. */
    private record Held(WeakReference<Bindings> bindings, BoundNames names) {}

    private final ScriptEngineFactory factory;
    private final List<Held> held = new ArrayList<>();

    FluxionScriptEngine(ScriptEngineFactory factory) {
        this.factory = factory;
    }

    private BoundNames names(Bindings bindings) {
        held.removeIf(each -> each.bindings.refersTo(null));
        return held.stream().filter(each -> each.bindings.refersTo(bindings)).findFirst().map(Held::names).orElseGet(() -> {
            held.add(new Held(new WeakReference<>(bindings), new BoundNames()));
            return held.getLast().names;
        });
    }

    private Session session() {
        return names(getBindings(ScriptContext.ENGINE_SCOPE)).session();
    }

    @Override
    public Object eval(String script, ScriptContext context) throws ScriptException {
        Object name = context.getAttribute(ScriptEngine.FILENAME);
        Source source = new Source(name == null ? "script" : name.toString(), script);
        Bindings bindings = context.getBindings(ScriptContext.ENGINE_SCOPE);
        try {
            return bounded(() -> names(bindings).run(source, bindings, context.getWriter()).map(FluxionScriptEngine::value).orElse(null));
        } catch (FluxionException e) {
            throw failure(source, e);
        }
    }

    // Whoever embeds the engine may have put a budget in force, and can interrupt it.
    private static <T> T bounded(Supplier<T> work) {
        return Bounded.run(Budget.inForce().orElseGet(Budget::unhurried), work);
    }

    private static Object value(Expression expression) {
        return expression.isScalar() && BoundValues.of(expression) instanceof Double number ? number : expression.toString();
    }

    private static ScriptException failure(Source script, FluxionException problem) {
        Source source = problem.source().orElse(script);
        Diagnostic first = problem.diagnostic();
        int start = Math.max(0, first.span().start());
        ScriptException failure = new ScriptException(DiagnosticText.draw(source, first), source.name(), source.line(start), source.column(start));
        failure.initCause(problem);
        return failure;
    }

    @Override
    public Object eval(Reader reader, ScriptContext context) throws ScriptException {
        return eval(text(reader), context);
    }

    private static String text(Reader reader) throws ScriptException {
        try {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new ScriptException(e);
        }
    }

    @Override
    public Bindings createBindings() {
        return new SimpleBindings();
    }

    @Override
    public ScriptEngineFactory getFactory() {
        return factory;
    }

    /** Reads the script at once, so that mistakes of its form are found here. */
    @Override
    public CompiledScript compile(String script) throws ScriptException {
        Source source = new Source("script", script);
        try {
            dev.fluxion.grammar.Reader.script(source);
        } catch (FluxionException e) {
            throw failure(source, e);
        }
        return new CompiledScript() {
            @Override
            public Object eval(ScriptContext context) throws ScriptException {
                return FluxionScriptEngine.this.eval(script, context);
            }

            @Override
            public ScriptEngine getEngine() {
                return FluxionScriptEngine.this;
            }
        };
    }

    @Override
    public CompiledScript compile(Reader script) throws ScriptException {
        return compile(text(script));
    }

    /** Calls a function that a script has defined, or one of the language, with what can be bound: numbers, vectors, matrices and expressions. */
    @Override
    public Object invokeFunction(String name, Object... operands) throws ScriptException, NoSuchMethodException {
        try {
            List<Expression> values = new ArrayList<>();
            for (int i = 0; i < operands.length; i++) {
                String operand = "operand " + (i + 1) + " of " + name;
                values.add(BoundValues.expression(operands[i], operand).orElseThrow(() -> new ScriptException(operand + " is no number, vector or matrix")));
            }
            return value(call(name, values));
        } catch (FluxionException e) {
            if (e.diagnostic().code() == Diagnostic.Code.NAME && !session().defines(name, operands.length)) {
                throw new NoSuchMethodException(e.getMessage());
            }
            throw failure(new Source("call", ""), e);
        }
    }

    private Expression call(String name, List<Expression> operands) {
        return bounded(() -> session().call(name, operands));
    }

    @Override
    public Object invokeMethod(Object object, String name, Object... arguments) throws NoSuchMethodException {
        throw new NoSuchMethodException("Fluxion has no objects with methods: call " + name + " as a function");
    }

    @Override
    public <T> T getInterface(Class<T> type) {
        if (type == null || !type.isInterface()) {
            throw new IllegalArgumentException("no interface: " + type);
        }
        boolean whole = Stream.of(type.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers()) && !isOfObject(method))
                .allMatch(method -> session().defines(method.getName(), method.getParameterCount()));
        return whole ? type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this::call)) : null;
    }

    private static boolean isOfObject(Method method) {
        return switch (method.getName() + "/" + method.getParameterCount()) {
            case "toString/0", "hashCode/0", "equals/1" -> true;
            default -> false;
        };
    }

    private Object call(Object proxy, Method method, Object[] operands) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, operands);
        }
        if (!isOfObject(method)) {
            return result(method, operands == null ? List.of() : List.of(operands));
        }
        return switch (method.getName()) {
            case "toString" -> "Fluxion functions as " + proxy.getClass().getInterfaces()[0].getName();
            case "hashCode" -> System.identityHashCode(proxy);
            default -> proxy == operands[0];
        };
    }

    // A method of an interface that knows nothing of scripts throws the mistake itself, which is unchecked.
    private Object result(Method method, List<Object> operands) {
        List<Expression> values = operands.stream().map(operand -> BoundValues.expression(operand, "an operand of " + method.getName())
                .orElseThrow(() -> FluxionException.unsupported("'" + method.getName() + "' of something that is no number, vector or matrix"))).toList();
        return BoundValues.as(method.getReturnType(), call(method.getName(), values));
    }

    @Override
    public <T> T getInterface(Object object, Class<T> type) {
        throw new IllegalArgumentException("Fluxion has no objects with methods");
    }
}
